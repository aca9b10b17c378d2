"""How an order moves, starts its clock and closes; its contract ends with it."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F

from hirehall.contracts import operations as contracts
from hirehall.contracts.models import Contract
from hirehall.contracts.states import AskState, ContractState, EndedBy, Side
from hirehall.engagements.package import facts
from hirehall.engagements.package.models import Ask, Order
from hirehall.engagements.package.operations.telling import tell
from hirehall.engagements.package.states import FINAL, BuyState, State
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.market import operations as market

TAKEN_BACK = "The client’s bank took the payment back."


def move_to(order: Order, state: State) -> None:
    """Set the state and what follows from it; the caller's row is saved whole."""
    order.state = state
    order.version += 1
    if state is not State.DELIVERED:
        order.auto_accept_at = None
    if state is not State.UNPAID:
        order.drop_at = None
    if state in FINAL:
        order.closed_at = clock.now()
    order.save()


def start_clock(order: Order) -> None:
    """Everything that the freelancer asked for is there: the days count from now."""
    now = clock.now()
    order.answered_at, order.due_at = now, now + timedelta(days=order.days)


def lapse_asks(order: Order) -> None:
    """What was asked about an order that moved on has no meaning any more."""
    order.asks.filter(state=AskState.OPEN).update(state=AskState.LAPSED, answered_at=clock.now())


def accept(contract: Contract, order: Order, *, by: Actor, side: Side | None, in_silence: bool) -> None:
    """Release all that is held, close the order, free its place in the queue, end the contract."""
    amount = order.held
    net = contracts.release(contract, order, amount, by=by)
    order.deliveries.filter(answered_at=None).update(answered_at=clock.now())
    order.accepted_in_silence = in_silence
    move_to(order, State.ACCEPTED)
    lapse_asks(order)
    tell(facts.OrderAccepted, contract, order, by=by, in_silence=in_silence, amount=amount, net=net)
    market.give_back_place(order.service_id, done=True)
    contracts.end(contract, EndedBy.COMPLETION, by=by, side=side)


def cancel(
    contract: Contract,
    order: Order,
    *,
    by: Actor,
    why: str,
    how: EndedBy,
    side: Side | None = None,
    in_silence: bool = False,
) -> None:
    """Send all that is held back with its fee, close the order, free its place in the queue, end the contract."""
    back = contracts.refund(contract, order, order.held, by=by) if order.held else order.held
    move_to(order, State.CANCELLED)
    lapse_asks(order)
    tell(facts.OrderCancelled, contract, order, by=by, amount=back, why=why, in_silence=in_silence)
    market.give_back_place(order.service_id, done=False)
    contracts.end(contract, how, by=by, side=side, note=why)


def lose(contract: Contract, order: Order, part: int, *, fee: int) -> None:
    """Take held money out of an order that the client's bank took back; the columns only, the caller posts it.

    Args:
        fee: what of the client fee the bank took with it, as the ledger has booked it.
    """
    order.refunded_minor += part
    order.client_fee_back_minor = min(order.client_fee_back_minor + fee, order.client_fee_paid_minor)
    contracts.tally(contract, refunded=order.money(part))
    if order.held:
        order.save()
    else:
        move_to(order, State.CANCELLED)
        lapse_asks(order)


def close_lost(contract: Contract, order: Order, *, price_is_back: bool, by: Actor) -> None:
    """An order whose price the client's bank took back ends, once no case keeps its contract standing still.

    What was paid for more revisions and is still held goes back to the client with its fee.
    """
    if contract.state != ContractState.ACTIVE:
        return
    if order.state == State.CANCELLED:
        market.give_back_place(order.service_id, done=False)
        contracts.end(contract, EndedBy.NOTICE, by=by, side=Side.CLIENT, note=TAKEN_BACK)
    elif order.state not in FINAL and price_is_back:
        order.purchases.filter(state=BuyState.PAID).update(state=BuyState.RETURNED)
        order.revisions = order.revisions_used
        cancel(contract, order, by=by, why=TAKEN_BACK, how=EndedBy.NOTICE, side=Side.CLIENT)


def stop_clocks_for(contract: Contract, stood: timedelta) -> None:
    """Nothing could be done while the contract stood still, so its clocks get that time back."""
    for clock_name in ("auto_accept_at", "due_at", "drop_at"):
        running = Order.objects.filter(contract=contract, **{f"{clock_name}__isnull": False})
        running.update(**{clock_name: F(clock_name) + stood})
    waiting = Ask.objects.filter(order__contract=contract, state=AskState.OPEN, answer_by__isnull=False)
    waiting.filter(auto_accept_was__isnull=False).update(auto_accept_was=F("auto_accept_was") + stood)
    # An order that goes on gets the time since it was asked about; what it has got back here is not part of that.
    waiting.update(answer_by=F("answer_by") + stood, asked_at=F("asked_at") + stood)
