"""What a request, a proposal and a trial refuse; each time nothing moves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from hirehall.contracts.operations import freeze
from hirehall.engagements.trial.actions.accept_offer import accept_offer
from hirehall.engagements.trial.actions.answer_match import accept_match, decline_match
from hirehall.engagements.trial.actions.choose_person import ask_again, choose_person
from hirehall.engagements.trial.actions.end_trial import be_content, be_not_content, give_up, keep_person
from hirehall.engagements.trial.actions.make_request import make_request, withdraw_request
from hirehall.engagements.trial.actions.pay_from_pot import pay_from_pot
from hirehall.engagements.trial.actions.pay_trial import drop_trial, pay_trial
from hirehall.engagements.trial.actions.propose_person import propose_person, show_people
from hirehall.engagements.trial.models import Match, MatchRequest, Trial
from hirehall.engagements.trial.queries import desk_page, open_matters
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Hat, system
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Refused
from hirehall.halls.actions.date_policy import date_policy
from hirehall.money import queries as money_queries
from hirehall.money.actions.fill_guarantee import fill_guarantee
from hirehall.money.invariants import trial_balance
from hirehall.money.queries.coverage import free_of
from hirehall.people.actions.suspend_person import suspend_person
from tests.makers.base import actor_of, make_person
from tests.makers.contracts import eur
from tests.makers.trial import NOTE, REASON, WHY, Desk, make_desk, switch_on, wanted

Call = Callable[[], Any]


@contextmanager
def refused(code: str) -> Iterator[None]:
    """The refusal with this code, and every row and balance as before."""
    tables = (MatchRequest, Match, Trial)
    before = [list(table._default_manager.order_by("id").values()) for table in tables], trial_balance()
    with pytest.raises(Refused) as found:
        yield
    assert found.value.code == code
    assert (
        [list(table._default_manager.order_by("id").values()) for table in tables],
        trial_balance(),
    ) == before


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"price": eur(100_00)}, "match_request.price_or_rate"),
        ({"rate_most": None, "rate_least": None}, "match_request.price_missing"),
        ({"rate_least": eur(80_00)}, "match_request.rates_out_of_order"),
        ({"weekly_hours": 0}, "match_request.hours_out_of_range"),
        ({"rate_most": Money(70_00, "JPY")}, "match_request.currency_mismatch"),
        ({"price": eur(0), "rate_most": None, "rate_least": None}, "match_request.price_not_positive"),
        ({"price": eur(10**13), "rate_most": None, "rate_least": None}, "match_request.above_policy"),
    ],
)
def test_a_request_has_to_be_possible(desk: Desk, more: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as found:
        make_request(desk.hall.id, by=desk.client, wanted=wanted(**more))
    assert found.value.code == code
    assert not MatchRequest.objects.exists()


def test_the_policy_says_whether_how_many_and_whom(db: None) -> None:
    desk = make_desk(**{"trial.requests_per_client": 1, "trial.only_vetted": 1})
    request = desk.asked()
    with refused("match_request.too_many"):
        desk.asked()
    with refused("match.not_vetted"):
        desk.proposed(request)
    who = make_person("Of Both", Hat.FREELANCER)
    MatchRequest.objects.filter(id=request.id).update(client=who)
    with refused("match.of_the_client"):
        propose_person(request.id, who.id, by=desk.matcher, reason=WHY)
    switch_on(desk.hall, **{"trial.offered": 0})
    with pytest.raises(Refused) as found:
        desk.asked()
    assert found.value.code == "hall.way_off"


def test_the_desk_proposes_three_once_each_and_shows_nobody_before_a_yes(desk: Desk) -> None:
    request = desk.asked()
    desk.proposed(request)
    with refused("match.proposed_already"):
        desk.proposed(request)
    with refused("match.nobody_ready"):
        show_people(request.id, by=desk.matcher)
    desk.proposed(request, desk.other)
    desk.proposed(request, actor_of(make_person("Third One")))
    with refused("match.enough"):
        desk.proposed(request, actor_of(make_person("Fourth One")))
    with refused("match.stale"):
        show_people(request.id, by=desk.matcher, version=1)


def test_who_is_proposed_answers_in_time_within_the_range_and_as_themselves(desk: Desk) -> None:
    match = desk.proposed()
    assert match.answer_by is not None
    for rate, code in (
        (None, "match.rate_missing"), (eur(70_01), "match.rate_out_of_range"), (Money(50, "JPY"), "match.rate_missing")
    ):  # fmt: skip
        with refused(code):
            accept_match(match.id, by=desk.freelancer, note=NOTE, rate=rate)
    with refused("match.not_found"):
        accept_match(match.id, by=desk.other, note=NOTE, rate=eur(50_00))
    with refused("match.wrong_party"):
        decline_match(match.id, by=desk.client)
    with clock.at(match.answer_by), refused("trial.clock_passed"):
        accept_match(match.id, by=desk.freelancer, note=NOTE, rate=eur(50_00))
    with refused("match.stale"):
        decline_match(match.id, by=desk.freelancer, version=7)


def test_the_client_chooses_in_time_and_nobody_chooses_for_them(desk: Desk) -> None:
    match = desk.shown(desk.other)
    request = MatchRequest.objects.get(id=match.request_id)
    assert request.choose_by is not None
    with refused("match.not_found"):
        choose_person(match.id, by=actor_of(make_person("Sam Stranger", Hat.CLIENT)))
    with refused("match_request.wrong_party"):
        choose_person(match.id, by=desk.freelancer)
    with refused("match.stale"):
        choose_person(match.id, by=desk.client, version=1)
    with clock.at(request.choose_by), refused("trial.clock_passed"):
        ask_again(request.id, by=desk.client, reason=REASON)
    suspend_person(desk.freelancer.require_person(), by=desk.matcher, reason="Spam to forty members")
    with refused("person.suspended"):
        choose_person(match.id, by=desk.client)
    withdraw_request(request.id, by=desk.client)
    with refused("match_request.wrong_state"):
        choose_person(match.id, by=desk.client)


def test_an_offer_is_accepted_once_and_by_whom_it_went_to(desk: Desk) -> None:
    offer = desk.offered(desk.other)
    with refused("offer.not_found"):
        accept_offer(offer.id, by=desk.other)
    with refused("contract.wrong_party"):
        accept_offer(offer.id, by=desk.client)
    with refused("contract.stale"):
        accept_offer(offer.id, by=desk.freelancer, version=9)
    accept_offer(offer.id, by=desk.freelancer)
    with pytest.raises(Refused):
        accept_offer(offer.id, by=desk.freelancer)
    assert Trial.objects.count() == 1


def ways(desk: Desk, trial: Trial) -> list[Call]:
    return [
        lambda: keep_person(trial.id, by=desk.client, further="hourly"),
        lambda: be_content(trial.id, by=desk.client),
        lambda: be_not_content(trial.id, by=desk.client, reason=REASON),
        lambda: give_up(trial.id, by=desk.freelancer, reason=REASON),
        lambda: pay_trial(trial.id, by=desk.client),
        lambda: drop_trial(trial.id, by=desk.client),
    ]


def test_a_trial_that_is_over_moves_no_more(desk: Desk) -> None:
    trial = be_content(desk.running().id, by=desk.client)
    for way in ways(desk, trial):
        with refused("contract.ended"):
            way()
    with refused("trial.content"):
        pay_from_pot(trial.id, by=desk.matcher)


def test_a_trial_that_runs_refuses_the_wrong_party_the_wrong_state_and_an_old_page(desk: Desk) -> None:
    trial = desk.running()
    for way in ways(desk, trial)[4:]:
        with refused("trial.running"):
            way()
    with refused("contract.wrong_party"):
        be_content(trial.id, by=desk.freelancer)
    with refused("contract.wrong_party"):
        give_up(trial.id, by=desk.client, reason=REASON)
    with refused("trial.not_found"):
        be_content(trial.id, by=desk.other)
    with refused("trial.stale"):
        be_content(trial.id, by=desk.client, version=1)
    with refused("trial.unknown_further"):
        keep_person(trial.id, by=desk.client, further="package")
    freeze(trial.contract, reason="The client’s bank wants the money back.", by=system("rail"))
    for way in ways(desk, trial)[:4]:
        with refused("contract.frozen"):
            way()


def test_the_word_after_the_window_comes_too_late(desk: Desk) -> None:
    trial = desk.in_window()
    assert trial.decide_by is not None
    with clock.at(trial.decide_by + timedelta(minutes=1)), refused("trial.clock_passed"):
        be_not_content(trial.id, by=desk.client, reason=REASON)
    with refused("trial.window"):
        give_up(trial.id, by=desk.freelancer, reason=REASON)


def test_the_pot_pays_once_and_never_more_than_it_holds(desk: Desk) -> None:
    trial = be_not_content(desk.running().id, by=desk.client, reason=REASON)
    with refused("money.guarantee_short"):
        pay_from_pot(trial.id, by=desk.matcher)
    Trial.objects.filter(id=trial.id).update(pot_paid_at=clock.now())
    with refused("trial.pot_paid"):
        pay_from_pot(trial.id, by=desk.matcher)
    jobs.drain()


def test_the_pot_is_filled_with_what_the_hall_keeps_for_good(desk: Desk) -> None:
    """The client's fee of a trial that runs goes back with it: set aside, it would be money of others."""
    trial = desk.running()
    assert free_of(desk.hall.id, "EUR") == eur(30_00)
    assert money_queries.earned_of(desk.hall.id, "EUR") == eur(0)
    with refused("money.owed_to_members"):
        fill_guarantee(desk.hall.id, by=desk.matcher, amount=eur(30_00))
    be_content(trial.id, by=desk.client)
    jobs.drain()
    earned = money_queries.earned_of(desk.hall.id, "EUR")
    assert earned == free_of(desk.hall.id, "EUR")
    assert earned > eur(30_00)  # the commission as well
    fill_guarantee(desk.hall.id, by=desk.matcher, amount=earned)


def test_what_both_have_read_holds_though_the_policy_changes_before_the_choice(desk: Desk) -> None:
    match = desk.shown()
    days = match.request.policy.number("trial.days")
    date_policy(
        desk.hall.id, by=desk.matcher, changes={"trial.days": days * 2}, reason="Longer trials",
        effective_from=clock.now() + timedelta(hours=1),
    )  # fmt: skip
    with clock.later(hours=2):
        offer = choose_person(match.id, by=desk.client)
    assert offer.policy_id == match.request.policy_id


def test_nobody_matches_for_a_side_on_which_they_stand(desk: Desk) -> None:
    request = desk.asked()
    with refused("match.own_case"):
        propose_person(request.id, desk.matcher.require_person(), by=desk.matcher, reason=WHY)
    Match.objects.create(
        request=request, person_id=desk.matcher.person_id, round=request.round, reason=WHY,
        proposed_by_id=desk.matcher.person_id, proposed_at=clock.now(), answer_by=clock.now() + timedelta(days=1),
    )  # fmt: skip
    with refused("match.own_case"):
        show_people(request.id, by=desk.matcher)
    (row,) = desk_page(desk.hall, by=desk.matcher).rows
    assert row.is_own


SMALL: dict[str, Any] = {"price": eur(100_00), "rate_least": None, "rate_most": None, "weekly_hours": 0}


def test_nobody_leaves_while_the_pot_owes_them_and_the_oldest_is_paid_first(desk: Desk) -> None:
    first = be_not_content(desk.running().id, by=desk.client, reason=REASON)
    second = be_not_content(desk.running(title="A smaller one", **SMALL).id, by=desk.client, reason=REASON)
    jobs.drain()
    assert open_matters(desk.freelancer.require_person()) == (
        "The guarantee pot still owes you for a trial: wait until it has paid."
    )
    be_content(desk.running(title="What brings fees").id, by=desk.client)
    fill_guarantee(desk.hall.id, by=desk.matcher, amount=eur(100_00))
    jobs.drain()
    second.refresh_from_db()
    first.refresh_from_db()
    assert second.pot.minor <= 100_00
    assert (first.pot_paid_at, second.pot_paid_at) == (None, None), "the younger one waits behind the older"
