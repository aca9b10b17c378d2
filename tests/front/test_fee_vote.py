"""The members of a hall vote on fees: who may, until when, in secret, and what follows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from hirehall.conversations.models import Notice
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import system
from hirehall.foundation.refused import Refused
from hirehall.front import fee_replay
from hirehall.front.actions.open_fee_vote import open_fee_vote
from hirehall.halls.models import Hall, Policy
from hirehall.money.fees.actions.announce_schedule import announce_schedule
from hirehall.money.fees.actions.cast_ballot import cast_ballot
from hirehall.money.fees.actions.close_vote import call_off_vote, close_vote
from hirehall.money.fees.actions.draft_schedule import draft_schedule
from hirehall.money.models import FeeDraft, FeeSchedule, FeeVote, FeeVoter
from hirehall.people.models import Person
from tests.makers.base import actor_of, make_person
from tests.makers.contracts import make_pair
from tests.makers.money import open_vote
from tests.wiring.test_every_address import BACKEND
from tests.wiring.test_halls_apart import seated

pytestmark = pytest.mark.django_db
DESK = system("desk")
LOWER = {"form": 1, "freelancer": [{"kind": "percent", "basis_points": 1000}], "client": []}


def voted(vote: FeeVote, people: list[Person], *choices: str) -> FeeVote:
    for who, choice in zip(people, choices, strict=False):
        cast_ballot(vote.id, by=actor_of(who), choice=choice)
    with clock.at(vote.closes_at):
        jobs.run_sweeps()
    vote.refresh_from_db()
    return vote


def refusal(call: Any) -> str:
    with pytest.raises(Refused) as no:
        call()
    return no.value.code


def test_a_draft_is_put_to_the_vote_and_counts_when_it_passed_and_the_notice_is_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pair = make_pair()
    pair.finished()
    Policy.objects.update(of_models={"fees.vote_days": 7, "fees.vote_quorum_percent": 50})
    staff = seated("staff")
    asked = {"freelancer_percent": "10", "client_percent": "0", "effective_on": "2027-06-01", "note": "Less."}
    assert 'value="announce"' not in staff.get("/desk/fees/").content.decode()
    refused = staff.post("/desk/fees/", {**asked, "what": "announce"})
    assert "members vote on new fees" in refused.content.decode()
    page = staff.post("/desk/fees/", {**asked, "what": "draft"}, follow=True).content.decode()
    assert "Put it to the vote" in page
    assert "Announce it" not in page
    draft = FeeDraft.objects.get()
    page = staff.post(f"/desk/fees/drafts/{draft.id}/vote/", follow=True).content.decode()
    assert "Too few members had payments" in page
    vote = FeeVote.objects.get()
    assert vote.voters == 2 == vote.roll.count()  # the operator has not joined the hall
    jobs.drain()
    assert Notice.objects.filter(kind="hall.fee_vote_opened").count() == 2
    here = f"/fees/votes/{vote.id}/"
    assert "Read and vote" in Client().get("/fees/").content.decode()

    monkeypatch.setattr(fee_replay, "FEWEST_TOLD", 1)
    browser = Client()
    browser.force_login(Person.objects.get(id=pair.freelancer.person_id), backend=BACKEND)
    assert "Vote on new fees" in browser.get("/home/").content.decode()
    before = browser.get(here).content.decode()
    assert "Your own year" in before
    assert "Your own year" not in Client().get(here).content.decode()
    assert Client().post(f"{here}ballot/", {"choice": "yes"}).status_code == 302
    browser.post(f"{here}ballot/", {"choice": "no"})
    browser.post(f"{here}ballot/", {"choice": "yes"})
    assert "Change my vote" in browser.get(here).content.decode()
    assert "Vote on new fees" not in browser.get("/home/").content.decode()
    assert browser.put(f"/api/v1/fee-votes/{vote.id}/ballot").status_code in (401, 403, 422)
    late = make_person("Came Later")
    assert refusal(lambda: cast_ballot(vote.id, by=actor_of(late), choice="no")) == "fee_vote.not_on_the_roll"
    assert (
        refusal(lambda: cast_ballot(vote.id, by=pair.client, choice="maybe")) == "fee_vote.unreadable_ballot"
    )
    assert refusal(lambda: open_fee_vote(draft.id, by=DESK)) == "fee_vote.had_already"
    again = draft_schedule(pair.hall.id, by=DESK, rules=LOWER, wanted_from=clock.now())
    assert refusal(lambda: open_fee_vote(again.id, by=DESK)) == "fee_draft.not_computed"
    jobs.drain()
    assert refusal(lambda: open_fee_vote(again.id, by=DESK)) == "fee_vote.one_at_a_time"
    assert refusal(lambda: close_vote(vote.id, by=DESK)) == "fee_vote.still_open"
    told = Client().get(f"/api/v1/fee-votes/{vote.id}").json()
    assert (told["cast"], told["yes"], told["year"]["clients"]["after"]["minor"]) == (1, None, 0)
    cast_ballot(vote.id, by=pair.client, choice="abstain")

    with clock.at(vote.closes_at):
        assert refusal(lambda: cast_ballot(vote.id, by=pair.client, choice="no")) == "fee_vote.closed"
        jobs.run_sweeps()
        jobs.drain()
    vote.refresh_from_db()
    assert (vote.yes, vote.no, vote.abstain, vote.passed) == (1, 0, 1, True)
    assert set(vote.roll.values_list("choice", flat=True)) == {""}
    assert vote.schedule is not None
    assert vote.schedule.effective_from == draft.wanted_from
    assert vote.schedule.rules == draft.rules
    page = Client().get("/fees/").content.decode()
    assert "Voted by the members" in page
    assert "1 yes, 0 no, 1 neither, of 2" in page
    assert Notice.objects.filter(kind="hall.fee_vote_closed").count() == 2


def test_without_quorum_or_majority_the_fees_stay_and_a_wish_too_early_waits_for_the_notice() -> None:
    hall: Hall = make_pair().hall
    people = [make_person(f"Member {number}") for number in range(5)]
    few = voted(open_vote(hall, people, quorum_percent=40), people, "yes")
    even = voted(open_vote(hall, people, quorum_percent=40), people, "yes", "no", "abstain")
    short = voted(open_vote(hall, people, majority_percent=66), people, "yes", "yes", "yes", "no", "no")
    none = voted(open_vote(hall, people, quorum_percent=0), people)
    assert [row.passed for row in (few, even, short, none)] == [False] * 4
    assert FeeSchedule.objects.count() == 1
    off = open_vote(hall, people)
    cast_ballot(off.id, by=actor_of(people[0]), choice="yes")
    call_off_vote(off.id, by=DESK, reason="A typing error.")
    assert set(FeeVoter.objects.values_list("choice", flat=True)) == {""}
    assert refusal(lambda: call_off_vote(off.id, by=DESK, reason="Again.")) == "fee_vote.closed"
    won = voted(open_vote(hall, people, quorum_percent=40), people, "yes", "yes")
    assert won.schedule is not None
    days = won.schedule.effective_from - won.closes_at
    assert timedelta(days=30) <= days <= timedelta(days=31)
    assert close_vote(won.id, by=DESK).schedule_id == won.schedule_id
    soon = clock.now() + timedelta(days=400)
    assert (
        refusal(lambda: announce_schedule(hall.id, by=DESK, rules=LOWER, effective_from=soon))
        == "fee_schedule.vote_needed"
    )
    Policy.objects.update(of_models={})
    announce_schedule(hall.id, by=DESK, rules=LOWER, effective_from=soon)
    again = draft_schedule(hall.id, by=DESK, rules=LOWER, wanted_from=soon)
    assert refusal(lambda: open_fee_vote(again.id, by=DESK)) == "fee_vote.not_here"
