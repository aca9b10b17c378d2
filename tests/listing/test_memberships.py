"""Paid memberships of the board: bought, begun, taken back, told of, renewed, over; and what each opens."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import reverse

from hirehall.conversations.models import Notice
from hirehall.engagements.listing import queries
from hirehall.engagements.listing.actions.buy_membership import buy_membership, settle_membership
from hirehall.engagements.listing.actions.end_membership import renew_membership
from hirehall.engagements.listing.actions.save_search import save_search
from hirehall.engagements.listing.actions.use_membership import (
    begin_membership,
    choose_renewal,
    take_back_membership,
)
from hirehall.engagements.listing.models import Membership
from hirehall.engagements.listing.queries import exported
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import ANONYMOUS, system
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Refused
from hirehall.money import invariants
from hirehall.money.models import Payment
from hirehall.money.rails import drive
from hirehall.money.rails.interface import Outcome
from hirehall.papers.models import Paper
from hirehall.people.models import Person
from hirehall.wiring.auditing import audit
from tests.makers.listing import Board, bank_says, bought, make_board, standing, switch_on
from tests.makers.tokens import Caller

CLOCK, RAIL = system("clock"), system("rail")
LONG = "Edit recipes and short essays, two days a week. " * 8 + "The last words are for members alone."


@pytest.fixture
def paid(db: None) -> Iterator[Board]:
    """A board that is read whole by members alone; the books are right after the test."""
    yield make_board(**{"listing.membership_sold": 1})
    assert (invariants.check(), audit()[1]) == ([], [])


def as_(client: Client, board: Board, who: str = "member") -> Client:
    client.force_login(Person.objects.get(id=getattr(board, who).person_id))
    return client


def test_a_membership_is_bought_begun_and_over_and_opens_what_it_says(paid: Board, client: Client) -> None:
    position = paid.listed(description=LONG)
    href = reverse("listing:position", args=[position.id])
    for who in (client, as_(Client(), paid)):
        page = who.get(href).content.decode()
        assert "for members alone" not in page
        assert "work/editor" not in page
        assert "Look at the membership" in page
    member = as_(client, paid)
    assert "€9.00 for 30 days" in member.get(reverse("listing:board")).content.decode()
    page = member.get(reverse("listing:membership")).content.decode()
    assert "It ends by itself on" in page
    told = {"method": "sandbox.instant", "seen": "900", "days": "30", "back_days": "14", "key": "one"}
    for _ in range(2):
        member.post(reverse("listing:membership"), told)
    jobs.drain()
    row = Membership.objects.get()
    assert (row.state, standing("unearned"), standing("membership")) == ("running", 900, 0)
    page = member.get(href).content.decode()
    assert "for members alone" not in page
    assert "You have paid, and not begun" in page  # and is not asked to pay once more
    assert "Look at the membership" not in page
    assert "begin it" in member.get(reverse("listing:board")).content.decode()
    member.post(reverse("listing:begin_membership", args=[row.id]), {"key": "two"})
    page = member.get(href).content.decode()
    assert "for members alone" in page
    assert "work/editor" in page
    assert (standing("unearned"), standing("membership")) == (0, 900)
    (receipt,) = Paper.objects.all()
    assert receipt.data["about"] == f"Membership of the board of {paid.hall.name}"
    assert receipt.data["lines"] == [{"text": "Membership of the board", "minor": 900}]
    with clock.later(days=31):
        jobs.sweeps["listing.sweep_memberships"]()
        jobs.drain()
        row.refresh_from_db()
        assert row.state == "ended"
        assert not queries.reads_whole(paid.member, paid.hall.id)
    assert Payment.objects.count() == 1


def sweep() -> None:
    jobs.sweeps["listing.sweep_memberships"]()
    jobs.drain()


def refused(call: Callable[[], object]) -> str:
    with pytest.raises(Refused) as found:
        call()
    return found.value.code


def test_what_cannot_be_bought_begun_or_taken_back_says_why(paid: Board) -> None:
    hall, by, price = paid.hall.id, paid.member, Money(900, "EUR")
    assert refused(lambda: buy_membership(hall, by=by, seen=Money(800, "EUR"))) == "membership.other_price"
    for days in ((14, 14), (30, 7)):
        assert (
            refused(lambda days=days: buy_membership(hall, by=by, seen_days=days)) == "membership.other_days"
        )
    assert refused(lambda: buy_membership(hall, by=by, method="coins")) == "money.no_such_method"
    switch_on(paid.hall, **{"listing.membership_sold": 0})
    assert refused(lambda: buy_membership(hall, by=by)) == "membership.not_sold"
    assert queries.reads_whole(ANONYMOUS, hall)
    switch_on(paid.hall, **{"listing.membership_sold": 1})
    declined = bought(paid, method="sandbox.declined")
    assert (declined.state, bool(declined.reason)) == ("failed", True)
    row = bought(paid, seen=price)
    assert refused(lambda: buy_membership(hall, by=by)) == "membership.runs"
    assert refused(lambda: save_search(hall, by=by, asked=queries.Asked(text="x"), every="daily")) == (
        "membership.needed"
    )
    assert refused(lambda: take_back_membership(row.id, by=by, version=9)) == "membership.stale"
    assert refused(lambda: take_back_membership(row.id, by=paid.poster)) == "membership.not_found"
    assert refused(lambda: renew_membership(row.id, by=CLOCK)) == "membership.not_due"
    with clock.later(days=15):
        assert refused(lambda: take_back_membership(row.id, by=by)) == "membership.back_over"
        sweep()
        assert (standing("unearned"), standing("membership")) == (0, 900)
    begin_membership(row.id, by=by)
    assert begin_membership(row.id, by=by).used_at is not None
    assert refused(lambda: take_back_membership(row.id, by=by)) == "membership.used"
    save_search(hall, by=by, asked=queries.Asked(text="x"), every="daily")
    Person.objects.filter(id=by.person_id).update(suspended_at=clock.now())
    assert refused(lambda: buy_membership(hall, by=by)) == "person.suspended"


def test_unused_and_in_time_the_whole_price_goes_back_and_the_next_one_begins_after_it(paid: Board) -> None:
    row = bought(paid, renews=True)
    take_back_membership(row.id, by=paid.member)
    jobs.drain()
    row.refresh_from_db()
    assert (row.state, row.renews, standing("unearned"), standing("clearing")) == ("returned", False, 0, 0)
    assert refused(lambda: begin_membership(row.id, by=paid.member)) == "membership.wrong_state"
    assert {paper.kind for paper in Paper.objects.all()} == {"payment_receipt", "refund_receipt"}
    first = bought(paid, at_once=True)
    with clock.later(days=26):
        second = bought(paid)
        assert (second.begins_at, second.used_at) == (first.ends_at, None)
        assert refused(lambda: begin_membership(second.id, by=paid.member)) == "membership.not_begun"
        assert queries.reads_whole(paid.member, paid.hall.id)
    told = exported(paid.member.require_person())["memberships"]
    assert [one["state"] for one in told] == ["returned", "running", "running"]


def test_nothing_renews_itself_but_what_was_chosen_at_no_higher_price_and_after_a_notice(paid: Board) -> None:
    silent = bought(paid, at_once=True)
    chosen = bought(paid, by=paid.poster, at_once=True, renews=True)
    with clock.later(days=26):
        sweep()
        said = {one.person_id: one.sentence for one in Notice.objects.filter(kind="membership.ending")}
        assert "Nothing renews itself" in said[silent.person_id]
        assert "renews itself before it ends" in said[chosen.person_id]
    with clock.later(days=29, hours=1):
        sweep()
        sweep()
        following = Membership.objects.get(renewal_of=chosen)
        assert (following.state, following.begins_at, following.renews) == ("running", chosen.ends_at, True)
        choose_renewal(following.id, by=paid.poster, renews=False)
    switch_on(paid.hall, **{"listing.membership_sold": 1, "listing.membership_price_minor": 12_00})
    choose_renewal(following.id, by=paid.poster, renews=True)
    with clock.later(days=61):
        sweep()
        following.refresh_from_db()
        assert (following.state, following.renews) == ("ended", False)
    assert Membership.objects.count() == 3
    assert "ends on" in Notice.objects.filter(kind="membership.ending").latest("id").sentence


def test_a_bank_that_wants_it_back_halts_it_and_what_is_lost_is_booked(paid: Board) -> None:
    row = bought(paid, at_once=True)
    bank_says(row.payment_id, Outcome.PENDING)
    with clock.later(days=3):
        jobs.drain()
    with clock.later(days=4):
        row.refresh_from_db()
        assert (row.state, queries.reads_whole(paid.member, paid.hall.id)) == ("halted", False)
        ended = row.ends_at
        bank_says(row.payment_id, Outcome.SUCCEEDED)
        jobs.drain()
        row.refresh_from_db()
        assert (row.state, (row.ends_at - ended).days) == ("running", 1)
    other = bought(paid, by=paid.poster)
    bank_says(other.payment_id, Outcome.PENDING, reference="dp_two")
    jobs.drain()
    with clock.later(days=15):
        sweep()
        assert standing("unearned") == 900
        bank_says(other.payment_id, Outcome.FAILED, reference="dp_two")
        jobs.drain()
    other.refresh_from_db()
    assert (other.state, standing("unearned"), standing("disputed"), standing("chargeback")) == (
        "lost",
        0,
        0,
        0,
    )


def test_charged_twice_or_too_late_goes_back_and_a_death_between_loses_nothing(paid: Board) -> None:
    twice = bought(paid, method="sandbox.paid_twice")
    jobs.drain()
    assert (twice.state, standing("unearned"), standing("clearing")) == ("running", 900, 900)
    row = buy_membership(paid.hall.id, by=paid.poster)
    assert refused(lambda: buy_membership(paid.hall.id, by=paid.poster)) == "membership.under_way"
    drive(row.payment_id)  # and here the process dies: the money is there, the membership waits
    assert Membership.objects.get(id=row.id).state == "paying"
    jobs.drain()
    settle_membership(row.payment_id, by=RAIL)
    assert Membership.objects.get(id=row.id).state == "running"
    assert (standing("unearned"), Paper.objects.filter(cause_id=row.payment_id).count()) == (1_800, 1)


def test_feeds_programs_and_machines_read_no_more_than_everybody(paid: Board, client: Client) -> None:
    position = paid.listed(description=LONG)
    for name in ("atom_feed", "json_feed"):
        assert "for members alone" not in client.get(reverse(f"listing:{name}")).content.decode()
    caller = Caller(paid.member)
    told = caller.call("GET", f"positions/{position.id}")
    assert (told["is_whole"], told["apply_url"]) == (False, "")
    made = caller.call(
        "POST",
        "positions/membership",
        {"seen_minor": 900, "seen_days": 30, "seen_back_days": 14, "at_once": True},
    )
    assert made["state"] == "running"
    assert caller.call("GET", f"positions/{position.id}")["is_whole"]
    mine = caller.call("GET", "positions/membership")
    assert (mine["is_open"], mine["sale"]["days"]) == (True, 30)


def test_nobody_finds_a_position_by_words_that_they_do_not_read(paid: Board, client: Client) -> None:
    position = paid.listed(description=LONG + " Persimmon jam.", skill_ids=())
    board = reverse("listing:board")

    def finds(who: Client, words: str) -> bool:
        return position.title in who.get(board, {"q": words}).content.decode()

    other, member = Client(), as_(client, paid)
    for words in ("persimmon", "cookery persimmon", "persim"):
        assert not finds(other, words)
        assert not finds(member, words)
        assert position.title not in client.get(reverse("listing:json_feed"), {"q": words}).content.decode()
    assert finds(other, "recipes")  # it stands in the summary
    assert Caller(paid.poster).call("GET", "positions?q=persimmon")["items"] == []
    bought(paid, at_once=True)
    assert finds(member, "persimmon")
    assert Caller(paid.member).call("GET", "positions?q=persimmon")["items"]
    switch_on(paid.hall, **{"listing.membership_sold": 0})
    assert finds(other, "persimmon")


def test_what_was_paid_goes_back_whatever_became_of_the_board_the_days_or_the_account(
    paid: Board, client: Client
) -> None:
    terms = {"listing.membership_sold": 1, "listing.membership_days": 14, "listing.membership_back_days": 30}
    switch_on(paid.hall, **terms)
    short, off = bought(paid), bought(paid, by=paid.poster)
    assert queries.open_memberships_of(short.person_id)
    assert not queries.open_memberships_of(paid.editor.require_person())
    with clock.later(days=15):  # over, and the days to take it back are not
        sweep()
        assert refused(lambda: begin_membership(short.id, by=paid.member)) == "membership.over"
        take_back_membership(short.id, by=paid.member)
    switch_on(paid.hall, **terms, **{"listing.offered": 0})
    assert Client().get(reverse("listing:membership")).status_code == 404
    off.refresh_from_db()
    poster = as_(client, paid, "poster")
    assert "Take it back" in poster.get(reverse("listing:membership")).content.decode()
    poster.post(reverse("listing:take_back", args=[off.id]), {"key": "back", "version": off.version})
    jobs.drain()
    assert {one.state for one in Membership.objects.all()} == {"returned"}
    assert (standing("unearned"), standing("membership")) == (0, 0)


def test_a_renewal_that_was_stopped_while_it_was_paid_goes_back_and_who_never_began_gives_nothing_up(
    paid: Board,
) -> None:
    stopped, unused = bought(paid, at_once=True, renews=True), bought(paid, by=paid.poster, renews=True)
    with clock.later(days=26):
        sweep()
    with clock.later(days=29, hours=1):
        following, other = (renew_membership(one.id, by=CLOCK) for one in (stopped, unused))
        assert (following.at_once, other.at_once) == (True, False)
        choose_renewal(stopped.id, by=paid.member, renews=False)
        jobs.drain()
        following.refresh_from_db()
        assert (following.state, following.renews) == ("failed", False)
        assert (standing("unearned"), Payment.objects.get(id=following.payment_id).funded_at) == (900, None)
