"""Who paid for the board, at the desk: memberships and deposits, as its page lists them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from hirehall.engagements.listing.queries import paid as reading
from hirehall.engagements.listing.states import DepositState, MemberState
from hirehall.foundation.schemas import MoneyOut
from hirehall.front.api.guard import NAMED, Cursor, Limit, Words, desk_in, hall_in

router = Router()


class PaidOut(Schema):
    """What both have in common: whose it is, what it is worth, and the payment that brought it."""

    id: UUID
    person_id: UUID
    name: str
    email: str
    state: str
    amount: MoneyOut
    payment_id: UUID | None


class PaidMembershipOut(PaidOut):
    """The days that it runs; both empty until it is paid."""

    begins_at: datetime | None
    ends_at: datetime | None
    renews: bool

    @staticmethod
    def of(row: reading.PaidRow) -> PaidMembershipOut:
        return PaidMembershipOut(begins_at=row.since, ends_at=row.until, renews=row.renews, **_both(row))


class PaidDepositOut(PaidOut):
    """``until`` is the day on which it is kept or let go, where that is said; else when it was over."""

    position_title: str
    held_at: datetime | None
    until: datetime | None

    @staticmethod
    def of(row: reading.PaidRow) -> PaidDepositOut:
        return PaidDepositOut(position_title=row.about, held_at=row.since, until=row.until, **_both(row))


class PaidMembershipsOut(Schema):
    """``standing`` run now or are halted; ``held`` is what of their price is not the hall’s yet."""

    items: list[PaidMembershipOut]
    standing: int
    held: MoneyOut
    next: UUID | None


class PaidDepositsOut(Schema):
    """``standing`` are held now, warned of and objected to ones among them; ``held`` is their sum."""

    items: list[PaidDepositOut]
    standing: int
    held: MoneyOut
    next: UUID | None


def _both(row: reading.PaidRow) -> dict[str, Any]:
    names = ("id", "person_id", "name", "email", "state", "payment_id")
    return {"amount": MoneyOut.of(row.amount), **{name: getattr(row, name) for name in names}}


def _found(
    request: HttpRequest, kind: str, text: str, state: str | None, after: Cursor, limit: int
) -> reading.Paid:
    desk_in(request)
    return reading.paid_for_board(
        hall_in(request), kind, text=text.strip(), state=state or "", after=after, limit=limit
    )


@router.get(
    "board-memberships",
    response=PaidMembershipsOut,
    operation_id="desk.board_memberships",
    summary="Memberships of the board",
    openapi_extra=NAMED,
)
def memberships(
    request: HttpRequest, q: Words = "", state: MemberState | None = None, after: Cursor = None,
    limit: Limit = reading.PAGE,
) -> PaidMembershipsOut:  # fmt: skip
    """The latest first; ``q`` is a part of the name or the address."""
    found = _found(request, reading.MEMBERSHIPS, q, state, after, limit)
    return PaidMembershipsOut(
        items=[PaidMembershipOut.of(row) for row in found.rows],
        standing=found.standing,
        held=MoneyOut.of(found.held),
        next=found.following,
    )


@router.get(
    "position-deposits",
    response=PaidDepositsOut,
    operation_id="desk.position_deposits",
    summary="Deposits for positions",
    openapi_extra=NAMED,
)
def deposits(
    request: HttpRequest, q: Words = "", state: DepositState | None = None, after: Cursor = None,
    limit: Limit = reading.PAGE,
) -> PaidDepositsOut:  # fmt: skip
    """The latest first; ``q`` is a part of the name, the address or the position’s title."""
    found = _found(request, reading.DEPOSITS, q, state, after, limit)
    return PaidDepositsOut(
        items=[PaidDepositOut.of(row) for row in found.rows],
        standing=found.standing,
        held=MoneyOut.of(found.held),
        next=found.following,
    )
