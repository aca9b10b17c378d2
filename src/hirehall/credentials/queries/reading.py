"""What a credential says, read from its signed words for people, whoever wrote them. Only ever shown, never trusted."""

from __future__ import annotations

from typing import Any


def said(value: Any, most: int = 300) -> str:
    return value[:most] if isinstance(value, str) else ""


def achievement_in(credential: dict[str, Any]) -> dict[str, Any]:
    subject = credential.get("credentialSubject")
    found = subject.get("achievement") if isinstance(subject, dict) else None
    return found if isinstance(found, dict) else {}


def issuer_name_in(credential: dict[str, Any]) -> str:
    issuer = credential.get("issuer")
    return said(issuer.get("name"), 120) if isinstance(issuer, dict) else ""


def lines_of(credential: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """What it says, for a card: read from the signed words, whoever wrote them."""
    subject, achievement = credential.get("credentialSubject"), achievement_in(credential)
    subject = subject if isinstance(subject, dict) else {}
    tags, source = achievement.get("tag"), subject.get("source")
    criteria = achievement.get("criteria")
    told = [
        ("What", said(achievement.get("description"))),
        ("How it is earned", said(criteria.get("narrative")) if isinstance(criteria, dict) else ""),
        ("Field", said(achievement.get("fieldOfStudy"))),
        (
            "Skills",
            ", ".join(said(one, 60) for one in tags[:12]) if isinstance(tags, list) else said(tags, 60),
        ),
        ("When", said(subject.get("term"), 40)),
        ("Client", said(source.get("name"), 120) if isinstance(source, dict) else ""),
        *_results(subject, achievement),
    ]
    return tuple((label, value) for label, value in told if value)


def _results(subject: dict[str, Any], achievement: dict[str, Any]) -> list[tuple[str, str]]:
    described, results = achievement.get("resultDescription"), subject.get("result")
    names = {
        said(one.get("id")): said(one.get("name"), 60)
        for one in (described if isinstance(described, list) else [described])
        if isinstance(one, dict)
    }
    return [
        (names.get(said(one.get("resultDescription"))) or "Result", said(one.get("value"), 60))
        for one in (results if isinstance(results, list) else [results])
        if isinstance(one, dict)
    ]


def review_of(credential: dict[str, Any]) -> str:
    found = credential.get("evidence")
    for one in found if isinstance(found, list) else [found]:
        if isinstance(one, dict) and said(one.get("narrative"), 20_000):
            return said(one.get("narrative"), 20_000)
    return ""
