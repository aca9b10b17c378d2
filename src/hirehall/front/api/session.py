"""The staff session itself: switched on with a reason, timed out, recorded."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from hirehall.foundation.http import actor_in
from hirehall.foundation.refused import not_found
from hirehall.foundation.schemas import once
from hirehall.front.api.guard import NAMED, Words, staff_in
from hirehall.people.actions.end_staff_session import end_staff_session
from hirehall.people.actions.start_staff_session import start_staff_session
from hirehall.people.models import StaffSession
from hirehall.people.queries import staff_session

router = Router()


class ReasonIn(Schema):
    reason: Words


class StaffSessionOut(Schema):
    id: UUID
    reason: str
    started_at: datetime
    expires_at: datetime


@router.post(
    "session",
    response={201: StaffSessionOut},
    operation_id="people.start_staff_session",
    summary="Start a staff session",
)
def started(request: HttpRequest, body: ReasonIn) -> Status[StaffSession]:
    """For an operator’s token with a staff scope: staff power for thirty minutes, for a reason that is recorded.

    Send the answered ``id`` as the header ``Staff-Session`` with every call of the desk. What is looked at and
    what is done is recorded with the session.
    """
    return Status(201, start_staff_session(by=actor_in(request), reason=body.reason, **once(request)))


@router.get(
    "session",
    response=StaffSessionOut,
    operation_id="desk.session",
    summary="The running staff session",
    openapi_extra=NAMED,
)
def running(request: HttpRequest) -> StaffSession:
    found = staff_session(staff_in(request).staff_session_id)
    if found is None:
        raise not_found("staff_session")
    return found


@router.delete(
    "session",
    response={204: None},
    operation_id="people.end_staff_session",
    summary="End the staff session",
    openapi_extra=NAMED,
)
def ended(request: HttpRequest) -> Status[None]:
    end_staff_session(by=actor_in(request))
    return Status(204, None)
