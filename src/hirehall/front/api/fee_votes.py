"""Votes on fees for programs: what is asked, how it ended, one’s own ballot; and the desk’s part of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from hirehall.foundation.http import actor_in
from hirehall.foundation.schemas import once
from hirehall.front.actions.open_fee_vote import open_fee_vote
from hirehall.front.api.fee_drafts import YearOut, year_out
from hirehall.front.api.guard import NAMED, desk_in, hall_in
from hirehall.front.fee_replay import told_year
from hirehall.money.fees.actions.cast_ballot import cast_ballot
from hirehall.money.fees.actions.close_vote import call_off_vote
from hirehall.money.models import FeeVote
from hirehall.money.queries import (
    fee_ballots_cast,
    fee_draft_for,
    fee_vote_in,
    fee_votes_of,
    own_fee_ballot,
)

router = Router()
desk = Router()


class FeeVoteOut(Schema):
    """A vote; its sums are null while it is open, and ``year`` where too few members are behind the sums."""

    id: UUID
    opened_at: datetime
    closes_at: datetime
    closed_at: datetime | None
    called_off: str
    note: str
    rules: dict[str, Any]
    voters: int
    quorum_percent: int
    majority_percent: int
    cast: int
    passed: bool | None
    yes: int | None
    no: int | None
    abstain: int | None
    schedule_id: UUID | None
    year: YearOut | None


class FeeVoteList(Schema):
    items: list[FeeVoteOut]
    next: str | None = None


class BallotIn(Schema):
    choice: Literal["yes", "no", "abstain"]


class BallotOut(Schema):
    """Whether one may vote, and what one chose while the vote is open; empty once it is over."""

    may_vote: bool
    choice: str


class WhyIn(Schema):
    reason: str = Field(min_length=1, max_length=300)


@router.get("/fee-votes", response=FeeVoteList, auth=None, operation_id="fees.list_votes")
def listed(request: HttpRequest) -> Any:
    """The hall’s votes on fees, the latest first; they are public."""
    hall = hall_in(request)
    return {"items": [_vote(vote, hall.currency) for vote in fee_votes_of(hall.id)]}


@router.get("/fee-votes/{uuid:fee_vote_id}", response=FeeVoteOut, auth=None, operation_id="fees.read_vote")
def read(request: HttpRequest, fee_vote_id: UUID) -> Any:
    """One vote."""
    hall = hall_in(request)
    return _vote(fee_vote_in(hall.id, fee_vote_id), hall.currency)


@router.get("/fee-votes/{uuid:fee_vote_id}/ballot", response=BallotOut, operation_id="fees.read_ballot")
def own(request: HttpRequest, fee_vote_id: UUID) -> Any:
    """One’s own ballot."""
    place = own_fee_ballot(fee_vote_in(hall_in(request).id, fee_vote_id), actor_in(request).require_person())
    return {"may_vote": place is not None, "choice": place.choice if place else ""}


@router.put("/fee-votes/{uuid:fee_vote_id}/ballot", response=BallotOut, operation_id="money.cast_fee_ballot")
def cast(request: HttpRequest, fee_vote_id: UUID, ballot: BallotIn) -> Any:
    """Vote, or change one’s vote. Sent twice it is the same vote, so it takes no key."""
    found = fee_vote_in(hall_in(request).id, fee_vote_id)
    cast_ballot(found.id, by=actor_in(request), choice=ballot.choice)
    return {"may_vote": True, "choice": ballot.choice}


@desk.post(
    "/fee-drafts/{uuid:fee_draft_id}/vote",
    response={201: FeeVoteOut},
    operation_id="front.open_fee_vote",
    openapi_extra=NAMED,
)
def open_vote(request: HttpRequest, fee_draft_id: UUID) -> Any:
    """Put a draft to the vote of whoever is a member now."""
    hall, by = hall_in(request), desk_in(request)
    draft = fee_draft_for(by, hall.id, fee_draft_id)
    return Status(201, _vote(open_fee_vote(draft.id, by=by, **once(request)), hall.currency))


@desk.post(
    "/fee-votes/{uuid:fee_vote_id}/calling-off",
    response=FeeVoteOut,
    operation_id="money.call_off_fee_vote",
    openapi_extra=NAMED,
)
def call_off(request: HttpRequest, fee_vote_id: UUID, why: WhyIn) -> Any:
    """End a vote before its day; nothing is counted."""
    hall, by = hall_in(request), desk_in(request)
    found = fee_vote_in(hall.id, fee_vote_id)
    return _vote(call_off_vote(found.id, by=by, reason=why.reason, **once(request)), hall.currency)


def _vote(vote: FeeVote, currency: str) -> FeeVoteOut:
    outcome = vote.draft.outcome or {}
    told = outcome and told_year(outcome, currency) is not None
    return FeeVoteOut(
        id=vote.id, opened_at=vote.opened_at, closes_at=vote.closes_at, closed_at=vote.closed_at,
        called_off=vote.called_off, note=vote.draft.note, rules=vote.draft.rules, voters=vote.voters,
        quorum_percent=vote.quorum_percent, majority_percent=vote.majority_percent, cast=fee_ballots_cast(vote),
        passed=vote.passed, yes=vote.yes, no=vote.no, abstain=vote.abstain, schedule_id=vote.schedule_id,
        year=year_out(outcome, currency) if told else None,
    )  # fmt: skip
