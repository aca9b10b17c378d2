"""Live events: ``/events``, one open stream a browser, fed by one LISTEN connection.

A notification is a hint and nothing else: it carries a person's id, the browser then asks the pages what is new.
So a lost one costs at most the browser's own polling interval.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from http.cookies import CookieError, SimpleCookie
from types import FrameType, SimpleNamespace
from typing import Any
from urllib.parse import urlparse

import psycopg
import structlog
import uvicorn
from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import connections

from hirehall.wiring.config import Config

log = structlog.get_logger(__name__)

CHANNEL = "hirehall_notices"
HEARTBEAT_SECONDS = 20
SESSION_ASKED_EVERY = 30  # heartbeats
STREAMS_PER_PERSON = 6
STREAMS_AT_MOST = 5000
TOLD = b"event: told\ndata: {}\n\n"
OPENING = b"retry: 5000\n\n" + TOLD
HEARTBEAT = b": still here\n\n"

Send = Callable[[dict[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]


class Hub:
    """Who listens: the open streams by person."""

    def __init__(self) -> None:
        self._streams: dict[str, list[asyncio.Queue[bytes | None]]] = defaultdict(list)
        self.closing = False

    def __len__(self) -> int:
        return sum(len(streams) for streams in self._streams.values())

    def join(self, person_id: str) -> asyncio.Queue[bytes | None]:
        """A stream for that person; the oldest of too many is closed."""
        streams = self._streams[person_id]
        if len(streams) >= STREAMS_PER_PERSON:
            streams.pop(0).put_nowait(None)
        stream: asyncio.Queue[bytes | None] = asyncio.Queue()
        streams.append(stream)
        return stream

    def leave(self, person_id: str, stream: asyncio.Queue[bytes | None]) -> None:
        streams = self._streams.get(person_id, [])
        if stream in streams:
            streams.remove(stream)
        if not streams:
            self._streams.pop(person_id, None)

    def tell(self, person_id: str) -> None:
        for stream in self._streams.get(person_id, ()):
            if stream.empty():  # one waiting hint says as much as ten
                stream.put_nowait(TOLD)

    def tell_all(self) -> None:
        for person_id in list(self._streams):
            self.tell(person_id)

    def close(self) -> None:
        self.closing = True
        for streams in self._streams.values():
            for stream in streams:
                stream.put_nowait(None)


async def listen(hub: Hub, config: Config) -> None:
    """Hear the database's notifications for ever; after a lost connection everybody is told once."""
    wait = 1.0
    while True:
        try:
            async with await psycopg.AsyncConnection.connect(
                **_connection_of(config), autocommit=True
            ) as heard:
                await heard.execute(f"LISTEN {CHANNEL}")
                hub.tell_all()
                wait = 1.0
                async for notification in heard.notifies():
                    hub.tell(notification.payload)
        except psycopg.Error as error:
            log.warning("events.not_listening", error=type(error).__name__, again_in_seconds=wait)
        await asyncio.sleep(wait)
        wait = min(wait * 2, 30.0)


def _connection_of(config: Config) -> dict[str, Any]:
    """LISTEN needs a session of its own, so it goes past a pooler."""
    if config.database_direct_url:
        return {"conninfo": config.database_direct_url}
    database = settings.DATABASES["default"]
    return {"host": database["HOST"], "dbname": database["NAME"], "user": database["USER"]}


@sync_to_async
def person_of(session_key: str) -> str | None:
    """The id of the person whose session that is, or None when it is unknown, expired or signed out."""
    from importlib import import_module

    from django.contrib.auth import get_user

    store = import_module(settings.SESSION_ENGINE).SessionStore
    try:
        who = get_user(SimpleNamespace(session=store(session_key)))  # type: ignore[arg-type]
        return str(who.pk) if who.is_authenticated and who.is_active else None
    finally:
        connections.close_all()


class Events:
    """The ASGI application."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.hub = Hub()

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        listening = asyncio.create_task(listen(self.hub, self.config))
        await send({"type": "lifespan.startup.complete"})
        await receive()
        listening.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await listening
        await send({"type": "lifespan.shutdown.complete"})

    async def _answer(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        if scope["path"] == "/healthz":
            await _short(send, 200, "alive")
        elif scope["path"] != "/events" or scope["method"] != "GET":
            await _short(send, 404, "there is only /events here")
        elif not self._welcome(headers):
            await _short(send, 403, "events are for this installation’s own pages")
        else:
            await self._open(headers, receive, send)

    def _welcome(self, headers: Mapping[str, str]) -> bool:
        """Only pages of this installation may read the stream: same host, whatever the port."""
        origin = headers.get("origin")
        if origin is None or origin == self.config.public_url:
            return True
        host = headers.get("host", "").rpartition(":")[0] or headers.get("host", "")
        return urlparse(origin).hostname == host

    async def _open(self, headers: Mapping[str, str], receive: Receive, send: Send) -> None:
        session_key = _cookie(headers.get("cookie", ""), settings.SESSION_COOKIE_NAME)
        person_id = await person_of(session_key) if session_key else None
        cors = _cors(headers.get("origin"))
        if person_id is None:
            await _short(send, 401, "sign in first", cors)
        elif self.hub.closing or len(self.hub) >= STREAMS_AT_MOST:
            await _short(send, 503, "too many streams; poll instead", [(b"retry-after", b"60"), *cors])
        else:
            await self._stream(person_id, session_key, cors, receive, send)

    async def _stream(
        self, person_id: str, session_key: str, cors: list[tuple[bytes, bytes]], receive: Receive, send: Send
    ) -> None:
        stream = self.hub.join(person_id)
        gone = asyncio.create_task(_gone(receive, stream))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": [*STREAM_HEADERS, *cors]})
            await _part(send, OPENING)
            await self._feed(stream, person_id, session_key, send)
            await send({"type": "http.response.body", "body": b""})
        finally:
            gone.cancel()
            self.hub.leave(person_id, stream)

    async def _feed(
        self, stream: asyncio.Queue[bytes | None], person_id: str, session_key: str, send: Send
    ) -> None:
        beats = 0
        while True:
            try:
                told = await asyncio.wait_for(stream.get(), HEARTBEAT_SECONDS)
            except TimeoutError:
                beats += 1
                if beats % SESSION_ASKED_EVERY == 0 and await person_of(session_key) != person_id:
                    return
                told = HEARTBEAT
            if told is None:
                return
            await _part(send, told)


STREAM_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]


async def _gone(receive: Receive, stream: asyncio.Queue[bytes | None]) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    stream.put_nowait(None)


async def _part(send: Send, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})


async def _short(send: Send, status: int, text: str, more: list[tuple[bytes, bytes]] | None = None) -> None:
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"cache-control", b"no-store"),
        *(more or []),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text.encode()})


def _cors(origin: str | None) -> list[tuple[bytes, bytes]]:
    if origin is None:
        return []
    return [
        (b"access-control-allow-origin", origin.encode("latin-1")),
        (b"access-control-allow-credentials", b"true"),
        (b"vary", b"Origin"),
    ]


def _cookie(header: str, name: str) -> str:
    try:
        found = SimpleCookie(header).get(name)
    except CookieError:
        return ""
    return found.value if found else ""


class _Server(uvicorn.Server):
    """Uvicorn that ends the open streams when it is told to stop, instead of waiting for them."""

    def __init__(self, config: uvicorn.Config, hub: Hub) -> None:
        super().__init__(config)
        self._hub = hub

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        asyncio.get_running_loop().call_soon_threadsafe(self._hub.close)
        super().handle_exit(sig, frame)


def main() -> None:
    from hirehall.wiring import installation

    with installation.django() as config:
        host, _, port = config.events_bind.rpartition(":")
        events = Events(config)
        options = uvicorn.Config(
            events,
            host=host,
            port=int(port),
            log_level="warning",
            access_log=False,
            lifespan="on",
            timeout_graceful_shutdown=3,
        )
        _Server(options, events.hub).run()


if __name__ == "__main__":
    main()
