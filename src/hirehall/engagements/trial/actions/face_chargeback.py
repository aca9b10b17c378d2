from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts.models import Contract
from hirehall.engagements.trial import facts, operations, queries, rules
from hirehall.engagements.trial.models import Trial
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor
from hirehall.money import operations as money
from hirehall.money import queries as money_queries
from hirehall.money.models import Chargeback


@action("trial.freeze_for_chargeback")
def freeze_for_chargeback(chargeback_id: UUID, *, by: Actor) -> Contract:
    """The client's bank wants the payment back: nothing of the trial moves until the bank has decided."""
    rules.require_rail(by)
    found, contract, _ = _case(chargeback_id, by=by)
    contract_operations.stand_still(contract, found, by=by)
    return contract


@action("trial.resume_after_chargeback")
def resume_after_chargeback(chargeback_id: UUID, *, by: Actor) -> Contract:
    """The bank let the hall keep the money: the trial runs on, and its clocks get back the time it stood still."""
    rules.require_rail(by)
    _, contract, trial = _case(chargeback_id, by=by)
    contract_operations.run_on(contract, by=by)
    operations.close_lost(contract, trial, by=by)
    return contract


@action("trial.settle_chargeback")
def settle_chargeback(chargeback_id: UUID, *, by: Actor) -> Trial:
    """A chargeback was lost. What is still held is the client's again; the ledger says who bears the rest."""
    rules.require_rail(by)
    found, contract, trial = _case(chargeback_id, by=by)
    if found.is_open and found.payment.funded_at is not None:
        part = min(trial.held.minor, money_queries.still_held_at_most(found).minor)
        fee_before = found.payment.fee_refunded_minor
        settled = money.settle_chargeback(
            found, from_escrow={trial.id: trial.money(part)} if part else {}, by=by
        )
        if part:
            operations.lose(contract, trial, part, fee=settled.payment.fee_refunded_minor - fee_before)
        operations.tell(
            facts.ChargedBack,
            contract,
            trial,
            by=by,
            chargeback_id=settled.id,
            amount=settled.amount,
            from_escrow=settled.money(settled.from_escrow_minor),
        )
    contract_operations.run_on(contract, by=by)
    operations.close_lost(contract, trial, by=by)
    return trial


def _case(chargeback_id: UUID, *, by: Actor) -> tuple[Chargeback, Contract, Trial]:
    """The locked contract and trial, and the case as it is after the lock."""
    unit_id = money_queries.chargeback(chargeback_id).unit_id
    contract, trial = queries.trial_to_move(unit_id, by=by)
    return money_queries.chargeback(chargeback_id), contract, trial
