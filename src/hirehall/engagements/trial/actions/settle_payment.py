"""What the rail has said about the payment of a trial."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts.states import ContractState
from hirehall.engagements.trial import facts, operations, queries, rules
from hirehall.engagements.trial.models import Trial
from hirehall.engagements.trial.states import State
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor
from hirehall.money import operations as money
from hirehall.money import queries as money_queries


@action("trial.settle_payment")
def settle_payment(payment_id: UUID, *, by: Actor) -> Trial:
    """The rail has the money: it is held once, and the days of the trial count from now.

    A payment that is not awaited goes back in full.
    """
    rules.require_rail(by)
    payment = money_queries.payment(payment_id)
    contract, trial = queries.trial_to_move(payment.unit_id, by=by)
    if trial.payment_id == payment.id and trial.state != State.PAYING and trial.funded_at:
        return trial
    awaited = trial.state == State.PAYING and trial.payment_id == payment.id
    if not awaited or contract.state == ContractState.ENDED:
        money.return_payment(payment, reason="The trial no longer waits for this payment.", by=by)
        operations.tell(
            facts.PaymentReturned, contract, trial, by=by, payment_id=payment.id, amount=payment.total
        )
        return trial
    amount = contract_operations.fill(trial, payment)
    trial.begun_at = clock.now()
    trial.ends_at = trial.begun_at + timedelta(days=trial.days)
    operations.move_to(trial, State.RUNNING)
    contract_operations.touch(contract)
    operations.tell(
        facts.TrialBegun,
        contract,
        trial,
        by=by,
        payment_id=payment.id,
        amount=amount,
        ends_at=trial.ends_at,
    )
    return trial


@action("trial.fail_payment")
def fail_payment(payment_id: UUID, *, by: Actor, reason: str = "") -> Trial:
    """The rail could not collect: the trial waits for another payment, for the policy's hours anew."""
    rules.require_rail(by)
    payment = money_queries.payment(payment_id)
    contract, trial = queries.trial_to_move(payment.unit_id, by=by)
    if trial.state != State.PAYING or trial.payment_id != payment.id:
        return trial
    trial.pay_by = clock.now() + timedelta(hours=contract.policy.number("trial.pay_hours"))
    operations.move_to(trial, State.AGREED)
    contract_operations.touch(contract)
    operations.tell(
        facts.PaymentFailed,
        contract,
        trial,
        by=by,
        payment_id=payment.id,
        reason=reason,
        pay_by=trial.pay_by,
    )
    return trial
