from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts import rules as contract_rules
from hirehall.contracts.states import ContractState
from hirehall.engagements.hourly import facts, queries, rules
from hirehall.engagements.hourly.models import Week
from hirehall.engagements.hourly.operations import begin_hold, move_to, open_week, tell
from hirehall.engagements.hourly.states import State
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Because, Refused
from hirehall.money import operations as money
from hirehall.money import queries as money_queries


@action("hourly.pay_week", scope=Scope.MONEY_WRITE)
def pay_week(
    week_id: UUID, *, by: Actor, method: str = "sandbox.instant", version: int | None = None
) -> Week:
    """The client's side starts to pay for a planned week, and chooses how the later ones are paid."""
    contract, arrangement, week = queries.week_to_move(week_id, by=by)
    contract_rules.require_payer(contract, by)
    contract_rules.require_active(contract)
    contract_rules.require_current_unit(week, version)
    rules.require_move("begin hold", week)
    contract_operations.require_nobody_suspended(by.person_id, contract.freelancer_id)
    arrangement.method = method
    arrangement.save(update_fields=["method"])
    return begin_hold(contract, week, method=method, by=by)


@action("hourly.hold_next_week")
def hold_next_week(week_id: UUID, *, by: Actor) -> Week:
    """The weekly run asks for the next week's money with the method that the client chose at the start."""
    _require_system(by)
    contract, arrangement, week = queries.week_to_move(week_id, by=by)
    contract_rules.require_active(contract)
    rules.require_move("begin hold", week)
    rules.require_running(arrangement)
    is_due = week.hold_at <= clock.now() and (week.tried_at is None or week.ends_at <= clock.now())
    if arrangement.paused_at is not None or not arrangement.method or not is_due:
        raise Refused("hourly.not_due", f"“{week.title}” is not to be paid for now.")
    contract_operations.require_nobody_suspended(contract.client_id, contract.freelancer_id)
    return begin_hold(contract, week, method=arrangement.method, by=by)


@action("hourly.settle_hold")
def settle_hold(payment_id: UUID, *, by: Actor) -> Week:
    """The rail has the money: the week is open, once. A payment that is not awaited goes back in full."""
    _require_system(by)
    payment = money_queries.payment(payment_id)
    contract, _, week = queries.week_to_move(payment.unit_id, by=by)
    if week.payment_id == payment.id and week.state != State.FUNDING and week.funded_at:
        return week
    awaited = week.state == State.FUNDING and week.payment_id == payment.id
    if not awaited or contract.state == ContractState.ENDED:
        money.return_payment(payment, reason="The week no longer waits for this payment.", by=by)
        amount = Money(payment.amount_minor + payment.client_fee_minor, payment.currency)
        tell(facts.PaymentReturned, contract, week, by=by, payment_id=payment.id, amount=amount)
        return week
    contract_operations.fill(week, payment)
    open_week(contract, week, by=by)
    return week


@action("hourly.fail_hold")
def fail_hold(payment_id: UUID, *, by: Actor, reason: str = "") -> Week:
    """The rail could not collect: the week is planned again, and the client may pay another way."""
    _require_system(by)
    payment = money_queries.payment(payment_id)
    contract, _, week = queries.week_to_move(payment.unit_id, by=by)
    if week.state != State.FUNDING or week.payment_id != payment.id:
        return week
    week.tried_at = clock.now()
    move_to(week, State.PLANNED)
    contract_operations.touch(contract)
    tell(facts.HoldFailed, contract, week, by=by, payment_id=payment.id, reason=reason)
    return week


def _require_system(by: Actor) -> None:
    if not by.is_system:
        raise Refused("hourly.system_only", "Only the hall does this.", because=Because.FORBIDDEN)
