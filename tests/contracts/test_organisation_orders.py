"""A client organisation with roles takes part in every model: who orders, who pays, who accepts, and who does not."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from hirehall.contracts.queries import Wanted, work_of
from hirehall.engagements.hourly.actions.accept_offer import accept_offer
from hirehall.engagements.hourly.actions.hold_week import pay_week
from hirehall.engagements.hourly.actions.make_offer import make_offer
from hirehall.engagements.package.actions.accept_order import accept_order
from hirehall.engagements.package.actions.deliver_order import deliver_order
from hirehall.engagements.package.actions.give_requirements import give_requirements
from hirehall.engagements.package.actions.place_order import place_order
from hirehall.foundation import jobs
from hirehall.foundation.actor import Actor, Hat
from hirehall.foundation.refused import Refused
from hirehall.money import invariants
from hirehall.money.models import Payment
from hirehall.people.actions.answer_invitation import answer_invitation
from hirehall.people.actions.invite_member import invite_member
from hirehall.people.actions.make_organisation import make_organisation
from hirehall.people.models import Organisation, Person
from tests.makers.base import actor_of, make_person
from tests.makers.contracts import Pair, make_pair
from tests.makers.hourly import first_week, hour_terms
from tests.makers.package import again, make_service
from tests.makers.requests import opened

pytestmark = pytest.mark.django_db


@dataclass
class Firm:
    """An organisation with a member in each role, all acting for it."""

    pair: Pair
    organisation: Organisation
    owner: Actor
    hiring: Actor
    billing: Actor


@pytest.fixture
def firm() -> Firm:
    pair = make_pair()
    organisation = make_organisation(by=pair.client, name="Hollis & Grey")

    def acting(person_id: object) -> Actor:
        return actor_of(Person.objects.get(id=person_id)).wearing(Hat.CLIENT, organisation_id=organisation.id)

    def member(name: str, role: str) -> Actor:
        person = make_person(name, Hat.CLIENT)
        invitation = invite_member(
            organisation.id, by=acting(pair.client.person_id), email=person.email, role=role
        )
        answer_invitation(invitation.id, accept=True, by=actor_of(person))
        jobs.drain()
        return acting(person.id)

    return Firm(
        pair,
        organisation,
        acting(pair.client.person_id),
        member("Nora Grey", "hiring"),
        member("Bill Grey", "billing"),
    )


def refused(code: str, act: object) -> None:
    with pytest.raises(Refused) as no:
        act()  # type: ignore[operator]
    assert no.value.code == code


def test_a_package_is_ordered_by_an_owner_and_accepted_by_who_hires(firm: Firm) -> None:
    service, freelancer = make_service(firm.pair.hall, firm.pair.freelancer), firm.pair.freelancer
    mine = firm.organisation.id
    for member in (firm.hiring, firm.billing):
        refused(
            "order.wrong_party",
            lambda by=member: place_order(service.id, by=by, package=1, organisation_id=mine),
        )
    order = place_order(service.id, by=firm.owner, package=1, organisation_id=mine)
    jobs.drain()
    assert Payment.objects.get(id=order.payment_id).organisation_id == mine
    answers = tuple("A bakery, in warm colours." for _ in order.questions)
    refused("contract.wrong_party", lambda: give_requirements(order.id, by=firm.billing, answers=answers))
    give_requirements(order.id, by=firm.hiring, answers=answers)
    deliver_order(order.id, by=freelancer, note="Here are all the files.")
    refused("contract.wrong_party", lambda: accept_order(order.id, by=firm.billing))
    accept_order(order.id, by=firm.hiring)
    assert again(order).state == "accepted"
    assert invariants.check() == []


def test_hours_are_offered_by_who_hires_and_paid_by_who_pays(firm: Firm) -> None:
    def offer(by: Actor) -> object:
        return make_offer(
            firm.pair.hall.id, by=by, terms=hour_terms(), freelancer_id=firm.pair.freelancer.person_id
        )

    with pytest.raises(Refused):
        offer(firm.billing)
    made = offer(firm.hiring)
    contract = accept_offer(made.id, by=firm.pair.freelancer)  # type: ignore[attr-defined]
    jobs.drain()
    assert contract.organisation_id == firm.organisation.id
    week = first_week(contract)
    refused("contract.wrong_party", lambda: pay_week(week.id, by=firm.hiring))
    pay_week(week.id, by=firm.billing)
    jobs.drain()
    assert first_week(contract).held.minor == 600_00
    turns = {
        by.person_id: [row.turn for row in work_of(by, Wanted(turn="mine"))[0]]
        for by in (firm.hiring, firm.billing)
    }
    assert turns == {firm.hiring.person_id: [], firm.billing.person_id: []}
    assert [row.other_name for row in work_of(firm.billing, Wanted())[0]] == ["Mateus Lindqvist"]
    assert invariants.check() == []


def test_an_own_client_may_be_an_organisation_and_stays_one_for_all_its_members(firm: Firm) -> None:
    request = opened(firm.pair.hall, firm.pair.freelancer, firm.owner)
    assert (request.organisation_id, request.origin) == (firm.organisation.id, "direct")
    quote = make_offer(firm.pair.hall.id, by=firm.pair.freelancer, terms=hour_terms(), request_id=request.id)
    refused("contract.wrong_party", lambda: accept_offer(quote.id, by=firm.billing))
    contract = accept_offer(quote.id, by=firm.hiring)
    assert (contract.origin, contract.organisation_id) == ("direct", firm.organisation.id)
    later = make_offer(
        firm.pair.hall.id, by=firm.hiring, terms=hour_terms(), freelancer_id=firm.pair.freelancer.person_id
    )
    assert later.origin == "direct", "whoever of the house comes later is the same client"
    service = make_service(firm.pair.hall, firm.pair.freelancer)
    order = place_order(service.id, by=firm.owner, package=1, organisation_id=firm.organisation.id)
    assert order.contract.origin == "direct"
    jobs.drain()
    assert invariants.check() == []
