"""The hall looks at a service before it is listed: an operator lists it, sends it back, or refuses it."""

from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Refused, not_found
from hirehall.market.facts import ServiceListed, ServiceRefused, ServiceSentBack
from hirehall.market.models import Service
from hirehall.market.operations.service import (
    list_service,
    lock_own_service,
    lock_service,
    submit_service,
)
from hirehall.market.rules import service as rules
from hirehall.market.states import ServiceState


@action("market.list_service", scope=Scope.STAFF_WRITE)
def pass_service(service_id: UUID, *, by: Actor, revision: int) -> Service:
    """An operator has looked at a service: it can be found and ordered from now on, unless it had been paused.

    Args:
        revision: what the operator read; a change by the freelancer meanwhile is refused.
    Raises:
        Refused: ``service.not_found`` (also for everybody who is not staff), ``service.stale``,
            ``service.is_published`` and the like.
    """
    service = _to_look_at(service_id, revision, by=by)
    service.screening_note, service.appeal = "", ""
    service.passed_at = clock.now()
    list_service(service, by=by)
    facts.record(
        ServiceListed(
            service_id=service.id,
            freelancer_id=service.freelancer_id,
            paused=service.state == ServiceState.PAUSED,
        ),
        by=by,
        hall_id=service.hall_id,
        about=[service.id],
    )
    return service


@action("market.send_service_back", scope=Scope.STAFF_WRITE)
def send_service_back(service_id: UUID, *, by: Actor, reason: str, revision: int) -> Service:
    """Something has to be changed first; the freelancer reads what, changes it, and hands it in again.

    Raises:
        Refused: as ``list_service``, and ``service.reason_missing``.
    """
    service = _to_look_at(service_id, revision, by=by)
    note = rules.require_reason(reason, "reason")
    _decide(service, ServiceState.SENT_BACK, note)
    facts.record(
        ServiceSentBack(service_id=service.id, freelancer_id=service.freelancer_id, reason=note),
        by=by,
        hall_id=service.hall_id,
        about=[service.id],
    )
    return service


@action("market.refuse_service", scope=Scope.STAFF_WRITE)
def refuse_service(service_id: UUID, *, by: Actor, reason: str, revision: int) -> Service:
    """The service does not belong in this hall. The freelancer may appeal, once.

    Raises:
        Refused: as ``list_service``, and ``service.reason_missing``.
    """
    service = _to_look_at(service_id, revision, by=by)
    note = rules.require_reason(reason, "reason")
    _decide(service, ServiceState.REFUSED, note)
    facts.record(
        ServiceRefused(
            service_id=service.id,
            freelancer_id=service.freelancer_id,
            reason=note,
            final=bool(service.appeal),
        ),
        by=by,
        hall_id=service.hall_id,
        about=[service.id],
    )
    return service


@action("market.appeal_service", scope=Scope.PROFILE_WRITE)
def appeal_service(service_id: UUID, *, by: Actor, text: str) -> Service:
    """The freelancer appeals against a refusal, once: it is looked at again.

    Raises:
        Refused: ``service.not_found``, ``service.is_published`` and the like, ``service.appealed``,
            ``service.reason_missing``.
    """
    service = lock_own_service(service_id, by)
    rules.require_service_state(service, ServiceState.REFUSED)
    if service.appeal:
        raise Refused("service.appealed", "You have appealed already, and this is the answer.")
    service.appeal = rules.require_reason(text, "text", least=20)
    submit_service(service, why="appeal", by=by)
    return service


def _to_look_at(service_id: UUID, revision: int, *, by: Actor) -> Service:
    if not (by.is_staff or by.staff_of):
        raise not_found("service")
    service = lock_service(service_id)
    if not by.is_staff_of(service.hall_id) or service.freelancer_id == by.person_id:
        raise not_found("service")
    rules.require_service_state(service, ServiceState.SUBMITTED)
    if revision != service.revision:
        raise Refused("service.stale", "The freelancer has changed it meanwhile. Look at it again.")
    return service


def _decide(service: Service, state: ServiceState, note: str) -> None:
    service.state, service.screening_note = state.value, note
    service.screened_at, service.submitted_at = clock.now(), None
    service.save(update_fields=["state", "screening_note", "screened_at", "submitted_at"])
