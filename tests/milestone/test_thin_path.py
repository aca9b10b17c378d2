"""The happy path: an offer becomes a contract, its milestone is funded, delivered, accepted and released."""

from __future__ import annotations

from hirehall.contracts.models import Contract
from hirehall.engagements.milestone.actions.accept_delivery import accept_delivery
from hirehall.foundation import jobs
from hirehall.money import queries as money
from tests.makers.contracts import Pair, again, eur, first


def test_a_deal_runs_from_offer_to_release_and_completes_itself(pair: Pair) -> None:
    contract = pair.contract()
    milestone = first(contract)
    assert milestone.state == "planned"
    assert milestone.client_fee_minor == 30_00
    assert milestone.freelancer_fee_minor == 200_00

    milestone = pair.fund(milestone)
    assert milestone.state == "funded"
    assert money.escrow_by_unit(contract.id) == {milestone.id: eur(1_000_00)}

    milestone = pair.deliver(milestone)
    assert milestone.state == "delivered"

    accept_delivery(milestone.id, by=pair.client)
    jobs.drain()
    milestone = again(milestone)
    assert (milestone.state, milestone.released_minor, milestone.held) == ("accepted", 1_000_00, eur(0))
    assert sum(held.minor for held in money.escrow_by_unit(contract.id).values()) == 0
    ended = Contract.objects.get(id=contract.id)
    assert (ended.state, ended.ended_by, ended.paid_minor) == ("ended", "completion", 1_000_00)
    assert money.balance_of(pair.freelancer.person_id, pair.hall).coming_total == eur(800_00)
