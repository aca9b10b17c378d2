"""How many Python functions a request calls, and how many statements it sends: figures that no load changes.

    python -m bench.calls

Goes through Django's test client in the process, over the living demo of an installation of its own.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from bench.pages import CLIENT, MODELS
from bench.server import running
from hirehall.wiring import installation

WARM, COUNT = 5, 20
Ask = Callable[[str], bytes]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--inside", action="store_true", help="measure the installation of HIREHALL_HOME")
    if arguments.parse_args().inside:
        with installation.django():
            _measure()
        return
    with running() as server:
        environment = os.environ | {"HIREHALL_HOME": str(server.home)}
        subprocess.run([sys.executable, "-m", "bench.calls", "--inside"], env=environment, check=True)


def _measure() -> None:
    anybody, client = _asker(""), _asker(CLIENT)
    print(f"{'request':32}{'calls':>9}{'statements':>12}")
    _count("empty page", anybody, "/healthz")
    for name, listed, link in [
        ("profile", "/find/freelancers/", r'href="(/people/[^"/]+/)"'),
        ("brief", "/find/briefs/", r'href="(/briefs/[0-9a-f-]{36}/)'),
    ]:
        _count(name, anybody, _linked(anybody(listed), link))
    orders = client("/my-orders/?show=all")
    _count("empty page, signed in", client, "/healthz")
    for model in MODELS:
        _count(f"{model} contract", client, _linked(orders, rf'href="(/contracts/{model}/[0-9a-f-]{{36}}/)"'))


def _asker(email: str) -> Ask:
    from django.test import Client

    from hirehall.people.models import Person

    browser = Client(headers={"Host": "127.0.0.1:8000"})
    if email:
        browser.force_login(Person.objects.get(email=email))

    def ask(path: str) -> bytes:
        answer = browser.get(path)
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answered {answer.status_code}")
        return bytes(answer.content)

    return ask


def _linked(page: bytes, link: str) -> str:
    found = re.search(link, page.decode())
    if found is None:
        raise RuntimeError(f"nothing of the demo is linked as {link}")
    return found.group(1)


def _count(name: str, ask: Ask, path: str) -> None:
    from django.db import connection

    sent: list[str] = []

    def counting(execute: Callable[..., Any], sql: str, *others: Any) -> Any:
        sent.append(sql)
        return execute(sql, *others)

    for _ in range(WARM):
        ask(path)
    with connection.execute_wrapper(counting):
        ask(path)
    profile = cProfile.Profile()
    for _ in range(COUNT):
        profile.runcall(ask, path)
    calls = pstats.Stats(profile).total_calls / COUNT  # type: ignore[attr-defined]
    print(f"{name:32}{calls:9,.0f}{len(sent):12}")


if __name__ == "__main__":
    main()
