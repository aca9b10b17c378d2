"""Proposals and quotes in an agency's name: whose, who may, and what the client reads."""

from __future__ import annotations

import pytest
from django.test import Client

from hirehall.contracts.models import Contract
from hirehall.engagements.milestone.actions.accept_offer import accept_offer
from hirehall.engagements.milestone.actions.make_offer import make_offer
from hirehall.foundation import jobs
from hirehall.foundation.refused import Refused
from hirehall.market.actions.name_request import name_request
from hirehall.market.actions.submit_proposal import submit_proposal
from hirehall.market.models import Proposal
from hirehall.people.actions.end_membership import end_membership
from hirehall.people.models import Person
from tests.makers.agencies import Studio, make_studio
from tests.makers.contracts import deal, planned
from tests.makers.market import make_brief, make_proposal_draft
from tests.makers.requests import opened


@pytest.fixture
def studio(db: None) -> Studio:
    return make_studio()


def code(call: object) -> str:
    with pytest.raises(Refused) as why:
        call()  # type: ignore[operator]
    return why.value.code


def test_an_offer_on_an_agencys_proposal_is_to_the_agency(client: Client, studio: Studio) -> None:
    brief = make_brief(studio.hall, studio.client)
    draft = make_proposal_draft(brief, studio.by("Bea"))
    submit_proposal(draft.id, by=studio.by("Bea"), agency_id=studio.agency.id)
    jobs.drain()
    client.force_login(Person.objects.get(id=studio.client.person_id))
    page = client.get(f"/briefs/{brief.id}/proposals/").content.decode()
    assert "Studio Y" in page
    assert "Led by Bea Member" in page
    read = client.get(f"/proposals/{draft.id}/").content.decode()
    assert "/agencies/studio-y/" in read
    offer = make_offer(
        studio.hall.id, by=studio.client, terms=deal(), milestones=(planned(),), proposal_id=draft.id
    )
    assert (offer.agency_id, offer.freelancer_id) == (studio.agency.id, studio.id("Bea"))
    contract = accept_offer(offer.id, by=studio.by("Mateus"))
    assert Contract.objects.get(id=contract.id).freelancer_name == "Studio Y"


def test_only_who_manages_proposes_in_its_name(studio: Studio) -> None:
    brief = make_brief(studio.hall, studio.client)
    cyr = studio.by("Cyr")
    draft = make_proposal_draft(brief, cyr)
    assert code(lambda: submit_proposal(draft.id, by=cyr, agency_id=studio.agency.id)) == "agency.not_found"
    bea = studio.by("Bea")
    mine = make_proposal_draft(brief, bea)
    end_membership(studio.agency.id, studio.id("Bea"), by=bea)
    assert code(lambda: submit_proposal(mine.id, by=bea, agency_id=studio.agency.id)) == "agency.not_found"
    assert not Proposal.objects.exclude(agency=None).exists()


def test_an_agency_proposes_nothing_to_its_own_members(studio: Studio) -> None:
    brief = make_brief(studio.hall, studio.by("Cyr"))
    draft = make_proposal_draft(brief, studio.by("Bea"))
    assert code(lambda: submit_proposal(draft.id, by=studio.by("Bea"), agency_id=studio.agency.id)) == (
        "proposal.own_agency"
    )


def test_a_request_is_quoted_in_the_agencys_name(client: Client, studio: Studio) -> None:
    request = opened(studio.hall, studio.by("Mateus"), studio.client)
    client.force_login(studio.people["Mateus"])
    page = client.get(f"/quote-requests/{request.id}/").content.decode()
    assert "You quote in the name of" in page
    client.post(f"/quote-requests/{request.id}/name/", {"agency": str(studio.agency.id)})
    offer = make_offer(
        studio.hall.id, by=studio.by("Mateus"), terms=deal(), milestones=(planned(),), request_id=request.id
    )
    assert (offer.agency_id, offer.client_name) == (studio.agency.id, "Hollis Grey")
    assert code(lambda: name_request(request.id, by=studio.by("Mateus"))) == "request.not_open"
    contract = accept_offer(offer.id, by=studio.client)
    assert Contract.objects.get(id=contract.id).agency_id == studio.agency.id


def test_the_client_does_not_say_in_whose_name_it_is_quoted(studio: Studio) -> None:
    request = opened(studio.hall, studio.by("Mateus"), studio.client)
    assert code(lambda: name_request(request.id, by=studio.client)) == "request.wrong_party"
    assert code(lambda: name_request(request.id, by=studio.by("Bea"))) == "request.not_found"
