"""A trial that was agreed is paid, or somebody lets it be."""

from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts import rules as contract_rules
from hirehall.engagements.trial import facts, operations, queries, rules
from hirehall.engagements.trial.models import Trial
from hirehall.engagements.trial.states import State
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope


@action("trial.pay_trial", scope=Scope.MONEY_WRITE)
def pay_trial(
    trial_id: UUID, *, by: Actor, method: str = "sandbox.instant", version: int | None = None
) -> Trial:
    """The client pays the whole price, which is held; the trial begins when the money is here."""
    contract, trial = queries.trial_to_move(trial_id, by=by)
    contract_rules.require_payer(contract, by)
    contract_rules.require_active(contract)
    contract_rules.require_current_unit(trial, version)
    rules.require_move("pay", trial)
    rules.require_time_left(trial.pay_by)
    contract_operations.require_nobody_suspended(by.person_id, contract.freelancer_id)
    operations.ask_for_money(contract, trial, method=method, by=by)
    operations.move_to(trial, State.PAYING)
    contract_operations.touch(contract)
    operations.tell(
        facts.PaymentBegun, contract, trial, by=by, payment_id=trial.payment_id, amount=trial.to_fund
    )
    return trial


@action("trial.drop_trial", scope=Scope.CONTRACTS_WRITE)
def drop_trial(trial_id: UUID, *, by: Actor, version: int | None = None) -> Trial:
    """Either side lets an unpaid trial be. Nothing was taken, and the contract ends."""
    contract, trial = queries.trial_to_move(trial_id, by=by)
    side = contract_rules.require_deciding_side(contract, by)
    contract_rules.require_active(contract)
    contract_rules.require_current_unit(trial, version)
    rules.require_move("let it be", trial)
    why = f"The {side.value} let it be before it was paid."
    operations.cancel(contract, trial, by=by, why=why, side=side)
    return trial


@action("trial.drop_in_silence")
def drop_in_silence(trial_id: UUID, *, by: Actor) -> Trial:
    """Nobody paid in the policy's hours: the trial does not begin, and the contract ends."""
    rules.require_system(by)
    contract, trial = queries.trial_to_move(trial_id, by=by)
    contract_rules.require_active(contract)
    rules.require_move("let it be", trial)
    rules.require_over(trial.pay_by)
    operations.cancel(contract, trial, by=by, why="It was not paid in time.", side=None, in_silence=True)
    return trial
