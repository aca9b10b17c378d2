"""What these tables hold about one person, for their own archive."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q

from hirehall.reputation.models import Review, ReviewWindow, StandingRow


def exported(person_id: UUID) -> dict[str, list[Any]]:
    """Reviews that the person wrote in full, and what was written about them without the ladder's single answers.

    What is not revealed yet is left out, and the answers of others never leave as single ones: the archive
    must not be a way around the double blind.
    """
    side = Q(window__freelancer_id=person_id, direction="of_freelancer") | Q(
        window__client_id=person_id, window__organisation=None, direction="of_client"
    )
    return {
        "standings": list(
            StandingRow.objects.filter(person_id=person_id)
            .order_by("id")
            .values(
                "category_id", "version", "prior", "quality", "precision", "chance", "pieces", "computed_at"
            )
        ),
        "reviews_written": list(
            Review.objects.filter(author_id=person_id)
            .order_by("id")
            .values(
                "window__title",
                "rungs",
                "facts",
                "text",
                "evaluation",
                "advice",
                "submitted_at",
                "released_at",
            )
        ),
        "reviews_received": list(
            Review.objects.filter(side, released_at__isnull=False)
            .order_by("id")
            .values("window__title", "text", "reply", "replied_at")
        ),
        "advice_received": list(
            Review.objects.filter(window__freelancer_id=person_id, released_at__isnull=False)
            .exclude(advice="")
            .order_by("id")
            .values("window__title", "advice")
        ),
        "paid_contracts": list(
            ReviewWindow.objects.filter(Q(freelancer_id=person_id) | Q(client_id=person_id))
            .order_by("id")
            .values("title", "paid_minor", "currency", "ended_at", "together")
        ),
    }
