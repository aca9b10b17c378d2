"""Whose turn it is under an order: exactly one next actor and one primary button, decided in one place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from hirehall.contracts import queries as contracts
from hirehall.contracts.models import Contract
from hirehall.contracts.queries import Step
from hirehall.contracts.states import AskState, ContractState, Side
from hirehall.engagements.package.models import Ask, Order
from hirehall.engagements.package.queries.rows import very_late_at
from hirehall.engagements.package.states import State
from hirehall.foundation.actor import Actor
from hirehall.foundation.addresses import address
from hirehall.foundation.turns import Turn
from hirehall.look.formats import money_text, when_text

MOST_CONTRACTS = 200


def next_step(order: Order, asks: Sequence[Ask]) -> Step | None:
    """The one next step, or None when the contract has ended."""
    contract = order.contract
    if contract.state == ContractState.ENDED:
        return None
    shared = contracts.shared_step(contract, terms=None, ending=None)
    if shared is not None:
        return shared
    extension = next((ask for ask in asks if ask.kind == Ask.Kind.EXTEND), None)
    if extension is not None:
        return _answer_extension(order, extension)
    cancel = next((ask for ask in asks if ask.kind == Ask.Kind.CANCEL), None)
    if order.state == State.CANCEL_ASKED and cancel is not None:
        return _answer_cancel(order, cancel)
    make = _BY_STATE.get(State(order.state))
    return make(order) if make else None


def _to(name: str, order: Order) -> str:
    return address(f"package:{name}", order.id)


def _ordered(order: Order) -> Step:
    return Step(
        None, "wait for the payment", "The payment is on its way",
        "The order begins as soon as the money is here. Nothing is to be done meanwhile.",
        address("package:contract", order.contract_id), "", icon="clock", subject_id=order.id,
    )  # fmt: skip


def _unpaid(order: Order) -> Step:
    until = f" It is dropped on {when_text(order.drop_at)} otherwise." if order.drop_at else ""
    return Step(
        Side.CLIENT, "pay the order", f"{order.contract.client_name} pays the order",
        f"The payment did not go through, and nothing was taken.{until}",
        _to("pay", order), "Pay again", due_at=order.drop_at, tone="warn", icon="wallet",
        subject_id=order.id, is_payment=True,
    )  # fmt: skip


def _requirements(order: Order) -> Step:
    return Step(
        Side.CLIENT, "answer the questions", f"{order.contract.client_name} answers the questions",
        f"{order.contract.freelancer_name} begins when everything is answered; the days of the work count from then.",
        _to("requirements", order), "Answer now", tone="warn", icon="message-square", subject_id=order.id,
    )  # fmt: skip


def _work(order: Order) -> Step:
    late = f" The client may cancel alone from {when_text(very_late_at(order))}." if order.due_at else ""
    return Step(
        Side.FREELANCER, "deliver the work", f"{order.contract.freelancer_name} delivers the work",
        f"It is due on {when_text(order.due_at) if order.due_at else 'its date'}.{late}",
        _to("deliver", order), "Deliver", due_at=order.due_at, icon="package", subject_id=order.id,
        tone="bad" if order.state in (State.LATE, State.VERY_LATE) else "info",
    )  # fmt: skip


def _very_late(order: Order) -> Step:
    return Step(
        Side.FREELANCER, "deliver the work, which is very late",
        f"{order.contract.freelancer_name} has not delivered, and is very late",
        f"It was due on {when_text(order.due_at) if order.due_at else 'its date'}."
        " The client may cancel now without asking, and has everything back.",
        _to("deliver", order), "Deliver", due_at=order.due_at, tone="bad", icon="circle-alert", subject_id=order.id,
    )  # fmt: skip


def _review(order: Order) -> Step:
    until = when_text(order.auto_accept_at) if order.auto_accept_at else ""
    return Step(
        Side.CLIENT, "review the delivery", f"{order.contract.client_name} reviews the delivery",
        f"{money_text(order.held)} is released by itself on {until} if there is no answer.",
        _to("review", order), "Review the delivery", due_at=order.auto_accept_at, tone="warn", icon="eye",
        subject_id=order.id,
    )  # fmt: skip


def _answer_cancel(order: Order, ask: Ask) -> Step:
    side = Side(ask.side).other
    until = when_text(ask.answer_by) if ask.answer_by else ""
    return Step(
        side, "answer the wish to cancel", f"{contracts.name_of(order.contract, side)} answers the wish to cancel",
        f"{money_text(order.held)} goes back to the client by itself on {until} if there is no answer."
        " The work stands still meanwhile.",
        address("package:ask", ask.id), "Answer", due_at=ask.answer_by, tone="warn", icon="undo-2",
        subject_id=order.id,
    )  # fmt: skip


def _answer_extension(order: Order, ask: Ask) -> Step:
    side = Side(ask.side).other
    return Step(
        side, "answer the wish for more days",
        f"{contracts.name_of(order.contract, side)} answers the wish for more days",
        "The date stays as it is until that is agreed. Work goes on.",
        address("package:ask", ask.id), "Answer", due_at=order.due_at, icon="calendar", subject_id=order.id,
    )  # fmt: skip


_BY_STATE: dict[State, Callable[[Order], Step]] = {
    State.ORDERED: _ordered,
    State.UNPAID: _unpaid,
    State.REQUIREMENTS: _requirements,
    State.IN_PROGRESS: _work,
    State.REVISION: _work,
    State.LATE: _work,
    State.VERY_LATE: _very_late,
    State.DELIVERED: _review,
}


def steps_of(running: Sequence[Contract]) -> dict[UUID, Step]:
    """What comes next under each of these contracts: two queries, however many they are."""
    by_id = {contract.id: contract for contract in running}
    orders = {row.id: row for row in Order.objects.filter(contract_id__in=by_id)}
    asks: dict[UUID, list[Ask]] = {}
    for ask in Ask.objects.filter(order_id__in=orders, state=AskState.OPEN):
        asks.setdefault(ask.order_id, []).append(ask)
    found = {}
    for order in orders.values():
        order.contract = by_id[order.contract_id]
        step = next_step(order, asks.get(order.id, []))
        if step is not None:
            found[order.contract_id] = step
    return found


def turns_for(by: Actor) -> list[Turn]:
    """What waits for this actor under orders, most urgent first: three queries."""
    if by.person_id is None:
        return []
    running = contracts.contracts_visible_to(by).filter(model="package", state=ContractState.ACTIVE)
    parties = running.select_related("client", "organisation", "freelancer", "agency", "policy")
    chosen = list(parties.order_by("-started_at")[:MOST_CONTRACTS])
    steps = steps_of(chosen)
    turns = (contracts.turn_of(steps.get(contract.id), contract, by) for contract in chosen)
    return contracts.most_urgent([turn for turn in turns if turn is not None])
