"""What requests, proposals and trials know of a person, for their own archive."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q

from hirehall.engagements.trial.models import Match, MatchRequest, Trial
from hirehall.engagements.trial.states import REQUEST_OVER, MatchState


def exported(person_id: UUID) -> dict[str, Any]:
    """The person's requests, what they were proposed for, and their trials, as JSON values."""
    trials = Trial.objects.filter(Q(contract__client_id=person_id) | Q(contract__freelancer_id=person_id))
    return {
        "requests": list(
            MatchRequest.objects.filter(client_id=person_id)
            .order_by("asked_at")
            .values(
                "id", "title", "need", "skill_names", "price_minor", "rate_least_minor", "rate_most_minor",
                "weekly_hours", "starts_on", "state", "asked_at", "answer",
            )
        ),
        "proposed_for": list(
            Match.objects.filter(person_id=person_id)
            .order_by("proposed_at")
            .values("id", "request__title", "reason", "state", "rate_minor", "price_minor", "note", "proposed_at")
        ),
        "trials": list(
            trials.order_by("agreed_at").values(
                "id", "contract_id", "title", "amount_minor", "state", "begun_at", "ends_at", "reason",
                "in_silence", "further", "pot_minor", "pot_paid_at",
            )
        ),
    }  # fmt: skip


def open_matters(person_id: UUID, hall_id: UUID | None = None) -> str | None:
    """Why the account cannot be closed yet, or the hall not left: somebody waits for the person."""
    requests = MatchRequest.objects.filter(client_id=person_id, organisation=None).exclude(
        state__in=REQUEST_OVER
    )
    waiting = [MatchState.ASKED, MatchState.READY, MatchState.CHOSEN]
    matches = Match.objects.filter(person_id=person_id, state__in=waiting)
    owed = Trial.objects.filter(contract__freelancer_id=person_id, pot_minor__gt=0, pot_paid_at=None)
    if hall_id is not None:
        requests, matches = requests.filter(hall_id=hall_id), matches.filter(request__hall_id=hall_id)
        owed = owed.filter(contract__hall_id=hall_id)
    if owed.exists():
        return "The guarantee pot still owes you for a trial: wait until it has paid."
    if requests.exists():
        return "Withdraw your requests to the matcher first."
    if matches.exists():
        return "Say no to what the matcher proposes you for first."
    return None
