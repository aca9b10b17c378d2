"""Votes on fees: counted once, however many count; no ballot outlives the vote."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor, system
from hirehall.foundation.refused import Refused
from hirehall.halls.models import Hall
from hirehall.money.fees.actions.announce_schedule import announce_schedule
from hirehall.money.fees.actions.cast_ballot import cast_ballot
from hirehall.money.fees.actions.close_vote import call_off_vote, close_vote
from hirehall.money.fees.operations import FOUNDING_RULES
from hirehall.money.models import FeeSchedule, FeeVote, FeeVoter
from hirehall.money.operations import set_founding_schedule
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.money import open_vote
from tests.races.together import together

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def a_vote() -> tuple[Hall, FeeVote, list[Actor]]:
    hall = make_hall()
    with transaction.atomic():
        set_founding_schedule(hall.id, at=clock.now())
    people = [make_person(f"Voter {number}") for number in range(3)]
    return hall, open_vote(hall, people, quorum_percent=0), [actor_of(who) for who in people]


def test_a_vote_is_counted_once_and_dates_one_schedule() -> None:
    hall, vote, voters = a_vote()
    together(*[lambda who=who: cast_ballot(vote.id, by=who, choice="yes") for who in voters])
    past = clock.now() - timedelta(days=1)
    FeeVote.objects.update(opened_at=past - timedelta(days=5), closes_at=past)
    together(*[lambda: close_vote(vote.id, by=system("clock"))] * 4)
    vote.refresh_from_db()
    assert (vote.yes, vote.passed) == (3, True)
    assert FeeSchedule.objects.filter(hall=hall).count() == 2


def test_a_ballot_beside_the_end_of_the_vote_is_refused_or_erased_with_it() -> None:
    _, vote, voters = a_vote()
    outcomes = together(
        lambda: call_off_vote(vote.id, by=system("desk"), reason="A typing error."),
        *[lambda who=who: cast_ballot(vote.id, by=who, choice="no") for who in voters],
    )
    assert {one.code for one in outcomes if isinstance(one, Refused)} <= {"fee_vote.closed"}
    assert not [one for one in outcomes if isinstance(one, Exception) and not isinstance(one, Refused)]
    assert set(FeeVoter.objects.values_list("choice", flat=True)) == {""}


def test_who_votes_twice_at_once_has_one_vote() -> None:
    _, vote, voters = a_vote()
    outcomes = together(
        *[lambda said=said: cast_ballot(vote.id, by=voters[0], choice=said) for said in ("yes", "no") * 2]
    )
    assert outcomes == [None] * 4
    choices = sorted(FeeVoter.objects.filter(vote=vote).values_list("choice", flat=True))
    assert choices in (["", "", "no"], ["", "", "yes"])
    past = clock.now() - timedelta(days=1)
    FeeVote.objects.update(opened_at=past - timedelta(days=5), closes_at=past)
    assert close_vote(vote.id, by=system("clock")).turnout == 1


def test_two_operators_who_announce_at_once_date_one_version() -> None:
    hall, day = make_hall(), clock.now() + timedelta(days=90)
    with transaction.atomic():
        set_founding_schedule(hall.id, at=clock.now())
    outcomes = together(
        *[
            lambda note=note: announce_schedule(
                hall.id, by=system("desk"), rules=FOUNDING_RULES, effective_from=day, note=note
            )
            for note in ("Mine", "Ours")
        ]
    )
    assert [one.code for one in outcomes if isinstance(one, Refused)] == ["fee_schedule.before_another"]
    assert sorted(FeeSchedule.objects.filter(hall=hall).values_list("version", flat=True)) == [1, 2]
