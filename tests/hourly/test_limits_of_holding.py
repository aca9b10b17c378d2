"""Money by the hour is only asked for, and time only taken, where nothing forbids it."""

from __future__ import annotations

import pytest

from hirehall.engagements.hourly.actions.change_terms import accept_terms, propose_terms
from hirehall.engagements.hourly.actions.hold_week import pay_week
from hirehall.engagements.hourly.models import Arrangement, Week
from hirehall.engagements.hourly.states import State
from hirehall.foundation import clock, jobs
from hirehall.foundation.refused import Refused
from hirehall.money import invariants
from hirehall.people.models import Membership, Organisation, Person
from hirehall.people.queries import actor_for
from tests.makers.contracts import Pair
from tests.makers.hourly import MONDAY, at, held, hour_terms, log, run, weeks_of


@pytest.mark.parametrize("side", ["client", "freelancer"])
def test_the_calendar_holds_no_week_for_somebody_who_is_suspended(pair: Pair, side: str) -> None:
    with at(hours=1):
        contract = held(pair)
    Person.objects.filter(id=getattr(pair, side).person_id).update(suspended_at=MONDAY)
    with at(days=5, hours=1):
        run()
        assert weeks_of(contract)[1].state == State.PLANNED
    Person.objects.update(suspended_at=None)
    with at(days=5, hours=2):
        run()
        assert weeks_of(contract)[1].state == State.OPEN


def test_no_time_is_taken_that_the_held_money_does_not_pay(pair: Pair) -> None:
    """As after a lost chargeback: the week runs on, and holds less than its cap."""
    with at(hours=1):
        contract = held(pair)
    Week.objects.filter(id=weeks_of(contract)[0].id).update(refunded_minor=540_00)
    with at(days=2):
        with pytest.raises(Refused) as found:
            log(pair, contract, minutes=61)
        assert (found.value.code, found.value.field) == ("hourly.more_than_held", "minutes")
        assert log(pair, contract, minutes=60).minutes == 60


@pytest.mark.parametrize(("role", "method"), [("hiring", ""), ("owner", "sandbox.instant")])
def test_terms_that_cost_more_are_not_paid_unasked_unless_a_payer_agreed(
    pair: Pair, role: str, method: str
) -> None:
    with at(hours=1):
        contract = held(pair)
        firm = Organisation.objects.create(name="Quill & Sons", handle="quill-sons", made_at=clock.now())
        Membership.objects.create(
            organisation=firm, person_id=pair.client.person_id, role=role, joined_at=clock.now()
        )
        type(contract).objects.update(organisation=firm)
        member = actor_for(Person.objects.get(id=pair.client.person_id))
        proposed = propose_terms(contract.id, by=pair.freelancer, terms=hour_terms(rate=120_00))
        accept_terms(proposed.id, by=member)
    assert Arrangement.objects.get().method == method


def test_what_was_not_worked_waits_for_the_next_week_whose_payment_is_under_way(pair: Pair) -> None:
    """Were it given back at the review, a client whose bank says no would pay it a second time."""
    with at(hours=1):
        contract = held(pair)
    with at(days=3):
        log(pair, contract, minutes=180)
    with at(days=7, hours=11):
        pay_week(weeks_of(contract)[1].id, by=pair.client, method="sandbox.ask")
    with at(days=7, hours=13):
        run()
        run()
        first, second = weeks_of(contract)
        assert (first.state, first.held.minor, second.state) == (State.REVIEW, 600_00, State.FUNDING)
    with at(days=9):
        jobs.run_sweeps()
        assert weeks_of(contract)[1].state == State.PLANNED
    with at(days=12, hours=1):
        run()
    first, second = weeks_of(contract)
    assert (first.released_minor, first.rolled_on_minor, first.refunded_minor) == (180_00, 420_00, 0)
    assert (second.held.minor, second.to_fund.minor) == (420_00, 180_00)
    assert invariants.check() == []
