"""The members of the demo's hall vote on gentler fees: drafted, charged on the year, asked, counted, announced."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from hirehall.front.actions.open_fee_vote import open_fee_vote
from hirehall.front.fee_replay import charge_again
from hirehall.halls.models import Hall
from hirehall.money.fees.actions.cast_ballot import cast_ballot
from hirehall.money.fees.actions.draft_schedule import draft_schedule
from hirehall.money.models import FeeVote
from hirehall.people.models import Person
from hirehall.people.queries import actor_for
from hirehall.wiring.demo.calendar import Calendar
from hirehall.wiring.demo.hall import DEMO, VOTE_DAYS, but_own_clients

ENDED, NOTICE_DAYS = 10, 45
CHOICES = ("yes", "yes", "no", "yes", "", "abstain", "yes", "no", "")
"""What one after the other on the roll says; two of nine say nothing."""
GENTLER: dict[str, Any] = {
    "form": 1,
    "currency": "EUR",
    "freelancer": but_own_clients(
        {
            "kind": "marginal",
            "tiers": [{"up_to_minor": 500_00, "basis_points": 1500}, {"basis_points": 800}],
            "label": "Commission, 15% up to 500 with one client, then 8%",
        }
    ),
    "client": but_own_clients({"kind": "percent", "basis_points": 250, "label": "Service fee, 2.5%"}),
}


def set_up(calendar: Calendar, hall: Hall) -> None:
    calendar.at(calendar.until - timedelta(days=ENDED + VOTE_DAYS), _asks, calendar, hall)


def _asks(calendar: Calendar, hall: Hall) -> None:
    """The year is charged first: members vote knowing what it would have cost."""
    day = calendar.now + timedelta(days=VOTE_DAYS + NOTICE_DAYS)
    note = "Cheaper for pairs who work together again."
    draft = draft_schedule(hall.id, by=DEMO, rules=GENTLER, wanted_from=day, note=note)
    charge_again(draft.id)
    vote = open_fee_vote(draft.id, by=DEMO)
    for number in range(VOTE_DAYS - 1):
        calendar.after(number + 0.4, _vote, vote.id, number)


def _vote(vote_id: UUID, number: int) -> None:
    """The share of the roll that answers on this day."""
    vote = FeeVote.objects.get(id=vote_id)
    roll = Person.objects.filter(id__in=vote.roll.values("person_id")).order_by("id")
    for place, person in enumerate(roll):
        choice = CHOICES[place % len(CHOICES)]
        if choice and place % (VOTE_DAYS - 1) == number:
            cast_ballot(vote_id, by=actor_for(person), choice=choice)
