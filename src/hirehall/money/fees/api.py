"""Fees for programs: schedules and quotes, without a token; they are public."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from hirehall.foundation.actor import Actor
from hirehall.foundation.http import actor_in
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.foundation.schemas import MoneyOut
from hirehall.halls.models import Hall
from hirehall.money.fees.actions.announce_schedule import announce_schedule
from hirehall.money.fees.actions.withdraw_schedule import LONGEST_REASON, withdraw_schedule
from hirehall.money.fees.pages import LARGEST_MINOR
from hirehall.money.fees.queries import MARKETPLACE, fee_quote, quote_under, schedule_for, schedules_of

router = Router()


class FeeLineOut(Schema):
    side: str
    label: str
    fee: MoneyOut
    returned: bool


class FeeQuoteOut(Schema):
    schedule_id: UUID | None
    amount: MoneyOut
    client_fee: MoneyOut
    freelancer_fee: MoneyOut
    client_pays: MoneyOut
    freelancer_gets: MoneyOut
    hall_keeps: MoneyOut
    lines: list[FeeLineOut]


class FeeScheduleOut(Schema):
    id: UUID
    version: int
    effective_from: datetime
    announced_at: datetime
    note: str
    rules: dict[str, Any]
    withdrawn_at: datetime | None
    withdrawn_reason: str


class FeeScheduleList(Schema):
    items: list[FeeScheduleOut]
    next: str | None = None


class FeeScheduleIn(Schema):
    effective_from: datetime
    rules: dict[str, Any]
    note: str = Field("", max_length=300)


class FeeWithdrawalIn(Schema):
    reason: str = Field(min_length=1, max_length=LONGEST_REASON)


class FeeQuestion(Schema):
    """What is to be quoted."""

    amount_minor: int = Field(ge=0, le=LARGEST_MINOR)
    currency: str = Field("", pattern="^([A-Z]{3})?$", description="The hall’s own where left out.")
    origin: str = Field(MARKETPLACE, max_length=30)
    pair_before_minor: int = Field(
        0, ge=0, le=LARGEST_MINOR, description="Paid by this client to this freelancer before."
    )
    first_payment: bool = True
    schedule_id: UUID | None = Field(None, description="The one in force now where left out.")


def _hall(request: HttpRequest) -> Hall:
    hall: Hall | None = request.hall  # type: ignore[attr-defined]
    if not hall:
        raise not_found("hall")
    return hall


@router.get("/fee-quotes", response=FeeQuoteOut, auth=None, operation_id="fees.quote", tags=["Fees"])
def quote(request: HttpRequest, question: Query[FeeQuestion]) -> Any:
    """What a payment costs each side, to the minor unit, by the schedule in force or by a given one."""
    hall = _hall(request)
    currency = question.currency or hall.currency
    asked: dict[str, Any] = {
        "amount": Money(question.amount_minor, currency),
        "origin": question.origin,
        "pair_before": Money(question.pair_before_minor, currency),
        "first_payment": question.first_payment,
    }
    if question.schedule_id is None:
        return fee_quote(hall.id, **asked)
    return quote_under(schedule_for(hall.id, question.schedule_id).id, **asked)


@router.get(
    "/fee-schedules", response=FeeScheduleList, auth=None, operation_id="fees.list_schedules", tags=["Fees"]
)
def schedules(request: HttpRequest) -> Any:
    """Every fee schedule of the hall, the latest first; those that are announced are among them."""
    return {"items": schedules_of(_hall(request).id)}


@router.post(
    "/fee-schedules",
    response={201: FeeScheduleOut},
    operation_id="money.announce_fee_schedule",
    tags=["Fees"],
)
def announce(request: HttpRequest, announced: FeeScheduleIn) -> Any:
    """Date a new fee schedule; for an operator’s staff session."""
    by: Actor = actor_in(request)
    if announced.effective_from.tzinfo is None:
        raise Refused(
            "fee_schedule.no_time_zone",
            "Give effective_from with its time zone.",
            because=Because.INVALID,
            field="effective_from",
        )
    schedule = announce_schedule(  # type: ignore[call-arg]
        _hall(request).id,
        by=by,
        rules=announced.rules,
        effective_from=announced.effective_from,
        note=announced.note,
        key=request.headers.get("Idempotency-Key"),
    )
    return Status(201, schedule)


@router.post(
    "/fee-schedules/{schedule_id}/withdrawal",
    response=FeeScheduleOut,
    operation_id="money.withdraw_fee_schedule",
    tags=["Fees"],
)
def withdraw(request: HttpRequest, schedule_id: UUID, withdrawn: FeeWithdrawalIn) -> Any:
    """Take back an announced fee schedule that does not count yet; for an operator’s staff session."""
    schedule = schedule_for(_hall(request).id, schedule_id)
    return withdraw_schedule(  # type: ignore[call-arg]
        schedule.id,
        by=actor_in(request),
        reason=withdrawn.reason,
        key=request.headers.get("Idempotency-Key"),
    )
