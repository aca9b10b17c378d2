"""Whose turn it is: under a contract one next actor and one button; before it, for who pays and who holds an order."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse

from hirehall.contracts import queries as contracts
from hirehall.contracts.models import Contract
from hirehall.contracts.queries import Step
from hirehall.contracts.states import ContractState, Side
from hirehall.engagements.unit import rules
from hirehall.engagements.unit.models import PoolOrder, Question, UnitOrder
from hirehall.engagements.unit.states import MODEL, OPEN, Place, State
from hirehall.foundation.actor import Actor
from hirehall.foundation.addresses import at_hall
from hirehall.foundation.turns import Turn
from hirehall.look.formats import money_text, when_text

MOST_CONTRACTS = 200
MOST_IN_POOL = 50


def next_step(work: UnitOrder) -> Step | None:
    """The one next step, or None when the contract has ended."""
    contract = work.contract
    if contract.state == ContractState.ENDED:
        return None
    shared = contracts.shared_step(contract, terms=None, ending=None)
    if shared is not None:
        return shared
    match work.state:
        case State.DELIVERED:
            return _review(work)
        case State.REVISION:
            return _revise(work)
        case State.CHECK:
            return _check(work)
    return None


def _to(name: str, work: UnitOrder) -> str:
    return reverse(f"unit:{name}", args=[work.id])


def _review(work: UnitOrder) -> Step:
    until = when_text(work.auto_accept_at) if work.auto_accept_at else ""
    pays = money_text(rules.cost(work, work.count, work.currency))
    return Step(
        Side.CLIENT, "review the delivery", f"{work.contract.client_name} reviews the delivery",
        f"{pays} for {work.kind_of_unit.said(work.count)} is released by itself on {until} if there is no answer.",
        _to("review", work), "Review the delivery", due_at=work.auto_accept_at, tone="warn", icon="eye",
        subject_id=work.id,
    )  # fmt: skip


def _revise(work: UnitOrder) -> Step:
    until = when_text(work.revise_by) if work.revise_by else ""
    return Step(
        Side.FREELANCER, "revise the work", f"{work.contract.freelancer_name} revises the work",
        f"It is to be handed in again by {until}. What was delivered stays the client’s to answer otherwise.",
        _to("revise", work), "Hand in again", due_at=work.revise_by, icon="rotate-ccw", subject_id=work.id,
    )  # fmt: skip


def _check(work: UnitOrder) -> Step:
    until = when_text(work.check_by) if work.check_by else ""
    return Step(
        None, "wait for the editor", "An editor of the hall decides about the work",
        f"The client asks to reject it. Without a decision by {until} it counts as accepted.",
        contracts.room_href(work.contract), "", due_at=work.check_by, icon="scale", subject_id=work.id,
    )  # fmt: skip


def steps_of(running: Sequence[Contract]) -> dict[UUID, Step]:
    """What comes next under each of these contracts: one query, however many they are."""
    by_id = {contract.id: contract for contract in running}
    found = {}
    for work in UnitOrder.objects.filter(contract_id__in=by_id):
        work.contract = by_id[work.contract_id]
        step = next_step(work)
        if step is not None:
            found[work.contract_id] = step
    return found


def turns_for(by: Actor) -> list[Turn]:
    """What waits for this actor under unit orders and in the pool, most urgent first: six queries."""
    if by.person_id is None:
        return []
    running = contracts.contracts_visible_to(by).filter(model=MODEL, state=ContractState.ACTIVE)
    parties = running.select_related("client", "organisation", "freelancer", "policy")
    chosen = list(parties.order_by("-started_at")[:MOST_CONTRACTS])
    steps = steps_of(chosen)
    turns = [contracts.turn_of(steps.get(contract.id), contract, by) for contract in chosen]
    return contracts.most_urgent([turn for turn in turns if turn is not None] + _in_the_pool(by))


def _in_the_pool(by: Actor) -> list[Turn]:
    held = PoolOrder.objects.filter(at_hall(by), holder_id=by.person_id).select_related("posting")
    mine = contracts.postings_of(by, model=MODEL)
    asked = PoolOrder.objects.filter(at_hall(by), writer_id=by.person_id, state=Place.ASKED)
    unpaid = PoolOrder.objects.filter(posting__in=mine, state=Place.UNPAID).select_related("posting")
    turns = [_pay(row) for row in unpaid[:MOST_IN_POOL] if _pays(row, by)]
    questions = Question.objects.filter(order__posting__in=mine, order__state__in=OPEN, answered_at=None)
    turns += [
        _reply(row)
        for row in questions.select_related("order__posting", "claim")[:MOST_IN_POOL]
        if _hires(row.order, by)
    ]
    turns += [_answer(row) for row in asked.select_related("posting")[:MOST_IN_POOL]]
    return turns + [
        _decide(row) if row.state == Place.CLAIMED else _write(row) for row in held[:MOST_IN_POOL]
    ]


def _pays(order: PoolOrder, by: Actor) -> bool:
    return by.may_pay_for(order.posting.client_id, order.posting.organisation_id)


def _hires(order: PoolOrder, by: Actor) -> bool:
    return by.may_hire_for(order.posting.client_id, order.posting.organisation_id)


def _page(order: PoolOrder) -> str:
    return reverse("unit:posting", args=[order.posting_id])


def _pay(order: PoolOrder) -> Turn:
    return Turn(
        f"Pay the order “{order.posting.title}”",
        "The payment did not go through, and nothing was taken. Without one the order is dropped.",
        _page(order), "Pay again", order.drop_at, "warn",
    )  # fmt: skip


def _answer(order: PoolOrder) -> Turn:
    return Turn(
        f"Answer the order “{order.posting.title}”",
        "It was ordered from you, at your price. Take it on, or do not; the money is held.",
        _page(order), "Answer", order.answer_by, "warn",
    )  # fmt: skip


def _reply(question: Question) -> Turn:
    held = question.claim is not None and question.claim.left_at is None
    return Turn(
        f"Answer a question about “{question.order.posting.title}”",
        "Whoever writes it reads the answer as part of your instructions.",
        _page(question.order), "Answer", question.holds_until if held else None, "warn",
    )  # fmt: skip


def _decide(order: PoolOrder) -> Turn:
    return Turn(
        f"Decide about “{order.posting.title}”",
        "You have claimed this order. Start to work, or give it back; it is in the pool again otherwise.",
        _page(order), "Decide", order.decide_by, "warn",
    )  # fmt: skip


def _write(order: PoolOrder) -> Turn:
    return Turn(
        f"Hand in “{order.posting.title}”",
        "What is not handed in by its date goes back into the pool.",
        reverse("unit:deliver", args=[order.posting_id]), "Hand in", order.due_at, "info",
    )  # fmt: skip
