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
from hirehall.people.models import (
    ROLES_OF,
    Membership,
    Organisation,
    OrganisationInvitation,
    Person,
    Role,
)

NIL = UUID(int=0)
HIRING = (Role.OWNER, Role.HIRING, Role.MANAGER)


@dataclass(frozen=True, slots=True)
class OrganisationLine:
    id: UUID
    name: str
    role: str
    members: int
    kind: str
    handle: str


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
    shown: bool


@dataclass(frozen=True, slots=True)
class Invited:
    id: UUID
    email: str
    role_text: str
    invited_at: datetime
    organisation: str = ""
    invited_by: str = ""
    kind: str = Organisation.Kind.CLIENT.value


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    organisation: Organisation
    members: tuple[Member, ...]
    invited: tuple[Invited, ...]
    role: str
    may_manage: bool
    may_leave: bool
    roles: tuple[tuple[str, str], ...]
    shown: bool

    @property
    def is_agency(self) -> bool:
        return self.organisation.kind == Organisation.Kind.AGENCY


def organisations_of(person_id: UUID, *, kind: str | None = None) -> list[OrganisationLine]:
    """The organisations of which the person is a member, by name: of one kind, or all."""
    mine = Membership.objects.filter(person_id=person_id).select_related("organisation")
    if kind is not None:
        mine = mine.filter(organisation__kind=kind)
    rows = list(mine.order_by("organisation__name"))
    counts: dict[UUID, int] = {}
    for organisation_id in Membership.objects.filter(
        organisation_id__in=[row.organisation_id for row in rows]
    ).values_list("organisation_id", flat=True):
        counts[organisation_id] = counts.get(organisation_id, 0) + 1
    return [
        OrganisationLine(
            row.organisation_id,
            row.organisation.name,
            Role(row.role).label,
            counts[row.organisation_id],
            row.organisation.kind,
            row.organisation.handle,
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
        Membership.objects.filter(organisation=organisation)
        .select_related("person")
        .order_by("joined_at", "id")
    )
    owners = [row for row in rows if row.role == Role.OWNER]
    waiting = OrganisationInvitation.objects.filter(organisation=organisation, answered_at=None)
    return OrganisationPage(
        organisation=organisation,
        members=tuple(_member(row, by) for row in rows),
        invited=tuple(
            Invited(row.id, row.shown_as, Role(row.role).label, row.invited_at)
            for row in waiting.order_by("invited_at")
        ),
        role=Role(role).label,
        may_manage=rules.may_manage(by, organisation_id),
        may_leave=role != Role.OWNER or len(owners) > 1,
        roles=tuple((one.value, one.label) for one in ROLES_OF[organisation.kind]),
        shown=any(row.shown for row in rows if row.person_id == by.person_id),
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
        row.shown,
    )


def open_invitations_for(email: str, *, kind: str | None = None) -> list[Invited]:
    """Invitations that wait for the answer of whoever has this confirmed address: into one kind, or all."""
    rows = OrganisationInvitation.objects.filter(email__iexact=email, answered_at=None)
    if kind is not None:
        rows = rows.filter(organisation__kind=kind)
    rows = rows.select_related("organisation", "invited_by").order_by("invited_at")
    return [
        Invited(
            row.id,
            row.email,
            Role(row.role).label,
            row.invited_at,
            row.organisation.name,
            row.invited_by.name,
            row.organisation.kind,
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
            href=reverse(
                "people:agencies" if one.kind == Organisation.Kind.AGENCY else "people:organisations"
            ),
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
    """Person and organisation of a fact about membership, if that person hires for it, or manages it, now."""
    person_id, organisation_id = UUID(data["person_id"]), UUID(data["organisation_id"])
    hires = Membership.objects.filter(
        person_id=person_id, organisation_id=organisation_id, role__in=HIRING
    ).exists()
    return (person_id, organisation_id) if hires else None


def hiring_members(organisation_id: UUID) -> list[UUID]:
    """Who acts for an organisation: its owners, and who hires for it; in an agency its owners and managers."""
    return list(
        Membership.objects.filter(organisation_id=organisation_id, role__in=HIRING).values_list(
            "person_id", flat=True
        )
    )


@dataclass(frozen=True, slots=True)
class AgencyMember:
    """A member of an agency as those see them who share money with them, or read its page."""

    person_id: UUID
    name: str
    handle: str
    avatar_url: str | None
    role: str
    is_active: bool


def agency_members(agency_id: UUID, *, shown_only: bool = False) -> list[AgencyMember]:
    """The members of an agency, the longest first; those who agreed to be shown, or all. One query."""
    rows = Membership.objects.filter(organisation_id=agency_id, organisation__kind=Organisation.Kind.AGENCY)
    if shown_only:
        rows = rows.filter(shown=True, person__is_active=True)
    return [
        AgencyMember(
            row.person_id, row.person.name, row.person.handle,
            picture_href(row.person.avatar_file_id, small=True), Role(row.role).label, row.person.is_active,
        )
        for row in rows.select_related("person").order_by("joined_at", "id")
    ]  # fmt: skip


def agency_by_handle(handle: str) -> Organisation:
    """The agency of this handle.

    Raises:
        Refused: ``agency.not_found``.
    """
    found = Organisation.objects.filter(handle=handle, kind=Organisation.Kind.AGENCY).first()
    if found is None:
        raise not_found("agency")
    return found


def leads_of(agency_id: UUID) -> list[UUID]:
    """Who can answer for an agency: its owners, then its managers, the longest first, as far as they are active."""
    rows = Membership.objects.filter(
        organisation_id=agency_id,
        organisation__kind=Organisation.Kind.AGENCY,
        role__in=(Role.OWNER, Role.MANAGER),
        person__is_active=True,
    )
    ordered = sorted(rows, key=lambda row: (row.role != Role.OWNER, row.joined_at, row.id))
    return [row.person_id for row in ordered]


def managed_agencies(by: Actor) -> list[tuple[UUID, str]]:
    """The agencies in whose name the actor may act, with their names. One query where there are any."""
    if not by.managed_agency_ids:
        return []
    return list(
        Organisation.objects.filter(id__in=by.managed_agency_ids).order_by("name").values_list("id", "name")
    )
