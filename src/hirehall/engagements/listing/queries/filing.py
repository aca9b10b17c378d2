"""The board as a hall's file says it: the list by which the desk screens. Feeds are not in it: addresses hold keys."""

from __future__ import annotations

from uuid import UUID

from hirehall.engagements.listing import rules
from hirehall.engagements.listing.queries.rows import screenings

LISTS = ("checks", "free_mail", "hosts")


def board_of(hall_id: UUID) -> dict[str, list[str]]:
    """The newest list, announced or not; what the house comes with where there is none. One query."""
    newest = next(iter(screenings(hall_id)), None)
    if newest is None:
        said = {
            "checks": list(rules.CHECKS),
            "free_mail": sorted(rules.FREE_MAIL),
            "hosts": sorted(rules.HOSTS),
        }
    else:
        said = {name: list(getattr(newest, name)) for name in LISTS}
    return said
