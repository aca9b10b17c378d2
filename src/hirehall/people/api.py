"""Persons, profiles, organisations, tokens and own data, for programs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from hirehall.files.queries import file_for, signed_href
from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.http import actor_in, person_id_in
from hirehall.foundation.money import Money
from hirehall.people import queries, rules
from hirehall.people.actions.answer_invitation import answer_invitation
from hirehall.people.actions.ask_own_data import ask_own_data
from hirehall.people.actions.change_avatar import change_avatar
from hirehall.people.actions.change_client_profile import change_client_profile
from hirehall.people.actions.change_freelancer_profile import change_freelancer_profile
from hirehall.people.actions.change_organisation import change_organisation
from hirehall.people.actions.change_role import change_role
from hirehall.people.actions.end_membership import end_membership
from hirehall.people.actions.invite_member import invite_member
from hirehall.people.actions.make_organisation import make_organisation
from hirehall.people.actions.revoke_token import revoke_token
from hirehall.people.actions.wear_hat import wear_hat
from hirehall.people.actions.withdraw_invitation import withdraw_invitation

router = Router()
Words = Annotated[str, Field(max_length=rules.LONGEST_ABOUT, pattern=r"^[^\x00]*$")]
RoleName = Literal["owner", "hiring", "billing"]


class MoneyBody(Schema):
    minor: Annotated[int, Field(ge=1, le=rules.LARGEST_RATE_MINOR)]
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")]


class LinkBody(Schema):
    label: Words = ""
    url: Words


class FreelancerBody(Schema):
    name: Words
    headline: Words = ""
    about: Words = ""
    rate: MoneyBody | None = None
    availability: Literal["now", "from_date", "not"] = "now"
    available_from: date | None = None
    hours_per_week: Annotated[int, Field(ge=1, le=rules.HOURS_IN_A_WEEK)] = 30
    languages: Annotated[list[Words], Field(max_length=rules.LANGUAGES_AT_MOST)] = []
    time_zone: Words = "UTC"
    city: Words = ""
    country: Words = ""
    links: Annotated[list[LinkBody], Field(max_length=rules.LINKS_AT_MOST)] = []
    listed: bool = True


class ClientBody(Schema):
    name: Words
    company: Words = ""
    about: Words = ""
    website: Words = ""
    city: Words = ""
    country: Words = ""
    time_zone: Words = "UTC"


class ProfileOut(Schema):
    """A profile as everybody sees it."""

    person_id: UUID
    name: str
    handle: str
    avatar: str | None
    joined_at: datetime
    time_zone: str
    hats: list[str]
    headline: str
    about: str
    rate: MoneyBody | None
    availability: str
    available_from: date | None
    hours_per_week: int
    languages: list[str]
    city: str
    country: str
    links: list[LinkBody]
    company: str


class MeOut(ProfileOut):
    """One's own profile, with what only the person sees."""

    email: str
    hat: str
    listed: bool


class HatBody(Schema):
    hat: Literal["freelancer", "client"]


class AvatarBody(Schema):
    file_id: UUID | None


class OrganisationBody(Schema):
    name: Words
    about: Words = ""
    website: Words = ""
    country: Words = ""


class MemberOut(Schema):
    person_id: UUID
    name: str
    role: str
    joined_at: datetime


class InvitedOut(Schema):
    id: UUID
    email: str
    role: str
    invited_at: datetime


class OrganisationOut(Schema):
    id: UUID
    name: str
    about: str
    website: str
    country: str
    role: str
    members: list[MemberOut]
    invited: list[InvitedOut]


class OrganisationLineOut(Schema):
    id: UUID
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


class TokenOut(Schema):
    id: UUID
    name: str
    hint: str
    scopes: list[str]
    made_at: datetime
    expires_at: datetime | None


class TokensOut(Schema):
    items: list[TokenOut]
    next: None = None


class OwnDataOut(Schema):
    asked_at: datetime | None
    ready_at: datetime | None
    download: str | None


def _key(request: HttpRequest) -> str | None:
    return request.headers.get("Idempotency-Key")


def _profile(shown: queries.PublicProfile) -> dict[str, object]:
    hats = [name for name, worn in (("freelancer", shown.is_freelancer), ("client", shown.is_client)) if worn]
    return {
        **{
            name: getattr(shown, name)
            for name in ProfileOut.model_fields
            if name not in {"avatar", "hats", "rate", "languages", "links"}
        },
        "avatar": shown.avatar_url,
        "hats": hats,
        "rate": {"minor": shown.rate.minor, "currency": shown.rate.currency} if shown.rate else None,
        "languages": list(shown.languages),
        "links": [{"label": label, "url": url} for label, url in shown.links],
    }


@router.get("me", operation_id="people.me", response=MeOut, summary="Who this token acts for")
def me(request: HttpRequest) -> dict[str, object]:
    require_scope(actor_in(request), Scope.PROFILE_READ)
    own = queries.own_profile(person_id_in(request))
    shown = queries.profile_of(own.person.id)
    return {**_profile(shown), "email": own.person.email, "hat": own.person.hat, "listed": shown.listed}


@router.get("people/{handle}", operation_id="people.profile", response=ProfileOut, summary="A public profile")
def profile(
    request: HttpRequest, handle: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,60}$")]
) -> dict[str, object]:
    return _profile(queries.profile_by_handle(handle))


@router.post("me/hat", operation_id="people.wear_hat", response=MeOut, summary="Put on the other hat")
def hat(request: HttpRequest, body: HatBody) -> dict[str, object]:
    wear_hat(body.hat, by=actor_in(request), key=_key(request))  # type: ignore[call-arg]
    return me(request)


@router.put(
    "me/freelancer-profile",
    operation_id="people.change_freelancer_profile",
    response=MeOut,
    summary="Change it",
)
def freelancer(request: HttpRequest, body: FreelancerBody) -> dict[str, object]:
    values = body.dict(exclude={"rate"})
    rate = Money(body.rate.minor, body.rate.currency) if body.rate else None
    change_freelancer_profile(by=actor_in(request), rate=rate, **values)
    return me(request)


@router.put(
    "me/client-profile", operation_id="people.change_client_profile", response=MeOut, summary="Change it"
)
def client(request: HttpRequest, body: ClientBody) -> dict[str, object]:
    change_client_profile(by=actor_in(request), **body.dict())
    return me(request)


@router.put(
    "me/avatar", operation_id="people.change_avatar", response=MeOut, summary="Change or remove the picture"
)
def avatar(request: HttpRequest, body: AvatarBody) -> dict[str, object]:
    """Upload the picture with the purpose ``avatar`` first."""
    change_avatar(body.file_id, by=actor_in(request))
    return me(request)


@router.get(
    "organisations",
    operation_id="people.organisations",
    response=OrganisationsOut,
    summary="Your organisations",
)
def organisations(request: HttpRequest) -> dict[str, object]:
    require_scope(actor_in(request), Scope.PROFILE_READ)
    return {"items": queries.organisations_of(person_id_in(request))}


@router.post(
    "organisations",
    operation_id="people.make_organisation",
    response={201: OrganisationOut},
    summary="Make an organisation",
)
def organisation_made(request: HttpRequest, body: OrganisationBody) -> Status[dict[str, object]]:
    made = make_organisation(by=actor_in(request), key=_key(request), **body.dict())  # type: ignore[call-arg]
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
        key=_key(request),  # type: ignore[call-arg]
    )
    return Status(201, {"id": row.id, "email": row.email, "role": row.role, "invited_at": row.invited_at})


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
    answer_invitation(invitation_id, accept=body.accept, by=actor_in(request), key=_key(request))  # type: ignore[call-arg]
    return Status(204, None)


@router.put(
    "organisations/{uuid:organisation_id}/members/{uuid:person_id}",
    operation_id="people.change_role",
    response=OrganisationOut,
    summary="Change a member's role",
)
def role(request: HttpRequest, organisation_id: UUID, person_id: UUID, body: RoleBody) -> dict[str, object]:
    change_role(organisation_id, person_id, role=body.role, by=actor_in(request))
    return _organisation(request, organisation_id)


@router.delete(
    "organisations/{uuid:organisation_id}/members/{uuid:person_id}",
    operation_id="people.end_membership",
    response={204: None},
    summary="Leave, or end a membership",
)
def departed(request: HttpRequest, organisation_id: UUID, person_id: UUID) -> Status[None]:
    end_membership(organisation_id, person_id, by=actor_in(request))
    return Status(204, None)


@router.get("tokens", operation_id="people.tokens", response=TokensOut, summary="Your tokens")
def tokens(request: HttpRequest) -> dict[str, object]:
    """Tokens are made on the settings page: their secret is shown there once."""
    require_scope(actor_in(request), Scope.PROFILE_READ)
    return {"items": queries.tokens_of(person_id_in(request))}


@router.delete(
    "tokens/{uuid:token_id}",
    operation_id="people.revoke_token",
    response={204: None},
    summary="Revoke a token",
)
def revoked(request: HttpRequest, token_id: UUID) -> Status[None]:
    revoke_token(token_id, by=actor_in(request))
    return Status(204, None)


@router.post(
    "me/own-data",
    operation_id="people.ask_own_data",
    response={202: OwnDataOut},
    summary="Pack your own data",
)
def own_data_asked(request: HttpRequest) -> Status[dict[str, object]]:
    ask_own_data(by=actor_in(request), key=_key(request))  # type: ignore[call-arg]
    return Status(202, own_data(request))


@router.get("me/own-data", operation_id="people.own_data", response=OwnDataOut, summary="The newest archive")
def own_data(request: HttpRequest) -> dict[str, object]:
    """``download`` reads the archive for five minutes."""
    actor = actor_in(request)
    require_scope(actor, Scope.PROFILE_READ)
    page = queries.own_data_page(person_id_in(request))
    download = signed_href(file_for(actor, page.file_id)) if page.file_id else None
    return {"asked_at": page.asked_at, "ready_at": page.ready_at, "download": download}
