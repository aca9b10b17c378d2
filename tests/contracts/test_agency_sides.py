"""Whose money and whose say it is in an agency’s contract, where somebody would take what is not theirs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from hirehall.contracts import rules
from hirehall.contracts.actions.share_out import answer_split
from hirehall.contracts.models import Contract
from hirehall.contracts.states import Side
from hirehall.engagements.milestone.actions.accept_delivery import accept_delivery
from hirehall.engagements.milestone.actions.accept_offer import accept_offer
from hirehall.engagements.milestone.actions.begin_funding import begin_funding
from hirehall.engagements.milestone.actions.deliver_work import deliver_work
from hirehall.engagements.milestone.actions.end_contract import end_by_notice
from hirehall.engagements.milestone.actions.make_offer import make_offer
from hirehall.engagements.milestone.actions.release_part import release_part
from hirehall.foundation import jobs
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Refused
from hirehall.money import invariants
from hirehall.people.actions.answer_invitation import answer_invitation
from hirehall.people.actions.change_role import change_role
from hirehall.people.actions.end_membership import end_membership
from hirehall.people.actions.invite_member import invite_member
from hirehall.people.actions.make_organisation import make_organisation
from hirehall.people.models import Organisation, Person
from hirehall.reputation.models import ReviewWindow
from hirehall.reputation.rules import side_of as reviewing
from hirehall.reputation.states import Direction
from tests.makers.agencies import Studio, make_studio, units
from tests.makers.base import actor_of
from tests.makers.contracts import again, deal, eur, planned


@pytest.fixture
def studio(db: None) -> Studio:
    return make_studio()


def refused(call: Callable[[], object]) -> str:
    with pytest.raises(Refused) as why:
        call()
    return why.value.code


def test_the_first_split_waits_for_who_leads_because_all_was_theirs(studio: Studio) -> None:
    contract = studio.contract()
    first = studio.fund(units(contract)[0])
    split = studio.propose(contract, by="Bea", Bea=100)
    assert (split.state, split.shares.get(person_id=studio.id("Mateus")).basis_points) == ("open", 0)
    answer_split(split.id, by=studio.by("Mateus"), accept=False)
    split.refresh_from_db()
    assert split.state == "declined"
    studio.release(first)
    assert studio.has() == {"Mateus": 800_00}


def test_who_leads_is_asked_again_when_nobody_of_the_split_is_left(studio: Studio) -> None:
    contract = studio.contract()
    studio.agree(contract, by="Bea", Cyr=100)
    studio.leaves("Cyr")
    split = studio.propose(contract, by="Bea", Bea=100)
    assert split.state == "open"
    assert split.shares.filter(person_id=studio.id("Mateus"), accepted_at=None).exists()


def hiring_house(studio: Studio) -> tuple[Organisation, Actor, Actor]:
    """An organisation of the client’s; Bea, who manages the agency, owns it too."""
    house = make_organisation(by=studio.client, name="Harbour Goods")
    client = Person.objects.get(id=studio.client.person_id)
    asked = invite_member(house.id, by=actor_of(client), email=studio.people["Bea"].email, role="owner")
    answer_invitation(asked.id, accept=True, by=studio.by("Bea"))
    return house, actor_of(client), studio.by("Bea")


def test_who_is_in_the_agency_neither_accepts_nor_pays_its_work_for_a_client_that_is_a_house(
    studio: Studio,
) -> None:
    house, client, bea = hiring_house(studio)
    offer = make_offer(
        studio.hall.id, by=replace(client, organisation_id=house.id), terms=deal(), milestones=(planned(),),
        freelancer_id=studio.agency.id,
    )  # fmt: skip
    assert refused(lambda: accept_offer(offer.id, by=bea)) == "contract.wrong_party"
    contract: Contract = accept_offer(offer.id, by=studio.by("Mateus"))
    [row] = units(contract)
    assert refused(lambda: begin_funding(row.id, by=bea)) == "contract.wrong_party"
    begin_funding(row.id, by=client)
    jobs.drain()
    deliver_work(row.id, by=studio.by("Mateus"), note="All of it, and the notes.")
    assert refused(lambda: accept_delivery(row.id, by=bea)) == "contract.wrong_party"
    assert refused(lambda: release_part(row.id, by=bea, amount=eur(1_00))) == "contract.wrong_party"
    assert not rules.may_act_for(contract, bea, Side.CLIENT)
    assert not rules.may_act_for(contract, bea, Side.FREELANCER)
    accept_delivery(row.id, by=client)
    assert again(row).state == "accepted"
    assert invariants.check() == []


def test_who_lost_the_role_leads_nothing_new_in_the_agencys_name(studio: Studio) -> None:
    offer = make_offer(
        studio.hall.id,
        by=studio.client,
        terms=deal(),
        milestones=(planned(),),
        freelancer_id=studio.agency.id,
    )
    mateus = Person.objects.get(id=studio.id("Mateus"))
    change_role(studio.agency.id, studio.id("Bea"), role="owner", by=actor_of(mateus))
    end_membership(studio.agency.id, mateus.id, by=studio.by("Bea"), reason="We part.")
    assert refused(lambda: accept_offer(offer.id, by=actor_of(mateus))) == "offer.lead_left"
    assert refused(lambda: accept_offer(offer.id, by=studio.by("Bea"))) == "offer.lead_left"
    assert not Contract.objects.exists()


def test_a_role_that_ended_since_the_request_began_does_nothing(studio: Studio) -> None:
    bea = studio.by("Bea")
    before = studio.by("Mateus")
    change_role(studio.agency.id, studio.id("Bea"), role="owner", by=before)
    end_membership(studio.agency.id, studio.id("Mateus"), by=studio.by("Bea"), reason="We part.")
    assert refused(
        lambda: invite_member(studio.agency.id, by=before, email="friend@example.org", role="owner")
    ) in {"organisation.not_found", "organisation.owners_only"}
    assert (
        refused(lambda: invite_member(studio.agency.id, by=bea, email="friend@example.org", role="neither"))
        == "role.unknown"
    )


def test_nobody_reviews_the_agency_that_they_belong_to(studio: Studio) -> None:
    house, client, bea = hiring_house(studio)
    offer = make_offer(
        studio.hall.id, by=replace(client, organisation_id=house.id), terms=deal(), milestones=(planned(),),
        freelancer_id=studio.agency.id,
    )  # fmt: skip
    contract: Contract = accept_offer(offer.id, by=studio.by("Mateus"))
    end_by_notice(contract.id, by=client)
    jobs.drain()
    window = ReviewWindow(
        contract_id=contract.id, client_id=contract.client_id, organisation_id=house.id,
        freelancer_id=contract.freelancer_id,
    )  # fmt: skip
    assert reviewing(window, client) is Direction.OF_FREELANCER
    assert reviewing(window, bea) is None
