"""Memberships of the board for programs."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from hirehall.engagements.listing import queries
from hirehall.engagements.listing.actions.buy_membership import buy_membership
from hirehall.engagements.listing.actions.use_membership import (
    begin_membership,
    choose_renewal,
    take_back_membership,
)
from hirehall.engagements.listing.api.board import hall_of
from hirehall.engagements.listing.api.shapes import VersionIn
from hirehall.engagements.listing.jobs import settle_now
from hirehall.engagements.listing.models import Membership
from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.http import actor_in
from hirehall.foundation.money import Money
from hirehall.foundation.schemas import MoneyOut, once

router = Router()


class SaleOut(Schema):
    """What a membership costs now: ``back_days`` to take an unused one back, ``notice_days`` before it ends."""

    price: MoneyOut
    days: int
    back_days: int
    notice_days: int


class MembershipOut(Schema):
    """One membership; it opens positions while it is running, from ``used_at`` on."""

    id: UUID
    state: str
    price: MoneyOut
    days: int
    renews: bool
    payment_id: UUID
    begins_at: datetime | None
    used_at: datetime | None
    back_until: datetime | None
    ends_at: datetime | None
    version: int

    @staticmethod
    def of(row: Membership) -> MembershipOut:
        names = set(MembershipOut.model_fields) - {"price"}
        return MembershipOut(price=MoneyOut.of(row.price), **{name: getattr(row, name) for name in names})


class BoardMembershipOut(Schema):
    """``sale`` is empty where the board is free."""

    sale: SaleOut | None
    is_open: bool
    memberships: list[MembershipOut]


class BuyIn(Schema):
    """What was shown: the price, the days, and how long it can be taken back. ``at_once`` gives up taking it back."""

    method: str = "sandbox.instant"
    seen_minor: int
    seen_days: int
    seen_back_days: int
    at_once: bool = False
    renews: bool = False


class RenewalIn(VersionIn):
    renews: bool


@router.get("/positions/membership", response=BoardMembershipOut, operation_id="listing.membership")
def membership(request: HttpRequest) -> BoardMembershipOut:
    """What a membership of the board costs, and what one has."""
    by, hall = actor_in(request), hall_of(request)
    require_scope(by, Scope.MONEY_READ)
    page = queries.membership_page(by, hall)
    sale = None
    if page.sale is not None:
        names = ("days", "back_days", "notice_days")
        sale = SaleOut(
            price=MoneyOut.of(page.sale.price), **{name: getattr(page.sale, name) for name in names}
        )
    mine = [MembershipOut.of(one.row) for one in page.rows]
    return BoardMembershipOut(sale=sale, is_open=page.is_open, memberships=mine)


@router.post("/positions/membership", response={201: MembershipOut}, operation_id="listing.buy_membership")
def buy(request: HttpRequest, body: BuyIn) -> Status[MembershipOut]:
    """Buy one. It is being paid until the rail has answered; ``money`` tells of the payment."""
    hall = hall_of(request)
    row = buy_membership(
        hall.id, by=actor_in(request), method=body.method, at_once=body.at_once, renews=body.renews,
        seen=Money(body.seen_minor, hall.currency),
        seen_days=(body.seen_days, body.seen_back_days), **once(request),
    )  # fmt: skip
    if row.payment_id is not None:
        _, settled = settle_now(row.payment_id)
        row = settled or row
    return Status(201, MembershipOut.of(row))


@router.post(
    "/positions/membership/{uuid:membership_id}/beginning",
    response=MembershipOut,
    operation_id="listing.begin_membership",
)
def begin(request: HttpRequest, membership_id: UUID) -> MembershipOut:
    """Begin to use it: it opens every position, and cannot be taken back any more."""
    return MembershipOut.of(begin_membership(membership_id, by=actor_in(request), **once(request)))


@router.post(
    "/positions/membership/{uuid:membership_id}/withdrawal",
    response=MembershipOut,
    operation_id="listing.take_back_membership",
)
def take_back(request: HttpRequest, membership_id: UUID, body: VersionIn) -> MembershipOut:
    """Unused and in time: the whole price goes back."""
    row = take_back_membership(membership_id, by=actor_in(request), version=body.version, **once(request))
    return MembershipOut.of(row)


@router.post(
    "/positions/membership/{uuid:membership_id}/renewal",
    response=MembershipOut,
    operation_id="listing.choose_renewal",
)
def renewal(request: HttpRequest, membership_id: UUID, body: RenewalIn) -> MembershipOut:
    """Whether it renews itself."""
    row = choose_renewal(
        membership_id, by=actor_in(request), renews=body.renews, version=body.version, **once(request)
    )
    return MembershipOut.of(row)
