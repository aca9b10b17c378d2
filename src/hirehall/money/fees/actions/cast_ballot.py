"""A member votes on a draft of fees."""

from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.money.fees.models import FeeVote, FeeVoter
from hirehall.money.fees.models.votes import CHOICES


@action("money.cast_fee_ballot", scope=Scope.PROFILE_WRITE)
def cast_ballot(vote_id: UUID, *, by: Actor, choice: str) -> None:
    """Say yes, no, or neither; until the end it can be changed. No fact is recorded: who votes how is nobody’s.

    Raises:
        Refused: ``actor.sign_in``, ``fee_vote.not_found``, ``fee_vote.not_on_the_roll``, ``fee_vote.closed``,
            ``fee_vote.unreadable_ballot``.
    """
    person_id = by.require_person()
    vote = FeeVote.objects.select_for_update(no_key=True).filter(id=vote_id).first()
    if vote is None:
        raise not_found("fee_vote")
    voter = FeeVoter.objects.filter(vote=vote, person_id=person_id).first()
    if voter is None:
        raise Refused(
            "fee_vote.not_on_the_roll",
            "Who votes was fixed when the vote opened, and you were no member then.",
            because=Because.FORBIDDEN,
        )
    if not vote.is_open or vote.closes_at <= clock.now():
        raise Refused("fee_vote.closed", "This vote is over.")
    if choice not in CHOICES:
        raise Refused(
            "fee_vote.unreadable_ballot",
            "Choose yes, no, or neither.",
            because=Because.INVALID,
            field="choice",
        )
    voter.choice = choice
    voter.save(update_fields=["choice"])
