from __future__ import annotations

from uuid import UUID

from hirehall.files.operations import attach, remove
from hirehall.foundation import facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.halls.queries import policy_now
from hirehall.market.content import ServiceContent
from hirehall.market.facts import ServiceChanged
from hirehall.market.models import Service
from hirehall.market.operations.service import (
    index_service,
    lock_own_service,
    show_pictures,
    submit_service,
    write_service,
)
from hirehall.market.rules import service as rules
from hirehall.market.states import ServiceState


@action("market.save_service", scope=Scope.PROFILE_WRITE)
def save_service(
    service_id: UUID,
    *,
    by: Actor,
    content: ServiceContent,
    file_ids: tuple[UUID, ...] = (),
    remove_file_ids: tuple[UUID, ...] = (),
) -> Service:
    """What is offered changes. Orders that were placed keep what was bought; who looks at the old page is told.

    Where the hall looks at changes too, a listed service whose words or pictures change waits for that again; its
    prices, days and queue are changed at once. One that is paused is paused again once it has been looked at.

    Raises:
        Refused: ``service.not_found``, ``service.is_closed``, ``service.incomplete`` once it is published, a limit.
    """
    service = lock_own_service(service_id, by)
    rules.require_service_state(service, *rules.WRITABLE)
    before = rules.material_of(service)
    write_service(service, content)
    remove(remove_file_ids, subject_kind="service", subject_id=service.id)
    attach(file_ids, subject_kind="service", subject_id=service.id, by=by)
    show_pictures(service)
    policy = policy_now(service.hall_id)
    if service.state not in (ServiceState.DRAFT, ServiceState.SENT_BACK):
        rules.require_orderable(service, largest_minor=policy.largest_amount_minor)
    service.revision += 1
    changed = bool(file_ids) or bool(remove_file_ids) or rules.material_of(service) != before
    if changed:
        service.words_changed_at = service.changed_at
    if service.state in rules.LISTED:
        index_service(service)
        if changed and policy.number("market.screen_services") == rules.CHANGES_TOO:
            service.stays_paused = service.state == ServiceState.PAUSED
            submit_service(service, why="changed", by=by)
    service.save()
    facts.record(
        ServiceChanged(service_id=service.id, revision=service.revision),
        by=by,
        hall_id=service.hall_id,
        about=[service.id],
    )
    return service
