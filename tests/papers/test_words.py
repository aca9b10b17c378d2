"""Papers say what the money was for in the words of its model: a milestone, a week, an order."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hirehall.contracts.models import TermsVersion
from hirehall.contracts.operations.agreement import agreement_data
from hirehall.engagements.package.actions.accept_order import accept_order
from hirehall.foundation import clock, jobs
from hirehall.halls.models import Hall
from hirehall.papers.models import Paper
from hirehall.papers.queries import statement
from hirehall.people.models import Person
from hirehall.wiring.money_subjects import units
from tests.makers.contracts import make_pair
from tests.makers.hourly import at, hourly_contract, in_review, run
from tests.makers.package import make_shop

pytestmark = pytest.mark.django_db


def about(receiver_id: object) -> set[str]:
    return {paper.data["about"] for paper in Paper.objects.filter(receiver_id=receiver_id)}


def month_of(person_id: object, hall: Hall) -> set[str]:
    today = clock.now().date()
    month = statement(Person.objects.get(id=person_id).id, hall, date(today.year, today.month, 1), "EUR")
    return {line.about for line in month.lines}


def test_a_milestone_is_called_by_its_name() -> None:
    pair = make_pair()
    pair.finished()
    assert (
        about(pair.client.person_id)
        == about(pair.freelancer.person_id)
        == {"Shop relaunch: Checkout redesign"}
    )
    assert month_of(pair.freelancer.person_id, pair.hall) == {"Shop relaunch: Checkout redesign"}


def test_a_week_is_called_by_its_monday() -> None:
    pair = make_pair()
    in_review(pair)
    with at(days=14):
        run()
        named = about(pair.freelancer.person_id)
        assert named == {"Support by the hour: Week of 9 November 2026"}
        assert month_of(pair.freelancer.person_id, pair.hall) == named


def test_an_order_is_called_as_it_was_ordered() -> None:
    shop = make_shop()
    accept_order(shop.delivered().id, by=shop.client)
    jobs.drain()
    assert about(shop.freelancer.person_id) == {"A logo for a small business: Basic"}


def test_the_agreement_has_the_words_of_its_model() -> None:
    pair, found = make_pair(), {}
    for contract in (pair.contract(), hourly_contract(pair)):
        found[contract.model] = agreement_data(contract, TermsVersion.objects.get(contract=contract))["words"]
    assert found == {
        "milestone": {"unit": "Milestone", "units": "Milestones"},
        "hourly": {"unit": "A full week", "units": "Each week"},
    }


def test_units_of_every_model_are_named_in_one_query() -> None:
    pair = make_pair()
    milestone = pair.delivered()
    with CaptureQueriesContext(connection) as asked:
        assert units([milestone.id]) == {milestone.id: "Checkout redesign"}
    assert len(asked) == 1
