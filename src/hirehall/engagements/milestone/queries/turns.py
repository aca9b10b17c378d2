"""Whose turn it is: exactly one next actor and one primary button per contract, decided in one place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from hirehall.contracts import queries as contracts
from hirehall.contracts import rules as contract_rules
from hirehall.contracts.models import Contract, Ending, Offer, TermsVersion
from hirehall.contracts.states import WHOSE_TURN, AskState, ContractState, OfferState, Side
from hirehall.engagements.milestone.models import Milestone, RefundRequest
from hirehall.engagements.milestone.states import State
from hirehall.foundation.actor import Actor
from hirehall.foundation.turns import Turn
from hirehall.look.formats import money_text, when_text

MOST_TURNS = 50
NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Situation:
    """All that decides whose turn it is under one contract."""

    contract: Contract
    milestones: list[Milestone]
    open_terms: TermsVersion | None = None
    open_ending: Ending | None = None
    refund_requests: dict[UUID, RefundRequest] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """What comes next under one contract, and on which side.

    Attributes:
        side: who is to act; None when the hall or the rail is.
        do: what to do, for the one who is to act: "review “Checkout redesign”".
        wait: the same for the one who waits: "Ana Moreno reviews “Checkout redesign”".
        text: what happens next, when, and what silence means; true for both sides.
        subject_id: the milestone that it is about, if it is one.
    """

    side: Side | None
    do: str
    wait: str
    text: str
    href: str
    button: str
    due_at: datetime | None = None
    tone: str = "info"
    icon: str = "hourglass"
    subject_id: UUID | None = None


def next_step(now: Situation) -> Step | None:
    """The one next step, or None when the contract has ended. The first of these that applies decides."""
    contract = now.contract
    if contract.state == ContractState.ENDED:
        return None
    if contract.state == ContractState.FROZEN:
        return Step(
            None,
            "wait for the decision",
            "A dispute has frozen this contract",
            "Nothing moves until it is decided. No clock of this contract runs out meanwhile.",
            contracts.room_href(contract),
            "",
            tone="bad",
            icon="snowflake",
        )
    if now.open_ending is not None:
        return _answer_ending(contract, now.open_ending)
    if now.open_terms is not None:
        return _answer_terms(contract, now.open_terms)
    by_state: defaultdict[str, list[Milestone]] = defaultdict(list)
    for milestone in now.milestones:
        by_state[milestone.state].append(milestone)
    return (
        _answer_refund(contract, by_state[State.REFUND_ASKED], now.refund_requests)
        or _review(contract, by_state[State.DELIVERED])
        or _change(contract, by_state[State.CHANGES_ASKED])
        or _deliver(contract, by_state[State.FUNDED])
        or _await_payment(contract, by_state[State.FUNDING])
        or _fund(contract, by_state[State.PLANNED])
    )


def _name(contract: Contract, side: Side) -> str:
    return contract.client_name if side is Side.CLIENT else contract.freelancer.name


def _answer_ending(contract: Contract, ending: Ending) -> Step:
    side = Side(ending.side).other
    return Step(
        side,
        "answer the proposal to end this contract",
        f"{_name(contract, side)} answers the proposal to end this contract",
        "Held money goes as the proposal says once it is accepted. Until then nothing moves, and clocks run on.",
        reverse("milestone:ending", args=[ending.id]),
        "See the proposal",
        tone="warn",
        icon="handshake",
    )


def _answer_terms(contract: Contract, terms: TermsVersion) -> Step:
    side = Side(terms.side).other
    return Step(
        side,
        "answer the new terms",
        f"{_name(contract, side)} answers the new terms",
        "The terms in force stay as they are until both sides agree on new ones.",
        reverse("milestone:terms", args=[terms.id]),
        "Compare the terms",
        icon="file-pen",
    )


def _answer_refund(
    contract: Contract, asked: list[Milestone], requests: dict[UUID, RefundRequest]
) -> Step | None:
    pending = sorted(
        ((requests[row.id], row) for row in asked if row.id in requests), key=lambda pair: pair[0].answer_by
    )
    if not pending:
        return None
    request, row = pending[0]
    amount = money_text(row.money(request.amount_minor))
    return Step(
        Side.FREELANCER,
        f"answer the refund request for “{row.title}”",
        f"{contract.freelancer.name} answers your refund request for “{row.title}”",
        f"{amount} goes back to the client by itself on {when_text(request.answer_by)} if there is no answer.",
        reverse("milestone:refund_answer", args=[request.id]),
        "Answer the request",
        due_at=request.answer_by,
        tone="warn",
        icon="undo-2",
        subject_id=row.id,
    )


def _review(contract: Contract, delivered: list[Milestone]) -> Step | None:
    if not delivered:
        return None
    row = min(delivered, key=lambda milestone: (milestone.auto_accept_at, milestone.position))
    assert row.auto_accept_at is not None  # noqa: S101 - a constraint of the table
    return Step(
        Side.CLIENT,
        f"review “{row.title}”",
        f"{contract.client_name} reviews “{row.title}”",
        f"{money_text(row.held)} is released by itself on {when_text(row.auto_accept_at)} if there is no answer.",
        reverse("milestone:review", args=[row.id]),
        "Review delivery",
        due_at=row.auto_accept_at,
        tone="warn",
        subject_id=row.id,
    )


def _change(contract: Contract, asked: list[Milestone]) -> Step | None:
    if not asked:
        return None
    row = asked[0]
    return Step(
        Side.FREELANCER,
        f"make the changes to “{row.title}”",
        f"{contract.freelancer.name} makes the changes to “{row.title}”",
        f"{money_text(row.held)} stays held until it is delivered again and accepted.",
        reverse("milestone:deliver", args=[row.id]),
        "See the changes, deliver again",
        icon="message-square",
        tone="warn",
        subject_id=row.id,
    )


def _deliver(contract: Contract, funded: list[Milestone]) -> Step | None:
    if not funded:
        return None
    row = funded[0]
    due = f" It is due on {row.due_on:%-d %B %Y}." if row.due_on else ""
    return Step(
        Side.FREELANCER,
        f"deliver “{row.title}”",
        f"{contract.freelancer.name} works on “{row.title}”",
        f"{money_text(row.held)} is held for it.{due} After the delivery the client has"
        f" {contract.policy.silence_accepts_after_days} days to answer.",
        reverse("milestone:deliver", args=[row.id]),
        "Deliver work",
        icon="package",
        subject_id=row.id,
    )


def _await_payment(contract: Contract, funding: list[Milestone]) -> Step | None:
    if not funding:
        return None
    row = funding[0]
    return Step(
        None,
        "wait for the payment",
        f"The payment for “{row.title}” is on its way",
        f"{money_text(row.to_fund)} is held as soon as it arrives; then work can start.",
        reverse("milestone:fund", args=[row.id]),
        "",
        icon="clock",
        subject_id=row.id,
    )


def _fund(contract: Contract, planned: list[Milestone]) -> Step | None:
    if not planned:
        return None
    row = planned[0]
    return Step(
        Side.CLIENT,
        f"fund “{row.title}”",
        f"{contract.client_name} funds “{row.title}”",
        f"Work starts when {money_text(row.to_fund)} is held. Nothing is released before the work is accepted.",
        reverse("milestone:fund", args=[row.id]),
        f"Fund {money_text(row.to_fund, short=True)}",
        icon="wallet",
        subject_id=row.id,
    )


def situations(running: Iterable[Contract]) -> list[Situation]:
    """What decides about each of these contracts: four queries, however many they are."""
    rows = list(running)
    ids = [contract.id for contract in rows]
    contract_by_id = {contract.id: contract for contract in rows}
    milestones: defaultdict[UUID, list[Milestone]] = defaultdict(list)
    for milestone in Milestone.objects.filter(contract_id__in=ids).order_by("position"):
        milestone.contract = contract_by_id[milestone.contract_id]
        milestones[milestone.contract_id].append(milestone)
    requests: defaultdict[UUID, dict[UUID, RefundRequest]] = defaultdict(dict)
    asked = RefundRequest.objects.filter(state=AskState.OPEN, milestone__contract_id__in=ids)
    for request in asked.select_related("milestone"):
        requests[request.milestone.contract_id][request.milestone_id] = request
    terms = {
        row.contract_id: row for row in TermsVersion.objects.filter(contract_id__in=ids, state=AskState.OPEN)
    }
    endings = {
        row.contract_id: row for row in Ending.objects.filter(contract_id__in=ids, state=AskState.OPEN)
    }
    return [
        Situation(
            contract,
            milestones[contract.id],
            terms.get(contract.id),
            endings.get(contract.id),
            requests[contract.id],
        )
        for contract in rows
    ]


def turns_for(by: Actor) -> list[Turn]:
    """What waits for this actor under milestone contracts and offers, most urgent first: six queries."""
    if by.person_id is None:
        return []
    turns = [turn for offer in _open_offers(by) if (turn := _offer_turn(offer, by))]
    running = contracts.contracts_visible_to(by).filter(model="milestone", state=ContractState.ACTIVE)
    chosen = running.select_related("client", "organisation", "freelancer", "policy").order_by("-started_at")[
        :200
    ]
    for now in situations(chosen):
        step = next_step(now)
        if step is not None and step.side is not None and _may_take(step, now.contract, by):
            title = step.do[0].upper() + step.do[1:]
            turns.append(Turn(title, step.text, step.href, step.button, step.due_at, step.tone))
    return sorted(turns, key=lambda turn: (turn.due_at is None, turn.due_at or NEVER))[:MOST_TURNS]


def _may_take(step: Step, contract: Contract, by: Actor) -> bool:
    if step.side is None:
        return False
    if step.icon == "wallet":
        return contract_rules.may_pay(contract, by)
    return contract_rules.may_act_for(contract, by, step.side)


def _open_offers(by: Actor) -> list[Offer]:
    answering = Q(freelancer_id=by.person_id, state=OfferState.OFFERED) | (
        contracts.client_side(by) & Q(state=OfferState.COUNTERED)
    )
    return list(
        Offer.objects.filter(answering, model="milestone")
        .select_related("client", "organisation", "freelancer")
        .order_by("expires_at")[:MOST_TURNS]
    )


def _offer_turn(offer: Offer, by: Actor) -> Turn | None:
    side = WHOSE_TURN[OfferState(offer.state)]
    if not contract_rules.may_act_for(offer, by, side):
        return None
    other = offer.client_name if side is Side.FREELANCER else offer.freelancer.name
    what = "offer" if side is Side.FREELANCER else "counter-offer"
    return Turn(
        f"Answer the {what} “{offer.title}”",
        f"{other} offers {money_text(offer.total)}. It expires on {when_text(offer.expires_at)}."
        if offer.expires_at
        else f"{other} offers {money_text(offer.total)}.",
        reverse("milestone:offer", args=[offer.id]),
        f"See the {what}",
        offer.expires_at,
        "warn",
    )
