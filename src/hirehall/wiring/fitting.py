"""Who fits a brief, as its page shows it: the market does not know the ranking."""

from __future__ import annotations

from uuid import UUID

from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Refused
from hirehall.market.queries.fitting import FITTING, Fit, cards_of
from hirehall.market.queries.lane import OWES
from hirehall.ranking.actions.show_slate import show_slate
from hirehall.ranking.queries import line_of
from hirehall.ranking.rules import LEADS
from hirehall.reputation.queries import owes_evaluation


def fitting(by: Actor, hall_id: UUID, brief_id: UUID) -> list[Fit]:
    """The slate of today, kept at the first look. Who may not look for people (a suspended client) sees none."""
    try:
        slate = show_slate(brief_id, by=by)
    except Refused:
        return []
    rows = sorted(slate.places.all(), key=lambda row: row.number)
    cards = cards_of(hall_id, [row.person_id for row in rows], brief_id)
    return [
        cards[row.person_id](row.number, line_of(row, slate), row.floor, row.says.get("lane") == LEADS)
        for row in rows
        if row.person_id in cards
    ]


def fill() -> None:
    """Tell ``market`` whom to ask; called once when the installation starts."""
    FITTING[:] = [fitting]
    OWES[:] = [owes_evaluation]
