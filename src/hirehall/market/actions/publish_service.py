from __future__ import annotations

from uuid import UUID

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.halls.operations import require_member, require_way
from hirehall.halls.queries import policy_now
from hirehall.market.models import Service
from hirehall.market.operations.service import list_service, lock_own_service, submit_service
from hirehall.market.rules import service as rules
from hirehall.market.states import SERVICES, ServiceState
from hirehall.vetting.operations import require_vetted


@action("market.publish_service", scope=Scope.PROFILE_WRITE)
def publish_service(service_id: UUID, *, by: Actor) -> Service:
    """A complete draft can be found and ordered from now on; where the hall looks first, as soon as it has looked.

    Raises:
        Refused: ``service.not_found``, ``service.incomplete`` (with the field), ``service.price_too_large``,
            ``service.is_published`` and the like, ``vetting.needed``.
    """
    service = lock_own_service(service_id, by)
    require_member(service.hall_id, by=by)
    rules.require_service_state(service, ServiceState.DRAFT, ServiceState.SENT_BACK)
    policy = policy_now(service.hall_id)
    require_way(policy, SERVICES)
    require_vetted(policy, service.freelancer_id, to="publish")
    rules.require_orderable(service, largest_minor=policy.largest_amount_minor)
    if policy.number("market.screen_services"):
        submit_service(service, why="new" if service.published_at is None else "changed", by=by)
    else:
        service.stays_paused = False
        list_service(service, by=by)
    return service
