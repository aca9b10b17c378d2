"""How an agency shares what is released to it, for programs of its people."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from hirehall.contracts import queries, rules
from hirehall.contracts.actions import share_out
from hirehall.contracts.models import Split
from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.http import actor_in
from hirehall.foundation.schemas import MoneyOut, once

router = Router()


class ShareOut(Schema):
    person_id: UUID
    basis_points: int
    accepted_at: datetime | None
    left_at: datetime | None


class SplitOut(Schema):
    """One version. It holds for every release after everybody in ``shares`` has accepted."""

    id: UUID
    contract_id: UUID
    number: int
    state: str
    note: str
    reason: str
    proposed_by_id: UUID
    proposed_at: datetime
    closed_at: datetime | None
    is_standing: bool
    standing_ended_at: datetime | None
    shares: list[ShareOut]

    @staticmethod
    def of(split: Split) -> SplitOut:
        return SplitOut(
            id=split.id, contract_id=split.contract_id, number=split.number, state=split.state,
            note=split.note, reason=split.reason, proposed_by_id=split.proposed_by_id,
            proposed_at=split.proposed_at, closed_at=split.closed_at,
            is_standing=split.is_standing, standing_ended_at=split.standing_ended_at,
            shares=[
                ShareOut(
                    person_id=row.person_id, basis_points=row.basis_points, accepted_at=row.accepted_at,
                    left_at=row.left_at,
                )
                for row in sorted(split.shares.all(), key=lambda row: row.person_id)
            ],
        )  # fmt: skip


class ShareIn(Schema):
    person_id: UUID
    basis_points: Annotated[int, Field(gt=0, le=10_000)]


class SplitIn(Schema):
    """Shares that sum to 10,000 basis points; ``standing`` where they are for later orders of the service too."""

    shares: Annotated[list[ShareIn], Field(min_length=1, max_length=rules.MOST_SHARES)]
    note: str = Field("", max_length=rules.LONGEST_SPLIT_NOTE)
    standing: bool = False


class SplitAnswerIn(Schema):
    accept: bool
    reason: str = Field("", max_length=rules.LONGEST_SPLIT_NOTE)


class MyShareOut(Schema):
    """A share of one’s own, also after one has left the agency."""

    split_id: UUID
    contract_id: UUID
    title: str
    agency: str
    basis_points: int
    state: str
    at: datetime
    left_at: datetime | None
    may_answer: bool


class MyShares(Schema):
    items: list[MyShareOut]
    next: None = None


class HeldPartOut(Schema):
    """One person’s part of what is held, before the hall’s fee: the shares under which it would be released now."""

    person_id: UUID
    name: str
    held: MoneyOut


@router.get(
    "/contracts/{uuid:contract_id}/splits", response=list[SplitOut], operation_id="contracts.list_splits"
)
def list_splits(request: HttpRequest, contract_id: UUID) -> list[SplitOut]:
    """How releases of an agency’s contract are and were shared, the newest first. Only for the agency’s people."""
    by = actor_in(request)
    require_scope(by, Scope.CONTRACTS_READ)
    return [SplitOut.of(split) for split in queries.splits_of(by, contract_id)]


@router.get(
    "/contracts/{uuid:contract_id}/held-shares",
    response=list[HeldPartOut],
    operation_id="contracts.list_held_shares",
)
def list_held_shares(request: HttpRequest, contract_id: UUID) -> list[HeldPartOut]:
    """What an agency’s contract holds now for each of its people, to the cent. Only for the agency’s people."""
    by = actor_in(request)
    require_scope(by, Scope.CONTRACTS_READ)
    return [
        HeldPartOut(person_id=one.person_id, name=one.name, held=MoneyOut.of(one.held))
        for one in queries.held_for(by, contract_id)
    ]


@router.post(
    "/contracts/{uuid:contract_id}/splits",
    response={201: SplitOut},
    operation_id="contracts.propose_split",
)
def propose_split(request: HttpRequest, contract_id: UUID, body: SplitIn) -> Status[SplitOut]:
    """Propose how releases are shared, as an owner or manager of the agency. Everybody named is asked."""
    shares = tuple((one.person_id, one.basis_points) for one in body.shares)
    made = share_out.propose_split(
        contract_id,
        by=actor_in(request),
        shares=shares,
        note=body.note,
        standing=body.standing,
        **once(request),
    )
    return Status(201, SplitOut.of(made))


@router.post(
    "/contract-splits/{uuid:split_id}/answer", response=SplitOut, operation_id="contracts.answer_split"
)
def answer_split(request: HttpRequest, split_id: UUID, body: SplitAnswerIn) -> SplitOut:
    """Accept, or decline for everybody."""
    by = actor_in(request)
    return SplitOut.of(
        share_out.answer_split(split_id, by=by, accept=body.accept, reason=body.reason, **once(request))
    )


@router.post(
    "/contract-splits/{uuid:split_id}/withdrawal", response=SplitOut, operation_id="contracts.withdraw_split"
)
def withdraw_split(request: HttpRequest, split_id: UUID) -> SplitOut:
    """Take back a split that is not agreed yet."""
    return SplitOut.of(share_out.withdraw_split(split_id, by=actor_in(request), **once(request)))


@router.post(
    "/contract-splits/{uuid:split_id}/standing/ending",
    response=SplitOut,
    operation_id="contracts.end_standing_split",
)
def end_standing_split(request: HttpRequest, split_id: UUID) -> SplitOut:
    """Say that a split is not for later orders of the service any more; those that have begun keep it."""
    return SplitOut.of(share_out.end_standing_split(split_id, by=actor_in(request), **once(request)))


@router.get("/shares", response=MyShares, operation_id="contracts.list_shares")
def list_shares(request: HttpRequest) -> MyShares:
    """Every share of one’s own, the newest first."""
    by = actor_in(request)
    require_scope(by, Scope.CONTRACTS_READ)
    return MyShares(
        items=[
            MyShareOut(
                split_id=row.split_id, contract_id=row.contract_id, title=row.title, agency=row.agency,
                basis_points=row.basis_points, state=row.state, at=row.at, left_at=row.left_at,
                may_answer=row.may_answer,
            )
            for row in queries.my_shares(by)
        ]
    )  # fmt: skip
