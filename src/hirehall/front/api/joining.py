"""Becoming a member of a hall, for programs. A call goes to the address of the hall that it is about."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.http import actor_in
from hirehall.foundation.schemas import once
from hirehall.front.api.guard import hall_in
from hirehall.halls.actions.appeal_application import appeal_application
from hirehall.halls.actions.apply_to_hall import apply_to_hall
from hirehall.halls.actions.choose_showing import choose_showing
from hirehall.halls.actions.join_hall import join_hall
from hirehall.halls.actions.leave_hall import leave_hall
from hirehall.halls.actions.withdraw_application import withdraw_application
from hirehall.halls.models import Application, Member
from hirehall.halls.queries.joining import memberships, way_in
from hirehall.vetting.actions.admit import begin_admission
from hirehall.vetting.queries import admissions

router = Router()
Text = Annotated[str, Field(max_length=4000, pattern=r"^[^\x00]*$")]
MOST_QUESTIONS = 12


class ApplicationOut(Schema):
    id: UUID
    state: str
    answers: list[dict[str, str]]
    decider: str
    applied_at: datetime
    decided_at: datetime | None
    reason: str
    again_at: datetime | None
    appeal: str
    appealed_at: datetime | None
    appeal_answer: str
    appeal_decided_at: datetime | None
    earlier_decisions: list[dict[str, str | None]]


class MemberOut(Schema):
    hall: str
    state: str
    how: str
    joined_at: datetime
    left_at: datetime | None
    suspension_reason: str
    shown_in_search: bool
    shows_elsewhere: bool | None

    @staticmethod
    def of(row: Member) -> MemberOut:
        names = (
            "state",
            "how",
            "joined_at",
            "left_at",
            "suspension_reason",
            "shown_in_search",
            "shows_elsewhere",
        )
        return MemberOut(hall=row.hall.slug, **{name: getattr(row, name) for name in names})


class MembersOut(Schema):
    items: list[MemberOut]
    next: None = None


class JoiningOut(Schema):
    """How the hall takes members, and where the token’s person stands."""

    how: str
    open: bool
    by_invitation: bool
    domains: list[str]
    questions: list[str]
    membership: MemberOut | None
    may_join: bool
    may_apply: bool
    may_appeal: bool
    application: ApplicationOut | None
    screening_id: UUID | None = Field(
        description="the screening that decides the application, where one does"
    )


class ShowingIn(Schema):
    """What is left out stays as it is."""

    shown_in_search: bool | None = None
    shows_elsewhere: bool | None = None


class JoinIn(Schema):
    code: Annotated[str, Field(max_length=60, pattern=r"^[^\x00]*$")] = ""


class ApplyIn(Schema):
    answers: Annotated[
        list[Text], Field(max_length=MOST_QUESTIONS, description="One for each question, in order.")
    ]


class AppealIn(Schema):
    text: Text


@router.get("joining", response=JoiningOut, operation_id="halls.way_in", summary="How one joins this hall")
def joining(request: HttpRequest) -> dict[str, Any]:
    by = actor_in(request)
    require_scope(by, Scope.PROFILE_READ)
    way = way_in(hall_in(request), by)
    decides = admissions([way.latest.id]) if way.latest else {}
    return {
        "screening_id": next((one.screening_id for one in decides.values()), None),
        "how": way.how,
        "open": way.is_open,
        "by_invitation": way.by_invitation,
        "domains": way.domains,
        "questions": way.questions,
        "membership": MemberOut.of(way.member) if way.member else None,
        "may_join": way.may_enter,
        "may_apply": way.may_apply,
        "may_appeal": way.may_appeal,
        "application": way.latest,
    }


@router.get(
    "memberships", response=MembersOut, operation_id="halls.memberships", summary="The halls you are in"
)
def mine(request: HttpRequest) -> MembersOut:
    """Every hall of the installation that the token’s person has joined, those that they have left included."""
    by = actor_in(request)
    require_scope(by, Scope.PROFILE_READ)
    return MembersOut(items=[MemberOut.of(row) for row in memberships(by.require_person())])


@router.post("joining", response=MemberOut, operation_id="halls.join_hall", summary="Join this hall")
def joined(request: HttpRequest, body: JoinIn) -> MemberOut:
    """With one call where it is open, by a confirmed e-mail address, or with an invitation and its code."""
    hall = hall_in(request)
    return MemberOut.of(join_hall(hall.id, by=actor_in(request), code=body.code, **once(request)))


@router.post(
    "joining/leaving", response=MemberOut, operation_id="halls.leave_hall", summary="Leave this hall"
)
def left(request: HttpRequest) -> MemberOut:
    """Refused while something of yours runs here."""
    return MemberOut.of(leave_hall(hall_in(request).id, by=actor_in(request), **once(request)))


@router.post(
    "joining/showing",
    response=MemberOut,
    operation_id="halls.choose_showing",
    summary="Choose what this hall shows of you",
)
def shown(request: HttpRequest, body: ShowingIn) -> MemberOut:
    """In this hall alone: whether its search finds you, and whether it shows and counts what you earned in others."""
    return MemberOut.of(
        choose_showing(hall_in(request).id, by=actor_in(request), **body.dict(), **once(request))
    )


@router.post(
    "joining/applications",
    response={201: ApplicationOut},
    operation_id="halls.apply_to_hall",
    summary="Apply to join this hall",
)
def applied(request: HttpRequest, body: ApplyIn) -> Status[Application]:
    """Where a screening of the hall decides, it has begun: ``screening_id`` of ``/joining``."""
    hall, by = hall_in(request), actor_in(request)
    made = apply_to_hall(hall.id, by=by, answers=tuple(body.answers), **once(request))
    begin_admission(made.id, by=by)
    made.refresh_from_db()
    return Status(201, made)


@router.post(
    "joining/applications/{uuid:application_id}/withdrawal",
    response=ApplicationOut,
    operation_id="halls.withdraw_application",
    summary="Withdraw an application",
)
def withdrawn(request: HttpRequest, application_id: UUID) -> Application:
    return withdraw_application(application_id, by=actor_in(request), **once(request))


@router.post(
    "joining/applications/{uuid:application_id}/appeal",
    response=ApplicationOut,
    operation_id="halls.appeal_application",
    summary="Ask for another look",
)
def appealed(request: HttpRequest, application_id: UUID, body: AppealIn) -> Application:
    """Once for each decision; an operator who has not made it answers."""
    return appeal_application(application_id, by=actor_in(request), text=body.text, **once(request))
