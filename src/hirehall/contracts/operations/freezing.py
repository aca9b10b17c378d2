"""A contract that stands still: nothing moves while it is frozen, and no clock has run when it runs on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from hirehall.contracts import facts
from hirehall.contracts.models import Contract
from hirehall.contracts.operations.endings import record_about
from hirehall.contracts.states import ContractState
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Refused
from hirehall.money import queries as money
from hirehall.money.models import Chargeback

WANTED_BACK = "The client’s bank wants a payment of this contract back."

MoveClocks = Callable[[Contract, timedelta], None]

# How each engagement model moves its own clocks; wiring/engagement_models.py fills the table.
CLOCKS: dict[str, MoveClocks] = {}


def freeze(contract: Contract, *, reason: str, by: Actor) -> Contract:
    """Stop every move of the contract while a dispute is open."""
    if contract.state != ContractState.ACTIVE:
        raise Refused("contract.not_active", "Only a running contract can be frozen.")
    contract.state, contract.frozen_at, contract.frozen_reason = ContractState.FROZEN, clock.now(), reason
    contract.version += 1
    contract.save(update_fields=["state", "frozen_at", "frozen_reason", "version"])
    record_about(facts.ContractFrozen, contract, by=by, reason=reason)
    return contract


def thaw(contract: Contract, *, by: Actor) -> Contract:
    """Let a frozen contract run on: each of its clocks has as much time left as when it was frozen.

    Raises:
        KeyError: when the contract's engagement model has not said how its clocks move.
    """
    if contract.state != ContractState.FROZEN or contract.frozen_at is None:
        raise Refused("contract.not_frozen", "This contract is not frozen.")
    stood = clock.now() - contract.frozen_at
    CLOCKS[contract.model](contract, stood)
    contract.state, contract.frozen_at, contract.frozen_reason = ContractState.ACTIVE, None, ""
    contract.version += 1
    contract.save(update_fields=["state", "frozen_at", "frozen_reason", "version"])
    record_about(facts.ContractThawed, contract, by=by, stood_seconds=int(stood.total_seconds()))
    return contract


def stand_still(contract: Contract, chargeback: Chargeback, *, by: Actor) -> None:
    """Freeze a running contract until the bank has decided.

    A case that is decided already, and a contract that stands still or has ended, stay as they are.
    """
    if contract.state == ContractState.ACTIVE and chargeback.is_open:
        freeze(contract, reason=WANTED_BACK, by=by)


def run_on(contract: Contract, *, by: Actor) -> None:
    """The bank has decided: thaw, unless another case is open."""
    if contract.state == ContractState.FROZEN and not money.is_disputed(contract.id):
        thaw(contract, by=by)
