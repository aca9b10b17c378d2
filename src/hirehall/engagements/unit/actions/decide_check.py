"""Whether work is rejected: an editor of the hall decides and says why; without a decision it counts as accepted."""

from __future__ import annotations

from uuid import UUID

from hirehall.contracts import rules as contract_rules
from hirehall.engagements.unit import queries, rules
from hirehall.engagements.unit.models import UnitOrder
from hirehall.engagements.unit.operations import accept, reject
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused


@action("unit.decide_check", scope=Scope.STAFF_WRITE)
def decide_check(
    order_id: UUID, *, by: Actor, rejected: bool, reason: str, version: int | None = None
) -> UnitOrder:
    """An editor upholds the work, which pays it, or rejects it, which sends everything back; both sides read why."""
    contract, work = queries.work_to_decide(order_id, by=by)
    if queries.is_party_to(contract, by.require_person()):
        raise Refused(
            "unit.own_case", "Nobody decides about an order of their own.", because=Because.FORBIDDEN
        )
    contract_rules.require_active(contract)
    contract_rules.require_current_unit(work, version)
    rules.require_move("reject" if rejected else "uphold the work", work)
    rules.require_time_left(work.check_by)
    clean = contract_rules.require_text(reason, field="reason", least=20, most=contract_rules.LONGEST_NOTE)
    work.verdict, work.decided_by_id = clean, by.person_id
    if rejected:
        reject(contract, work, reason=clean, by=by)
    else:
        accept(contract, work, how="upheld", by=by, reason=clean)
    return work


@action("unit.end_check")
def end_check(order_id: UUID, *, by: Actor) -> UnitOrder:
    """No editor decided in the policy's days: the work counts as accepted."""
    rules.require_clock(by)
    contract, work = queries.work_to_move(order_id, by=by)
    contract_rules.require_active(contract)
    rules.require_move("accept unchecked", work)
    rules.require_clock_over(work.check_by)
    accept(contract, work, how="unchecked", by=by)
    return work
