"""What these tables hold about one person, for their own archive."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from hirehall.conversations.models import MailChoice, Message, Notice


def exported(person_id: UUID) -> dict[str, list[Any]]:
    """Everything that these tables hold about a person, for their own archive."""
    return {
        "notices": list(
            Notice.objects.filter(person_id=person_id)
            .order_by("id")
            .values(
                "kind",
                "sentence",
                "href",
                "amount_minor",
                "currency",
                "deadline",
                "made_at",
                "read_at",
                "mailed_at",
            )
        ),
        "mail_choices": list(
            MailChoice.objects.filter(person_id=person_id).values("group", "mail", "chosen_at")
        ),
        "messages": list(
            Message.objects.filter(thread__participants__person_id=person_id)
            .order_by("thread_id", "id")
            .values("thread_id", "thread__title", "author__name", "text", "made_at")
        ),
    }
