"""What belongs to one engagement model is not there for the actions and pages of another one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from hirehall.contracts.actions.answer_terms import decline_terms
from hirehall.contracts.models import Contract, Offer
from hirehall.engagements.hourly.actions.change_terms import propose_terms as propose_hours
from hirehall.engagements.hourly.actions.make_offer import make_offer as offer_hours
from hirehall.engagements.milestone.actions import change_terms, end_contract
from hirehall.engagements.milestone.actions.accept_offer import accept_offer
from hirehall.engagements.milestone.actions.counter_offer import counter_offer
from hirehall.foundation import jobs
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Refused
from hirehall.money import invariants
from hirehall.people.models import Person
from tests.makers.base import actor_of
from tests.makers.contracts import deal, make_pair, planned
from tests.makers.hourly import held, hour_terms, hourly_contract
from tests.makers.package import make_shop
from tests.people.test_api import Program

pytestmark = pytest.mark.django_db
Move = Callable[[Contract, Actor], Any]
MOVES: dict[str, Move] = {
    "end by notice": lambda contract, by: end_contract.end_by_notice(contract.id, by=by),
    "propose an end": lambda contract, by: end_contract.propose_ending(contract.id, by=by),
    "propose terms": lambda contract, by: change_terms.propose_terms(
        contract.id, by=by, terms=deal(), milestones=(planned(),)
    ),
}


@pytest.mark.parametrize("move", MOVES)
def test_a_milestones_move_does_not_reach_a_contract_of_another_model(move: str) -> None:
    """Its end by notice would otherwise end an hourly contract past its weeks, and an order past its money."""
    pair, shop = make_pair(), make_shop
    hours = hourly_contract(pair)
    order = shop(pair.hall, client="Ada Client", freelancer="Bo Freelancer").ordered().contract
    for contract in (hours, order):
        actor = pair.client if contract == hours else _client_of(contract)
        with pytest.raises(Refused) as refused:
            MOVES[move](contract, actor)
        assert refused.value.code == "contract.not_found"
        contract.refresh_from_db()
        assert contract.state == "active"
        assert contract.terms.count() == 1
    assert invariants.check() == []


def test_a_milestones_answer_does_not_reach_an_offer_or_terms_by_the_hour() -> None:
    pair = make_pair()
    contract = held(pair)
    terms = propose_hours(contract.id, by=pair.freelancer, terms=hour_terms(70_00))
    offer = offer_hours(
        pair.hall.id, by=pair.client, terms=hour_terms(), freelancer_id=pair.freelancer.person_id
    )
    answers: dict[str, Callable[[], Any]] = {
        "terms.not_found": lambda: change_terms.accept_terms(terms.id, by=pair.client),
        "offer.not_found": lambda: accept_offer(offer.id, by=pair.freelancer),
    }
    for code, answer in answers.items():
        with pytest.raises(Refused) as refused:
            answer()
        assert refused.value.code == code
    with pytest.raises(Refused) as refused:
        counter_offer(offer.id, by=pair.freelancer, terms=deal(), milestones=(planned(),))
    assert refused.value.code == "offer.not_found"
    offer.refresh_from_db()
    assert (offer.state, Offer.objects.get(id=offer.id).number, Contract.objects.count()) == ("offered", 1, 1)


def test_terms_by_the_hour_that_are_declined_leave_the_contract_as_it_is() -> None:
    pair = make_pair()
    contract = held(pair)
    terms = propose_hours(contract.id, by=pair.freelancer, terms=hour_terms(70_00))
    decline_terms(terms.id, by=pair.client, reason="Not this year.")
    jobs.drain()
    contract.refresh_from_db()
    assert contract.state == "active"


def test_the_room_of_a_model_shows_no_contract_of_another_one() -> None:
    """To its own sides as to an operator: there is nothing at that address."""
    pair = make_pair()
    mine = {"milestone": pair.contract(), "hourly": hourly_contract(pair)}
    program = Program(Person.objects.get(id=pair.client.person_id), [Scope.CONTRACTS_READ])
    for model, contract in mine.items():
        for other in ("milestone", "hourly"):
            answer = program.call("GET", f"{other}-contracts/{contract.id}")
            assert answer.status_code == (200 if other == model else 404), (model, other)


def _client_of(contract: Contract) -> Actor:
    return actor_of(contract.client)
