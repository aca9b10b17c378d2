"""Ended, paid contracts with a review window, and reviews in every state."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from hirehall.foundation import clock
from hirehall.foundation.actor import system
from hirehall.foundation.ids import new_id
from hirehall.halls.models import Hall
from hirehall.people.models import Organisation, Person
from hirehall.reputation import actions, operations
from hirehall.reputation.models import Review, ReviewWindow
from hirehall.reputation.queries import Ended
from tests.makers.base import actor_of

YES = {"rung1": "yes", "rung2": "yes", "rung3": "cannot_tell"}
NO = {"rung1": "no", "rung2": "no", "rung3": "no"}


def make_window(
    hall: Hall,
    client: Person,
    freelancer: Person,
    *,
    organisation: Organisation | None = None,
    title: str = "A logo for the boatyard",
    paid_minor: int = 500_00,
    category_id: UUID | None = None,
) -> ReviewWindow:
    """The window of a contract that has ended an hour ago."""
    ended = Ended(
        hall_id=hall.id, contract_id=new_id(), title=title, href="/contracts/", client_id=client.id,
        organisation_id=organisation.id if organisation else None, freelancer_id=freelancer.id,
        paid_minor=paid_minor, currency="EUR", origin="marketplace", category_id=category_id,
        ended_at=clock.now() - timedelta(hours=1), window_days=14, reply_days=28,
    )  # fmt: skip
    with transaction.atomic():
        return operations.open_window(ended, by=system("clock"))


def make_reviews(
    window: ReviewWindow, *, of_freelancer: dict[str, str] = YES, of_client: dict[str, str] = YES
) -> None:
    """Both sides review, so both are visible."""
    actions.submit_review(
        window.id, by=actor_of(window.client), rungs=of_freelancer, text="Clear, quick and kind."
    )
    actions.submit_review(
        window.id, by=actor_of(window.freelancer), rungs=of_client, text="Paid the same day."
    )


def make_review_of(hall: Hall, client: Person, freelancer: Person, rungs: dict[str, str] = YES) -> Review:
    """A visible review of the freelancer from a contract of its own."""
    window = make_window(hall, client, freelancer)
    make_reviews(window, of_freelancer=rungs)
    return Review.objects.get(window=window, direction="of_freelancer")
