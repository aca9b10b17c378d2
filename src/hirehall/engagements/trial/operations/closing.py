"""How a trial moves, is paid for, and closes; its contract ends with it."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F

from hirehall.contracts import operations as contracts
from hirehall.contracts.models import Contract
from hirehall.contracts.states import ContractState, EndedBy, Side
from hirehall.engagements.trial import facts, queries, rules
from hirehall.engagements.trial.models import Trial
from hirehall.engagements.trial.operations.telling import tell
from hirehall.engagements.trial.states import FINAL, POT_PERCENT, Further, State
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.money import operations as money
from hirehall.money import queries as money_queries

TAKEN_BACK = "The client’s bank took the payment back."


def move_to(trial: Trial, state: State) -> None:
    """Set the state and what follows from it; the caller's row is saved whole."""
    trial.state = state
    trial.version += 1
    if state is not State.AGREED:
        trial.pay_by = None
    if state is not State.WINDOW:
        trial.decide_by = None
    if state in FINAL:
        trial.closed_at = clock.now()
    trial.save()


def ask_for_money(contract: Contract, trial: Trial, *, method: str, by: Actor) -> None:
    """Begin the payment of all that the trial costs; it remembers which one it waits for."""
    payment = money.begin_payment(
        hall_id=contract.hall_id,
        contract_id=contract.id,
        unit_id=trial.id,
        payer_id=contract.client_id,
        organisation_id=contract.organisation_id,
        payee_id=contract.freelancer_id,
        policy_id=contract.policy_id,
        amount=trial.to_fund,
        client_fee=trial.fee_to_pay,
        method=method,
        by=by,
    )
    trial.payment_id = payment.id


def end_content(
    contract: Contract, trial: Trial, *, by: Actor, side: Side | None, further: Further | None = None
) -> None:
    """Release all that is held, close the trial, end its contract. With ``further`` the client wants to go on."""
    amount = trial.held
    net = contracts.release(contract, trial, amount, by=by)
    trial.in_silence = side is None
    trial.further = further.value if further else ""
    move_to(trial, State.KEPT if further else State.CONTENT)
    tell(
        facts.TrialEnded,
        contract,
        trial,
        by=by,
        how=trial.state,
        in_silence=trial.in_silence,
        further=trial.further,
        reason="",
        amount=amount,
        net=net,
        pot=trial.pot,
        pot_short=False,
    )
    contracts.end(contract, EndedBy.COMPLETION, by=by, side=side)


def end_not_content(contract: Contract, trial: Trial, *, reason: str, by: Actor) -> None:
    """Send all that is held back with its fee; note what the pot owes the freelancer by policy; end the contract."""
    would_get = trial.net
    back = contracts.refund(contract, trial, trial.held, by=by)
    trial.reason = reason
    percent = contract.policy.number(POT_PERCENT)
    if percent and rules.pot_pays(trial, queries.pots_between(contract, hold=True)):
        trial.pot_minor = would_get.minor * percent // 100
    there = money_queries.guarantee_of(contract.hall_id, contract.currency)
    waits = Trial.objects.filter(
        contract__hall_id=contract.hall_id, pot_minor__gt=0, pot_paid_at=None
    ).exists()
    move_to(trial, State.NOT_CONTENT)
    tell(
        facts.TrialEnded,
        contract,
        trial,
        by=by,
        how=trial.state,
        in_silence=False,
        further="",
        reason=reason,
        amount=back,
        net=trial.money(0),
        pot=trial.pot,
        pot_short=bool(trial.pot_minor) and (waits or trial.pot > there),
    )
    contracts.end(contract, EndedBy.NOTICE, by=by, side=Side.CLIENT, note=reason)


def cancel(
    contract: Contract, trial: Trial, *, by: Actor, why: str, side: Side | None, in_silence: bool = False
) -> None:
    """Send all that is held back with its fee, close the trial, end its contract."""
    back = contracts.refund(contract, trial, trial.held, by=by) if trial.held else trial.held
    trial.reason = why
    move_to(trial, State.CANCELLED)
    tell(facts.TrialCancelled, contract, trial, by=by, amount=back, why=why, in_silence=in_silence)
    contracts.end(contract, EndedBy.NOTICE, by=by, side=side, note=why)


def lose(contract: Contract, trial: Trial, part: int, *, fee: int) -> None:
    """Take held money out of a trial that the client's bank took back; the columns only, the caller posts it."""
    trial.refunded_minor += part
    trial.client_fee_back_minor = min(trial.client_fee_back_minor + fee, trial.client_fee_paid_minor)
    contracts.tally(contract, refunded=trial.money(part))
    if trial.held:
        trial.save()
    else:
        trial.reason = TAKEN_BACK
        move_to(trial, State.CANCELLED)


def close_lost(contract: Contract, trial: Trial, *, by: Actor) -> None:
    """A trial whose money the client's bank took back ends, once no case keeps its contract standing still."""
    if contract.state == ContractState.ACTIVE and trial.state == State.CANCELLED:
        contracts.end(contract, EndedBy.NOTICE, by=by, side=Side.CLIENT, note=TAKEN_BACK)


def stop_clocks_for(contract: Contract, stood: timedelta) -> None:
    """Nothing could be done while the contract stood still, so its clocks get that time back."""
    for name in ("pay_by", "ends_at", "decide_by"):
        running = Trial.objects.filter(contract=contract, closed_at=None, **{f"{name}__isnull": False})
        running.update(**{name: F(name) + stood})
