from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_operator
from hirehall.foundation.ids import new_id
from hirehall.foundation.refused import Because, Refused
from hirehall.halls import rules
from hirehall.halls.facts import PolicyDated
from hirehall.halls.models import Policy
from hirehall.halls.operations import locked_hall
from hirehall.halls.states import declared


@action("halls.date_policy", scope=Scope.STAFF_WRITE)
def date_policy(
    hall_id: UUID, *, by: Actor, effective_from: datetime, changes: Mapping[str, int], reason: str
) -> Policy:
    """New clocks and caps from a future instant on; running contracts keep the row they were made under.

    What ``changes`` does not name is taken from the row that would be in force at that instant.

    Raises:
        Refused: ``policy.in_the_past``, ``policy.too_far_ahead``, ``policy.instant_taken``, ``policy.reason_missing``,
            ``policy.nothing_changed``, ``hall.setting_invalid``.
    """
    require_operator(by)
    hall = locked_hall(hall_id)
    rules.require_policy_changes(changes)
    if not reason.strip():
        raise Refused("policy.reason_missing", "Say why.", because=Because.INVALID, field="reason")
    if effective_from <= clock.now():
        raise Refused(
            "policy.in_the_past",
            "A policy is dated ahead, so that everybody can read it before it holds.",
            because=Because.INVALID,
            field="effective_from",
        )
    rules.require_near(effective_from, "policy")
    if Policy.objects.filter(hall=hall, effective_from=effective_from).exists():
        raise Refused(
            "policy.instant_taken", "A policy starts at this instant already.", field="effective_from"
        )
    row = Policy.objects.filter(hall=hall, effective_from__lt=effective_from).latest("effective_from")
    changed = {name: value for name, value in changes.items() if row.number(name) != value}
    if not changed:
        raise Refused("policy.nothing_changed", "These are the numbers already in force.")
    row.pk, row.effective_from, row.reason = new_id(), effective_from, reason.strip()
    row.of_models = {name: row.number(name) for name in declared()}
    for name, value in changed.items():
        row.set_number(name, value)
    rules.require_a_way(row.of_models)
    row.save(force_insert=True)
    facts.record(
        PolicyDated(policy_id=row.id, effective_from=effective_from, changed=changed, reason=row.reason),
        by=by,
        hall_id=hall.id,
        about=[hall.id],
    )
    return row
