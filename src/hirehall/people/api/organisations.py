"""Organisations, members and invitations, for programs."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.http import actor_in, person_id_in
from hirehall.people import queries
from hirehall.people.actions.answer_invitation import answer_invitation
from hirehall.people.actions.change_organisation import change_organisation
from hirehall.people.actions.change_role import change_role
from hirehall.people.actions.end_membership import end_membership
from hirehall.people.actions.invite_member import invite_member
from hirehall.people.actions.make_organisation import make_organisation
from hirehall.people.actions.show_membership import show_membership
from hirehall.people.actions.withdraw_invitation import withdraw_invitation
from hirehall.people.api.shared import Words, key_of
from hirehall.people.rules import LONGEST_GOODBYE

router = Router()
RoleName = Literal["owner", "hiring", "billing", "manager", "member"]
KindName = Literal["client", "agency"]


class OrganisationBody(Schema):
    name: Words
    about: Words = ""
    website: Words = ""
    country: Words = ""


class NewOrganisationBody(OrganisationBody):
    kind: KindName = "client"


class ShownBody(Schema):
    shown: bool


class MemberOut(Schema):
    person_id: UUID
    name: str
    role: str
    joined_at: datetime
    shown: bool


class InvitedOut(Schema):
    """``email`` is the handle, with its @, where one was named."""

    id: UUID
    email: str
    role: str
    invited_at: datetime


class OrganisationOut(Schema):
    id: UUID
    kind: KindName
    handle: str
    name: str
    about: str
    website: str
    country: str
    role: str
    members: list[MemberOut]
    invited: list[InvitedOut]


class OrganisationLineOut(Schema):
    id: UUID
    kind: KindName
    name: str
    role: str
    members: int


class OrganisationsOut(Schema):
    items: list[OrganisationLineOut]
    next: None = None


class InvitationBody(Schema):
    email: Words
    role: RoleName = "hiring"


class AnswerBody(Schema):
    accept: bool


class RoleBody(Schema):
    role: RoleName


@router.get(
    "organisations",
    operation_id="people.organisations",
    response=OrganisationsOut,
    summary="Your organisations and agencies",
)
def organisations(request: HttpRequest) -> dict[str, object]:
    require_scope(actor_in(request), Scope.PROFILE_READ)
    return {"items": queries.organisations_of(person_id_in(request))}


@router.post(
    "organisations",
    operation_id="people.make_organisation",
    response={201: OrganisationOut},
    summary="Make an organisation, or an agency",
)
def organisation_made(request: HttpRequest, body: NewOrganisationBody) -> Status[dict[str, object]]:
    made = make_organisation(by=actor_in(request), key=key_of(request), **body.dict())  # type: ignore[call-arg]
    return Status(201, _organisation(request, made.id))


@router.get(
    "organisations/{uuid:organisation_id}",
    operation_id="people.organisation",
    response=OrganisationOut,
    summary="One of your organisations",
)
def organisation(request: HttpRequest, organisation_id: UUID) -> dict[str, object]:
    require_scope(actor_in(request), Scope.PROFILE_READ)
    return _organisation(request, organisation_id)


def _organisation(request: HttpRequest, organisation_id: UUID) -> dict[str, object]:
    """Read with fresh memberships: the actor was made before the action changed them."""
    person_id = person_id_in(request)
    actor = queries.actor_by_id(person_id, hat=actor_in(request).hat or "client")  # type: ignore[arg-type]
    page = queries.organisation_page(actor, organisation_id)
    row = page.organisation
    return {
        "id": row.id,
        "kind": row.kind,
        "handle": row.handle,
        "name": row.name,
        "about": row.about,
        "website": row.website,
        "country": row.country,
        "role": page.role.lower(),
        "members": page.members,
        "invited": [
            {"id": one.id, "email": one.email, "role": one.role_text.lower(), "invited_at": one.invited_at}
            for one in page.invited
        ],
    }


@router.put(
    "organisations/{uuid:organisation_id}",
    operation_id="people.change_organisation",
    response=OrganisationOut,
    summary="Change what it shows",
)
def organisation_changed(
    request: HttpRequest, organisation_id: UUID, body: OrganisationBody
) -> dict[str, object]:
    change_organisation(organisation_id, by=actor_in(request), **body.dict())
    return _organisation(request, organisation_id)


@router.post(
    "organisations/{uuid:organisation_id}/invitations",
    operation_id="people.invite_member",
    response={201: InvitedOut},
    summary="Invite somebody by mail",
)
def invited(request: HttpRequest, organisation_id: UUID, body: InvitationBody) -> Status[dict[str, object]]:
    row = invite_member(
        organisation_id,
        by=actor_in(request),
        email=body.email,
        role=body.role,
        key=key_of(request),  # type: ignore[call-arg]
    )
    return Status(201, {"id": row.id, "email": row.shown_as, "role": row.role, "invited_at": row.invited_at})


@router.delete(
    "invitations/{uuid:invitation_id}",
    operation_id="people.withdraw_invitation",
    response={204: None},
    summary="Withdraw an invitation",
)
def withdrawn(request: HttpRequest, invitation_id: UUID) -> Status[None]:
    withdraw_invitation(invitation_id, by=actor_in(request))
    return Status(204, None)


@router.post(
    "invitations/{uuid:invitation_id}/answer",
    operation_id="people.answer_invitation",
    response={204: None},
    summary="Accept or decline an invitation",
)
def answered(request: HttpRequest, invitation_id: UUID, body: AnswerBody) -> Status[None]:
    answer_invitation(invitation_id, accept=body.accept, by=actor_in(request), key=key_of(request))  # type: ignore[call-arg]
    return Status(204, None)


@router.put(
    "organisations/{uuid:organisation_id}/members/{uuid:person_id}",
    operation_id="people.change_role",
    response=OrganisationOut,
    summary="Change a member’s role",
)
def role(request: HttpRequest, organisation_id: UUID, person_id: UUID, body: RoleBody) -> dict[str, object]:
    change_role(organisation_id, person_id, role=body.role, by=actor_in(request))
    return _organisation(request, organisation_id)


@router.put(
    "organisations/{uuid:organisation_id}/showing",
    operation_id="people.show_membership",
    response=OrganisationOut,
    summary="Whether you stand on the agency’s page",
)
def shown(request: HttpRequest, organisation_id: UUID, body: ShownBody) -> dict[str, object]:
    show_membership(organisation_id, shown=body.shown, by=actor_in(request))
    return _organisation(request, organisation_id)


Reason = Annotated[
    str, Field(max_length=LONGEST_GOODBYE, description="Who is removed reads it; needed in an agency.")
]


@router.delete(
    "organisations/{uuid:organisation_id}/members/{uuid:person_id}",
    operation_id="people.end_membership",
    response={204: None},
    summary="Leave, or end a membership",
)
def departed(
    request: HttpRequest,
    organisation_id: UUID,
    person_id: UUID,
    reason: Reason = "",
) -> Status[None]:
    end_membership(organisation_id, person_id, by=actor_in(request), reason=reason)
    return Status(204, None)
