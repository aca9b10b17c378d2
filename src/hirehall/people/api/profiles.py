"""Profiles and hats, for programs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.http import actor_in, person_id_in
from hirehall.foundation.money import Money
from hirehall.people import queries, rules
from hirehall.people.actions.change_avatar import change_avatar
from hirehall.people.actions.change_client_profile import change_client_profile
from hirehall.people.actions.change_freelancer_profile import change_freelancer_profile
from hirehall.people.actions.wear_hat import wear_hat
from hirehall.people.api.shared import Words, key_of

router = Router()


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
    """One’s own profile, with what only the person sees."""

    email: str
    hat: str
    listed: bool


class HatBody(Schema):
    hat: Literal["freelancer", "client"]


class AvatarBody(Schema):
    file_id: UUID | None


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
    wear_hat(body.hat, by=actor_in(request), key=key_of(request))  # type: ignore[call-arg]
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
