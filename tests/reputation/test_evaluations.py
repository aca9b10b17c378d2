"""What the client of a first-timer is asked beside the ladder, and who learns what of it."""

from __future__ import annotations

import pytest

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor, Hat, system
from hirehall.foundation.refused import Refused
from hirehall.halls.models import Hall
from hirehall.people.models import Person
from hirehall.reputation import actions, queries
from hirehall.reputation.actions.release_reviews import release_reviews
from hirehall.reputation.models import Review, ReviewWindow
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.contracts import planned
from tests.makers.lane import LanePair, make_lane_brief, make_lane_hall
from tests.makers.reputation import YES, make_window

pytestmark = pytest.mark.django_db
ANSWERS = ["yes", "partly", "no", "cannot_tell"]


def window_of(hall: Hall, client: Actor, freelancer: Actor) -> ReviewWindow:
    people = [Person.objects.get(id=one.person_id) for one in (client, freelancer)]
    window = make_window(hall, *people)
    window.questions = ["Does it run?", "Was it tidy?", "Was it there in time?", "Was it clear?"]
    window.save(update_fields=["questions"])
    return window


def both(number: int = 1) -> tuple[Actor, Actor]:
    return actor_of(make_person(f"Cleo {number}", Hat.CLIENT)), actor_of(make_person("Nia New"))


def test_a_contract_of_the_lane_asks_the_questions_of_its_policy() -> None:
    pair = LanePair(make_lane_hall(lists={"lane.questions": ["software: Does it run?", "Was it tidy?"]}))
    pair.finished(planned(minor=200_00))
    assert ReviewWindow.objects.get().questions == ["Does it run?"]


def test_the_review_of_a_first_timer_needs_each_answer_and_that_of_the_client_none() -> None:
    client, nia = both()
    window = window_of(make_hall(), client, nia)
    missing, unknown = "evaluation_missing", "unknown_answer"
    for given, code in (([], missing), (ANSWERS[:3], missing), (["well"] * 4, unknown)):
        with pytest.raises(Refused) as caught:
            actions.submit_review(window.id, by=client, rungs=YES, evaluation=given)
        assert caught.value.code == f"review.{code}"
    assert not Review.objects.exists()
    actions.submit_review(
        window.id, by=client, rungs=YES, evaluation=ANSWERS, advice="Say earlier when it gets late."
    )
    assert queries.window_for(nia, window.id).advice == ""
    review = actions.submit_review(window.id, by=nia, rungs=YES, evaluation=ANSWERS)
    assert (review.evaluation, review.advice) == ([], "")
    page = queries.window_for(nia, window.id)
    assert page.advice == "Say earlier when it gets late."
    assert page.questions == ()
    mine = [(said.question, said.answer) for said in queries.window_for(client, window.id).my_answers]
    assert mine[-1] == ("Was it clear?", "Cannot tell")
    assert queries.window_for(client, window.id).advice == ""


def test_what_is_to_improve_is_told_by_threes_of_clients() -> None:
    hall, nia = make_hall(), actor_of(make_person("Nia New"))
    said = [["yes", "no", "yes", "yes"], ["yes", "no", "no", "yes"], ["partly", "partly", "partly", "yes"]]
    for number, answers in enumerate([*said, ["no", "yes", "yes", "yes"]]):
        client = actor_of(make_person(f"Cleo {number}", Hat.CLIENT))
        window = window_of(hall, client, nia)
        actions.submit_review(window.id, by=client, rungs=YES, evaluation=answers)
        actions.submit_review(window.id, by=nia, rungs=YES)
        told = [one.says for one in queries.own_evaluation(nia)]
        assert told == (["strength", "improve", "mixed", "strength"] if number >= 2 else [""] * 4)
    assert {one.clients for one in queries.own_evaluation(nia)} == {4}


def test_who_lets_the_time_pass_opens_no_brief_to_first_timers_for_a_year() -> None:
    hall = make_lane_hall()
    client, nia = both()
    window = window_of(hall, client, nia)
    make_lane_brief(hall, client)
    with clock.at(window.closes_at):
        release_reviews(window.id, by=system("clock"))
        with pytest.raises(Refused) as caught:
            make_lane_brief(hall, client)
        assert caught.value.code == "lane.evaluation_due"
    with clock.later(days=400):
        make_lane_brief(hall, client)
