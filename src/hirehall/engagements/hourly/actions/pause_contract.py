from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts import rules as contract_rules
from hirehall.contracts.models import Contract
from hirehall.contracts.states import Side
from hirehall.engagements.hourly import facts, queries, rules
from hirehall.engagements.hourly.models import Arrangement
from hirehall.engagements.hourly.operations import planned_week, tell_contract
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Refused


@action("hourly.pause_contract", scope=Scope.CONTRACTS_WRITE)
def pause_contract(contract_id: UUID, *, by: Actor, version: int | None = None) -> Arrangement:
    """Either side pauses: no further week is held. Weeks that are held run to their end."""
    contract, arrangement, side = _deciding(contract_id, version, by=by)
    if arrangement.paused_at is not None:
        raise Refused("hourly.paused", "This contract is paused already.")
    arrangement.paused_at, arrangement.paused_side = clock.now(), side
    arrangement.save()
    contract_operations.touch(contract)
    tell_contract(facts.ContractPaused, contract, by=by, side=side.value)
    return arrangement


@action("hourly.resume_contract", scope=Scope.CONTRACTS_WRITE)
def resume_contract(contract_id: UUID, *, by: Actor, version: int | None = None) -> Arrangement:
    """Either side lets a paused contract run on: the next week is held by the calendar again."""
    contract, arrangement, side = _deciding(contract_id, version, by=by)
    if arrangement.paused_at is None:
        raise Refused("hourly.not_paused", "This contract is not paused.")
    arrangement.paused_at, arrangement.paused_side = None, ""
    arrangement.save()
    planned_week(contract)
    contract_operations.touch(contract)
    tell_contract(facts.ContractResumed, contract, by=by, side=side.value)
    return arrangement


def _deciding(contract_id: UUID, version: int | None, *, by: Actor) -> tuple[Contract, Arrangement, Side]:
    contract, arrangement = queries.contract_to_move(contract_id, by=by)
    side = contract_rules.require_deciding_side(contract, by)
    contract_rules.require_active(contract)
    contract_rules.require_current(contract, version)
    rules.require_running(arrangement)
    contract_operations.require_nobody_suspended(by.person_id)
    return contract, arrangement, side
