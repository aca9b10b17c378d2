from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused
from hirehall.halls.models import Hall
from hirehall.halls.operations import require_member
from hirehall.market.content import ServiceContent
from hirehall.market.facts import ServiceDrafted
from hirehall.market.models import Service
from hirehall.market.operations.acting import acting_agency
from hirehall.market.operations.locks import lock_person
from hirehall.market.operations.service import write_service
from hirehall.market.queries.caps import has_profile
from hirehall.market.rules.service import SERVICES_AT_MOST
from hirehall.market.states import ServiceState
from hirehall.people.operations import locked_organisation


@action("market.draft_service", scope=Scope.PROFILE_WRITE)
def draft_service(
    hall_id: UUID, *, by: Actor, content: ServiceContent, agency_id: UUID | None = None
) -> Service:
    """A freelancer starts a service that nobody else sees until it is published.

    Args:
        agency_id: the agency whose service it is, by one of its owners or managers: all of them write it from now on.

    Raises:
        Refused: ``actor.sign_in``, ``service.no_profile``, ``agency.not_found``, ``service.too_many``, or a limit.
    """
    person_id = by.require_person()
    require_member(hall_id, by=by)
    if not has_profile(by):
        raise Refused(
            "service.no_profile",
            "Services are offered by freelancers. Put on the freelancer’s hat first.",
            because=Because.FORBIDDEN,
        )
    if agency_id is None:
        lock_person(person_id)
        open_ones = Service.objects.filter(hall_id=hall_id, freelancer_id=person_id, agency=None)
    else:
        locked_organisation(agency_id)
        acting_agency(agency_id, None, by=by)
        open_ones = Service.objects.filter(hall_id=hall_id, agency_id=agency_id)
    if open_ones.exclude(state=ServiceState.CLOSED.value).count() >= SERVICES_AT_MOST:
        raise Refused(
            "service.too_many",
            f"There are {SERVICES_AT_MOST} services already. Close one of them first.",
            because=Because.TOO_MANY,
        )
    now = clock.now()
    service = Service(
        hall_id=hall_id,
        freelancer_id=person_id,
        agency_id=agency_id,
        currency=Hall.objects.get(id=hall_id).currency,
        made_at=now,
        changed_at=now,
    )
    write_service(service, content)
    service.save(force_insert=True)
    facts.record(ServiceDrafted(service_id=service.id), by=by, hall_id=hall_id, about=[service.id])
    return service
