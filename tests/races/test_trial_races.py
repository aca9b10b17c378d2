"""Two people act on a request or a trial at the same moment: exactly one wins, and the books are right."""

from __future__ import annotations

import pytest

from hirehall.contracts.actions.close_offer import withdraw_offer
from hirehall.contracts.models import Offer
from hirehall.engagements.trial.actions.accept_offer import accept_offer
from hirehall.engagements.trial.actions.choose_person import choose_person
from hirehall.engagements.trial.actions.end_trial import be_content, be_not_content, give_up
from hirehall.engagements.trial.actions.pay_from_pot import pay_from_pot
from hirehall.engagements.trial.models import Match, Trial
from hirehall.foundation import jobs
from hirehall.foundation.actor import system
from hirehall.money import invariants
from hirehall.money.actions.fill_guarantee import fill_guarantee
from hirehall.money.models import Earning
from tests.makers.contracts import eur
from tests.makers.trial import REASON, make_desk, trial_again
from tests.races.test_order_races import codes
from tests.races.together import together

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def test_one_of_two_clicks_chooses_and_one_of_yes_and_taking_back_counts() -> None:
    desk = make_desk()
    match = desk.shown(desk.other)
    ids = [one.id for one in Match.objects.order_by("proposed_at")]
    results = together(*[lambda id_=id_: choose_person(id_, by=desk.client) for id_ in ids])  # type: ignore[misc]
    assert codes(results) == ["match_request.wrong_state"]
    offer = Offer.objects.get()
    chosen = desk.freelancer if offer.freelancer_id == match.person_id else desk.other
    results = together(
        lambda: accept_offer(offer.id, by=chosen), lambda: withdraw_offer(offer.id, by=desk.client)
    )
    assert len(codes(results)) == 1
    jobs.drain()
    assert Trial.objects.count() == (1 if Offer.objects.get().state == "accepted" else 0)


def test_content_not_content_and_giving_up_at_once_move_the_money_once_and_the_pot_pays_once() -> None:
    desk = make_desk(**{"trial.pot_percent": 50})
    trial = desk.running()
    results = together(
        lambda: be_content(trial.id, by=desk.client),
        lambda: be_not_content(trial.id, by=desk.client, reason=REASON),
        lambda: give_up(trial.id, by=desk.freelancer, reason=REASON),
    )
    assert codes(results) == ["contract.ended"] * 2
    moved = trial_again(trial)
    assert moved.released_minor + moved.refunded_minor == 1_000_00
    for _ in range(2):
        be_content(desk.running().id, by=desk.client)
    owed = be_not_content(desk.running().id, by=desk.client, reason=REASON)
    fill_guarantee(desk.hall.id, by=desk.matcher, amount=eur(400_00))
    by = system("clock")
    together(*[lambda: pay_from_pot(owed.id, by=by)] * 2)
    jobs.drain()
    assert Earning.objects.filter(key=f"guarantee_pay:{owed.id}").count() == 1
    assert invariants.check() == []
