"""Deposits for positions, for programs."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from hirehall.engagements.listing import queries
from hirehall.engagements.listing.actions import decide_deposit as deciding
from hirehall.engagements.listing.actions.put_down_deposit import pay_deposit
from hirehall.engagements.listing.api.shapes import ReasonIn, VersionIn
from hirehall.engagements.listing.jobs import settle_deposit_now
from hirehall.engagements.listing.models import Deposit
from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.http import actor_in
from hirehall.foundation.money import Money
from hirehall.foundation.schemas import MoneyOut, once

router = Router()


class DepositOut(Schema):
    """``keep_at`` is when it is kept, or let go where an objection has no answer by then."""

    id: UUID
    position_id: UUID
    state: str
    amount: MoneyOut
    payment_id: UUID | None
    code: str
    reason: str
    appeal: str
    decision: str
    keep_at: datetime | None
    version: int

    @staticmethod
    def of(row: Deposit) -> DepositOut:
        names = set(DepositOut.model_fields) - {"amount"}
        return DepositOut(amount=MoneyOut.of(row.amount), **{name: getattr(row, name) for name in names})


class DepositIn(Schema):
    method: str = "sandbox.instant"
    seen_minor: int


class ObjectionIn(VersionIn):
    text: str


class WarningIn(ReasonIn):
    """``code`` is ``scam`` or ``silent``."""

    code: str


class DecisionIn(ReasonIn):
    keep: bool


@router.get("/positions/{uuid:position_id}/deposit", response=DepositOut, operation_id="listing.deposit")
def deposit(request: HttpRequest, position_id: UUID) -> DepositOut:
    """The deposit for one’s own position, or any for the desk."""
    by = actor_in(request)
    require_scope(by, Scope.MONEY_READ)
    return DepositOut.of(queries.deposit_for(position_id, by=by))


@router.post("/positions/{uuid:position_id}/deposit", response=DepositOut, operation_id="listing.pay_deposit")
def pay(request: HttpRequest, position_id: UUID, body: DepositIn) -> DepositOut:
    """Put it down; the desk looks at the position once it is there."""
    by = actor_in(request)
    row = queries.deposit_for(position_id, by=by)
    seen = Money(body.seen_minor, row.currency)
    row = pay_deposit(row.id, by=by, method=body.method, seen=seen, **once(request))
    if row.payment_id is not None:
        _, settled = settle_deposit_now(row.payment_id)
        row = settled or row
    return DepositOut.of(row)


@router.post(
    "/positions/{uuid:position_id}/deposit/objection",
    response=DepositOut,
    operation_id="listing.appeal_keeping",
)
def object_to(request: HttpRequest, position_id: UUID, body: ObjectionIn) -> DepositOut:
    """Object before it is kept."""
    by = actor_in(request)
    row = queries.deposit_for(position_id, by=by)
    return DepositOut.of(
        deciding.appeal_keeping(row.id, by=by, text=body.text, version=body.version, **once(request))
    )


@router.post(
    "/positions/{uuid:position_id}/deposit/warning",
    response=DepositOut,
    operation_id="listing.warn_of_keeping",
)
def warn(request: HttpRequest, position_id: UUID, body: WarningIn) -> DepositOut:
    """The desk: it will be kept, for a reason from the list, unless its sender objects."""
    by = actor_in(request)
    row = queries.deposit_for(position_id, by=by)
    return DepositOut.of(
        deciding.warn_of_keeping(
            row.id, by=by, code=body.code, reason=body.reason, version=body.version, **once(request)
        )
    )


@router.post(
    "/positions/{uuid:position_id}/deposit/decision",
    response=DepositOut,
    operation_id="listing.decide_deposit",
)
def decide(request: HttpRequest, position_id: UUID, body: DecisionIn) -> DepositOut:
    """The desk: the answer to an objection, or not to keep it after all."""
    by = actor_in(request)
    row = queries.deposit_for(position_id, by=by)
    return DepositOut.of(
        deciding.decide_deposit(
            row.id, by=by, keep=body.keep, reason=body.reason, version=body.version, **once(request)
        )
    )
