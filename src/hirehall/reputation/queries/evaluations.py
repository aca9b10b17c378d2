"""What clients of first contracts have said about the work, told to its freelancer from three of them on."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from hirehall.formulas.constants import published
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.market.states import LANE_DAYS
from hirehall.reputation.models import Review, ReviewInvitation
from hirehall.reputation.states import Direction, Invited, Met

WORTH = {Met.YES: 1.0, Met.PARTLY: 0.5, Met.NO: 0.0}
STRENGTH, MIXED = 0.75, 0.4


@dataclass(frozen=True, slots=True)
class Judged:
    """One question: how many clients have answered it, and what they say together; nothing before there are enough.

    Attributes:
        says: ``strength``, ``mixed``, ``improve``, or empty.
    """

    question: str
    clients: int
    says: str


def own_evaluation(actor: Actor) -> list[Judged]:
    """Each question in the order in which it was first asked. No answer of a single client is in it. One query.

    Answers enter by threes of different clients, in the order of their reveal, each client with their first: watching
    this tells no single answer either.
    """
    rows = Review.objects.filter(
        window__freelancer_id=actor.require_person(), direction=Direction.OF_FREELANCER, released_at__isnull=False
    ).exclude(evaluation=[])  # fmt: skip
    said: dict[str, dict[UUID, float]] = defaultdict(dict)
    for row in rows.select_related("window").order_by("released_at", "id"):
        client = row.window.organisation_id or row.window.client_id
        for one in row.evaluation:
            worth = WORTH.get(Met(one["answer"]))
            if worth is not None:
                said[one["question"]].setdefault(client, worth)
    return [
        Judged(question, len(answers), _together(list(answers.values())))
        for question, answers in said.items()
    ]


def _together(answers: list[float]) -> str:
    group = published().privacy.counterparties
    whole = answers[: len(answers) // group * group]
    if not whole:
        return ""
    mean = sum(whole) / len(whole)
    return "strength" if mean >= STRENGTH else "mixed" if mean >= MIXED else "improve"


def owes_evaluation(client_id: UUID, hall_id: UUID) -> bool:
    """Whether a client has let the time for judging a first-timer's work pass within a year. One query."""
    since = clock.now() - timedelta(days=LANE_DAYS)
    silent = ReviewInvitation.objects.filter(
        state=Invited.SILENT.value, direction=Direction.OF_FREELANCER.value, window__client_id=client_id,
        window__hall_id=hall_id, window__released_at__gt=since,
    )  # fmt: skip
    return silent.exclude(window__questions=[]).exists()
