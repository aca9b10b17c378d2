"""Positions that were seen before: at the same address, in the same words, or sharing much of their text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from hirehall.engagements.listing.models import Position
from hirehall.engagements.listing.queries.find import pay_text, where_text
from hirehall.engagements.listing.queries.rows import position_for
from hirehall.foundation import shingles
from hirehall.foundation.actor import Actor

LEAST_PRINTS, LEAST_PERCENT, MOST_SHOWN = 3, 25, 3
# One’s own withdrawn ones are no news; each of the three ways has its own index.
NEAR = """
    WITH mine AS (SELECT id, hall_id, fingerprint, address, prints FROM listing_position WHERE id = ANY(%(ids)s)),
    pairs AS (
        SELECT mine.id AS mine, other.id AS other FROM mine JOIN listing_position other
            ON other.hall_id = mine.hall_id AND other.prints && mine.prints
        UNION SELECT mine.id, other.id FROM mine JOIN listing_position other
            ON other.hall_id = mine.hall_id AND other.fingerprint = mine.fingerprint
        UNION SELECT mine.id, other.id FROM mine JOIN listing_position other
            ON other.hall_id = mine.hall_id AND other.address = mine.address AND mine.address <> ''
    )
    SELECT mine.id, other.id, other.fingerprint = mine.fingerprint,
           mine.address <> '' AND other.address = mine.address,
           cardinality(ARRAY(SELECT unnest(other.prints) INTERSECT SELECT unnest(mine.prints))),
           cardinality(mine.prints)
    FROM pairs JOIN mine ON mine.id = pairs.mine JOIN listing_position other ON other.id = pairs.other
    WHERE pairs.mine <> pairs.other AND other.state <> 'withdrawn'
    ORDER BY 3 DESC, 4 DESC, 5 DESC, 2 DESC
"""


@dataclass(frozen=True, slots=True)
class Seen:
    """A position that is like another: by what, and how much of the other’s text stands in it."""

    position: Position
    percent: int
    same_words: bool
    same_address: bool

    @property
    def why(self) -> str:
        """In words, the strongest first."""
        parts = [
            "the same words" if self.same_words else "",
            "the same address for applications" if self.same_address else "",
            f"{self.percent}% of the passages" if self.percent and not self.same_words else "",
        ]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Side:
    """One of two positions: what it says, with the passages that stand in the other as well."""

    position: Position
    where: str
    pay: str
    pieces: list[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class BesidePage:
    """Two positions beside each other."""

    seen: Seen | None
    new: Side
    old: Side


def seen_before(positions: Sequence[Position]) -> dict[UUID, list[Seen]]:
    """For each of these, the positions of the hall that it is most like. Two queries."""
    if not positions:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(NEAR, {"ids": [row.id for row in positions]})
        rows = cursor.fetchall()
    near: dict[UUID, list[tuple[UUID, int, bool, bool]]] = {}
    for mine, other, words, address, shared, all_ in rows:
        percent = 100 * shared // all_ if all_ and shared >= LEAST_PRINTS else 0
        found = near.setdefault(mine, [])
        if (words or address or percent >= LEAST_PERCENT) and len(found) < MOST_SHOWN:
            found.append((other, percent, words, address))
    others = Position.objects.in_bulk({one[0] for found in near.values() for one in found})
    return {
        mine: [Seen(others[other], percent, words, address) for other, percent, words, address in found]
        for mine, found in near.items()
    }


def beside(by: Actor, position_id: UUID, other_id: UUID) -> BesidePage:
    """Two positions of the hall beside each other, for an editor. Four queries.

    Raises:
        Refused: ``position.not_found``.
    """
    new, old = position_for(by, position_id), position_for(by, other_id)
    seen = next((one for one in seen_before([new]).get(new.id, []) if one.position.id == old.id), None)
    return BesidePage(seen, _side(new, old), _side(old, new))


def _side(row: Position, other: Position) -> Side:
    return Side(
        position=row,
        where=where_text(row.work, row.place, row.country),
        pay=pay_text(row.pay_min_minor, row.pay_max_minor, row.currency, row.pay_per),
        pieces=shingles.marked(row.description, other.description),
    )
