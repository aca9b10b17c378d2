"""Whole stories in a real headless browser, against a live server and a real database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import ConsoleMessage


@pytest.fixture
def said() -> Iterator[list[str]]:
    """What browsers complain about in their consoles; a journey that made them complain fails.

    The live events come from a process of their own, which is not part of these stories.
    """
    heard: list[str] = []
    yield heard
    assert heard == []


def listen(heard: list[str], message: ConsoleMessage) -> None:
    """Keep a browser's complaint, unless it is about the events process that does not run here."""
    if message.type == "error" and "/events" not in str(message.location.get("url", "")):
        heard.append(f"{message.text} ({message.location.get('url')})")
