"""Direct orders: own prices, who has some, ordering from one person, and their answer."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from hirehall.engagements.unit import queries
from hirehall.engagements.unit.actions.answer_direct import decline_order as decline
from hirehall.engagements.unit.actions.answer_direct import take_on as take
from hirehall.engagements.unit.actions.post_order import order_direct as order
from hirehall.engagements.unit.actions.set_own_price import set_own_prices as publish
from hirehall.engagements.unit.api.shapes import (
    DeclineIn,
    DirectIn,
    Limit,
    OwnPricesIn,
    OwnPricesOut,
    PoolOrderOut,
    PostedOut,
    UnitVersionIn,
    WriterOut,
    WritersOut,
    hall_in,
    posted,
)
from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.http import actor_in
from hirehall.foundation.schemas import once

router = Router()


@router.get("/own-prices", response=OwnPricesOut, operation_id="unit.own_prices")
def own_prices(request: HttpRequest) -> OwnPricesOut:
    """What one takes for each unit when one is ordered from directly, in the minor unit."""
    by = actor_in(request)
    require_scope(by, Scope.PROFILE_READ)
    hall = hall_in(request)
    return OwnPricesOut(prices=queries.own_prices(hall.id, by.require_person()), currency=hall.currency)


@router.put("/own-prices", response=OwnPricesOut, operation_id="unit.set_own_prices")
def set_own_prices(request: HttpRequest, body: OwnPricesIn) -> OwnPricesOut:
    """Publish all of one’s own prices here; a unit that is not named has none."""
    by, hall = actor_in(request), hall_in(request)
    given: dict[str, int] = {what: price for what, price in body.prices.items() if price is not None}
    publish(hall.id, by=by, prices=given, **once(request))
    return OwnPricesOut(prices=queries.own_prices(hall.id, by.require_person()), currency=hall.currency)


@router.get("/pool/writers", response=WritersOut, operation_id="unit.writers")
def writers(
    request: HttpRequest, unit: str = "word", after: str = "", limit: Limit = queries.WRITERS
) -> WritersOut:
    """From whom one can order directly, the lowest price of the unit first."""
    require_scope(actor_in(request), Scope.CONTRACTS_READ)
    hall = hall_in(request)
    found, more = queries.writer_rows(hall, what=unit, after=after, limit=limit)
    items = [WriterOut.of(card) for card in queries.writer_cards(hall, found)]
    return WritersOut(items=items, next=more)


@router.post("/pool/direct", response={201: PostedOut}, operation_id="unit.order_direct")
def order_direct(request: HttpRequest, body: DirectIn) -> Status[PostedOut]:
    """Order from one person at their own price, and pay the most that it can cost."""
    row = order(
        hall_in(request).id, body.person_id, by=actor_in(request), title=body.title,
        instructions=body.instructions, what=body.unit, least=body.least, most=body.most, hours=body.hours,
        to_pool=body.if_declined == "pool", organisation_id=body.organisation_id, method=body.method,
        price_seen=body.price, **once(request),
    )  # fmt: skip
    return Status(201, posted(request, row))


@router.post("/pool/{uuid:order_id}/acceptance", response=PoolOrderOut, operation_id="unit.take_on")
def take_on(request: HttpRequest, order_id: UUID, body: UnitVersionIn) -> PoolOrderOut:
    """Take on an order that was placed with oneself; its hours count from now."""
    return PoolOrderOut.of(take(order_id, by=actor_in(request), version=body.version, **once(request)))


@router.post("/pool/{uuid:order_id}/refusal", response=PoolOrderOut, operation_id="unit.decline_order")
def decline_order(request: HttpRequest, order_id: UUID, body: DeclineIn) -> PoolOrderOut:
    """Do not take on an order that was placed with oneself; it goes where its client chose."""
    row = decline(order_id, by=actor_in(request), reason=body.reason, version=body.version, **once(request))
    return PoolOrderOut.of(row)
