"""Reads the platform files beside this one, in the same charges that a hall's own schedule is made of."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from hirehall.money.queries import Rules, read_rules

FOLDER = Path(__file__).resolve().parent / "data"
AS_OF = "November 2026"
SOURCES = {
    "official": "the platform’s own page",
    "second_hand": "second-hand",
    "conflicting": "sources disagree",
    "inferred": "our inference",
}
WAYS = {"marketplace": "Marketplace", "direct": "Direct contact", "niche": "Niche platform"}


@dataclass(frozen=True, slots=True)
class Terms:
    """What a platform charged in a span of time.

    Attributes:
        since, until: as exact as known (year, month or day); empty where unknown.
        current: whether it is what a newcomer meets today. Several current terms are a range.
        source: a key of ``SOURCES``.
        rules: the charges; a side that is not known has none, see the two flags.
        per_payment: False where money is taken otherwise than from a payment.
    """

    label: str
    since: str
    until: str
    current: bool
    currency: str
    source: str
    note: str
    rules: Rules
    freelancer_known: bool
    client_known: bool
    per_payment: bool

    @property
    def source_text(self) -> str:
        return SOURCES[self.source]


@dataclass(frozen=True, slots=True)
class Platform:
    """One place where work is found, and its terms, the newest first."""

    slug: str
    name: str
    way: str
    works: str
    terms: tuple[Terms, ...]

    @property
    def current(self) -> tuple[Terms, ...]:
        return tuple(terms for terms in self.terms if terms.current)


@cache
def platforms() -> tuple[Platform, ...]:
    """Every platform, by name.

    Raises:
        ValueError: at the first start with a file that is not of this form; a test reads them all.
    """
    found = [_platform(path) for path in FOLDER.glob("*.toml")]
    return tuple(sorted(found, key=lambda platform: platform.name.lower()))


def _platform(path: Path) -> Platform:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    if data["way"] not in WAYS:
        raise ValueError(f"{path.name}: way is one of {', '.join(WAYS)}")
    terms = tuple(_terms(entry, path.name) for entry in data["terms"])
    return Platform(path.stem, data["name"], data["way"], data["works"], terms)


def _terms(entry: dict[str, Any], name: str) -> Terms:
    if entry["source"] not in SOURCES:
        raise ValueError(f"{name}: source is one of {', '.join(SOURCES)}")
    sides: dict[str, Any] = {side: entry[side] for side in ("freelancer", "client") if side in entry}
    return Terms(
        label=entry["label"],
        since=entry.get("since", ""),
        until=entry.get("until", ""),
        current=entry.get("current", False),
        currency=entry["currency"],
        source=entry["source"],
        note=entry["note"],
        rules=read_rules({"form": 1, "currency": entry["currency"], **sides}),
        freelancer_known="freelancer" in entry,
        client_known="client" in entry,
        per_payment=entry.get("per_payment", True),
    )
