"""A service of an agency: its owners and managers write it, its orders are the agency's contracts, shared as agreed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from hirehall.contracts.actions.pay_extra import pay_extra
from hirehall.contracts.actions.share_out import answer_split, end_standing_split, propose_split
from hirehall.contracts.models import Contract, Split
from hirehall.conversations.models import Notice, Thread
from hirehall.engagements.package.actions.accept_offer import accept_offer
from hirehall.engagements.package.actions.accept_order import accept_order
from hirehall.engagements.package.actions.deliver_order import deliver_order
from hirehall.engagements.package.actions.give_requirements import give_requirements
from hirehall.engagements.package.actions.make_offer import make_offer
from hirehall.engagements.package.actions.open_inquiry import open_inquiry
from hirehall.engagements.package.actions.place_order import place_order
from hirehall.engagements.package.models import Order
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Refused
from hirehall.market.actions.draft_service import draft_service
from hirehall.market.actions.halt_service import close_service, pause_service, resume_service
from hirehall.market.actions.publish_service import publish_service
from hirehall.market.actions.save_service import save_service
from hirehall.market.models import Service
from hirehall.market.queries import own_services, service_page
from hirehall.market.queries.find import find_services, newest_services
from hirehall.market.queries.find_shapes import Asked
from hirehall.money import invariants
from hirehall.people.actions.answer_invitation import answer_invitation
from hirehall.people.actions.change_role import change_role
from hirehall.people.actions.end_membership import end_membership
from hirehall.people.actions.invite_member import invite_member
from hirehall.people.actions.make_organisation import make_organisation
from hirehall.people.models import Organisation, Person
from tests.makers.agencies import Studio, make_studio
from tests.makers.base import actor_of
from tests.makers.contracts import eur
from tests.makers.package import again, offer_content, service_content
from tests.makers.tokens import Caller


@pytest.fixture(autouse=True)
def books(db: None) -> Iterator[None]:
    yield
    assert invariants.check() == []


@pytest.fixture
def studio(db: None) -> Studio:
    return make_studio()


def sold(studio: Studio, *, by: str = "Bea", **more: object) -> Service:
    """A published service of the agency, written by its manager."""
    content = service_content(studio.hall, **more)
    drafted = draft_service(studio.hall.id, by=studio.by(by), content=content, agency_id=studio.agency.id)
    service: Service = publish_service(drafted.id, by=studio.by("Mateus"))
    return service


def ordered(studio: Studio, service: Service, *, by: Actor | None = None, **more: object) -> Order:
    order = place_order(service.id, by=by or studio.client, package=1, **more)  # type: ignore[arg-type]
    jobs.drain()
    return again(order)


def done(studio: Studio, order: Order, *, by: str = "Bea") -> Order:
    give_requirements(order.id, by=studio.client, answers=("A bakery, in warm colours.",) * 2)
    deliver_order(order.id, by=studio.by(by), note="Here are all the files.")
    accept_order(order.id, by=studio.client)
    jobs.drain()
    return again(order)


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.code


def hiring_house(studio: Studio, name: str) -> tuple[Organisation, Actor]:
    """An organisation of the client’s, and a member of the agency who owns it too."""
    house = make_organisation(by=studio.client, name="Harbour Goods")
    client = Person.objects.get(id=studio.client.person_id)
    asked = invite_member(house.id, by=actor_of(client), email=studio.people[name].email, role="owner")
    answer_invitation(asked.id, accept=True, by=studio.by(name))
    return house, studio.by(name)


def test_it_belongs_to_the_agency_whose_owners_and_managers_write_it(studio: Studio) -> None:
    service = sold(studio)
    assert (service.agency_id, service.freelancer_id) == (studio.agency.id, studio.id("Bea"))
    for name in ("Mateus", "Bea"):
        save_service(service.id, by=studio.by(name), content=service_content(studio.hall))
        pause_service(service.id, by=studio.by(name))
        resume_service(service.id, by=studio.by(name))
        assert [row.agency for row in own_services(studio.by(name), studio.hall.id)] == ["Studio Y"]
    for by in (studio.by("Cyr"), studio.client):
        assert code_of(partial(pause_service, service.id, by=by)) == "service.not_found"
        begin = partial(draft_service, studio.hall.id, by=by, content=service_content(studio.hall))
        refused = code_of(partial(begin, agency_id=studio.agency.id))
        assert refused in {"agency.not_found", "service.no_profile"}
    before = studio.by("Bea")
    change_role(studio.agency.id, studio.id("Bea"), role="member", by=studio.by("Mateus"))
    assert code_of(lambda: pause_service(service.id, by=before)) == "service.not_found"
    assert own_services(studio.by("Bea"), studio.hall.id) == []
    close_service(service.id, by=studio.by("Mateus"))


def test_the_catalogue_and_its_page_show_the_agency_with_a_link(studio: Studio) -> None:
    service = sold(studio)
    [card] = find_services(studio.hall.id, Asked(text="Studio Y logo")).cards
    assert (card.freelancer, card.agency_handle, card.freelancer_picture) == ("Studio Y", "studio-y", None)
    assert newest_services(studio.hall.id, limit=5, freelancer_id=studio.id("Bea")) == ()
    link = reverse("front:agency", args=["studio-y"])
    for address in (reverse("market:services"), reverse("market:service", args=[service.id])):
        shown = Client().get(address).content.decode()
        assert f'href="{link}"' in shown
        assert "Bea Member" not in shown
    assert reverse("market:service", args=[service.id]) in Client().get(link).content.decode()
    Person.objects.filter(id__in=[studio.id("Mateus"), studio.id("Bea")]).update(is_active=False)
    assert find_services(studio.hall.id, Asked()).cards == []
    assert "Nobody can act" in service_page(studio.client, service.id).why_not
    assert code_of(lambda: place_order(service.id, by=studio.client, package=1)) == "service.nobody_leads"
    assert not Contract.objects.exists()


def test_an_order_is_the_agencys_contract_and_each_release_is_shared_as_agreed(studio: Studio) -> None:
    order = ordered(studio, sold(studio))
    contract = order.contract
    assert (contract.agency_id, contract.freelancer_id) == (studio.agency.id, studio.id("Bea"))
    assert contract.freelancer_name == "Studio Y"
    talking = set(Thread.objects.get(id=contract.thread_id).participants.values_list("person_id", flat=True))
    assert talking == {studio.client.person_id, studio.id("Bea"), studio.id("Mateus")}
    told = Notice.objects.filter(kind="order.paid").values_list("person_id", flat=True)
    assert {studio.id("Bea"), studio.id("Mateus")} <= set(told)
    studio.agree(contract, Bea=50, Cyr=33.33, Dan=16.67)
    done(studio, order, by="Mateus")
    assert studio.has() == {"Bea": 40_00, "Cyr": 26_66, "Dan": 13_34}
    pay_extra(contract.id, by=studio.client, amount=eur(10_01))
    jobs.drain()
    assert sum(studio.has().values()) == 80_00 + 10_01
    assert studio.has()["Dan"] - 13_34 == 1_67


def test_who_wrote_it_and_left_leads_nothing_new_and_the_agency_goes_on_selling(studio: Studio) -> None:
    service = sold(studio)
    end_membership(studio.agency.id, studio.id("Bea"), by=studio.by("Mateus"), reason="We part.")
    assert (
        code_of(lambda: pause_service(service.id, by=actor_of(studio.people["Bea"]))) == "service.not_found"
    )
    assert ordered(studio, service).contract.freelancer_id == studio.id("Mateus")


def test_nobody_orders_from_the_agency_they_belong_to_for_whatever_client(studio: Studio) -> None:
    service = sold(studio)
    house, cyr = hiring_house(studio, "Cyr")
    as_house = replace(cyr, organisation_id=house.id)
    before = replace(cyr, agencies=())  # what a request carried that began before they joined the agency
    assert code_of(lambda: place_order(service.id, by=cyr, package=1)) == "order.own_service"
    buy = partial(place_order, service.id, package=1, organisation_id=house.id)
    assert code_of(partial(buy, by=as_house)) == "order.own_service"
    assert code_of(partial(buy, by=before)) == "offer.to_oneself"
    assert code_of(lambda: open_inquiry(service.id, by=as_house, text="Hello?")) == "inquiry.own_service"
    assert "your agency" in service_page(cyr, service.id).why_not
    assert not Contract.objects.exists()
    client = actor_of(Person.objects.get(id=studio.client.person_id))
    order = ordered(studio, service, by=client, organisation_id=house.id)
    give_requirements(order.id, by=client, answers=("A bakery, in warm colours.",) * 2)
    deliver_order(order.id, by=studio.by("Bea"), note="Here are all the files.")
    assert code_of(lambda: accept_order(order.id, by=as_house)) == "contract.wrong_party"
    accept_order(order.id, by=client)
    assert again(order).state == "accepted"


def test_a_custom_offer_of_the_agency_is_led_by_who_made_it(studio: Studio) -> None:
    inquiry = open_inquiry(sold(studio).id, by=studio.client, text="Can you draw a sign?")
    until = clock.now().date() + timedelta(days=7)
    make = partial(make_offer, inquiry.id, content=offer_content(), valid_until=until)
    assert code_of(partial(make, by=studio.by("Cyr"))) == "inquiry.not_found"
    offer = make(by=studio.by("Mateus"))
    assert (offer.agency_id, offer.freelancer_id) == (studio.agency.id, studio.id("Mateus"))
    order = accept_offer(offer.id, by=studio.client)
    jobs.drain()
    contract = Contract.objects.get(id=order.contract_id)
    assert contract.agency_id == studio.agency.id
    studio.agree(contract, Mateus=75, Bea=25)
    deliver_order(order.id, by=studio.by("Bea"), note="Here are all the files.")
    accept_order(order.id, by=studio.client)
    assert studio.has() == {"Mateus": 180_00, "Bea": 60_00}


def test_who_joins_the_agency_after_it_offered_does_not_accept_its_offer(studio: Studio) -> None:
    inquiry = open_inquiry(sold(studio).id, by=studio.client, text="Can you draw a sign?")
    until = clock.now().date() + timedelta(days=7)
    offer = make_offer(inquiry.id, by=studio.by("Bea"), content=offer_content(), valid_until=until)
    client = Person.objects.get(id=studio.client.person_id)
    asked = invite_member(studio.agency.id, by=studio.by("Mateus"), email=client.email, role="member")
    answer_invitation(asked.id, accept=True, by=actor_of(client))
    assert code_of(lambda: accept_offer(offer.id, by=actor_of(client))) == "offer.to_oneself"
    assert not Order.objects.exists()


def test_it_is_sold_by_call_and_by_page(studio: Studio) -> None:
    cache.clear()
    body = {"title": "A sign for the shop", "agency_id": str(studio.agency.id)}
    made = Caller(studio.by("Bea")).call("POST", "services", body, status=(201,))
    assert Service.objects.get(id=made["id"]).agency_id == studio.agency.id
    Caller(studio.by("Cyr")).call("POST", "services", body, status=(404,))
    service = sold(studio)
    client = Caller(studio.client)
    seen = client.call("GET", f"services/{service.id}")
    assert (seen["freelancer"], seen["agency_id"], seen["agency_handle"]) == (
        "Studio Y", str(studio.agency.id), "studio-y",
    )  # fmt: skip
    [row] = client.call("GET", "services")["items"]
    assert row["agency_handle"] == "studio-y"
    page = Client()
    page.force_login(studio.people["Bea"])
    form = {"title": "A poster for the window", "agency": str(studio.agency.id)}
    page.post(reverse("market:new_service"), form)
    assert Service.objects.get(title=form["title"]).agency_id == studio.agency.id
    assert "Whose service it is" in page.get(reverse("market:new_service")).content.decode()
    page.force_login(studio.people["Cyr"])
    assert page.post(reverse("market:new_service"), form).status_code == 302
    assert Service.objects.filter(title=form["title"], agency=studio.agency).count() == 1


def standing(studio: Studio, order: Order, **percents: int) -> Split:
    """Shares of an order that all have agreed to, for later orders of its service too."""
    shares = tuple((studio.id(name), percent * 100) for name, percent in percents.items())
    split = propose_split(order.contract_id, by=studio.by("Mateus"), shares=shares, standing=True)
    for share in split.shares.filter(accepted_at=None).order_by("id"):
        answer_split(split.id, by=actor_of(share.person), accept=True)
    return Split.objects.get(id=split.id)


def test_shares_agreed_for_a_service_fill_in_its_next_order(studio: Studio) -> None:
    service, other = sold(studio), sold(studio, title="Something else, by the same three")
    first = ordered(studio, service)
    agreed = standing(studio, first, Mateus=50, Cyr=50)
    jobs.drain()
    Notice.objects.all().delete()
    second = ordered(studio, service)
    filled = second.contract.splits.get()
    assert (filled.state, filled.is_standing, filled.shares.count()) == ("accepted", False, 2)
    told = Notice.objects.filter(kind="split.agreed").order_by("person_id")
    assert {row.person_id for row in told} == {studio.id("Mateus"), studio.id("Cyr")}
    assert "as all of you agreed beforehand. Your share is 50%" in told[0].sentence
    done(studio, second)
    has = studio.has()
    assert set(has) == {"Mateus", "Cyr"}
    assert has["Mateus"] == has["Cyr"]
    assert not ordered(studio, other).contract.splits.exists(), "another service is agreed on by itself"
    newer = standing(studio, ordered(studio, service), Mateus=20, Dan=30, Cyr=50)
    assert newer.state == "accepted"
    third = ordered(studio, service).contract.splits.get()
    assert sorted(third.shares.values_list("basis_points", flat=True)) == [2_000, 3_000, 5_000]
    assert agreed.state == "accepted"


@pytest.mark.parametrize("why", ["left", "suspended", "ended"])
def test_a_standing_split_fills_nothing_in_without_all_whom_it_names(studio: Studio, why: str) -> None:
    service = sold(studio)
    split = standing(studio, ordered(studio, service), Mateus=50, Cyr=50)
    if why == "left":
        studio.leaves("Cyr")
    elif why == "suspended":
        Person.objects.filter(id=studio.id("Cyr")).update(suspended_at=clock.now())
    else:
        assert code_of(lambda: end_standing_split(split.id, by=studio.by("Dan"))) == "split.not_found"
        end_standing_split(split.id, by=studio.by("Cyr"))
        assert code_of(lambda: end_standing_split(split.id, by=studio.by("Bea"))) == "split.not_standing"
    order = ordered(studio, service)
    assert not order.contract.splits.exists()
    done(studio, order)
    assert set(studio.has()) == {"Bea"}, "all is the lead’s until the shares of this order are agreed"


def test_only_orders_of_a_service_have_shares_for_later_ones(studio: Studio) -> None:
    shares = ((studio.id("Mateus"), 10_000),)
    propose = partial(propose_split, studio.contract().id, by=studio.by("Mateus"), shares=shares)
    assert code_of(lambda: propose(standing=True)) == "split.not_standing"
    order = ordered(studio, sold(studio))
    page = Client()
    page.force_login(studio.people["Bea"], backend="allauth.account.auth_backends.AuthenticationBackend")
    address = reverse("contracts:split", args=[order.contract_id])
    assert "For later orders of this service too" in page.get(address).content.decode()
    page.post(address, {f"share-{studio.id('Bea')}": "100", "standing": "1"})
    split = order.contract.splits.get()
    assert (split.state, split.is_standing) == ("accepted", True)
    assert "Not for later orders of this service" in page.get(address).content.decode()
    page.post(reverse("contracts:split_standing_end", args=[split.id]))
    split.refresh_from_db()
    assert split.standing_ended_at is not None
