"""The work under its contract, from the hand-over to the acceptance or the editor's decision."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from hirehall.engagements.unit import queries
from hirehall.engagements.unit.actions.answer_delivery import accept_order as accept
from hirehall.engagements.unit.actions.answer_delivery import ask_check as check
from hirehall.engagements.unit.actions.answer_delivery import ask_revision as revise
from hirehall.engagements.unit.actions.decide_check import decide_check as decide
from hirehall.engagements.unit.actions.deliver_order import revise_order as hand_in
from hirehall.engagements.unit.actions.read_work import rate_work as rate
from hirehall.engagements.unit.api.shapes import (
    CheckIn,
    DecisionIn,
    UnitDeliveryOut,
    UnitOrderOut,
    UnitRevisionIn,
    UnitVersionIn,
    WorkIn,
)
from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.http import actor_in
from hirehall.foundation.schemas import once

router = Router()


class MarkIn(Schema):
    mark: int = Field(
        ge=-1, le=1, description="-1 below the level that was ordered, 0 as ordered, 1 above it."
    )


@router.get("/unit-orders/{uuid:order_id}", response=UnitOrderOut, operation_id="unit.order")
def order(request: HttpRequest, order_id: UUID) -> UnitOrderOut:
    """One unit order of one’s own side, once it is a contract."""
    by = actor_in(request)
    require_scope(by, Scope.CONTRACTS_READ)
    return UnitOrderOut.of(queries.work_for(by, order_id))


@router.post(
    "/unit-orders/{uuid:order_id}/acceptance", response=UnitOrderOut, operation_id="unit.accept_order"
)
def accept_order(request: HttpRequest, order_id: UUID, body: UnitVersionIn) -> UnitOrderOut:
    """Accept the work: what was counted is released, the rest goes back. That cannot be undone."""
    return UnitOrderOut.of(accept(order_id, by=actor_in(request), version=body.version, **once(request)))


@router.post("/unit-orders/{uuid:order_id}/revision", response=UnitOrderOut, operation_id="unit.ask_revision")
def ask_revision(request: HttpRequest, order_id: UUID, body: UnitRevisionIn) -> UnitOrderOut:
    """Send the work back with what has to change."""
    row = revise(order_id, by=actor_in(request), text=body.text, version=body.version, **once(request))
    return UnitOrderOut.of(row)


@router.post(
    "/unit-orders/{uuid:order_id}/delivery", response=UnitDeliveryOut, operation_id="unit.revise_order"
)
def revise_order(request: HttpRequest, order_id: UUID, body: WorkIn) -> UnitDeliveryOut:
    """Hand the work in again after a revision was asked; it is counted again."""
    row = hand_in(
        order_id, by=actor_in(request), text=body.text, note=body.note, file_ids=tuple(body.file_ids),
        count=body.count, version=body.version, **once(request),
    )  # fmt: skip
    return UnitDeliveryOut.of(row)


@router.post("/unit-orders/{uuid:order_id}/check", response=UnitOrderOut, operation_id="unit.ask_check")
def ask_check(request: HttpRequest, order_id: UUID, body: CheckIn) -> UnitOrderOut:
    """Ask an editor of the hall to reject the work, after a revision was asked for."""
    row = check(order_id, by=actor_in(request), reason=body.reason, version=body.version, **once(request))
    return UnitOrderOut.of(row)


@router.post("/unit-orders/{uuid:order_id}/decision", response=UnitOrderOut, operation_id="unit.decide_check")
def decide_check(request: HttpRequest, order_id: UUID, body: DecisionIn) -> UnitOrderOut:
    """Reject the work, or uphold it, with the reason that both sides read. For editors in a staff session."""
    row = decide(
        order_id, by=actor_in(request), rejected=body.rejected, reason=body.reason, version=body.version,
        **once(request),
    )  # fmt: skip
    return UnitOrderOut.of(row)


@router.post("/unit-orders/{uuid:order_id}/mark", response=UnitOrderOut, operation_id="unit.rate_work")
def rate_work(request: HttpRequest, order_id: UUID, body: MarkIn) -> UnitOrderOut:
    """Say whether accepted work is what its level promises; only the editors read it."""
    return UnitOrderOut.of(rate(order_id, by=actor_in(request), mark=body.mark, **once(request)).order)
