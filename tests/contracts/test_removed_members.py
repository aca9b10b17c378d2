"""An owner removes a member: what was funded before is paid as agreed, what is funded later pays them nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from hirehall.conversations.models import Notice
from hirehall.engagements.package.actions.accept_order import accept_order
from hirehall.engagements.package.actions.buy_revisions import buy_revisions
from hirehall.engagements.package.actions.deliver_order import deliver_order
from hirehall.engagements.package.actions.give_requirements import give_requirements
from hirehall.engagements.package.actions.place_order import place_order
from hirehall.foundation import clock, jobs
from hirehall.foundation.refused import Refused
from hirehall.market.actions.draft_service import draft_service
from hirehall.market.actions.publish_service import publish_service
from hirehall.money import invariants
from hirehall.people.actions.end_membership import end_membership
from tests.makers.agencies import Studio, make_studio, units
from tests.makers.contracts import planned
from tests.makers.package import service_content
from tests.makers.tokens import Caller

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def books(db: None) -> Iterator[None]:
    yield
    assert invariants.check() == []


@pytest.fixture
def studio(db: None) -> Studio:
    with clock.at(NOON):
        return make_studio()


def removed(studio: Studio, name: str, why: str = "We work on without a writer.") -> None:
    end_membership(studio.agency.id, studio.id(name), by=studio.by("Mateus"), reason=why)
    jobs.drain()


def test_funded_units_keep_the_split_that_was_in_force_and_later_ones_pay_them_nothing(
    studio: Studio,
) -> None:
    with clock.at(NOON):
        contract = studio.contract(planned("One", 100_00), planned("Two", 100_00), planned("Three", 100_00))
        first, second, third = units(contract)
        studio.agree(contract, Mateus=40, Cyr=60)
        studio.fund(first)
        studio.fund(second)
    with clock.at(NOON + timedelta(days=1)):
        removed(studio, "Cyr")
    with clock.at(NOON + timedelta(days=2)):
        studio.release(first)
        assert studio.has() == {"Mateus": 32_00, "Cyr": 48_00}
        studio.agree(contract, Mateus=50, Bea=50)  # without Cyr, so it does not touch what he was to have
        studio.release(second)
        assert studio.has() == {"Mateus": 64_00, "Cyr": 96_00}
        studio.fund(third)
        studio.release(third)
        assert studio.has() == {"Mateus": 104_00, "Cyr": 96_00, "Bea": 40_00}


def test_money_that_is_added_to_a_funded_unit_takes_no_share_of_it_away(studio: Studio) -> None:
    with clock.at(NOON):
        content = service_content(studio.hall)
        drafted = draft_service(
            studio.hall.id, by=studio.by("Bea"), content=content, agency_id=studio.agency.id
        )
        service = publish_service(drafted.id, by=studio.by("Bea"))
        order = place_order(service.id, by=studio.client, package=1)
        jobs.drain()
        studio.agree(order.contract, Bea=50, Cyr=50)
        give_requirements(order.id, by=studio.client, answers=("A bakery, in warm colours.",) * 2)
    with clock.at(NOON + timedelta(days=1)):
        removed(studio, "Cyr")
        buy_revisions(order.id, by=studio.client, count=1)
        jobs.drain()
        deliver_order(order.id, by=studio.by("Bea"), note="Here are all the files.")
        accept_order(order.id, by=studio.client)
        assert studio.has() == {"Bea": 48_00, "Cyr": 48_00}


def test_who_is_removed_hears_of_it_with_the_reason_and_the_date(studio: Studio) -> None:
    with clock.at(NOON):
        removed(studio, "Cyr", "We work on\r\n without a writer.")
        notice = Notice.objects.get(kind="membership.ended")
        assert (notice.person_id, notice.href) == (studio.id("Cyr"), reverse("contracts:shares"))
        assert notice.sentence.startswith(
            "Mateus Lindqvist ended your membership of Studio Y on 4 May 2026. "
            "The reason given: We work on without a writer."
        )
        studio.leaves("Dan")
        jobs.drain()
    assert Notice.objects.filter(kind="membership.ended").count() == 1


def test_nobody_is_removed_from_an_agency_without_a_reason_by_page_or_by_call(studio: Studio) -> None:
    cache.clear()
    for why in ("", "   "):
        with pytest.raises(Refused) as refused:
            removed(studio, "Cyr", why)
        assert refused.value.code == "member.reason_missing"
    place = f"organisations/{studio.agency.id}/members/{studio.id('Cyr')}"
    owner = Caller(studio.by("Mateus"))
    assert owner.call("DELETE", place, status=(422,))["code"] == "member.reason_missing"
    owner.call("DELETE", f"{place}?reason=We%20part.", status=(204,))
    browser = Client()
    browser.force_login(studio.people["Mateus"])
    browser.post(
        reverse("people:departure", args=[studio.agency.id, studio.id("Dan")]), {"reason": "We part."}
    )
    jobs.drain()
    assert Notice.objects.filter(kind="membership.ended").count() == 2


def test_a_reason_that_is_no_text_is_refused(studio: Studio) -> None:
    cache.clear()
    place = f"organisations/{studio.agency.id}/members/{studio.id('Cyr')}"
    owner = Caller(studio.by("Mateus"))
    for why in ("a%00b", "x" * 141):
        owner.call("DELETE", f"{place}?reason={why}", status=(400, 422))
    browser = Client()
    browser.force_login(studio.people["Mateus"])
    address = reverse("people:departure", args=[studio.agency.id, studio.id("Cyr")])
    assert browser.post(address, {"reason": "a\x00b"}).status_code < 500
    assert studio.by("Cyr").agency_ids
