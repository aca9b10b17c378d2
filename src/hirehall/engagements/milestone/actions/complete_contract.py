from __future__ import annotations

from uuid import UUID

from hirehall.contracts import queries as contract_queries
from hirehall.contracts.models import Contract
from hirehall.contracts.states import ContractState
from hirehall.engagements.milestone.operations import close_up
from hirehall.engagements.milestone.states import MODEL
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Because, Refused


@action("milestone.complete_contract")
def complete_contract(contract_id: UUID, *, by: Actor) -> Contract:
    """After a change of terms, or an end, was turned down: a contract with nothing left to do ends by completion."""
    if not by.is_system:
        raise Refused("milestone.clock_only", "Only the clock does this.", because=Because.FORBIDDEN)
    contract = contract_queries.contract_to_move(contract_id, by=by, model=MODEL)
    if contract.state == ContractState.ACTIVE and contract_queries.open_ending(contract) is None:
        close_up(contract, by=by)
    return contract
