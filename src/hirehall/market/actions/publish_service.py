from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.halls.queries import policy_now
from hirehall.market.facts import ServicePublished
from hirehall.market.models import Service
from hirehall.market.operations.service import index_service, lock_own_service
from hirehall.market.rules import service as rules
from hirehall.market.states import ServiceState


@action("market.publish_service", scope=Scope.PROFILE_WRITE)
def publish_service(service_id: UUID, *, by: Actor) -> Service:
    """A complete draft can be found and ordered from now on.

    Raises:
        Refused: ``service.not_found``, ``service.incomplete`` (with the field), ``service.price_too_large``,
            ``service.is_published`` and the like.
    """
    service = lock_own_service(service_id, by)
    rules.require_service_state(service, ServiceState.DRAFT)
    rules.require_orderable(service, largest_minor=policy_now(service.hall_id).largest_amount_minor)
    service.state, service.published_at = ServiceState.PUBLISHED.value, clock.now()
    service.save()
    index_service(service)
    facts.record(
        ServicePublished(service_id=service.id, freelancer_id=service.freelancer_id),
        by=by,
        hall_id=service.hall_id,
        about=[service.id, service.freelancer_id],
    )
    return service
