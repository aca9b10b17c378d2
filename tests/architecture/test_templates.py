"""What a template may hold. The policy sent with every page forbids inline style and script; so do these checks."""

from __future__ import annotations

import re
from pathlib import Path

from tests.architecture.source import PACKAGE, templates

FORBIDDEN = {
    r"\sstyle\s*=": "no inline style: the content security policy drops it",
    r"\son[a-z]+\s*=\s*[\"']": "no inline handlers: the content security policy drops them",
    r"hx-on": "hx-on needs eval",
    r"<script(?![^>]*\ssrc=)[^>]*>": "no inline script: the content security policy drops it",
    r"<style\b": "no inline style sheet: the content security policy drops it",
    r"javascript:": "no script in an address",
    r"\|\s*safe\b": "Markup is made by foundation or look, where it is cleaned; a template only shows it",
    r"autoescape\s+false": "text of people is always escaped",
    r"\.objects\b": "templates do no queries",
    r"\bhttps?://(?!www\.w3\.org)": "nothing is loaded from or sent to elsewhere",
}


def offences(path: Path) -> list[str]:
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        for pattern, reason in FORBIDDEN.items():
            if re.search(pattern, line):
                found.append(f"{path.relative_to(PACKAGE)}:{number} {reason}: {line.strip()[:90]}")
    return found


def test_templates_hold_to_the_content_security_policy() -> None:
    wrong = [offence for path in templates() for offence in offences(path)]
    assert not wrong, "\n".join(wrong)


def test_every_template_compiles() -> None:
    from django.template import engines

    environment = engines["jinja2"].env  # type: ignore[attr-defined]
    for path in templates():
        environment.parse(path.read_text(encoding="utf-8"), filename=str(path))


def test_words_of_other_markets_are_not_used() -> None:
    """One word for one thing, in code, pages and API."""
    foreign = re.compile(r"\b(gigs?|sellers?|talent pool)\b", re.IGNORECASE)
    wrong = [
        f"{path.relative_to(PACKAGE)}:{number} {line.strip()[:90]}"
        for path in templates()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if foreign.search(line)
    ]
    assert not wrong, "\n".join(wrong)
