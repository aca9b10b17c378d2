"""The pool: what stands in it, posting an order, claiming it, handing in; and one's level."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from hirehall.engagements.unit import queries
from hirehall.engagements.unit.actions.cancel_order import cancel_order as cancel
from hirehall.engagements.unit.actions.claim_order import claim_order as claim
from hirehall.engagements.unit.actions.claim_order import give_back as return_order
from hirehall.engagements.unit.actions.claim_order import start_work as start
from hirehall.engagements.unit.actions.deliver_order import deliver_order as deliver
from hirehall.engagements.unit.actions.judge_copy import judge_copy as judge
from hirehall.engagements.unit.actions.pay_again import drop_order as drop
from hirehall.engagements.unit.actions.pay_again import pay_again as pay
from hirehall.engagements.unit.actions.post_order import post_order as post
from hirehall.engagements.unit.actions.read_work import read_work as give_mark
from hirehall.engagements.unit.actions.set_level import rate_sample as rate
from hirehall.engagements.unit.actions.set_level import send_sample as send
from hirehall.engagements.unit.actions.set_level import set_level as decide
from hirehall.engagements.unit.api.desk_shapes import CopyIn, CopyOut, EditingOut, MarkGivenIn, ReadingOut
from hirehall.engagements.unit.api.shapes import (
    LevelIn,
    LevelOut,
    LevelRowOut,
    Limit,
    PoolOrderOut,
    PoolOut,
    PostedOut,
    PostIn,
    SampleIn,
    SampleOut,
    UnitDeliveryOut,
    UnitPaymentIn,
    UnitVersionIn,
    WorkIn,
    hall_in,
    posted,
)
from hirehall.foundation.actor import Scope, require_scope, require_staff_of
from hirehall.foundation.http import actor_in
from hirehall.foundation.schemas import once

router = Router()


@router.get("/pool", response=PoolOut, operation_id="unit.pool")
def pool(request: HttpRequest, unit: str = "", after: str = "", limit: Limit = queries.PAGE) -> PoolOut:
    """The orders that one’s level opens, newest first."""
    by, hall = actor_in(request), hall_in(request)
    require_scope(by, Scope.CONTRACTS_READ)
    level = queries.level_of(hall.id, by.require_person())
    rows, more = queries.pool_rows(by, hall, level=level, what=unit, after=after, limit=limit)
    return PoolOut(items=[PoolOrderOut.of(row) for row in rows], next=more)


@router.get("/pool/posted", response=PoolOut, operation_id="unit.posted")
def posted_orders(request: HttpRequest, after: str = "", limit: Limit = queries.PAGE) -> PoolOut:
    """What one’s own side has posted, newest first."""
    by = actor_in(request)
    require_scope(by, Scope.CONTRACTS_READ)
    rows, more = queries.posted_rows(by, after=after, limit=limit)
    return PoolOut(items=[PoolOrderOut.of(row) for row in rows], next=more)


@router.post("/pool", response={201: PostedOut}, operation_id="unit.post_order")
def post_order(request: HttpRequest, body: PostIn) -> Status[PostedOut]:
    """Post an order and pay the most that it can cost. With an instant method it is in the pool when this answers."""
    row = post(
        hall_in(request).id, by=actor_in(request), title=body.title, instructions=body.instructions, what=body.unit,
        least=body.least, most=body.most, level=body.level, hours=body.hours, organisation_id=body.organisation_id,
        method=body.method, price_seen=body.price, team_id=body.team_id, **once(request),
    )  # fmt: skip
    return Status(201, posted(request, row))


@router.get("/pool/{uuid:order_id}", response=PoolOrderOut, operation_id="unit.posting")
def posting(request: HttpRequest, order_id: UUID) -> PoolOrderOut:
    """One order: one’s own side’s, one that one holds, or one in the pool that one’s level opens."""
    by = actor_in(request)
    require_scope(by, Scope.CONTRACTS_READ)
    return PoolOrderOut.of(queries.pool_order_for(by, order_id))


@router.post("/pool/{uuid:order_id}/payment", response=PostedOut, operation_id="unit.pay_again")
def pay_again(request: HttpRequest, order_id: UUID, body: UnitPaymentIn) -> PostedOut:
    """Pay an order again whose payment failed."""
    by = actor_in(request)
    return posted(request, pay(order_id, by=by, method=body.method, version=body.version, **once(request)))


@router.post("/pool/{uuid:order_id}/dropping", response=PoolOrderOut, operation_id="unit.drop_order")
def drop_order(request: HttpRequest, order_id: UUID, body: UnitVersionIn) -> PoolOrderOut:
    """Let an unpaid order be."""
    return PoolOrderOut.of(drop(order_id, by=actor_in(request), version=body.version, **once(request)))


@router.post("/pool/{uuid:order_id}/cancellation", response=PoolOrderOut, operation_id="unit.cancel_order")
def cancel_order(request: HttpRequest, order_id: UUID, body: UnitVersionIn) -> PoolOrderOut:
    """Take an order out of the pool while nobody holds it; everything paid goes back."""
    return PoolOrderOut.of(cancel(order_id, by=actor_in(request), version=body.version, **once(request)))


@router.post("/pool/{uuid:order_id}/claim", response=PoolOrderOut, operation_id="unit.claim_order")
def claim_order(request: HttpRequest, order_id: UUID, body: UnitVersionIn) -> PoolOrderOut:
    """Claim an order: nobody else can, for the policy’s minutes."""
    return PoolOrderOut.of(claim(order_id, by=actor_in(request), version=body.version, **once(request)))


@router.post("/pool/{uuid:order_id}/work", response=PoolOrderOut, operation_id="unit.start_work")
def start_work(request: HttpRequest, order_id: UUID, body: UnitVersionIn) -> PoolOrderOut:
    """Decide to work on an order that one holds; its hours count from now."""
    return PoolOrderOut.of(start(order_id, by=actor_in(request), version=body.version, **once(request)))


@router.post("/pool/{uuid:order_id}/return", response=PoolOrderOut, operation_id="unit.give_back")
def give_back(request: HttpRequest, order_id: UUID, body: UnitVersionIn) -> PoolOrderOut:
    """Give an order that one holds back to the pool."""
    row = return_order(order_id, by=actor_in(request), version=body.version, **once(request))
    return PoolOrderOut.of(row)


@router.post("/pool/{uuid:order_id}/delivery", response=UnitDeliveryOut, operation_id="unit.deliver_order")
def deliver_order(request: HttpRequest, order_id: UUID, body: WorkIn) -> UnitDeliveryOut:
    """Hand the work in; it is counted, and the contract begins. Files are uploaded first."""
    row = deliver(
        order_id, by=actor_in(request), text=body.text, note=body.note, file_ids=tuple(body.file_ids),
        count=body.count, version=body.version, **once(request),
    )  # fmt: skip
    return UnitDeliveryOut.of(row)


@router.get("/level", response=LevelOut, operation_id="unit.level")
def level(request: HttpRequest) -> LevelOut:
    """One’s level in this hall, and how it came about."""
    by = actor_in(request)
    require_scope(by, Scope.PROFILE_READ)
    page = queries.level_page(by, hall_in(request))
    history = [LevelRowOut.of(row) for row in page.history]
    return LevelOut(level=page.level, waiting=page.sample is not None, history=history)


@router.post("/level/samples", response={201: SampleOut}, operation_id="unit.send_sample")
def send_sample(request: HttpRequest, body: SampleIn) -> Status[SampleOut]:
    """Send a text by which an editor sets one’s level; after a decision it is an appeal against it."""
    row = send(hall_in(request).id, by=actor_in(request), text=body.text, **once(request))
    return Status(201, SampleOut.of(row))


@router.get("/editing", response=EditingOut, operation_id="unit.editing")
def editing(request: HttpRequest) -> EditingOut:
    """What waits for an editor here: rejections, texts for a level, and texts that are alike. In a staff session."""
    by = actor_in(request)
    require_scope(by, Scope.STAFF_READ)
    hall_id = hall_in(request).id
    require_staff_of(by, hall_id)
    return EditingOut.of(hall_id)


@router.post("/level/samples/{uuid:sample_id}/ratings", response=SampleOut, operation_id="unit.rate_sample")
def rate_sample(request: HttpRequest, sample_id: UUID, body: LevelIn) -> SampleOut:
    """Rate a text for a level, blind to what other editors think of it."""
    row = rate(
        hall_in(request).id, sample_id, by=actor_in(request), level=body.level, reason=body.reason,
        **once(request),
    )  # fmt: skip
    return SampleOut.of(row.sample)


@router.post("/editing/copies/{uuid:copy_id}", response=CopyOut, operation_id="unit.judge_copy")
def judge_copy(request: HttpRequest, copy_id: UUID, body: CopyIn) -> CopyOut:
    """Say whether a text that is like another one is a copy of it."""
    row = judge(
        hall_in(request).id, copy_id, by=actor_in(request), is_copy=body.is_copy, reason=body.reason,
        **once(request),
    )  # fmt: skip
    return CopyOut.of(row)


@router.post("/editing/readings/{uuid:reading_id}", response=ReadingOut, operation_id="unit.read_work")
def read_work(request: HttpRequest, reading_id: UUID, body: MarkGivenIn) -> ReadingOut:
    """Mark accepted work that was drawn, blind to who wrote it."""
    row = give_mark(hall_in(request).id, reading_id, by=actor_in(request), mark=body.mark, **once(request))
    return ReadingOut.of(row)


@router.post("/people/{uuid:person_id}/level", response=LevelRowOut, operation_id="unit.set_level")
def set_level(request: HttpRequest, person_id: UUID, body: LevelIn) -> LevelRowOut:
    """Set somebody’s level in this hall, with the reason that they read. For editors in a staff session."""
    row = decide(
        hall_in(request).id, person_id, by=actor_in(request), level=body.level, reason=body.reason, **once(request)
    )  # fmt: skip
    return LevelRowOut.of(row)
