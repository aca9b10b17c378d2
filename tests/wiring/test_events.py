"""The hub of the live events: who is told what, and what happens with too many streams."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from hirehall.wiring.config import load
from hirehall.wiring.processes import events
from hirehall.wiring.processes.events import STREAMS_PER_PERSON, TOLD, Events, Hub


def in_a_loop_of_its_own(told: Coroutine[Any, Any, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Run it in a thread of its own: the browser tests leave a loop running in this one."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(asyncio.run, told).result()


def test_only_the_person_is_told_and_many_hints_are_one() -> None:
    hub = Hub()
    mine, yours = hub.join("me"), hub.join("you")
    hub.tell("me")
    hub.tell("me")
    assert (mine.get_nowait(), mine.empty(), yours.empty()) == (TOLD, True, True)
    hub.tell_all()
    assert yours.get_nowait() == TOLD


def test_too_many_streams_of_one_person_close_the_oldest() -> None:
    hub = Hub()
    streams = [hub.join("me") for _ in range(STREAMS_PER_PERSON + 1)]
    assert streams[0].get_nowait() is None
    assert len(hub) == STREAMS_PER_PERSON
    for stream in streams:
        hub.leave("me", stream)
    assert len(hub) == 0


async def answer(path: str = "/events", **headers: str) -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(60)
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    app = Events(load())
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "path": path, "method": "GET", "headers": raw}
    task = asyncio.create_task(app(scope, receive, send))
    await asyncio.sleep(0.05)
    app.hub.close()
    await task
    return sent


def test_a_signed_in_browser_gets_a_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    async def known(session_key: str) -> str | None:
        return "someone" if session_key == "s3ss10n" else None

    monkeypatch.setattr(events, "person_of", known)
    sent = in_a_loop_of_its_own(
        answer(cookie="sessionid=s3ss10n", host="127.0.0.1:8001", origin="http://127.0.0.1:8000")
    )
    headers = dict(sent[0]["headers"])
    assert sent[0]["status"] == 200
    assert headers[b"content-type"].startswith(b"text/event-stream")
    assert headers[b"access-control-allow-origin"] == b"http://127.0.0.1:8000"
    assert headers[b"access-control-allow-credentials"] == b"true"
    assert sent[1]["body"].endswith(TOLD)
    assert sent[-1] == {"type": "http.response.body", "body": b""}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "127.0.0.1:8001"}, 401),
        ({"host": "127.0.0.1:8001", "origin": "http://evil.example"}, 403),
        ({"host": "hall.example:8001", "origin": "http://hall.example.evil"}, 403),
    ],
)
def test_strangers_and_foreign_pages_get_none(headers: dict[str, str], status: int) -> None:
    assert in_a_loop_of_its_own(answer(**headers))[0]["status"] == status


def test_there_is_nothing_else_here() -> None:
    assert in_a_loop_of_its_own(answer("/"))[0]["status"] == 404
    assert in_a_loop_of_its_own(answer("/healthz"))[0]["status"] == 200
