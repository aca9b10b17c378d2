"""What the market does in the background."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from hirehall.foundation import facts
from hirehall.foundation.jobs import job
from hirehall.market.operations import refresh_listing


@job("market.refresh_listing")
def refresh_listing_of(fact_id: str) -> None:
    """Something about a person has changed: what is found of them says so."""
    with transaction.atomic():
        refresh_listing(UUID(facts.read(fact_id).data["person_id"]))
