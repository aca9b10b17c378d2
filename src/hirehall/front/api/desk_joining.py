"""Who comes into a hall, at the desk: applications, invitations, members who are suspended there."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from hirehall.foundation.schemas import once
from hirehall.front.api.guard import NAMED, Cursor, Limit, Words, desk_in, hall_in, staff_in
from hirehall.front.api.joining import ApplicationOut
from hirehall.front.api.session import ReasonIn
from hirehall.halls.actions.answer_application_appeal import answer_application_appeal
from hirehall.halls.actions.appoint_hall_operator import appoint_hall_operator, dismiss_hall_operator
from hirehall.halls.actions.decide_application import decide_application
from hirehall.halls.actions.invite_to_hall import invite_to_hall, make_join_code
from hirehall.halls.actions.suspend_member import reinstate_member, suspend_member
from hirehall.halls.actions.withdraw_join_invitation import withdraw_join_invitation
from hirehall.halls.models import Application, HallOperator, JoinInvitation, Member
from hirehall.halls.queries.joining import applications, invitations, members
from hirehall.halls.queries.staff import hall_operators

router = Router()
Days = Annotated[int, Field(ge=1, le=365)]
Note = Annotated[str, Field(max_length=120, pattern=r"^[^\x00]*$")]


class DeskApplicationOut(ApplicationOut):
    person_id: UUID


class ApplicationsOut(Schema):
    items: list[DeskApplicationOut]
    next: None = None


class DecisionIn(Schema):
    accepts: bool
    reason: Annotated[str, Field(max_length=1000, pattern=r"^[^\x00]*$")]


class InvitationOut(Schema):
    id: UUID
    code: str
    email: str
    note: str
    most_uses: int
    uses: int
    made_at: datetime
    expires_at: datetime
    withdrawn_at: datetime | None


class InvitationsOut(Schema):
    items: list[InvitationOut]
    next: None = None


class CodeIn(Schema):
    most_uses: Annotated[int, Field(ge=1, le=10_000)]
    days: Days
    note: Note = ""


class MailsIn(Schema):
    emails: Annotated[list[Annotated[str, Field(max_length=254)]], Field(min_length=1, max_length=100)]
    days: Days
    note: Note = ""


class SentOut(Schema):
    sent: int


class AppointIn(Schema):
    who: Annotated[str, Field(min_length=1, max_length=254, pattern=r"^[^\x00]*$")]


class OperatorOut(Schema):
    id: UUID
    person_id: UUID
    name: str
    appointed_at: datetime
    ended_at: datetime | None

    @staticmethod
    def of(row: HallOperator) -> OperatorOut:
        names = ("id", "person_id", "appointed_at", "ended_at")
        said: dict[str, Any] = {name: getattr(row, name) for name in names}
        return OperatorOut(name=row.person.name, **said)


class OperatorsOut(Schema):
    items: list[OperatorOut]
    next: None = None


class HallMemberOut(Schema):
    person_id: UUID
    name: str
    email: str
    state: str
    how: str
    joined_at: datetime
    left_at: datetime | None
    suspension_reason: str

    @staticmethod
    def of(row: Member) -> HallMemberOut:
        names = ("person_id", "state", "how", "joined_at", "left_at", "suspension_reason")
        said: dict[str, Any] = {name: getattr(row, name) for name in names}
        return HallMemberOut(name=row.person.name, email=row.person.email, **said)


class HallMembersOut(Schema):
    items: list[HallMemberOut]
    next: UUID | None


@router.get(
    "applications",
    response=ApplicationsOut,
    operation_id="desk.applications",
    summary="Applications to join",
    openapi_extra=NAMED,
)
def waiting(request: HttpRequest) -> dict[str, object]:
    """Those and the appeals that this hall has to answer, the longest waiting first."""
    desk_in(request)
    return {"items": applications(hall_in(request).id)}


@router.post(
    "applications/{uuid:application_id}/decision",
    response=DeskApplicationOut,
    operation_id="halls.decide_application",
    summary="Decide about an application",
    openapi_extra=NAMED,
)
def decision(request: HttpRequest, application_id: UUID, body: DecisionIn) -> Application:
    by = desk_in(request)
    return decide_application(
        application_id, by=by, accepts=body.accepts, reason=body.reason, **once(request)
    )


@router.post(
    "applications/{uuid:application_id}/appeal-answer",
    response=DeskApplicationOut,
    operation_id="halls.answer_application_appeal",
    summary="Answer an appeal",
    openapi_extra=NAMED,
)
def appeal_answer(request: HttpRequest, application_id: UUID, body: DecisionIn) -> Application:
    """By an operator who has not decided the application."""
    return answer_application_appeal(
        application_id, by=desk_in(request), accepts=body.accepts, reason=body.reason, **once(request)
    )


@router.get(
    "join-invitations",
    response=InvitationsOut,
    operation_id="desk.join_invitations",
    summary="Invitations to join",
    openapi_extra=NAMED,
)
def invited(request: HttpRequest) -> dict[str, object]:
    desk_in(request)
    return {"items": invitations(hall_in(request).id)}


@router.post(
    "join-invitations/code",
    response={201: InvitationOut},
    operation_id="halls.make_join_code",
    summary="Make a code to join with",
    openapi_extra=NAMED,
)
def code_made(request: HttpRequest, body: CodeIn) -> Status[JoinInvitation]:
    hall, by = hall_in(request), desk_in(request)
    return Status(201, make_join_code(hall.id, by=by, **body.dict(), **once(request)))


@router.post(
    "join-invitations/mails",
    response=SentOut,
    operation_id="halls.invite_to_hall",
    summary="Invite people by mail",
    openapi_extra=NAMED,
)
def mailed(request: HttpRequest, body: MailsIn) -> SentOut:
    """Each invitation is for its address alone."""
    hall, by = hall_in(request), desk_in(request)
    return SentOut(sent=invite_to_hall(hall.id, by=by, **body.dict(), **once(request)))


@router.post(
    "join-invitations/{uuid:invitation_id}/withdrawal",
    response=InvitationOut,
    operation_id="halls.withdraw_join_invitation",
    summary="Withdraw an invitation",
    openapi_extra=NAMED,
)
def invitation_withdrawn(request: HttpRequest, invitation_id: UUID) -> JoinInvitation:
    return withdraw_join_invitation(invitation_id, by=desk_in(request), **once(request))


@router.get(
    "hall-operators",
    response=OperatorsOut,
    operation_id="desk.hall_operators",
    summary="Operators of this hall",
    openapi_extra=NAMED,
)
def operators(request: HttpRequest) -> OperatorsOut:
    """Those who serve this hall alone; operators of the installation are not among them."""
    desk_in(request)
    return OperatorsOut(items=[OperatorOut.of(row) for row in hall_operators(hall_in(request).id)])


@router.post(
    "hall-operators",
    response={201: OperatorOut},
    operation_id="halls.appoint_hall_operator",
    summary="Appoint an operator of this hall",
    openapi_extra=NAMED,
)
def appointed(request: HttpRequest, body: AppointIn) -> Status[OperatorOut]:
    hall, by = hall_in(request), staff_in(request)
    row = appoint_hall_operator(hall.id, by=by, who=body.who, **once(request))
    return Status(201, OperatorOut.of(row))


@router.post(
    "hall-operators/{uuid:operator_id}/dismissal",
    response=OperatorOut,
    operation_id="halls.dismiss_hall_operator",
    summary="Dismiss an operator of this hall",
    openapi_extra=NAMED,
)
def dismissed(request: HttpRequest, operator_id: UUID) -> OperatorOut:
    """A session of theirs that runs has no power from this moment on."""
    return OperatorOut.of(dismiss_hall_operator(operator_id, by=staff_in(request), **once(request)))


@router.get(
    "members", response=HallMembersOut, operation_id="desk.members", summary="Members", openapi_extra=NAMED
)
def of_the_hall(
    request: HttpRequest, q: Words = "", after: Cursor = None, limit: Limit = 40
) -> HallMembersOut:
    """Whoever is or was a member of this hall, the newest first."""
    desk_in(request)
    found, following = members(hall_in(request).id, q.strip(), after=after, limit=limit)
    return HallMembersOut(items=[HallMemberOut.of(row) for row in found], next=following)


@router.post(
    "members/{uuid:person_id}/suspension",
    response=HallMemberOut,
    operation_id="halls.suspend_member",
    summary="Suspend a membership",
    openapi_extra=NAMED,
)
def suspended(request: HttpRequest, person_id: UUID, body: ReasonIn) -> HallMemberOut:
    """In this hall alone; what runs goes on, and the person is told why."""
    hall, by = hall_in(request), desk_in(request)
    return HallMemberOut.of(suspend_member(hall.id, person_id, by=by, reason=body.reason, **once(request)))


@router.post(
    "members/{uuid:person_id}/reinstatement",
    response=HallMemberOut,
    operation_id="halls.reinstate_member",
    summary="Lift a suspension of a membership",
    openapi_extra=NAMED,
)
def reinstated(request: HttpRequest, person_id: UUID, body: ReasonIn) -> HallMemberOut:
    hall, by = hall_in(request), desk_in(request)
    return HallMemberOut.of(reinstate_member(hall.id, person_id, by=by, reason=body.reason, **once(request)))
