"""A walk over every move, every actor and every clock: the tables are what the actions do, and nothing more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from hirehall.contracts.models import Contract
from hirehall.engagements.milestone.actions.accept_delivery import accept_delivery, accept_in_silence
from hirehall.engagements.milestone.actions.ask_changes import ask_changes
from hirehall.engagements.milestone.actions.ask_refund import (
    ask_refund,
    grant_refund,
    grant_refund_in_silence,
    refuse_refund,
    withdraw_refund,
)
from hirehall.engagements.milestone.actions.begin_funding import begin_funding
from hirehall.engagements.milestone.actions.change_terms import accept_terms, propose_terms
from hirehall.engagements.milestone.actions.deliver_work import deliver_work
from hirehall.engagements.milestone.actions.end_contract import accept_ending, end_by_notice, propose_ending
from hirehall.engagements.milestone.actions.release_part import release_part
from hirehall.engagements.milestone.models import Milestone, RefundRequest
from hirehall.engagements.milestone.states import CLOCKS, FINAL, MOVES, State, allowed
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Actor
from hirehall.foundation.facts import timeline
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Refused
from hirehall.money import invariants
from hirehall.money import queries as money
from tests.makers.base import actor_of, make_person
from tests.makers.contracts import CLOCK, Pair, again, deal, eur, first, planned

REASON = "We changed the plan for this part."


def to_planned(pair: Pair) -> Milestone:
    return first(pair.contract(planned(), planned("Handover", 500_00)))


def to_funding(pair: Pair) -> Milestone:
    begin_funding(to_planned(pair).id, by=pair.client, method="sandbox.delayed")
    return Milestone.objects.select_related("contract").get(state="funding")


def to_funded(pair: Pair) -> Milestone:
    return pair.fund(to_planned(pair))


def to_delivered(pair: Pair) -> Milestone:
    return pair.deliver(to_funded(pair))


def to_changes_asked(pair: Pair) -> Milestone:
    return ask_changes(to_delivered(pair).id, by=pair.client, text=REASON)


def to_refund_asked(pair: Pair) -> Milestone:
    milestone = to_funded(pair)
    ask_refund(milestone.id, by=pair.client, amount=milestone.held, reason=REASON)
    return again(milestone)


def to_accepted(pair: Pair) -> Milestone:
    return accept_delivery(to_delivered(pair).id, by=pair.client)


def to_refunded(pair: Pair) -> Milestone:
    milestone = to_refund_asked(pair)
    grant_refund(RefundRequest.objects.get().id, by=pair.freelancer)
    return again(milestone)


def to_cancelled(pair: Pair) -> Milestone:
    milestone = to_planned(pair)
    end_by_notice(milestone.contract_id, by=pair.client)
    return again(milestone)


REACH: dict[State, Callable[[Pair], Milestone]] = {
    State.PLANNED: to_planned,
    State.FUNDING: to_funding,
    State.FUNDED: to_funded,
    State.DELIVERED: to_delivered,
    State.CHANGES_ASKED: to_changes_asked,
    State.REFUND_ASKED: to_refund_asked,
    State.ACCEPTED: to_accepted,
    State.REFUNDED: to_refunded,
    State.CANCELLED: to_cancelled,
}
ACTS: dict[str, tuple[str, Callable[[Milestone, Actor], Any]]] = {
    "begin funding": ("client", lambda row, by: begin_funding(row.id, by=by)),
    "deliver": ("freelancer", lambda row, by: deliver_work(row.id, by=by, note="Here it is.")),
    "ask for changes": ("client", lambda row, by: ask_changes(row.id, by=by, text=REASON)),
    "accept": ("client", lambda row, by: accept_delivery(row.id, by=by)),
    "release a part": ("client", lambda row, by: release_part(row.id, by=by, amount=eur(100_00))),
    "release a part, the rest rolls on": (
        "client",
        lambda row, by: release_part(row.id, by=by, amount=eur(100_00), rest="rolls_on"),
    ),
    "ask for a refund": (
        "client",
        lambda row, by: ask_refund(row.id, by=by, amount=eur(100_00), reason=REASON),
    ),
}


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("name", list(ACTS))
def test_a_move_happens_from_the_table_s_states_only(pair: Pair, state: State, name: str) -> None:
    row = REACH[state](pair)
    assert row.state == state
    who, act = ACTS[name]
    by = pair.client if who == "client" else pair.freelancer
    held = money.escrow_by_unit(row.contract_id)
    if any(move.name == name and move.source == state for move in MOVES):
        act(row, by)
        after = again(row)
        assert allowed(name, state, after.state)
        facts = {fact.name for fact in timeline(row.id)}
        assert {move.fact for move in MOVES if (move.name, move.source) == (name, state)} <= facts
    else:
        with pytest.raises(Refused):
            act(row, by)
        assert again(row).state == state
        assert money.escrow_by_unit(row.contract_id) == held
    assert invariants.check() == []


@pytest.mark.parametrize("name", list(ACTS))
def test_a_move_is_refused_to_every_other_actor(pair: Pair, name: str) -> None:
    source = next(State(move.source) for move in MOVES if move.name == name)
    row = REACH[source](pair)
    who, act = ACTS[name]
    other = pair.freelancer if who == "client" else pair.client
    stranger = actor_of(make_person("Sam Stranger"))
    for by, code in ((other, "contract.wrong_party"), (stranger, "milestone.not_found")):
        with pytest.raises(Refused) as refused:
            act(row, by)
        assert refused.value.code == code
    assert again(row).state == source


@pytest.mark.parametrize("source", [State.FUNDED, State.CHANGES_ASKED])
@pytest.mark.parametrize("part", [400_00, 1_000_00])
@pytest.mark.parametrize("answer", ["withdraw", "refuse", "grant", "silence"])
def test_every_answer_to_a_refund_request(pair: Pair, source: State, part: int, answer: str) -> None:
    row = REACH[source](pair)
    request = ask_refund(row.id, by=pair.client, amount=eur(part), reason=REASON)
    match answer:
        case "withdraw":
            withdraw_refund(request.id, by=pair.client)
        case "refuse":
            refuse_refund(request.id, by=pair.freelancer, reason=REASON)
        case "grant":
            grant_refund(request.id, by=pair.freelancer)
        case _:
            with pytest.raises(Refused, match="still has time"):
                grant_refund_in_silence(request.id, by=CLOCK)
            with clock.at(request.answer_by):
                jobs.run_sweeps()
    row = again(row)
    gone = part if answer in ("grant", "silence") else 0
    assert row.held == eur(1_000_00 - gone)
    assert row.state == (State.REFUNDED if gone == 1_000_00 else source)
    assert row.client_fee_back_minor == gone * 3 // 100
    assert money.escrow_by_unit(row.contract_id)[row.id] == row.held
    assert invariants.check() == []


def test_silence_accepts_at_its_minute_and_not_before(pair: Pair) -> None:
    row = again(to_delivered(pair))
    assert row.auto_accept_at is not None
    assert row.delivered_at is not None
    assert row.auto_accept_at - row.delivered_at == timedelta(days=14)
    with clock.at(row.auto_accept_at - timedelta(seconds=1)):
        jobs.run_sweeps()
        assert again(row).state == "delivered"
        with pytest.raises(Refused, match="still has time"):
            accept_in_silence(row.id, by=CLOCK)
    with clock.at(row.auto_accept_at):
        with pytest.raises(Refused) as late:
            ask_changes(row.id, by=pair.client, text=REASON)
        assert late.value.code == "milestone.clock_passed"
        jobs.run_sweeps()
    row = again(row)
    assert (row.state, row.accepted_in_silence, row.released_minor) == ("accepted", True, 1_000_00)


def test_every_clock_of_the_process_is_walked() -> None:
    assert {(state.value, silence.value) for state, _, _, _, silence in CLOCKS} == {
        ("delivered", "accepts"),
        ("refund_asked", "refunds"),
    }


@pytest.mark.parametrize("source", [state for state in State if state not in FINAL])
@pytest.mark.parametrize("how", ["client", "freelancer", "agreement"])
def test_every_end_leaves_nothing_in_escrow(pair: Pair, source: State, how: str) -> None:
    row = REACH[source](pair)
    contract = row.contract_id
    split: tuple[tuple[Any, Money], ...] = ((row.id, eur(250_00)),) if row.held else ()

    def end() -> None:
        if how == "agreement":
            proposed = propose_ending(contract, by=pair.freelancer, split=split)
            accept_ending(proposed.id, by=pair.client)
        else:
            end_by_notice(contract, by=pair.client if how == "client" else pair.freelancer)

    if source is State.FUNDING:
        with pytest.raises(Refused) as refused:
            end()
        assert refused.value.code == "milestone.funding"
        return
    held = row.held
    end()
    row, ended = again(row), Contract.objects.get(id=contract)
    released = {"client": held, "freelancer": eur(0), "agreement": eur(250_00) if held else eur(0)}[how]
    assert (ended.state, ended.paid_minor, ended.refunded_minor) == (
        "ended",
        released.minor,
        (held - released).minor,
    )
    assert State(row.state) in FINAL
    assert allowed("end the contract", source, row.state)
    assert sum(part.minor for part in money.escrow_by_unit(contract).values()) == 0
    jobs.drain()
    assert invariants.check() == []


def test_planned_milestones_are_added_changed_and_cancelled_by_new_terms(pair: Pair) -> None:
    kept, gone = (to_planned(pair).contract).milestones.order_by("position")
    pair.fund(kept)
    proposed = propose_terms(
        kept.contract_id, by=pair.freelancer, terms=deal(), milestones=(planned("Extra work", 300_00),)
    )
    assert again(gone).state == "planned"
    accept_terms(proposed.id, by=pair.client)
    rows = Milestone.objects.order_by("position").values_list("title", "state", "amount_minor")
    assert list(rows) == [
        ("Checkout redesign", "funded", 1_000_00),
        ("Handover", "cancelled", 500_00),
        ("Extra work", "planned", 300_00),
    ]
    assert Contract.objects.get().agreed_minor == 1_300_00


def test_a_rest_that_rolls_on_is_held_for_the_next_milestone(pair: Pair) -> None:
    row = release_part(to_delivered(pair).id, by=pair.client, amount=eur(600_00), rest="rolls_on")
    following = row.contract.milestones.get(position=2)
    assert (row.state, row.held, following.held) == ("accepted", eur(0), eur(400_00))
    assert (following.amount, following.to_fund) == (eur(900_00), eur(500_00))
    pair.fund(following)
    pair.deliver(following)
    accept_delivery(following.id, by=pair.client)
    jobs.drain()
    ended = Contract.objects.get()
    assert (ended.state, ended.paid_minor) == ("ended", 1_500_00)
    assert money.balance_of(pair.freelancer.person_id, pair.hall).coming_total == eur(1_200_00)  # type: ignore[arg-type]
    assert invariants.check() == []


def test_what_rolled_in_can_be_refunded_along_the_payment_that_brought_it(pair: Pair) -> None:
    row = release_part(to_delivered(pair).id, by=pair.client, amount=eur(600_00), rest="rolls_on")
    end_by_notice(row.contract_id, by=pair.freelancer)
    jobs.drain()
    ended = Contract.objects.get()
    assert (ended.paid_minor, ended.refunded_minor) == (600_00, 400_00)
    assert invariants.check() == []
