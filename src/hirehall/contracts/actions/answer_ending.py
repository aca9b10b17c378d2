from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations, queries, rules
from hirehall.contracts.models import Ending
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused


@action("contracts.decline_ending", scope=Scope.CONTRACTS_WRITE)
def decline_ending(ending_id: UUID, *, by: Actor, reason: str = "") -> Ending:
    """The other side does not want to end like that; the contract runs on."""
    contract, ending = queries.ending_to_move(ending_id, by=by)
    side = rules.require_deciding_side(contract, by)
    if side == ending.side:
        raise Refused(
            "contract.wrong_party", "The other side answers what you proposed.", because=Because.FORBIDDEN
        )
    rules.require_active(contract)
    rules.require_ask_open(ending.state)
    clean = rules.require_text(reason, field="reason", least=0, most=rules.LONGEST_NOTE)
    operations.decline_ending(contract, ending, side=side, reason=clean, by=by)
    return ending


@action("contracts.withdraw_ending", scope=Scope.CONTRACTS_WRITE)
def withdraw_ending(ending_id: UUID, *, by: Actor) -> Ending:
    """Whoever proposed the end takes the proposal back; the contract runs on."""
    contract, ending = queries.ending_to_move(ending_id, by=by)
    side = rules.require_deciding_side(contract, by)
    if side != ending.side:
        raise Refused(
            "contract.wrong_party",
            "Only the side that proposed this can take it back.",
            because=Because.FORBIDDEN,
        )
    rules.require_active(contract)
    rules.require_ask_open(ending.state)
    operations.withdraw_ending(contract, ending, side=side, by=by)
    return ending
