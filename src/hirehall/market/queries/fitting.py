"""The people who fit a brief, as a module above says; the market only shows them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from hirehall.files.queries import picture_href
from hirehall.foundation.actor import Actor
from hirehall.foundation.money import Money
from hirehall.market.models import FreelancerListing, Invitation


@dataclass(frozen=True, slots=True)
class Fit:
    """One person who fits, in the order of the list, and why in one line.

    Attributes:
        floor: stands here because they were shown too little before.
        first_timer: stands here because the brief is open to first-timers, and they are one.
    """

    person_id: UUID
    name: str
    handle: str
    headline: str
    picture: str | None
    rate: Money | None
    is_new: bool
    invited: bool
    number: int
    why: str
    floor: bool
    first_timer: bool


# Who is asked for them; wiring/fitting.py fills the list.
FITTING: list[Callable[[Actor, UUID, UUID], Sequence[Fit]]] = []


def people_who_fit(by: Actor, hall_id: UUID, brief_id: UUID) -> Sequence[Fit]:
    return FITTING[0](by, hall_id, brief_id) if FITTING else []


def cards_of(
    hall_id: UUID, people: Sequence[UUID], brief_id: UUID
) -> dict[UUID, Callable[[int, str, bool, bool], Fit]]:
    """Those of the people who can be found now, each waiting for their place and its reasons. Two queries."""
    invited = set(
        Invitation.objects.filter(brief_id=brief_id, freelancer_id__in=people).values_list(
            "freelancer_id", flat=True
        )
    )
    rows = FreelancerListing.objects.filter(hall_id=hall_id, listed=True, person_id__in=people)
    return {
        row.person_id: partial(
            Fit,
            row.person_id,
            row.name,
            row.handle,
            row.headline,
            picture_href(row.avatar_file_id, small=True),
            row.rate,
            row.is_new,
            row.person_id in invited,
        )
        for row in rows
    }
