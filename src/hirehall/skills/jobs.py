"""What follows in portfolios from what happens elsewhere."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from hirehall.foundation import facts
from hirehall.foundation.jobs import job
from hirehall.skills.operations import see_pictures_of


@job("skills.see_pictures")
def see_pictures(fact_id: str) -> None:
    """The colours of a picture are known: those of its piece are, in every hall."""
    data = facts.read(fact_id).data
    if data["subject_kind"] == "portfolio_piece":
        with transaction.atomic():
            see_pictures_of(UUID(data["subject_id"]))
