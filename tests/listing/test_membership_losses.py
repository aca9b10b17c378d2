"""A bank takes the price of a membership or a part, or the hall sells it no more: the rest, the days, the next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from hirehall.conversations.models import Notice
from hirehall.engagements.listing.actions.end_membership import expire_membership
from hirehall.engagements.listing.actions.stop_membership import stop_membership
from hirehall.engagements.listing.actions.use_membership import take_back_membership
from hirehall.engagements.listing.models import Membership
from hirehall.engagements.listing.queries.memberships import to_earn
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import system
from hirehall.foundation.refused import Refused
from hirehall.halls.actions.date_policy import date_policy
from hirehall.money import invariants
from hirehall.money.models import Refund
from hirehall.money.rails.interface import Outcome
from hirehall.wiring.auditing import audit
from tests.makers.listing import Board, bank_says, bought, make_board, standing

CLOCK, DAY = system("clock"), timedelta(days=1)


@pytest.fixture
def paid(db: None) -> Iterator[Board]:
    """A board that is read whole by members alone; the books are right after the test."""
    yield make_board(**{"listing.membership_sold": 1})
    assert (invariants.check(), audit()[1]) == ([], [])


def sweep() -> None:
    jobs.sweeps["listing.sweep_memberships"]()
    jobs.drain()


def given_back(row: Membership) -> list[int]:
    """What the hall itself sent back for a membership, without what the bank took."""
    own = Refund.objects.filter(unit_id=row.id).exclude(key__startswith="chargeback:")
    return [one.amount_minor for one in own]


def test_what_a_bank_leaves_of_an_unused_one_goes_back_and_of_a_used_one_what_its_days_were_not_worth(
    paid: Board,
) -> None:
    unused, used = bought(paid), bought(paid, by=paid.poster, at_once=True)
    bank_says(unused.payment_id, Outcome.FAILED, minor=4_00)
    with clock.later(days=9, hours=12):  # ten of thirty days were begun: 3.00 of 9.00
        bank_says(used.payment_id, Outcome.PENDING, reference="dp_used", minor=2_00)
        jobs.drain()
    with clock.later(days=12):
        bank_says(used.payment_id, Outcome.FAILED, reference="dp_used", minor=2_00)
        jobs.drain()
        jobs.drain()
    assert (given_back(unused), given_back(used)) == ([5_00], [4_00])
    for row in (unused, used):
        row.refresh_from_db()
    assert (unused.state, unused.earned_at, used.state) == ("lost", None, "lost")
    # 9.00 came in as income; the hall gave up 4.00 of it, and bears the 2.00 of the bank.
    assert (standing("unearned"), standing("membership"), standing("chargeback")) == (0, 5_00, 2_00)
    assert standing("clearing") == 3_00
    said = {one.person_id: one.sentence for one in Notice.objects.filter(kind="membership.lost")}
    assert "€5.00, goes back to you" in said[unused.person_id]
    assert "€4.00, goes back to you" in said[used.person_id]


def test_of_two_banks_the_last_decides(paid: Board) -> None:
    row = bought(paid)
    for one in ("dp_one", "dp_two"):
        bank_says(row.payment_id, Outcome.PENDING, reference=one, minor=3_00)
    bank_says(row.payment_id, Outcome.FAILED, reference="dp_one", minor=3_00)
    jobs.drain()
    row.refresh_from_db()
    assert (row.state, given_back(row)) == ("halted", [])
    bank_says(row.payment_id, Outcome.SUCCEEDED, reference="dp_two", minor=3_00)
    jobs.drain()
    row.refresh_from_db()
    assert (row.state, given_back(row), standing("membership")) == ("lost", [6_00], 0)


def test_what_a_bank_wants_does_not_end_and_what_ended_and_was_lost_is_settled_once_and_said(
    paid: Board,
) -> None:
    row = bought(paid)
    bank_says(row.payment_id, Outcome.PENDING)
    with clock.later(days=31):
        with pytest.raises(Refused, match="bank"):
            expire_membership(row.id, by=CLOCK)
        jobs.drain()
        bank_says(row.payment_id, Outcome.FAILED)
        jobs.drain()
        # As it was left by an earlier version: over, unearned, and nothing of its price there any more.
        Membership.objects.filter(id=row.id).update(state="ended")
        assert to_earn(clock.now()) == [row.id]
        before = Notice.objects.filter(kind="membership.lost").count()
        for _ in range(2):
            sweep()
        row.refresh_from_db()
        assert (row.state, row.earned_at, to_earn(clock.now())) == ("lost", None, [])
        assert Notice.objects.filter(kind="membership.lost").count() == before + 1


def test_days_that_it_stood_still_are_not_lost_to_the_next_one_that_was_bought_meanwhile(paid: Board) -> None:
    first = bought(paid, at_once=True)
    start = first.begins_at
    assert start is not None
    with clock.later(days=26):
        second = bought(paid, at_once=True)
        assert second.begins_at == first.ends_at
        bank_says(first.payment_id, Outcome.PENDING)
        jobs.drain()
    with clock.later(days=28):  # two days still: both move on by two
        bank_says(first.payment_id, Outcome.SUCCEEDED)
        jobs.drain()
        first.refresh_from_db()
        second.refresh_from_db()
        assert round((first.ends_at - start) / DAY, 3) == 32
        assert second.begins_at == second.used_at == second.earn_at == first.ends_at
        assert (second.ends_at - second.begins_at, second.ends_at - second.tell_at) == (30 * DAY, 5 * DAY)
        bank_says(first.payment_id, Outcome.PENDING, reference="dp_again")
        jobs.drain()
    with clock.later(days=38):  # the second has run for six days, and four of the first are left
        bank_says(first.payment_id, Outcome.SUCCEEDED, reference="dp_again")
        jobs.drain()
        first.refresh_from_db()
        second.refresh_from_db()
        assert round((first.ends_at - start) / DAY, 3) == 42
        assert round((second.ends_at - start) / DAY, 3) == 30 + 30 + 2 + 4


def test_days_to_take_it_back_are_not_lost_either(paid: Board) -> None:
    row = bought(paid)
    bank_says(row.payment_id, Outcome.PENDING)
    jobs.drain()
    with clock.later(days=20):
        bank_says(row.payment_id, Outcome.SUCCEEDED)
        jobs.drain()
    with clock.later(days=33):
        take_back_membership(row.id, by=paid.member)
        jobs.drain()
    assert (standing("unearned"), standing("clearing"), given_back(row)) == (0, 0, [9_00])


def test_what_the_hall_sells_no_more_ends_on_its_day_and_what_was_not_used_goes_back(
    paid: Board, client: Client
) -> None:
    used, unused = bought(paid, at_once=True), bought(paid, by=paid.poster)
    with pytest.raises(Refused, match="goes on"):
        stop_membership(used.id, by=CLOCK)
    date_policy(
        paid.hall.id, by=system("test"), effective_from=clock.now() + 12 * DAY,
        changes={"listing.membership_sold": 0}, reason="Everybody is to read it.",
    )  # fmt: skip
    jobs.drain()
    (told,) = {one.sentence for one in Notice.objects.filter(kind="membership.to_stop")}
    assert "everybody reads the board whole" in told
    assert Notice.objects.filter(kind="membership.to_stop").count() == 2
    page = client.get(reverse("listing:membership")).content.decode()
    assert "the board is free" in page
    sweep()
    assert {one.state for one in Membership.objects.all()} == {"running"}
    with clock.later(days=12, minutes=5):  # the thirteenth day was begun: 3.90 of 9.00
        for _ in range(2):
            sweep()
    assert {one.state for one in Membership.objects.all()} == {"stopped"}
    assert (given_back(used), given_back(unused)) == ([5_10], [9_00])
    assert (standing("unearned"), standing("membership"), standing("clearing")) == (0, 3_90, 3_90)
    said = {one.person_id: one.sentence for one in Notice.objects.filter(kind="membership.stopped")}
    assert "free to read now" in said[used.person_id]
    assert "€9.00, goes back to you" in said[unused.person_id]
