"""A frozen contract stands still: each clock that ran has as much time left when the contract runs on."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hirehall.contracts import operations as contract_operations
from hirehall.contracts.models import Contract
from hirehall.engagements.milestone.actions.ask_refund import ask_refund
from hirehall.engagements.milestone.models import Milestone, RefundRequest
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import system
from hirehall.foundation.models import FactRow
from hirehall.money.queries import balance_of
from hirehall.people.models import Person
from tests.makers.contracts import Pair, again, eur

DISPUTES = system("disputes")
SECOND = timedelta(seconds=1)


def freeze(contract_id: UUID) -> None:
    with transaction.atomic():
        contract_operations.freeze(
            Contract.objects.select_for_update().get(id=contract_id), reason="A dispute.", by=DISPUTES
        )


def thaw(contract_id: UUID) -> None:
    with transaction.atomic():
        contract_operations.thaw(Contract.objects.select_for_update().get(id=contract_id), by=DISPUTES)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    ran=st.integers(0, 6 * 24 * 3600),
    stands=st.lists(st.integers(0, 200 * 24 * 3600), min_size=1, max_size=3),
    kind=st.sampled_from(["delivery", "refund"]),
)
@pytest.mark.django_db
def test_no_clock_runs_while_a_contract_is_frozen(pair: Pair, ran: int, stands: list[int], kind: str) -> None:
    row = pair.delivered() if kind == "delivery" else pair.funded()
    if kind == "refund":
        ask_refund(row.id, by=pair.client, amount=eur(100_00), reason="It is not needed any more, sorry.")
    began = clock.now()
    whole = _ends(kind, row.id) - began
    at = began + timedelta(seconds=ran)
    for stood in stands:
        with clock.at(at):
            freeze(row.contract_id)
        at += timedelta(seconds=stood)
        with clock.at(at):
            jobs.run_sweeps()  # whatever the day says, nothing happens to a frozen contract
            thaw(row.contract_id)
    left = _ends(kind, row.id) - at
    assert abs(left - (whole - timedelta(seconds=ran))) < SECOND
    with clock.at(at + left - SECOND):
        jobs.run_sweeps()
    assert again(row).held == eur(1_000_00)
    with clock.at(at + left + SECOND):
        jobs.run_sweeps()
    assert again(row).held == (eur(0) if kind == "delivery" else eur(900_00))


def test_the_fact_says_how_long_it_stood(pair: Pair) -> None:
    row = pair.delivered()
    freeze(row.contract_id)
    with clock.later(days=3):
        thaw(row.contract_id)
    stood = FactRow.objects.get(name="contract.thawed").data["stood_seconds"]
    assert abs(stood - 3 * 24 * 3600) <= 60


def _ends(kind: str, milestone_id: UUID) -> datetime:
    if kind == "refund":
        return RefundRequest.objects.get(milestone_id=milestone_id).answer_by
    ends = Milestone.objects.get(id=milestone_id).auto_accept_at
    assert ends is not None
    return ends


def test_a_suspension_stops_a_person_and_not_the_clock_that_pays_them(pair: Pair) -> None:
    """Decision 0014: the work was done and its money set aside; it is theirs to pay out."""
    row = pair.delivered()
    Person.objects.filter(id=pair.freelancer.person_id).update(suspended_at=clock.now(), is_active=False)
    assert row.auto_accept_at is not None
    with clock.at(row.auto_accept_at + SECOND):
        jobs.run_sweeps()
    assert again(row).state == "accepted"
    with clock.at(row.auto_accept_at + timedelta(days=30)):
        balance = balance_of(pair.freelancer.require_person(), pair.hall)
        assert balance.available == eur(800_00)
