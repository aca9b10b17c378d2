"""A vote on fees ends: on its day, or before it for a reason."""

from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Refused
from hirehall.money.fees import voting
from hirehall.money.fees.models import FeeVote
from hirehall.money.fees.operations import require_the_hall


@action("money.close_fee_vote")
def close_vote(vote_id: UUID, *, by: Actor) -> FeeVote:
    """Count, once its time is over. What passed is announced with the notice that the hall owes. Twice changes nothing.

    Raises:
        Refused: ``fee_draft.only_the_hall``, ``fee_vote.not_found``, ``fee_vote.still_open``.
    """
    require_the_hall(by)
    vote = voting.locked_vote(vote_id)
    if not vote.is_open:
        return vote
    if vote.closes_at > clock.now():
        raise Refused("fee_vote.still_open", "Members can vote until its day.")
    voting.count(vote, by=by)
    return vote


@action("money.call_off_fee_vote", scope=Scope.STAFF_WRITE)
def call_off_vote(vote_id: UUID, *, by: Actor, reason: str) -> FeeVote:
    """End a vote before its day; nothing is counted, and everybody can read why.

    Raises:
        Refused: ``staff.session_needed``, ``fee_vote.not_found``, ``fee_vote.closed``, ``fee_vote.reason_missing``.
    """
    vote = voting.vote_to_call_off(vote_id, by=by)
    if not vote.is_open or vote.closes_at <= clock.now():
        raise Refused("fee_vote.closed", "This vote is over.")
    voting.call_off(vote, reason, by=by)
    return vote
