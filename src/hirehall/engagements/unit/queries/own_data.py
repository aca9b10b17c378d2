"""What unit orders know of a person, for their own archive."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q

from hirehall.engagements.unit.models import (
    Batch,
    Candidate,
    Claim,
    LevelRow,
    OwnPrice,
    PoolOrder,
    Question,
    Reading,
    Sample,
    Team,
    UnitDelivery,
    UnitOrder,
)


def exported(person_id: UUID) -> dict[str, Any]:
    """The person's orders, claims, work, samples and levels, as JSON values."""
    works = UnitOrder.objects.filter(Q(contract__client_id=person_id) | Q(contract__freelancer_id=person_id))
    told = ("posting_id", "instructions", "what", "least", "most", "level", "hours", "state", "listed_at")
    return {
        "posted": list(PoolOrder.objects.filter(posting__client_id=person_id).values(*told)),
        "files_of_orders": list(
            Batch.objects.filter(client_id=person_id).values("id", "name", "state", "made_at", "ended_at")
        ),
        "own_prices": list(
            OwnPrice.objects.filter(person_id=person_id).values("hall_id", "what", "price_minor", "set_at")
        ),
        "teams": list(
            Team.objects.filter(client_id=person_id).values("id", "name", "about", "task", "made_at")
        ),
        "team_tests": list(
            Candidate.objects.filter(person_id=person_id).values(
                "team_id", "text", "state", "reason", "applied_at", "answered_at"
            )
        ),
        "questions_asked": list(
            Question.objects.filter(asker_id=person_id)
            .order_by("asked_at")
            .values("order_id", "text", "asked_at", "answer", "answered_at")
        ),
        "questions_answered": list(
            Question.objects.filter(answered_by_id=person_id)
            .order_by("answered_at")
            .values("order_id", "text", "answer", "answered_at")
        ),
        "claims": list(
            Claim.objects.filter(person_id=person_id)
            .order_by("claimed_at")
            .values("order_id", "claimed_at", "started_at", "left_at", "left")
        ),
        "work": list(
            works.order_by("id").values(
                "id", "title", "what", "count", "price_minor", "state", "check_reason", "verdict"
            )
        ),
        "deliveries": list(
            UnitDelivery.objects.filter(order__in=works).values(
                "order_id", "number", "text", "note", "count", "counted", "revision", "delivered_at"
            )
        ),
        "samples": list(
            Sample.objects.filter(person_id=person_id).values("hall_id", "text", "is_appeal", "sent_at")
        ),
        "readings_given": list(
            Reading.objects.filter(reader_id=person_id).values("order_id", "source", "mark", "read_at")
        ),
        "levels": list(
            LevelRow.objects.filter(person_id=person_id)
            .order_by("set_at")
            .values("hall_id", "level", "reason", "set_at")
        ),
    }


def open_matters(person_id: UUID, hall_id: UUID | None = None) -> str | None:
    """Why the account cannot be closed yet, or the hall not left: an order of the pool is in the person's hands."""
    there = {} if hall_id is None else {"order__hall_id": hall_id}
    if Claim.objects.filter(person_id=person_id, left_at=None, **there).exists():
        return "Hand in or give back the order that you hold first."
    return None
