"""Services in short lists: the freelancer's own, what an agency and its members offer, what waits for an operator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q

from hirehall.foundation.actor import Actor
from hirehall.foundation.money import Money
from hirehall.market.models import Service
from hirehall.market.states import SERVICE_WORDS, ServiceState
from hirehall.people.queries import leads_of

OWN_AT_MOST = 100


@dataclass(frozen=True, slots=True)
class OwnService:
    """One line of the freelancer's own list."""

    id: UUID
    title: str
    word: tuple[str, str]
    state: str
    from_price: Money | None
    open_orders: int
    orders_done: int
    queue_limit: int | None
    changed_at: datetime
    agency: str


def own_services(by: Actor, hall_id: UUID) -> list[OwnService]:
    """The freelancer's services and those of agencies that they manage, the last changed first. One query.

    Closed ones stand at the end.
    """
    mine = Q(freelancer_id=by.require_person(), agency=None) | Q(agency_id__in=by.managed_agency_ids)
    found = Service.objects.filter(mine, hall_id=hall_id).select_related("agency")
    rows = found.order_by("-changed_at", "-id")[:OWN_AT_MOST]
    lines = [
        OwnService(
            row.id, str(row), SERVICE_WORDS[row.state], row.state, row.from_price, row.open_orders,
            row.orders_done, row.queue_limit, row.changed_at, row.agency.name if row.agency else "",
        )
        for row in rows
    ]  # fmt: skip
    return sorted(lines, key=lambda line: line.state == ServiceState.CLOSED)


def title_and_owners(service_id: UUID) -> tuple[str, list[UUID]]:
    """A service's title, and who is told what becomes of it: the freelancer, or who acts for the agency."""
    service = Service.objects.get(id=service_id)
    return service.title, leads_of(service.agency_id) if service.agency_id else [service.freelancer_id]


def services_to_look_at(by: Actor, hall_id: UUID) -> list[Service]:
    """What waits for an operator's look, the oldest first; nothing for others. One query."""
    if not by.is_staff_of(hall_id):
        return []
    waiting = Service.objects.filter(hall_id=hall_id, state=ServiceState.SUBMITTED)
    return list(
        waiting.select_related("freelancer", "agency", "category").order_by("submitted_at")[:OWN_AT_MOST]
    )


def count_to_look_at(hall_id: UUID) -> int:
    return Service.objects.filter(hall_id=hall_id, state=ServiceState.SUBMITTED).count()


@dataclass(frozen=True, slots=True)
class OfferedBy:
    """A published service in a few words, with who offers it."""

    id: UUID
    title: str
    freelancer: str
    from_price: Money | None


def services_by(
    hall_id: UUID, person_ids: Sequence[UUID], *, agency_id: UUID | None = None, most: int = 12
) -> list[OfferedBy]:
    """What an agency and these people offer in the hall: the agency's first, then the last changed. One query."""
    offered = Service.objects.filter(hall_id=hall_id, state=ServiceState.PUBLISHED.value)
    theirs = Q(freelancer_id__in=list(person_ids), agency=None)
    rows = offered.filter(theirs | Q(agency_id=agency_id) if agency_id else theirs)
    ordered = rows.select_related("freelancer", "agency").order_by(
        F("agency_id").asc(nulls_last=True), "-changed_at", "-id"
    )
    return [OfferedBy(row.id, str(row), row.offered_by, row.from_price) for row in ordered[:most]]
