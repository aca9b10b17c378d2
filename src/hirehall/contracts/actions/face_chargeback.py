from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations, queries
from hirehall.contracts.models import Contract, ExtraPayment
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Because, Refused
from hirehall.money import queries as money
from hirehall.money.models import Chargeback


@action("contracts.freeze_for_chargeback")
def freeze_for_chargeback(chargeback_id: UUID, *, by: Actor) -> Contract:
    """The client's bank wants a bonus or tip back: a contract that still runs stands still until it has decided."""
    found, contract, _ = _case(chargeback_id, by=by)
    operations.stand_still(contract, found, by=by)
    return contract


@action("contracts.resume_after_chargeback")
def resume_after_chargeback(chargeback_id: UUID, *, by: Actor) -> Contract:
    """The bank let the hall keep the money: the contract runs on."""
    _, contract, _ = _case(chargeback_id, by=by)
    operations.run_on(contract, by=by)
    return contract


@action("contracts.settle_chargeback")
def settle_chargeback(chargeback_id: UUID, *, by: Actor) -> ExtraPayment:
    """The chargeback of a bonus or tip was lost: the ledger says who bears it, and the contract runs on."""
    found, contract, extra = _case(chargeback_id, by=by)
    if found.is_open and found.payment.funded_at is not None:
        operations.lose_extra(contract, extra, found, by=by)
    operations.run_on(contract, by=by)
    return extra


def _case(chargeback_id: UUID, *, by: Actor) -> tuple[Chargeback, Contract, ExtraPayment]:
    """The locked contract and extra payment, and the case as it is after the lock."""
    if not by.is_system:
        raise Refused("extra.system_only", "Only the payment rail reports this.", because=Because.FORBIDDEN)
    contract, extra = queries.extra_to_move(money.chargeback(chargeback_id).unit_id, by=by)
    return money.chargeback(chargeback_id), contract, extra
