"""Whose turn it is: exactly one next actor and one primary button per contract, decided in one place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from hirehall.contracts import queries as contracts
from hirehall.contracts.models import Contract, Ending, TermsVersion
from hirehall.contracts.queries import Step
from hirehall.contracts.states import AskState, ContractState, Side
from hirehall.engagements.milestone.models import Milestone, RefundRequest
from hirehall.engagements.milestone.states import State
from hirehall.foundation.actor import Actor
from hirehall.foundation.addresses import address
from hirehall.foundation.turns import Turn
from hirehall.look.formats import money_text, when_text

MOST_CONTRACTS = 200


@dataclass(frozen=True, slots=True)
class Situation:
    """All that decides whose turn it is under one contract."""

    contract: Contract
    milestones: list[Milestone]
    open_terms: TermsVersion | None = None
    open_ending: Ending | None = None
    refund_requests: dict[UUID, RefundRequest] = field(default_factory=dict)


def next_step(now: Situation) -> Step | None:
    """The one next step, or None when the contract has ended. The first of these that applies decides."""
    contract = now.contract
    if contract.state == ContractState.ENDED:
        return None
    shared = contracts.shared_step(contract, terms=now.open_terms, ending=now.open_ending)
    if shared is not None:
        return shared
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
        f"{contract.freelancer_name} answers your refund request for “{row.title}”",
        f"{amount} is paid back by itself on {when_text(request.answer_by)} if there is no answer.",
        address("milestone:refund_answer", request.id),
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
        address("milestone:review", row.id),
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
        f"{contract.freelancer_name} makes the changes to “{row.title}”",
        f"{money_text(row.held)} stays held until it is delivered again and accepted.",
        address("milestone:deliver", row.id),
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
        f"{contract.freelancer_name} works on “{row.title}”",
        f"{money_text(row.held)} is held for it.{due} Once it is delivered, it is to be"
        f" answered within {contract.policy.silence_accepts_after_days} days.",
        address("milestone:deliver", row.id),
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
        address("milestone:fund", row.id),
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
        address("milestone:fund", row.id),
        f"Fund {money_text(row.to_fund, short=True)}",
        icon="wallet",
        is_payment=True,
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


def steps_of(running: Sequence[Contract]) -> dict[UUID, Step]:
    """What comes next under each of these contracts: four queries, however many they are."""
    steps = ((now.contract.id, next_step(now)) for now in situations(running))
    return {contract_id: step for contract_id, step in steps if step is not None}


def turns_for(by: Actor) -> list[Turn]:
    """What waits for this actor under milestone contracts, most urgent first: five queries."""
    if by.person_id is None:
        return []
    running = contracts.contracts_visible_to(by).filter(model="milestone", state=ContractState.ACTIVE)
    chosen = running.select_related("client", "organisation", "freelancer", "agency", "policy").order_by(
        "-started_at"
    )[:MOST_CONTRACTS]
    found = (contracts.turn_of(next_step(now), now.contract, by) for now in situations(chosen))
    return contracts.most_urgent([turn for turn in found if turn is not None])
