"""The members of a hall are asked about a draft of fees."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.halls.models import Member
from hirehall.halls.states.joining import Standing
from hirehall.money import operations
from hirehall.money.models import FeeDraft, FeeVote


@action("front.open_fee_vote", scope=Scope.STAFF_WRITE)
def open_fee_vote(draft_id: UUID, *, by: Actor) -> FeeVote:
    """Put a draft to the vote of whoever is a member now and wears a hat; who comes later has no vote in it.

    Raises:
        Refused: as ``money.operations.open_fee_vote``.
    """
    hall_id = FeeDraft.objects.filter(id=draft_id).values_list("hall_id", flat=True).first()
    return operations.open_fee_vote(draft_id, voters=voters_in(hall_id) if hall_id else (), by=by)


def voters_in(hall_id: UUID) -> list[UUID]:
    """Who has joined the hall, not left it and is not suspended in it, wears a hat and may sign in."""
    hats = Q(person__wears_freelancer=True) | Q(person__wears_client=True)
    joined = Member.objects.filter(hats, hall_id=hall_id, state=Standing.JOINED, person__is_active=True)
    return list(joined.values_list("person_id", flat=True))
