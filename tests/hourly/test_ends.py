"""Pausing, new terms, and the end by notice from either side."""

from __future__ import annotations

import pytest

from hirehall.contracts.states import ContractState
from hirehall.engagements.hourly.actions.change_terms import accept_terms, propose_terms
from hirehall.engagements.hourly.actions.end_contract import give_notice
from hirehall.engagements.hourly.actions.pause_contract import pause_contract, resume_contract
from hirehall.engagements.hourly.actions.run_week import approve_week
from hirehall.engagements.hourly.states import State
from hirehall.foundation import jobs
from hirehall.foundation.refused import Refused
from hirehall.money import invariants
from hirehall.money import queries as money
from tests.makers.contracts import Pair, eur
from tests.makers.hourly import at, first_week, held, hour_terms, in_review, log, run, weeks_of


def test_a_client_who_ends_pays_the_logged_time_and_has_the_rest_back(pair: Pair) -> None:
    with at(hours=1):
        contract = held(pair)
    with at(days=3):
        log(pair, contract, minutes=90)
        give_notice(contract.id, by=pair.client)
        jobs.drain()
    contract.refresh_from_db()
    assert (contract.state, contract.paid, contract.refunded_minor) == (
        ContractState.ENDED,
        eur(90_00),
        510_00,
    )
    assert not any(money.escrow_by_unit(contract.id).values())
    assert [week.state for week in weeks_of(contract)] == [State.RELEASED, State.CANCELLED]
    assert invariants.check() == []


def test_a_freelancer_who_ends_is_paid_when_the_review_ends(pair: Pair) -> None:
    with at(hours=1):
        contract = held(pair)
    with at(days=3):
        log(pair, contract, minutes=90)
        give_notice(contract.id, by=pair.freelancer)
        with pytest.raises(Refused, match="takes no new time"):
            log(pair, contract, hour=14)
    contract.refresh_from_db()
    assert (contract.state, contract.paid_minor, contract.refunded_minor) == (ContractState.ACTIVE, 0, 510_00)
    with at(days=8, hours=1):
        run()
    contract.refresh_from_db()
    assert (contract.state, contract.paid_minor) == (ContractState.ENDED, 90_00)
    assert invariants.check() == []


def test_a_paused_contract_holds_no_further_week_until_it_runs_on(pair: Pair) -> None:
    with at(hours=1):
        contract = held(pair)
        pause_contract(contract.id, by=pair.freelancer)
    with at(days=20):
        run()
        run()
        assert [week.state for week in weeks_of(contract)] == [State.REVIEW, State.PLANNED]
        resume_contract(contract.id, by=pair.client)
        run()
        run()
    states = [week.state for week in weeks_of(contract)]
    assert State.OPEN in states
    assert weeks_of(contract)[1].starts_at.isoformat() == "2026-11-23T00:00:00+00:00"
    assert invariants.check() == []


def test_new_terms_count_from_the_next_week_that_is_not_held(pair: Pair) -> None:
    with at(hours=1):
        contract = held(pair)
    with at(days=2):
        proposed = propose_terms(contract.id, by=pair.freelancer, terms=hour_terms(rate=90_00, cap=5))
        accept_terms(proposed.id, by=pair.client)
    first, second = weeks_of(contract)
    assert (first.rate, first.cap_minutes, first.held) == (eur(60_00), 600, eur(600_00))
    assert (second.rate, second.cap_minutes, second.amount) == (eur(90_00), 300, eur(450_00))


def test_a_client_pays_a_week_before_its_review_ends(pair: Pair) -> None:
    contract, _ = in_review(pair)
    with at(days=8):
        approve_week(first_week(contract).id, by=pair.client)
        with pytest.raises(Refused, match="settled"):
            approve_week(first_week(contract).id, by=pair.client)
    assert first_week(contract).released_minor == 180_00
    assert invariants.check() == []
