"""The staff session itself: switched on with a reason, timed out, recorded."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from hirehall.foundation.http import actor_in
from hirehall.foundation.refused import not_found
from hirehall.foundation.schemas import once
from hirehall.front.api.guard import NAMED, Words, desk_in, hall_in, staff_in
from hirehall.halls.actions.start_hall_session import end_hall_session, start_hall_session
from hirehall.halls.models import HallSession
from hirehall.halls.queries.staff import hall_session
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


@router.post(
    "hall-session",
    response={201: StaffSessionOut},
    operation_id="halls.start_hall_session",
    summary="Start a session as an operator of this hall",
)
def hall_started(request: HttpRequest, body: ReasonIn) -> Status[HallSession]:
    """For who serves one hall, at that hall’s address: power over it alone, for thirty minutes, for a recorded reason.

    Send the answered ``id`` as the header ``Staff-Session``; what is of every hall stays closed.
    """
    started = start_hall_session(
        hall_in(request).id, by=actor_in(request), reason=body.reason, **once(request)
    )
    return Status(201, started)


@router.get(
    "hall-session",
    response=StaffSessionOut,
    operation_id="desk.hall_session",
    summary="The running session in this hall",
    openapi_extra=NAMED,
)
def hall_running(request: HttpRequest) -> HallSession:
    by, hall = desk_in(request), hall_in(request)
    named = by.staff_session_id if by.staff_of is not None else None
    found = hall_session(named, person_id=by.require_person(), hall_id=hall.id) if named else None
    if found is None:
        raise not_found("staff_session")
    return found


@router.delete(
    "hall-session",
    response={204: None},
    operation_id="halls.end_hall_session",
    summary="End the session in this hall",
    openapi_extra=NAMED,
)
def hall_ended(request: HttpRequest) -> Status[None]:
    end_hall_session(by=actor_in(request))
    return Status(204, None)
