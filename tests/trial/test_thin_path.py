"""A request goes to the desk; who is proposed says yes first; the client chooses; a trial is paid, runs, and ends."""

from __future__ import annotations

from datetime import timedelta

from hirehall.contracts.actions.close_offer import decline_offer
from hirehall.contracts.models import Contract, TermsVersion
from hirehall.contracts.queries import basis_for
from hirehall.conversations.models import Notice
from hirehall.engagements.hourly.actions.make_offer import make_offer as offer_hours
from hirehall.engagements.hourly.operations import HourTerms
from hirehall.engagements.trial.actions.answer_match import decline_match
from hirehall.engagements.trial.actions.choose_person import ask_again, choose_person
from hirehall.engagements.trial.actions.end_trial import be_content, be_not_content, give_up, keep_person
from hirehall.engagements.trial.actions.pay_trial import pay_trial
from hirehall.engagements.trial.models import Match
from hirehall.engagements.trial.queries import (
    candidates_for,
    desk_page,
    end_page,
    pots_between,
    request_page,
    room_for,
)
from hirehall.engagements.trial.queries.pots import pots_with
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Hat
from hirehall.money import invariants
from hirehall.money import queries as money
from hirehall.money.actions.fill_guarantee import fill_guarantee
from hirehall.money.models import Earning
from hirehall.people.models import Membership, Organisation
from hirehall.vetting.models import Vetted
from tests.makers.base import make_person
from tests.makers.contracts import eur
from tests.makers.trial import REASON, WHY, Desk, again, make_desk, request_again, trial_again
from tests.makers.vetting import make_way


def told(desk: Desk, who: str) -> set[str]:
    return set(Notice.objects.filter(person_id=getattr(desk, who).person_id).values_list("kind", flat=True))


def test_a_trial_is_agreed_paid_and_kept_and_goes_on_at_the_agreed_rate(desk: Desk) -> None:
    request = desk.asked()
    match = desk.proposed(request)
    assert request_page(desk.client, request.id).people == []  # nobody is seen before a yes
    jobs.drain()
    assert "match.asked" in told(desk, "freelancer")
    shown = desk.shown(title="Another checkout")
    page = request_page(desk.client, shown.request_id)
    assert [(card.match.reason, card.price, card.quote.client_pays) for card in page.people] == [
        (WHY, eur(1_000_00), eur(1_030_00))
    ]
    assert match.id != shown.id
    assert "match_request.shown" in told(desk, "client")

    trial = desk.running(title="A third checkout")
    assert (trial.state, trial.amount, trial.held) == ("running", eur(1_000_00), eur(1_000_00))
    assert trial.ends_at == trial.begun_at + timedelta(days=14)
    kept = keep_person(trial.id, by=desk.client, further="hourly", version=trial.version)
    jobs.drain()
    assert (kept.state, kept.released_minor, kept.freelancer_fee_taken_minor) == ("kept", 1_000_00, 200_00)
    assert kept.contract.state == "ended"
    room = room_for(desk.client, kept.contract_id)
    assert [href.partition("?")[0] for _, href in room.further_hrefs] == [
        "/offers/hourly/new/", "/offers/milestone/new/",
    ]  # fmt: skip

    basis = basis_for(desk.client, hall_id=desk.hall.id, contract_id=kept.contract_id)
    assert (basis.rate, basis.cap_hours, basis.freelancer_id) == (eur(50_00), 10, desk.freelancer.person_id)
    terms = HourTerms(title=basis.title, scope=basis.scope, rate=eur(50_00), cap_hours=10)
    offer = offer_hours(desk.hall.id, by=desk.client, terms=terms, contract_id=kept.contract_id)
    assert (offer.freelancer_id, offer.origin) == (kept.contract.freelancer_id, kept.contract.origin)
    assert invariants.check(ended_contracts=lambda: [kept.contract_id]) == []


def test_silence_after_the_window_means_content(desk: Desk) -> None:
    trial = desk.in_window()
    assert trial.state == "window"
    assert trial.decide_by is not None
    with clock.at(trial.decide_by - timedelta(minutes=1)):
        jobs.run_sweeps()
        assert trial_again(trial).state == "window"
    with clock.at(trial.decide_by):
        jobs.run_sweeps()
    trial = trial_again(trial)
    assert (trial.state, trial.in_silence, trial.released_minor) == ("content", True, 1_000_00)
    assert "release.made" in told(desk, "freelancer")


def test_without_content_everything_goes_back_and_the_pot_pays_once_it_is_filled(desk: Desk) -> None:
    paid = desk.running(title="The one that brings the hall its fees")
    be_content(paid.id, by=desk.client)
    trial = desk.running()
    be_not_content(trial.id, by=desk.client, reason=REASON)
    jobs.drain()
    trial = trial_again(trial)
    assert (trial.state, trial.refunded_minor, trial.client_fee_back_minor) == (
        "not_content",
        1_000_00,
        30_00,
    )
    assert (trial.pot, trial.pot_paid_at) == (eur(400_00), None)  # the pot is empty, and the room says so
    assert room_for(desk.freelancer, trial.contract_id).pot_waits
    assert desk_page(desk.hall, by=desk.matcher).for_the_pot == [trial]
    said = Notice.objects.filter(person_id=desk.freelancer.person_id, kind="trial.not_content").get().sentence
    assert "as soon as the hall has filled it" in said

    fill_guarantee(desk.hall.id, by=desk.matcher, amount=eur(200_00))
    jobs.drain()
    assert trial_again(trial).pot_paid_at is None  # part of it is no payment
    other = desk.running(title="Fees once more")
    be_content(other.id, by=desk.client)
    fill_guarantee(desk.hall.id, by=desk.matcher, amount=eur(200_00))
    jobs.drain()
    assert trial_again(trial).pot_paid_at is not None
    earned = Earning.objects.get(key=f"guarantee_pay:{trial.id}")
    assert (earned.net_minor, earned.fee_minor, earned.freelancer_id) == (
        400_00,
        0,
        desk.freelancer.person_id,
    )
    assert money.guarantee_of(desk.hall.id, "EUR") == eur(0)
    assert "trial.pot_paid" in told(desk, "freelancer")


def test_the_freelancer_gives_up_and_the_client_has_everything_back(desk: Desk) -> None:
    trial = give_up(desk.running(price=eur(300_00), rate_least=None, rate_most=None, weekly_hours=0).id,
                    by=desk.freelancer, reason=REASON)  # fmt: skip
    jobs.drain()
    assert (trial.state, trial.refunded_minor, trial.pot_minor) == ("cancelled", 300_00, 0)


def test_a_payment_that_fails_can_be_made_again_and_one_that_nobody_makes_ends_it(desk: Desk) -> None:
    trial = desk.agreed()
    pay_trial(trial.id, by=desk.client, method="sandbox.declined")
    jobs.drain()
    assert trial_again(trial).state == "agreed"
    assert "funding.failed" in told(desk, "client")
    with clock.later(days=4):
        jobs.run_sweeps()
    trial = trial_again(trial)
    assert (trial.state, trial.contract.state, trial.funded_minor) == ("cancelled", "ended", 0)


def test_the_client_chooses_on_when_the_chosen_one_declines(desk: Desk) -> None:
    offer = desk.offered(desk.other)
    decline_offer(offer.id, by=desk.freelancer)
    jobs.drain()
    first, second = Match.objects.order_by("proposed_at")
    assert (first.state, second.state, request_again(first.request).state) == ("passed", "ready", "shown")
    again_offered = choose_person(second.id, by=desk.client)
    decline_offer(again_offered.id, by=desk.other)
    jobs.drain()
    request = request_again(first.request)
    assert (request.state, request.round) == ("at_desk", 2)


def test_the_client_asks_again_with_a_reason_and_drawing_back_empties_the_choice(desk: Desk) -> None:
    match = desk.shown()
    request = ask_again(match.request_id, by=desk.client, reason="We need somebody who knows payments.")
    assert (request.state, request.round, again(match).state) == ("at_desk", 2, "passed")
    second = desk.ready(request)
    assert request_again(request).state == "shown"
    decline_match(second.id, by=desk.freelancer)
    assert (request_again(request).state, request_again(request).round) == ("at_desk", 3)


def test_clocks_of_the_desk_of_who_is_asked_and_of_the_client(desk: Desk) -> None:
    match = desk.proposed()
    with clock.later(hours=25):
        jobs.run_sweeps()
        assert (again(match).state, request_again(match.request).state) == ("lapsed", "at_desk")
    with clock.later(hours=49):
        jobs.run_sweeps()
    assert request_again(match.request).late_told_at
    assert "match_request.desk_late" in told(desk, "client")
    second = desk.ready(match.request, desk.other)
    with clock.later(days=8):
        jobs.run_sweeps()
    request = request_again(match.request)
    assert (request.state, again(second).state) == ("closed", "passed")
    assert not Contract.objects.exists()


def test_the_desk_thinks_of_vetted_people_whom_it_has_not_asked(db: None) -> None:
    desk = make_desk(**{"trial.only_vetted": 1})
    way = make_way(desk.hall)
    for who in (desk.freelancer, desk.other):
        Vetted.objects.create(
            hall=desk.hall, person_id=who.person_id, pipeline=way.version.pipeline,
            screening=way.begun(who), since=clock.now(),
        )  # fmt: skip
    request = desk.asked()
    desk.proposed(request)
    assert [one.person_id for one in candidates_for(request)] == [desk.other.person_id]


def test_the_pot_pays_nothing_for_an_early_end_nor_twice_between_the_same_two(db: None) -> None:
    """Nobody agrees on a failure to draw from it. It stands in the terms, and on the page before the word is given."""
    desk = make_desk(**{"trial.pot_percent": 50, "trial.pot_least_percent": 50, "trial.pot_per_pair": 1})
    early, late, last = (desk.running(title=f"Checkout {number}") for number in range(3))
    said = TermsVersion.objects.get(contract_id=early.contract_id).clocks
    assert any("nothing for a trial that ends before 50% of its days" in line for line in said)
    page = end_page(desk.client, early.id)
    assert (page.pot_pays, page.pot_from, page.pot) == (False, early.pot_from, eur(400_00))
    be_not_content(early.id, by=desk.client, reason=REASON)
    assert (trial_again(early).state, trial_again(early).pot_minor) == ("not_content", 0)
    with clock.later(days=7):
        assert end_page(desk.client, late.id).pot_pays
        be_not_content(late.id, by=desk.client, reason=REASON)
        assert end_page(desk.client, last.id).pot_from is None
        house = Organisation.objects.create(name="Deck House", handle="deck-house", made_at=clock.now())
        other = Contract.objects.get(id=last.contract_id)
        other.client_id, other.organisation_id = make_person("Cole Colleague", Hat.CLIENT).id, house.id
        assert pots_between(other) == 0
        Membership.objects.create(
            organisation=house, person_id=desk.client.require_person(), role="owner", joined_at=clock.now()
        )
        assert pots_between(other) == 1
        between = pots_with(last.request, [desk.freelancer.require_person()])
        told = between[desk.freelancer.require_person()]
        assert (told.paid, told.owes) == (0, eur(400_00))
        be_not_content(last.id, by=desk.client, reason=REASON)
    assert [trial_again(one).pot_minor for one in (late, last)] == [400_00, 0]
    jobs.drain()
    notices = Notice.objects.filter(person_id=desk.freelancer.person_id, kind="trial.not_content")
    assert sum("by the terms of this trial the guarantee pot" in one.sentence for one in notices) == 2
    assert invariants.check() == []
