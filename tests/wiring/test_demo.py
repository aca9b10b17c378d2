"""The demo is a real market: a small one here, made by the same code as the full year."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from enum import StrEnum

import pytest
from django.db.models import Count, Model, Q
from django.test import Client

from hirehall.contracts.models import Contract, Ending, ExtraPayment, Offer, TermsVersion
from hirehall.contracts.states import AskState, ContractState, EndedBy, OfferState
from hirehall.conversations.models import Notice
from hirehall.engagements.hourly.models import Entry, Week
from hirehall.engagements.hourly.states import EntryState
from hirehall.engagements.hourly.states import State as WeekState
from hirehall.engagements.milestone.models import Milestone, RefundRequest
from hirehall.engagements.milestone.states import State
from hirehall.foundation.models import FactRow
from hirehall.front.desk.reading import last_audit
from hirehall.front.hall_file.templates import KEYS, values_of
from hirehall.halls.models import Hall
from hirehall.market.models import Brief, FreelancerListing, Invitation, Proposal, QuoteRequest
from hirehall.market.states import BriefState, InvitationState, ProposalState, RequestState
from hirehall.money import invariants
from hirehall.money.models import FeeSchedule, FeeVote, Payment, Payout, Refund
from hirehall.money.queries import waiting_payouts
from hirehall.money.states import PaymentStatus, PayoutStatus, RefundStatus
from hirehall.people.models import Person
from hirehall.ranking.models import Slate
from hirehall.reputation.models import Review, ReviewInvitation, Verification
from hirehall.reputation.states import Invited
from hirehall.skills.seed import SEED
from hirehall.wiring.demo import log_ins, small_halls, texts
from hirehall.wiring.demo.build import Scale, build
from hirehall.wiring.demo.bulk import grow
from hirehall.wiring.demo.cast import CAST, PASSWORD

END = datetime(2026, 11, 1, 9, tzinfo=UTC)
SMALL = Scale(days=60, freelancers=24, briefs=44)

EVERY_STATE: tuple[tuple[type[Model], str, type[StrEnum], frozenset[str]], ...] = (
    (Offer, "state", OfferState, frozenset()),
    (Contract, "state", ContractState, frozenset()),
    (Contract, "ended_by", EndedBy, frozenset()),
    (TermsVersion, "state", AskState, frozenset()),
    (Ending, "state", AskState, frozenset()),
    (Milestone, "state", State, frozenset()),
    (Week, "state", WeekState, frozenset({"closed"})),  # only from a Monday's midnight to its noon
    (Entry, "state", EntryState, frozenset()),
    (Payment, "status", PaymentStatus, frozenset()),
    (
        Refund,
        "status",
        RefundStatus,
        frozenset({"pending", "failed"}),
    ),  # the sandbox gives back at once, always
    (Payout, "status", PayoutStatus, frozenset()),
    (Brief, "state", BriefState, frozenset()),
    (Proposal, "state", ProposalState, frozenset({"draft"})),  # nobody else sees it, so nobody is told of one
    (Invitation, "state", InvitationState, frozenset()),
    (QuoteRequest, "state", RequestState, frozenset()),
    (ReviewInvitation, "state", Invited, frozenset()),
)
"""Table, column, its states, and those that this version of the product does not show, with the reason."""

pytestmark = pytest.mark.django_db


@pytest.mark.long
def test_a_small_market_lives_its_books_balance_and_a_crowd_leaves_them_alone() -> None:
    built = build(seed=3, until=END, scale=SMALL)
    assert built.broken == []
    more = Brief.objects.filter(~Q(panel="") | Q(first_timers=True))
    assert built.briefs == SMALL.briefs + more.count()
    assert Slate.objects.filter(brief_id__in=more.filter(first_timers=True)).count() == 3
    assert built.proposals > SMALL.briefs // 2
    assert built.contracts >= 20
    assert Verification.objects.filter(verified_at__isnull=False).count() == 4
    _every_state_is_there()
    _the_cast_is_told()
    _the_desk_is_that_of_a_hall_that_runs()
    _a_hall_of_every_template_is_open_beside_it()
    _the_next_fees_were_voted()
    assert FactRow.objects.filter(recorded_at__gt=END).count() == 0
    assert FactRow.objects.order_by("recorded_at")[0].recorded_at == END - timedelta(days=SMALL.days)
    for login in CAST:
        assert Person.objects.get(email=login.email).check_password(PASSWORD)
    with pytest.raises(RuntimeError, match="empty"):
        build(seed=3)
    _grow_by(50)


def _the_next_fees_were_voted() -> None:
    """What is announced in the first hall came from its members, and its page can show it."""
    vote = FeeVote.objects.get(hall__at_root=True)
    announced = FeeSchedule.objects.get(hall__at_root=True, version=2)
    assert (vote.passed, vote.schedule, vote.draft.note) == (True, announced, announced.note)
    assert vote.yes > vote.no > 0 < vote.abstain
    assert vote.turnout < vote.voters, "not everybody votes"
    assert announced.effective_from > END + timedelta(days=30)
    page = Client().get(f"/fees/votes/{vote.id}/").content.decode()
    assert "The members voted on new fees" in page


def _a_hall_of_every_template_is_open_beside_it() -> None:
    """Each with its own people and work; a client of the first hall is at home in two of them."""
    others = Hall.objects.filter(at_root=False)
    assert {hall.slug for hall in others} == {row["hall"]["slug"] for row in small_halls.files().values()}
    for hall in others:
        assert Brief.objects.filter(hall=hall).exists(), hall.slug
        assert FreelancerListing.objects.filter(hall=hall).exists(), hall.slug
    greta = Person.objects.get(email="client@harbour.example")
    assert {row.hall.slug for row in Brief.objects.filter(client=greta)} >= {
        "harbour",
        "writers",
        "designers",
    }


@pytest.mark.parametrize("template", [key for key in KEYS if key != "empty"])
def test_what_the_halls_of_the_demo_ask_for_is_known_there(template: str) -> None:
    data, values = small_halls.files()[template], values_of(template)
    skills = {name for category in values["category"].values() for name in category["skills"]}
    people = {row["company"] for row in data["client"]}
    names = {row["name"] for trade in data["trade"] for row in trade["freelancer"]}
    for trade in data["trade"]:
        assert trade["category"] in values["category"]
        for row in trade["freelancer"]:
            assert set(row["skills"]) <= skills, row["name"]
        for row in trade["brief"]:
            assert {*row["must"], *row["nice"]} <= skills, row["title"]
            assert row["client"] in people
            assert sum(share for _, share, _ in row["milestones"]) == 100
    assert {row["by"] for row in data.get("service", ())} <= names
    assert {row["taker"] for row in data.get("hours", ())} <= names
    policy, used = values["policy"], {"package": "service", "hourly": "hours", "unit": "unit"}
    assert all(policy[way]["offered"] == bool(data.get(rows)) for way, rows in used.items() if data.get(rows))


def _every_state_is_there() -> None:
    for table, column, states, left_out in EVERY_STATE:
        there = set(table._default_manager.values_list(column, flat=True))
        assert {state.value for state in states} - left_out <= there, f"{table.__name__}.{column}"
    assert ExtraPayment.objects.filter(word="bonus", state="paid").exists(), "a bonus by the hour"
    assert Offer.objects.filter(model="hourly", state="draft").exists(), "a draft by the hour"
    assert Milestone.objects.filter(state="delivered", released_minor__gt=0).exists(), "released in part"
    assert RefundRequest.objects.filter(state="declined").exists(), "a refund refused"
    assert Payout.objects.filter(attempt__gt=1, status="paid").exists(), "a payout paid on the second try"
    sealed = Review.objects.filter(released_at=None)
    assert sealed.exists(), "a review that waits for the other side"
    assert Review.objects.exclude(reply="").exists(), "a review with a reply"
    by_window = (
        Review.objects.filter(released_at__isnull=False).values("window_id").annotate(many=Count("id"))
    )
    assert {row["many"] for row in by_window} == {1, 2}, "released on one side, and on both"


def _the_desk_is_that_of_a_hall_that_runs() -> None:
    """The nightly check of the books has run, and hardly a payout waits."""
    last = last_audit()
    assert last is not None
    assert (last.recorded_at, last.data["broken"]) == (END, [])
    assert 1 <= len(waiting_payouts(Hall.objects.get(at_root=True).id)) <= 6


def _the_cast_is_told() -> None:
    for email in ("client@harbour.example", "freelancer@harbour.example", "newcomer@harbour.example"):
        waiting = Notice.objects.filter(person__email=email, read_at=None).count()
        assert 1 <= waiting <= 60, email


def test_everybody_speaks_for_themselves() -> None:
    trades = texts.trades()
    freelancers = [entry for trade in trades for entry in trade.freelancers]
    briefs = [entry for trade in trades for entry in trade.briefs]
    assert len(freelancers) >= 60
    assert len(briefs) == 150
    assert len(texts.clients()) == 40
    for told in (
        [entry["headline"] for entry in freelancers],
        [entry["about"] for entry in freelancers],
        [entry["problem"] for entry in briefs],
        [entry["title"] for entry in briefs],
        [entry["delivery"] for entry in briefs],
        [client.about for client in texts.clients()],
    ):
        assert len(set(told)) == len(told)
    known = {client.name for client in texts.clients()}
    assert {entry["client"] for entry in briefs} <= known


def _grow_by(count: int) -> None:
    hall, before = Hall.objects.get(at_root=True), Person.objects.count()
    grow(hall, people=before + count, seed=3, progress=lambda share, text: None)
    assert Person.objects.count() == before + count
    assert FreelancerListing.objects.filter(search=None).count() == 0
    assert Brief.objects.filter(state="published", search=None).count() == 0
    assert invariants.check() == []


def test_the_cast_is_printed_with_its_password() -> None:
    lines = log_ins()
    assert PASSWORD in lines[0]
    assert [login.email in line for login, line in zip(CAST, lines[1:], strict=True)] == [True] * len(CAST)


def test_texts_of_the_trades_can_all_be_filled_in() -> None:
    for trade in texts.trades():
        for entry in trade.briefs:
            for client in texts.clients():
                title = texts.fill(entry["title"], client)
                assert "{" not in title
                assert len(title) <= 120
            taught = {skill for seed in SEED for skill, _ in seed.skills()}
            assert {*entry["must"], *entry["nice"]} <= taught
            assert sum(share for _, share, _ in entry["milestones"]) == 100


def test_names_are_all_different() -> None:
    drawn = texts.names(random.Random(5), 400)
    assert len(set(drawn)) == 400
