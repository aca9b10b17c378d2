"""What stands in the address of a list: read leniently, so that a shared or hand-made address never fails."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict

from hirehall.foundation import clock, money
from hirehall.market.operations.listings import offset_minutes
from hirehall.market.queries.find_shapes import SORTS, Asked, Sort

MOST_SKILLS = 10
ZONES = [
    "Pacific/Auckland", "Asia/Tokyo", "Asia/Kolkata", "Africa/Nairobi", "Europe/Berlin", "Europe/London",
    "America/Sao_Paulo", "America/New_York", "America/Los_Angeles",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Address:
    """The parameters of a list, as given and as understood."""

    given: QueryDict
    asked: Asked
    zone: str

    def without(self, name: str, value: str = "") -> str:
        """The same address without one value of a parameter, from the first page."""
        kept = [
            (key, item)
            for key, items in self.given.lists()
            for item in items
            if item and key != "after" and not (key == name and value in ("", item))
        ]
        return "?" + urlencode(kept)

    def following(self, cursor: str) -> str:
        """The address of the next page; empty where there is none."""
        return f"{self.without('after')}&{urlencode({'after': cursor})}" if cursor else ""

    def sorted_by(self, sort: str) -> str:
        return f"{self.without('sort')}&{urlencode({'sort': sort})}"


def read(given: QueryDict, *, currency: str, home_zone: str) -> Address:
    """What is asked for; a value that cannot be read counts as not given.

    Args:
        currency: of amounts, the hall's.
        home_zone: the reader's own time zone, for the overlap.
    """
    zone = given.get("zone", "") or home_zone
    sort = given.get("sort", "")
    asked = Asked(
        text=given.get("q", "").strip()[:200],
        skills=tuple(found for value in given.getlist("skill")[:MOST_SKILLS] if (found := _uuid(value))),
        category=_uuid(given.get("category", "")),
        most_minor=_minor(given.get("rate", ""), currency),
        least_minor=_minor(given.get("budget", ""), currency),
        most_days=int(days) if (days := given.get("days", "")).isdecimal() and len(days) < 4 else None,
        availability=given.get("availability", "")[:10],
        language=given.get("language", "")[:8],
        overlap_hours=min(8, int(hours[:9])) if (hours := given.get("overlap", "")).isdecimal() else 0,
        offset_minutes=offset_minutes(zone, clock.now()),
        new_only=given.get("new") == "yes",
        vetted=given.get("vetted") == "yes",
        certified=given.get("certified") == "yes",
        first_timers=given.get("first_timers") == "yes",
        sort=_sort(sort),
        after=given.get("after", ""),
    )
    return Address(given, asked, zone)


def _sort(given: str) -> Sort:
    return next((sort for sort in SORTS if sort == given), "relevance")


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _minor(text: str, currency: str) -> int | None:
    try:
        return max(0, money.parse(text, currency).minor) if text.strip() else None
    except ValueError:
        return None
