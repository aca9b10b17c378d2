"""Organisations, their members, and invitations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from hirehall.files.queries import picture_href
from hirehall.foundation.actor import Actor, ActorKind
from hirehall.foundation.refused import not_found
from hirehall.foundation.turns import Turn
from hirehall.people import rules
from hirehall.people.models import Membership, Organisation, OrganisationInvitation, Person, Role

NIL = UUID(int=0)
HIRING = (Role.OWNER, Role.HIRING)


@dataclass(frozen=True, slots=True)
class OrganisationLine:
    id: UUID
    name: str
    role: str
    members: int


@dataclass(frozen=True, slots=True)
class Member:
    person_id: UUID
    name: str
    handle: str
    avatar_url: str | None
    role: str
    role_text: str
    joined_at: datetime
    me: bool


@dataclass(frozen=True, slots=True)
class Invited:
    id: UUID
    email: str
    role_text: str
    invited_at: datetime
    organisation: str = ""
    invited_by: str = ""


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    organisation: Organisation
    members: tuple[Member, ...]
    invited: tuple[Invited, ...]
    role: str
    may_manage: bool
    may_leave: bool


def organisations_of(person_id: UUID) -> list[OrganisationLine]:
    """The organisations of which the person is a member, by name."""
    mine = Membership.objects.filter(person_id=person_id).select_related("organisation")
    rows = list(mine.order_by("organisation__name"))
    counts: dict[UUID, int] = {}
    for organisation_id in Membership.objects.filter(
        organisation_id__in=[row.organisation_id for row in rows]
    ).values_list("organisation_id", flat=True):
        counts[organisation_id] = counts.get(organisation_id, 0) + 1
    return [
        OrganisationLine(
            row.organisation_id, row.organisation.name, Role(row.role).label, counts[row.organisation_id]
        )
        for row in rows
    ]


def organisation_page(by: Actor, organisation_id: UUID) -> OrganisationPage:
    """Everything about an organisation for one of its members.

    Raises:
        Refused: ``organisation.not_found`` for everybody else.
    """
    role = rules.role_in(by, organisation_id)
    organisation = Organisation.objects.filter(id=organisation_id).first()
    if role is None or organisation is None:
        raise not_found("organisation")
    rows = list(
        Membership.objects.filter(organisation=organisation).select_related("person").order_by("joined_at")
    )
    owners = [row for row in rows if row.role == Role.OWNER]
    waiting = OrganisationInvitation.objects.filter(organisation=organisation, answered_at=None)
    return OrganisationPage(
        organisation=organisation,
        members=tuple(_member(row, by) for row in rows),
        invited=tuple(
            Invited(row.id, row.email, Role(row.role).label, row.invited_at)
            for row in waiting.order_by("invited_at")
        ),
        role=Role(role).label,
        may_manage=rules.may_manage(by, organisation_id),
        may_leave=role != Role.OWNER or len(owners) > 1,
    )


def _member(row: Membership, by: Actor) -> Member:
    return Member(
        row.person_id,
        row.person.name,
        row.person.handle,
        picture_href(row.person.avatar_file_id, small=True),
        row.role,
        Role(row.role).label,
        row.joined_at,
        row.person_id == by.person_id,
    )


def open_invitations_for(email: str) -> list[Invited]:
    """Invitations that wait for the answer of whoever has this confirmed address."""
    rows = OrganisationInvitation.objects.filter(email__iexact=email, answered_at=None)
    rows = rows.select_related("organisation", "invited_by").order_by("invited_at")
    return [
        Invited(
            row.id,
            row.email,
            Role(row.role).label,
            row.invited_at,
            row.organisation.name,
            row.invited_by.name,
        )
        for row in rows
    ]


def turns_for(actor: Actor) -> list[Turn]:
    """Invitations into organisations that wait for the person's answer."""
    if actor.kind is not ActorKind.PERSON:
        return []
    email = Person.objects.filter(id=actor.person_id or NIL).values_list("email", flat=True).first()
    return [
        Turn(
            title=f"Answer the invitation of {one.organisation}",
            text=f"{one.invited_by} invites you in the role “{one.role_text}”. Nothing happens until you answer.",
            href=reverse("people:organisations"),
            button="Answer it",
        )
        for one in (open_invitations_for(email) if email else ())
    ]


def organisation_names(organisation_ids: list[UUID]) -> dict[UUID, str]:
    return dict(Organisation.objects.filter(id__in=organisation_ids).values_list("id", "name"))


def person_by_email(email: str) -> Person | None:
    """For commands of the operator; never for pages."""
    return Person.objects.filter(email__iexact=email.strip(), closed_at=None).first()


def hiring_since(data: Mapping[str, Any]) -> tuple[UUID, UUID] | None:
    """Person and organisation of a fact about membership, if that person hires for it now."""
    person_id, organisation_id = UUID(data["person_id"]), UUID(data["organisation_id"])
    hires = Membership.objects.filter(
        person_id=person_id, organisation_id=organisation_id, role__in=HIRING
    ).exists()
    return (person_id, organisation_id) if hires else None


def hiring_members(organisation_id: UUID) -> list[UUID]:
    """Who hires for an organisation: its owners and hiring members."""
    return list(
        Membership.objects.filter(organisation_id=organisation_id, role__in=HIRING).values_list(
            "person_id", flat=True
        )
    )
