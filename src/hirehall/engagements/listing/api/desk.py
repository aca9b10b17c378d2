"""The desk of the board for programs."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from hirehall.engagements.listing import queries
from hirehall.engagements.listing.actions import close_position as closing
from hirehall.engagements.listing.actions import screen_position as screening
from hirehall.engagements.listing.api.board import hall_of
from hirehall.engagements.listing.api.shapes import (
    ListIn,
    PositionOut,
    PositionsOut,
    ReasonIn,
    ScreeningIn,
    ScreeningOut,
    SeenListOut,
    SeenOut,
    SignalOut,
    VersionIn,
)
from hirehall.foundation.actor import Scope, require_operator, require_scope
from hirehall.foundation.http import actor_in
from hirehall.foundation.schemas import once

router = Router()


@router.get("/positions/waiting", response=PositionsOut, operation_id="listing.waiting")
def waiting(request: HttpRequest) -> PositionsOut:
    """What waits for the desk, the longest first, with what is remarked on."""
    by = actor_in(request)
    require_operator(by, hall_id=hall_of(request).id)
    require_scope(by, Scope.STAFF_READ)
    rows = queries.waiting(hall_of(request).id)
    items = [
        PositionOut.of(row, signals=[SignalOut.from_orm(one) for one in row.signals.all()]) for row in rows
    ]
    return PositionsOut(items=items, next=None)


@router.post(
    "/positions/{uuid:position_id}/listing", response=PositionOut, operation_id="listing.list_position"
)
def list_position(request: HttpRequest, position_id: UUID, body: ListIn) -> PositionOut:
    """The desk: every point holds, no signal is undecided, it is on the board."""
    row = screening.list_position(
        position_id, by=actor_in(request), answers=tuple(body.checks), version=body.version, **once(request)
    )
    return PositionOut.of(row)


@router.post(
    "/positions/{uuid:position_id}/refusal", response=PositionOut, operation_id="listing.refuse_position"
)
def refuse_position(request: HttpRequest, position_id: UUID, body: ReasonIn) -> PositionOut:
    """The desk: it is not listed, for a reason that who sent it in reads."""
    row = screening.refuse_position(
        position_id, by=actor_in(request), reason=body.reason, version=body.version, **once(request)
    )
    return PositionOut.of(row)


@router.post(
    "/positions/{uuid:position_id}/confirmation",
    response=PositionOut,
    operation_id="listing.confirm_position",
)
def confirm_position(request: HttpRequest, position_id: UUID, body: VersionIn) -> PositionOut:
    """The desk has looked again: it stands, and its days begin anew."""
    row = screening.confirm_position(position_id, by=actor_in(request), version=body.version, **once(request))
    return PositionOut.of(row)


@router.post(
    "/positions/{uuid:position_id}/removal", response=PositionOut, operation_id="listing.remove_position"
)
def remove_position(request: HttpRequest, position_id: UUID, body: ReasonIn) -> PositionOut:
    """The desk takes it off the board, for a reason that its poster and whoever keeps it read."""
    row = closing.remove_position(
        position_id, by=actor_in(request), reason=body.reason, version=body.version, **once(request)
    )
    return PositionOut.of(row)


@router.post(
    "/positions/{uuid:position_id}/signals/{uuid:signal_id}/dismissal",
    response=SignalOut,
    operation_id="listing.dismiss_signal",
)
def dismiss_signal(request: HttpRequest, position_id: UUID, signal_id: UUID, body: ReasonIn) -> SignalOut:
    """The desk: why a signal is none."""
    row = screening.dismiss_signal(
        position_id, signal_id, by=actor_in(request), reason=body.reason, **once(request)
    )
    return SignalOut.from_orm(row)


@router.get(
    "/positions/{uuid:position_id}/seen-before", response=SeenListOut, operation_id="listing.seen_before"
)
def seen_before(request: HttpRequest, position_id: UUID) -> SeenListOut:
    """The desk: positions of the hall that this one is most like, and by what. It says nothing about either."""
    by = actor_in(request)
    require_scope(by, Scope.STAFF_READ)
    require_operator(by, hall_id=hall_of(request).id)
    row = queries.position_for(by, position_id)
    found = queries.seen_before([row]).get(row.id, [])
    return SeenListOut(items=[SeenOut.of(one) for one in found])


@router.get("/position-screening", response=ScreeningOut, operation_id="listing.screening")
def screening_rules(request: HttpRequest) -> ScreeningOut:
    """By which list positions are screened now."""
    require_scope(actor_in(request), Scope.BRIEFS_READ)
    now = queries.screening_now(hall_of(request).id)
    return ScreeningOut(
        checks=list(now.checks),
        free_mail=sorted(now.free_mail),
        hosts=sorted(now.hosts),
        effective_from=now.since,
    )


@router.post("/position-screening", response={201: ScreeningOut}, operation_id="listing.date_screening")
def date_screening(request: HttpRequest, body: ScreeningIn) -> Status[ScreeningOut]:
    """The desk dates a list."""
    row = screening.date_screening(
        hall_of(request).id, by=actor_in(request), checks=tuple(body.checks), free_mail=tuple(body.free_mail),
        hosts=tuple(body.hosts), reason=body.reason, effective_from=body.effective_from, **once(request),
    )  # fmt: skip
    told = {name: getattr(row, name) for name in ScreeningOut.model_fields}
    return Status(201, ScreeningOut(**told))
