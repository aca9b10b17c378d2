"""Addenda to a published brief, for programs."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import AwareDatetime, Field

from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.http import actor_in
from hirehall.foundation.schemas import once
from hirehall.market.actions import add_addendum as adding
from hirehall.market.api.shapes import StateOut
from hirehall.market.queries import brief_for
from hirehall.market.queries.panels import addenda_of
from hirehall.market.rules import TEXT_AT_MOST

router = Router()


class AddendumIn(Schema):
    text: str = Field(max_length=TEXT_AT_MOST)
    open_until: AwareDatetime | None = Field(None, description="Only later than now set.")


class AddendumOut(Schema):
    number: int
    text: str
    made_at: datetime
    open_before: datetime | None
    open_after: datetime | None


@router.get("briefs/{uuid:brief_id}/addenda", response=list[AddendumOut], operation_id="market.addenda")
def addenda(request: HttpRequest, brief_id: UUID) -> list[AddendumOut]:
    """What was added to a brief since it was published."""
    by = actor_in(request)
    require_scope(by, Scope.BRIEFS_READ)
    names = AddendumOut.model_fields
    rows = addenda_of(brief_for(by, brief_id))
    return [AddendumOut(**{name: getattr(row, name) for name in names}) for row in rows]


@router.post(
    "briefs/{uuid:brief_id}/addenda", response={201: AddendumOut}, operation_id="market.add_addendum"
)
def add_addendum(request: HttpRequest, brief_id: UUID, body: AddendumIn) -> Status[AddendumOut]:
    """Add to a published brief, in the open; it can give more time, never less."""
    by = actor_in(request)
    row = adding.add_addendum(brief_id, by=by, text=body.text, open_until=body.open_until, **once(request))
    return Status(201, AddendumOut(**{name: getattr(row, name) for name in AddendumOut.model_fields}))


@router.post(
    "proposals/{uuid:proposal_id}/confirmation", response=StateOut, operation_id="market.confirm_proposal"
)
def confirm_proposal(request: HttpRequest, proposal_id: UUID) -> StateOut:
    """After an addendum: the proposal stands as it is."""
    row = adding.confirm_proposal(proposal_id, by=actor_in(request), **once(request))
    return StateOut(id=row.id, state=row.state)
