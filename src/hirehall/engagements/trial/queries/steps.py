"""Whose turn it is in a trial: exactly one next actor and one primary button; and what waits around requests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from hirehall.contracts import queries as contracts
from hirehall.contracts.models import Contract
from hirehall.contracts.queries import Step
from hirehall.contracts.states import ContractState, Side
from hirehall.engagements.trial import rules
from hirehall.engagements.trial.models import Match, MatchRequest, Trial
from hirehall.engagements.trial.queries.rows import requests_of
from hirehall.engagements.trial.states import MODEL, MatchState, RequestState, State
from hirehall.foundation.actor import Actor
from hirehall.foundation.addresses import address, at_hall
from hirehall.foundation.turns import Turn
from hirehall.look.formats import money_text, when_text

MOST_CONTRACTS = 200
MOST_WAITING = 50


def next_step(trial: Trial) -> Step | None:
    """The one next step, or None when the contract has ended."""
    contract = trial.contract
    if contract.state == ContractState.ENDED:
        return None
    shared = contracts.shared_step(contract, terms=None, ending=None)
    if shared is not None:
        return shared
    make = _BY_STATE.get(State(trial.state))
    return make(trial) if make else None


def _to(name: str, trial: Trial) -> str:
    return address(f"trial:{name}", trial.id)


def _agreed(trial: Trial) -> Step:
    until = when_text(trial.pay_by) if trial.pay_by else ""
    return Step(
        Side.CLIENT, "pay the trial", f"{trial.contract.client_name} pays the trial",
        f"The price is held by the hall, and the {trial.days} days begin with it. Without a payment by {until} it"
        " does not begin.",
        _to("pay", trial), "Pay the trial", due_at=trial.pay_by, tone="warn", icon="wallet", subject_id=trial.id,
        is_payment=True,
    )  # fmt: skip


def _paying(trial: Trial) -> Step:
    return Step(
        None, "wait for the payment", "The payment is on its way",
        "The trial begins as soon as the money is here. Nothing is to be done meanwhile.",
        contracts.room_href(trial.contract), "", icon="clock", subject_id=trial.id,
    )  # fmt: skip


def _running(trial: Trial) -> Step:
    until = when_text(trial.ends_at) if trial.ends_at else ""
    return Step(
        Side.FREELANCER, "work on trial", f"{trial.contract.freelancer_name} works on trial",
        f"It runs until {until}, and {money_text(trial.held)} is held. The client may end it earlier.",
        contracts.room_href(trial.contract), "", due_at=trial.ends_at, icon="play", subject_id=trial.id,
    )  # fmt: skip


def _window(trial: Trial) -> Step:
    until = when_text(trial.decide_by) if trial.decide_by else ""
    return Step(
        Side.CLIENT, "say how the trial was", f"{trial.contract.client_name} says how the trial was",
        f"Silence until {until} means content: {money_text(trial.held)} is released to"
        f" {trial.contract.freelancer_name} then.",
        _to("end", trial), "Say how it was", due_at=trial.decide_by, tone="warn", icon="hourglass",
        subject_id=trial.id,
    )  # fmt: skip


_BY_STATE: dict[State, Callable[[Trial], Step]] = {
    State.AGREED: _agreed,
    State.PAYING: _paying,
    State.RUNNING: _running,
    State.WINDOW: _window,
}


def steps_of(running: Sequence[Contract]) -> dict[UUID, Step]:
    """What comes next under each of these contracts: one query, however many they are."""
    by_id = {contract.id: contract for contract in running}
    found = {}
    for trial in Trial.objects.filter(contract_id__in=by_id):
        trial.contract = by_id[trial.contract_id]
        step = next_step(trial)
        if step is not None:
            found[trial.contract_id] = step
    return found


def turns_for(by: Actor) -> list[Turn]:
    """What waits for this actor in trials and around requests, most urgent first: four queries."""
    if by.person_id is None or by.is_staff:
        return []
    running = contracts.contracts_visible_to(by).filter(model=MODEL, state=ContractState.ACTIVE)
    parties = running.select_related("client", "organisation", "freelancer", "agency", "policy")
    chosen = list(parties.order_by("-started_at")[:MOST_CONTRACTS])
    steps = steps_of(chosen)
    turns = [contracts.turn_of(steps.get(contract.id), contract, by) for contract in chosen]
    waiting = [_answer(match) for match in dated_matches(by)]
    shown = requests_of(by).filter(state=RequestState.SHOWN).select_related("client", "organisation")
    waiting += [_choose(one) for one in shown[:MOST_WAITING] if rules.may_decide(one, by)]
    return contracts.most_urgent([turn for turn in turns if turn is not None] + waiting)


def dated_matches(by: Actor) -> list[Match]:
    """What the person is asked to say yes or no to. One query."""
    rows = Match.objects.filter(
        at_hall(by, "request__hall_id"), person_id=by.require_person(), state=MatchState.ASKED
    )
    return list(
        rows.select_related("request__client", "request__organisation").order_by("answer_by")[:MOST_WAITING]
    )


def _answer(match: Match) -> Turn:
    return Turn(
        f"Say yes or no: {match.request.title}",
        f"The matcher thinks of you for {match.request.client_name}. Silence means no.",
        address("trial:proposal", match.id), "Look at it", match.answer_by, "warn",
    )  # fmt: skip


def _choose(request: MatchRequest) -> Turn:
    return Turn(
        f"Choose somebody: {request.title}",
        "People are proposed to you, each with a reason. Without a choice the request closes itself.",
        address("trial:request", request.id), "See who", request.choose_by, "warn",
    )  # fmt: skip
