"""What the page about one's own data shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hirehall.files.queries import href
from hirehall.people.models import Membership, OwnDataExport, Role
from hirehall.people.own_data import reasons_against_closing


@dataclass(frozen=True, slots=True)
class OwnDataPage:
    asked_at: datetime | None
    ready_at: datetime | None
    file_id: UUID | None
    download: str | None
    against_closing: tuple[str, ...]


def own_data_page(person_id: UUID) -> OwnDataPage:
    newest = OwnDataExport.objects.filter(person_id=person_id).order_by("-asked_at").first()
    return OwnDataPage(
        asked_at=newest.asked_at if newest else None,
        ready_at=newest.ready_at if newest else None,
        file_id=newest.file_id if newest else None,
        download=href(newest.file_id) if newest and newest.file_id else None,
        against_closing=tuple(reasons_against_closing(person_id)),
    )


def organisations_left_without_owner(person_id: UUID) -> str | None:
    """Why a last owner cannot close the account, or None."""
    for row in Membership.objects.filter(person_id=person_id, role=Role.OWNER).select_related("organisation"):
        others = Membership.objects.filter(organisation_id=row.organisation_id).exclude(person_id=person_id)
        if others.exists() and not others.filter(role=Role.OWNER).exists():
            return f"{row.organisation.name} would be left without an owner: make another member owner first."
    return None
