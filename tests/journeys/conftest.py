"""Whole stories in a real headless browser, against a live server and a real database."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, sync_playwright

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the synchronous driver runs a loop beside the ORM of the test

CHROMIUM = Path("/usr/bin/chromium-headless-shell")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.fail("The journeys need a browser. Run: apt-get install chromium-headless-shell")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


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
