"""Who sent a position in puts its deposit down; what the rail and the bank then say."""

from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.engagements.listing import facts, rules
from hirehall.engagements.listing.models import Deposit
from hirehall.engagements.listing.operations import deposits as operations
from hirehall.engagements.listing.operations.paying import ask_payment
from hirehall.engagements.listing.queries import deposits as queries
from hirehall.engagements.listing.rules import deposits as deposit_rules
from hirehall.engagements.listing.states import DepositState
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.money import Money
from hirehall.money import operations as money
from hirehall.money import queries as money_queries
from hirehall.money.states import Purpose

TOO_LATE = "Nobody waits for this deposit any more."


@action("listing.pay_deposit", scope=Scope.MONEY_WRITE)
def pay_deposit(
    deposit_id: UUID, *, by: Actor, method: str = "sandbox.instant", seen: Money | None = None
) -> Deposit:
    """The sender puts it down: the position waits for the desk once the money is there."""
    person_id = rules.require_person(by)
    row = queries.deposit_to_move(deposit_id, by=by)
    deposit_rules.require_own(row, by)
    contract_operations.require_nobody_suspended(person_id)
    deposit_rules.require_move(row, "pay")
    deposit_rules.require_amount(seen, row)
    payment = ask_payment(row, row.amount, method=method, purpose=Purpose.DEPOSIT, by=by)
    row.payment_id, row.state = payment.id, DepositState.PAYING
    row.version += 1
    row.save()
    operations.note(facts.DepositAsked, row, by=by)
    return row


@action("listing.settle_deposit")
def settle_deposit(payment_id: UUID, *, by: Actor) -> Deposit:
    """The rail has the money: it is held, once. A payment that nobody waits for goes back in full."""
    deposit_rules.require_system(by)
    row = queries.deposit_to_move(money_queries.payment(payment_id).unit_id, by=by)
    payment = money_queries.payment(payment_id)
    if payment.funded_at is not None:
        return row
    if row.state != DepositState.PAYING or row.payment_id != payment.id:
        money.return_payment(payment, reason=TOO_LATE, by=by)
        return row
    money.post_funding(payment)
    row.state, row.held_at = DepositState.HELD, clock.now()
    row.version += 1
    row.save()
    operations.note(facts.DepositHeld, row, by=by)
    return row


@action("listing.fail_deposit")
def fail_deposit(payment_id: UUID, *, by: Actor, reason: str = "") -> Deposit:
    """The rail could not collect it: it is still due, and can be tried again."""
    deposit_rules.require_system(by)
    row = queries.deposit_to_move(money_queries.payment(payment_id).unit_id, by=by)
    if row.state != DepositState.PAYING or row.payment_id != payment_id:
        return row
    row.state, row.payment_id = DepositState.DUE, None
    row.version += 1
    row.save()
    operations.note(facts.DepositUnpaid, row, by=by, reason=reason[:300])
    return row


@action("listing.settle_deposit_loss")
def settle_deposit_loss(chargeback_id: UUID, *, by: Actor) -> Deposit:
    """The sender's bank has taken it back for good: what is held goes; what was kept is the hall's loss."""
    deposit_rules.require_system(by)
    row = queries.deposit_to_move(money_queries.chargeback(chargeback_id).unit_id, by=by)
    found = money_queries.chargeback(chargeback_id)
    if found.settled_at is not None or found.payment.funded_at is None:
        return row
    stands = row.state in queries.STANDING
    held = money_queries.still_held_at_most(found)
    money.settle_chargeback(found, from_escrow={row.id: held} if stands and held else {}, by=by)
    if stands:
        left = money_queries.payment(found.payment_id)
        if left.amount_minor > left.refunded_minor:
            return row  # the bank took a part: the rest is still held
        row.state, row.keep_at, row.closed_at = DepositState.LOST, None, clock.now()
        row.version += 1
        row.save()
        operations.note(facts.DepositLost, row, by=by)
    return row
