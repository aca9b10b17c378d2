"""Pausing, resuming and closing a service: orders that are open run on."""

from __future__ import annotations

from uuid import UUID

from hirehall.foundation import facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.facts import Fact
from hirehall.halls.queries import policy_now
from hirehall.market.facts import ServiceClosed, ServicePaused, ServiceResumed
from hirehall.market.models import Service
from hirehall.market.operations.service import lock_own_service, submit_service
from hirehall.market.rules import service as rules
from hirehall.market.states import ServiceState


@action("market.pause_service", scope=Scope.PROFILE_WRITE)
def pause_service(service_id: UUID, *, by: Actor) -> Service:
    """The service takes no orders for a while; its page stays, and says so."""
    service = lock_own_service(service_id, by)
    rules.require_service_state(service, ServiceState.PUBLISHED)
    return _move(service, ServiceState.PAUSED, ServicePaused(service_id=service.id), by=by)


@action("market.resume_service", scope=Scope.PROFILE_WRITE)
def resume_service(service_id: UUID, *, by: Actor) -> Service:
    """A paused service takes orders again; words that the hall wants to read and has not are looked at first."""
    service = lock_own_service(service_id, by)
    rules.require_service_state(service, ServiceState.PAUSED)
    policy = policy_now(service.hall_id)
    if policy.number("market.screen_services") == rules.CHANGES_TOO and rules.has_unread_words(service):
        submit_service(service, why="changed", by=by)
        return service
    return _move(service, ServiceState.PUBLISHED, ServiceResumed(service_id=service.id), by=by)


@action("market.close_service", scope=Scope.PROFILE_WRITE)
def close_service(service_id: UUID, *, by: Actor) -> Service:
    """The service takes no orders any more, for good. A draft is put away."""
    service = lock_own_service(service_id, by)
    rules.require_service_state(service, ServiceState.REFUSED, *rules.WRITABLE)
    return _move(service, ServiceState.CLOSED, ServiceClosed(service_id=service.id), by=by)


def _move(service: Service, state: ServiceState, fact: Fact, *, by: Actor) -> Service:
    service.state = state.value
    service.save(update_fields=["state"])
    facts.record(fact, by=by, hall_id=service.hall_id, about=[service.id])
    return service
