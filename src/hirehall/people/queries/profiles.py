"""Profiles: as cards, as the whole public page, and what would make them stronger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db.models import QuerySet
from django.urls import reverse

from hirehall.files.queries import picture_href
from hirehall.foundation.money import Money
from hirehall.foundation.reads import kept
from hirehall.foundation.refused import not_found
from hirehall.people.models import ClientProfile, FreelancerProfile, Person
from hirehall.people.next_steps import Step, further_steps
from hirehall.people.places import country_names, language_names

LEAST_ABOUT = 200


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A person as lists and threads show them; a closed account keeps a card without anything personal."""

    id: UUID
    name: str
    handle: str
    avatar_url: str | None
    headline: str
    city: str
    country: str
    time_zone: str
    closed: bool


def public_card(person_ids: Iterable[UUID]) -> dict[UUID, PersonCard]:
    """Cards by id, in one query; an unknown id has no key."""
    rows = Person.objects.filter(id__in=list(person_ids)).select_related("freelancer", "client")
    return {row.id: card_of(row) for row in rows}


def card_of(row: Person) -> PersonCard:
    """The card of a person whose profiles were selected with it."""
    freelancer = getattr(row, "freelancer", None) if row.wears_freelancer else None
    client = getattr(row, "client", None) if row.wears_client else None
    shown = freelancer or client
    return PersonCard(
        id=row.id,
        name=row.name,
        handle=row.handle,
        avatar_url=picture_href(row.avatar_file_id, small=True),
        headline=freelancer.headline if freelancer else (client.company if client else ""),
        city=shown.city if shown else "",
        country=country_names().get(shown.country, "") if shown else "",
        time_zone=row.time_zone,
        closed=row.closed_at is not None,
    )


@dataclass(frozen=True, slots=True)
class PublicProfile:
    """Everything of ``people`` that a public profile page shows."""

    person_id: UUID
    name: str
    handle: str
    avatar_url: str | None
    joined_at: datetime
    time_zone: str
    is_freelancer: bool
    is_client: bool
    headline: str
    about: str
    rate: Money | None
    availability: str
    available_from: date | None
    hours_per_week: int
    languages: tuple[str, ...]
    city: str
    country: str
    links: tuple[tuple[str, str], ...]
    listed: bool
    company: str
    client_about: str
    website: str


def profile_of(person_id: UUID) -> PublicProfile:
    """The public profile by person.

    Raises:
        Refused: ``profile.not_found`` for nobody, a closed or a suspended account.
    """
    return _profile(_shown_by_id.first(person_id))


def profile_by_handle(handle: str) -> PublicProfile:
    """The public profile by the handle in its address.

    Raises:
        Refused: ``profile.not_found`` for nobody, a closed or a suspended account.
    """
    return _profile(_shown_by_handle.first(handle))


@kept
def _shown_by_id(person_id: UUID) -> QuerySet[Person]:
    return _shown().filter(id=person_id)


@kept
def _shown_by_handle(handle: str) -> QuerySet[Person]:
    return _shown().filter(handle=handle)


def _shown() -> QuerySet[Person]:
    return Person.objects.filter(closed_at=None, is_active=True).select_related("freelancer", "client")


def _profile(row: Person | None) -> PublicProfile:
    if row is None:
        raise not_found("profile")
    work: FreelancerProfile = getattr(row, "freelancer", None) or FreelancerProfile()
    hire: ClientProfile = getattr(row, "client", None) or ClientProfile()
    return PublicProfile(
        person_id=row.id,
        name=row.name,
        handle=row.handle,
        avatar_url=picture_href(row.avatar_file_id),
        joined_at=row.joined_at,
        time_zone=row.time_zone,
        is_freelancer=row.wears_freelancer,
        is_client=row.wears_client,
        headline=work.headline,
        about=work.about,
        rate=Money(work.rate_minor, work.rate_currency) if work.rate_minor is not None else None,
        availability=work.availability,
        available_from=work.available_from,
        hours_per_week=work.hours_per_week,
        languages=tuple(language_names().get(code, code) for code in work.languages),
        city=work.city or hire.city,
        country=country_names().get(work.country or hire.country, ""),
        links=tuple((link["label"], link["url"]) for link in work.links),
        listed=work.listed,
        company=hire.company,
        client_about=hire.about,
        website=hire.website,
    )


@dataclass(frozen=True, slots=True)
class OwnProfile:
    """The rows behind the profile editor."""

    person: Person
    freelancer: FreelancerProfile | None
    client: ClientProfile | None


def own_profile(person_id: UUID) -> OwnProfile:
    row = Person.objects.select_related("freelancer", "client").get(id=person_id)
    return OwnProfile(row, getattr(row, "freelancer", None), getattr(row, "client", None))


def next_steps(person_id: UUID) -> list[Step]:
    """What makes the freelancer's profile stronger: done or to do, each with the field that does it."""
    own = own_profile(person_id)
    return [*_steps_of(own), *further_steps(person_id)] if own.freelancer else []


def _steps_of(own: OwnProfile) -> list[Step]:
    profile = own.freelancer
    if profile is None:
        return []
    here = reverse("people:profile")
    return [
        (bool(profile.headline), "Say in one line what you do", f"{here}#id_headline"),
        (
            len(profile.about) >= LEAST_ABOUT,
            f"Describe your work in {LEAST_ABOUT} characters or more",
            f"{here}#id_about",
        ),
        (own.person.avatar_file_id is not None, "Add a picture of yourself", f"{here}#id_picture"),
        (profile.rate_minor is not None, "Name an hourly rate", f"{here}#id_rate"),
        (bool(profile.languages), "Say which languages you work in", f"{here}#id_languages"),
        (bool(profile.country), "Say where you are", f"{here}#id_country"),
    ]


def verified_addresses(person_id: UUID) -> tuple[str, ...]:
    """The e-mail addresses that the person has shown to be theirs, in small letters."""
    found = EmailAddress.objects.filter(user_id=person_id, verified=True).values_list("email", flat=True)
    return tuple(one.lower() for one in found)
