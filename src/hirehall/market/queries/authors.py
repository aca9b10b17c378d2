"""Who proposes, as the client sees them: a freelancer with their record, alone or as who leads for an agency."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery

from hirehall.market.models import FreelancerListing
from hirehall.people.models import Organisation, Person
from hirehall.people.queries import card_of

LISTED = ("contracts_finished", "reviewed", "band_low", "band_high", "skill_names")


@dataclass(frozen=True, slots=True)
class Author:
    """Who proposes, with their record in this hall."""

    id: UUID
    name: str
    handle: str
    headline: str
    avatar_url: str | None
    place: str
    contracts_finished: int
    reviewed: int
    band: tuple[str, str] | None
    skill_names: tuple[str, ...]
    agency_handle: str = ""

    def in_name_of(self, agency: Organisation | None) -> Author:
        """The same author, as who leads what an agency proposes."""
        if agency is None:
            return self
        led = f"Led by {self.name}" + (f": {self.headline}" if self.headline else "")
        return replace(self, name=agency.name, headline=led, avatar_url=None, agency_handle=agency.handle)


def authors_of(hall_id: UUID, person_ids: list[UUID]) -> dict[UUID, Author]:
    """Cards and records of several freelancers, in one query."""
    listing = FreelancerListing.objects.filter(hall_id=hall_id, person=OuterRef("pk"))
    known = {f"listed_{name}": Subquery(listing.values(name)[:1]) for name in LISTED}
    rows: Any = (
        Person.objects.filter(id__in=person_ids).select_related("freelancer", "client").annotate(**known)
    )
    return {row.id: _author(row) for row in rows}


def _author(row: Any) -> Author:
    card = card_of(row)
    return Author(
        id=row.id, name=card.name, handle=card.handle, headline=card.headline, avatar_url=card.avatar_url,
        place=", ".join(part for part in (card.city, card.country) if part),
        contracts_finished=row.listed_contracts_finished or 0, reviewed=row.listed_reviewed or 0,
        band=_band(row.listed_band_low, row.listed_band_high),
        skill_names=tuple(row.listed_skill_names or ()),
    )  # fmt: skip


def _band(low: int | None, high: int | None) -> tuple[str, str] | None:
    return None if low is None or high is None else (str(low), str(high))
