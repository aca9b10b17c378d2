"""What the board knows of a person, for their own archive."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from hirehall.engagements.listing.models import (
    Deposit,
    Intake,
    Membership,
    Position,
    Report,
    SavedSearch,
    Tracked,
)


def exported(person_id: UUID) -> dict[str, Any]:
    """What the person sent in, keeps, and has reported, as JSON values."""
    told = (
        "id",
        "title",
        "employer",
        "site",
        "description",
        "state",
        "reason",
        "submitted_at",
        "listed_at",
        "closed_at",
    )
    kept = (
        "position_id",
        "position__title",
        "step",
        "note",
        "applied_on",
        "next_at",
        "next_what",
        "saved_at",
    )
    return {
        "sent_in": list(Position.objects.filter(poster_id=person_id).order_by("id").values(*told)),
        "kept": list(Tracked.objects.filter(person_id=person_id).order_by("id").values(*kept)),
        "files": list(
            Intake.objects.filter(person_id=person_id, by_desk=False)
            .order_by("id")
            .values("name", "content", "uploaded_at", "taken")
        ),
        "searches": list(
            SavedSearch.objects.filter(person_id=person_id)
            .order_by("id")
            .values("name", "asked", "every", "saved_at")
        ),
        **_paid(person_id),
        "reports": list(
            Report.objects.filter(person_id=person_id).order_by("id").values("position_id", "text", "made_at")
        ),
    }


def _paid(person_id: UUID) -> dict[str, Any]:
    """Memberships of boards, and deposits."""
    return {
        "memberships": list(
            Membership.objects.filter(person_id=person_id)
            .order_by("id")
            .values(
                "id",
                "hall__name",
                "state",
                "price_minor",
                "currency",
                "days",
                "renews",
                "asked_at",
                "paid_at",
                "begins_at",
                "used_at",
                "ends_at",
                "closed_at",
            )
        ),
        "deposits": list(
            Deposit.objects.filter(person_id=person_id)
            .order_by("id")
            .values(
                "position_id",
                "state",
                "amount_minor",
                "currency",
                "asked_at",
                "held_at",
                "code",
                "reason",
                "appeal",
                "decision",
                "closed_at",
            )
        ),
    }
