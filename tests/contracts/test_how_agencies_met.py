"""How an agency and a client met is settled once, for the agency: it selects one fee, whoever leads the work."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from hirehall.contracts.models import Contract, Offer
from hirehall.contracts.queries import basis_for, pricing_from, pricing_of
from hirehall.engagements.milestone.actions.make_offer import draft_offer, make_offer
from hirehall.engagements.milestone.actions.send_drafted_offer import send_drafted_offer
from hirehall.engagements.package.actions.make_offer import make_offer as make_custom_offer
from hirehall.engagements.package.actions.open_inquiry import open_inquiry
from hirehall.engagements.package.actions.place_order import place_order
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.money import zero
from hirehall.foundation.refused import Refused
from hirehall.market.actions.draft_service import draft_service
from hirehall.market.actions.name_request import name_request
from hirehall.market.actions.publish_service import publish_service
from hirehall.market.models import Acquaintance, Service
from hirehall.money import invariants
from hirehall.people.actions.make_organisation import make_organisation
from hirehall.people.models import Person
from tests.makers.agencies import Studio, make_studio
from tests.makers.base import actor_of
from tests.makers.contracts import deal, planned
from tests.makers.package import offer_content, service_content
from tests.makers.requests import opened


@pytest.fixture
def studio(db: None) -> Studio:
    return make_studio()


def quoted(studio: Studio, name: str, client: Actor | None = None) -> Offer:
    """A client of that member's own asks, and the member quotes in the agency's name."""
    request = opened(studio.hall, studio.by(name), client or studio.client)
    name_request(request.id, by=studio.by(name), agency_id=studio.agency.id)
    return make_offer(
        studio.hall.id, by=studio.by(name), terms=deal(), milestones=(planned(),), request_id=request.id
    )


def hired(studio: Studio, client: Actor | None = None) -> Offer:
    return make_offer(
        studio.hall.id, by=client or studio.client, terms=deal(), milestones=(planned(),),
        freelancer_id=studio.agency.id,
    )  # fmt: skip


def sold(studio: Studio) -> Service:
    content = service_content(studio.hall)
    drafted = draft_service(studio.hall.id, by=studio.by("Bea"), content=content, agency_id=studio.agency.id)
    service: Service = publish_service(drafted.id, by=studio.by("Bea"))
    return service


def test_two_leads_of_one_agency_have_one_origin_with_one_client(studio: Studio) -> None:
    hired(studio)  # led by its first owner
    later = quoted(studio, "Bea")  # who would have brought the client herself
    assert (later.freelancer_id, later.origin) == (studio.id("Bea"), "marketplace")
    house = make_organisation(by=studio.client, name="Harbour Goods")
    client = replace(actor_of(Person.objects.get(id=studio.client.person_id)), organisation_id=house.id)
    assert quoted(studio, "Bea", client).origin == "marketplace"
    assert {row.origin for row in Acquaintance.objects.filter(agency=studio.agency)} == {"marketplace"}


def test_a_members_own_client_is_the_agencys_own_whoever_leads(studio: Studio) -> None:
    assert quoted(studio, "Bea").origin == "direct"
    assert hired(studio).origin == "direct"
    service = sold(studio)
    assert place_order(service.id, by=studio.client, package=1).contract.origin == "direct"
    inquiry = open_inquiry(service.id, by=studio.client, text="A sign as well?")
    until = clock.now().date() + timedelta(days=3)
    custom = make_custom_offer(inquiry.id, by=studio.by("Mateus"), content=offer_content(), valid_until=until)
    assert custom.origin == "direct"
    assert invariants.check() == []


def test_whoever_of_its_people_met_the_client_first_met_them_for_the_agency(studio: Studio) -> None:
    with clock.at(clock.now() - timedelta(days=9)):
        opened(studio.hall, studio.by("Cyr"), studio.client)  # in his own name
    with clock.at(clock.now() - timedelta(days=5)):
        offer = make_offer(
            studio.hall.id, by=studio.client, terms=deal(), milestones=(planned(),),
            freelancer_id=studio.id("Mateus"),
        )  # fmt: skip
    assert offer.origin == "marketplace"  # Mateus alone
    assert hired(studio).origin == "direct"
    studio.leaves("Cyr")
    assert hired(studio).origin == "direct"  # for good
    alone = basis_for(studio.client, hall_id=studio.hall.id, freelancer_id=studio.id("Mateus"))
    assert alone.origin == "marketplace"


def test_a_draft_quoted_by_another_origin_is_not_sent_any_more(studio: Studio) -> None:
    draft = draft_offer(
        studio.hall.id, by=studio.client, terms=deal(), milestones=(planned(),), freelancer_id=studio.agency.id
    )  # fmt: skip
    assert draft.origin == "marketplace"
    assert quoted(studio, "Bea").origin == "direct"
    with pytest.raises(Refused) as refused:
        send_drafted_offer(draft.id, by=studio.client)
    assert refused.value.code == "offer.met_otherwise"
    assert Offer.objects.get(id=draft.id).state == "draft"


def test_both_sides_read_which_and_why_with_the_agencys_name(studio: Studio) -> None:
    hired(studio)
    offer = quoted(studio, "Bea")
    says = "Studio Y and this client"
    for who in (
        Person.objects.get(id=studio.client.person_id),
        studio.people["Bea"],
        studio.people["Mateus"],
    ):
        browser = Client()
        browser.force_login(who)
        assert says in browser.get(reverse("milestone:offer", args=[offer.id])).content.decode()
    browser.force_login(studio.people["Bea"])
    request = browser.get(reverse("market:request", args=[offer.request_id])).content.decode()
    assert f"{says} had met at this hall" in request


def test_what_was_billed_counts_for_the_agency_whoever_led_and_for_nobody_alone(studio: Studio) -> None:
    contract = studio.contract()
    milestone = contract.milestones.get()
    studio.release(studio.fund(milestone))
    pricing = pricing_of(quoted(studio, "Bea"))
    assert pricing.billed_before == Contract.objects.get(id=contract.id).paid != zero("EUR")
    alone = basis_for(studio.client, hall_id=studio.hall.id, freelancer_id=studio.id("Mateus"))
    assert pricing_from(alone, studio.hall.id).billed_before == zero("EUR")


def test_agencies_that_have_offered_before_keep_the_first_of_their_origins(studio: Studio) -> None:
    first, second = hired(studio), hired(studio)
    Acquaintance.objects.filter(agency=studio.agency).delete()
    Offer.objects.filter(id=second.id).update(origin="direct")
    module = import_module("hirehall.contracts.migrations.0005_how_agencies_met")
    for _ in range(2):
        module.keep_first_meetings(apps, None)
        kept = Acquaintance.objects.get(agency=studio.agency)
        assert (kept.origin, kept.met_at) == ("marketplace", first.made_at)
    assert Offer.objects.get(id=second.id).origin == "direct"
    assert hired(studio).origin == "marketplace"
