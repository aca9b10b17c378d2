"""A screening decides applications to its hall, and operators keep the last word."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

import pytest
from django.db import connections
from django.test import Client

from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import staff
from hirehall.foundation.refused import Refused
from hirehall.halls.actions.answer_application_appeal import answer_application_appeal
from hirehall.halls.actions.appeal_application import appeal_application
from hirehall.halls.actions.apply_to_hall import apply_to_hall
from hirehall.halls.actions.decide_application import decide_application
from hirehall.halls.actions.withdraw_application import withdraw_application
from hirehall.halls.models import Application, Member
from hirehall.people.models import Person
from hirehall.vetting import queries
from hirehall.vetting.actions import keep_pipeline
from hirehall.vetting.actions.admit import begin_admission
from hirehall.vetting.actions.appeal_question import appeal_question, decide_question_appeal
from hirehall.vetting.actions.examine import score_stage
from hirehall.vetting.actions.go_through import (
    appeal_screening,
    book_slot,
    send_stage,
    start_stage_test,
    withdraw,
)
from hirehall.vetting.actions.sit_test import hand_in
from hirehall.vetting.models import Score, Screening, Vetted
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.vetting import REASON, STAGES, WORDS, Way, make_way
from tests.races.together import together

pytestmark = pytest.mark.django_db
WHY = "The examiner has read another project than mine."
DOORS = {"joining.open": 0, "joining.application": 1}
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def gate(stages: int = 1) -> Way:
    """A hall that only who applies and passes a screening of so many stages may join."""
    way = make_way(make_hall(slug="gate", name="Gate Hall", of_models=DOORS))
    draft = keep_pipeline.draft_pipeline(way.version.pipeline_id, by=way.lab.operator)
    bank = str(way.lab.version.bank_id)
    kept: list[Any] = [{**one, "bank_id": bank} if one["kind"] == "test" else one for one in STAGES[:stages]]
    keep_pipeline.set_stages(draft.id, by=way.lab.operator, stages=kept)
    way.version = keep_pipeline.publish_pipeline(draft.id, by=way.lab.operator)
    keep_pipeline.let_pipeline_admit(way.version.pipeline_id, by=way.lab.operator)
    return way


def applied(way: Way, by: Any = None) -> tuple[Application, Screening]:
    """The reaction begins the screening, where no page did."""
    asked = apply_to_hall(way.hall.id, by=by or way.applicant, answers=("To be screened.",))
    jobs.drain()
    return asked, Screening.objects.get(application_id=asked.id)


def formed(way: Way, by: Any = None) -> tuple[Application, Screening]:
    asked, screening = applied(way, by)
    send_stage(screening.id, by=by or way.applicant, answers=[WORDS])
    return asked, screening


def refusal(call: Any) -> str:
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.code


def test_who_passes_is_a_member_and_who_fails_reads_why_appeals_and_comes_again() -> None:
    way = gate()
    asked, screening = formed(way)
    assert (asked.decider, begin_admission(asked.id, by=way.applicant)) == ("screening", screening)
    way.scored(screening)
    asked.refresh_from_db()
    assert (asked.state, asked.reason) == ("accepted", "You have passed Way screening.")
    assert Member.objects.get(person_id=way.applicant.person_id).how == "application"
    other = actor_of(make_person("Fay Failed"))
    asked, screening = formed(way, other)
    way.scored(screening, 0.0)
    asked.refresh_from_db()
    screening.refresh_from_db()
    assert (asked.state, asked.again_at) == ("refused", screening.reapply_at)
    assert asked.reason.startswith("“About you” was not passed. It is clear")
    appeal = partial(appeal_screening, screening.id, by=other, text=WHY)
    assert refusal(appeal) == "appeal.of_application"
    assert refusal(partial(apply_to_hall, way.hall.id, by=other, answers=("Once more.",))) == (
        "application.too_early"
    )
    appeal_application(asked.id, by=other, text=WHY)
    answer_application_appeal(asked.id, by=way.lab.operator, accepts=True, reason="That is so.")
    assert Member.objects.filter(person_id=other.person_id, state="joined").exists()
    assert not queries.is_vetted(way.hall.id, other.require_person())


def test_who_scored_the_screening_does_not_answer_the_appeal_against_its_result() -> None:
    way = gate()
    asked, screening = formed(way)
    way.scored(screening, 0.0)
    examiner_id = Score.objects.get(step__screening=screening).examiner_id
    appeal_application(asked.id, by=way.applicant, text=WHY)
    olga = staff(examiner_id, staff_session_id=way.lab.operator.staff_session_id or UUID(int=0))
    answer = partial(answer_application_appeal, asked.id, accepts=False, reason="I was right.")
    assert refusal(partial(answer, by=olga)) == "application.own_decision"
    assert answer(by=way.lab.operator).state == "refused"


def test_an_operator_has_the_last_word_while_the_screening_runs() -> None:
    way = gate()
    asked, screening = formed(way)
    decide_application(asked.id, by=way.lab.operator, accepts=False, reason="Not this year.")
    jobs.drain()
    screening.refresh_from_db()
    assert (screening.state, Score.objects.filter(scored_at=None).count()) == ("withdrawn", 0)
    friend = actor_of(make_person("Ines Invited"))
    asked, screening = formed(way, friend)
    decide_application(asked.id, by=way.lab.operator, accepts=True, reason="We know each other.")
    jobs.drain()
    way.scored(screening)
    assert Vetted.objects.filter(person_id=friend.person_id).exists()
    assert Application.objects.get(id=asked.id).reason == "We know each other."


def test_leaving_one_ends_the_other_and_who_is_vetted_is_let_in_at_once() -> None:
    way = gate()
    asked, screening = applied(way)
    withdraw_application(asked.id, by=way.applicant)
    jobs.drain()
    assert Screening.objects.get(id=screening.id).state == "withdrawn"
    asked, screening = applied(way)
    withdraw(screening.id, by=way.applicant)
    assert Application.objects.get(id=asked.id).state == "withdrawn"
    asked, screening = formed(way)
    way.scored(screening)
    Member.objects.update(state="left")
    asked, again = applied(way)
    asked.refresh_from_db()
    assert (asked.state, again.id) == ("accepted", screening.id)


def test_a_test_that_is_passed_after_all_opens_the_application_again() -> None:
    way = gate(stages=2)
    asked, screening = formed(way)
    way.scored(screening)
    sitting = start_stage_test(screening.id, by=way.applicant)
    way.lab.answered(sitting, True, way.applicant)
    for answer in sitting.answers.all()[:2]:
        answer.given = None
        answer.save()
    hand_in(sitting.id, by=way.applicant)
    jobs.drain()
    asked.refresh_from_db()
    assert (asked.state, asked.reason) == (
        "refused",
        "“Knowledge” was not passed. 50% of the points; 75% passes.",
    )
    appeal = appeal_question(sitting.id, 1, by=way.applicant, text=WHY)
    decide_question_appeal(appeal.id, by=way.lab.operator, upheld=True, reason=WHY)
    jobs.drain()
    asked.refresh_from_db()
    assert (asked.state, asked.again_at) == ("accepted", None)


def test_an_application_that_a_test_opened_again_has_an_appeal_against_the_next_refusal(
    client: Client,
) -> None:
    make_hall()
    way = gate(stages=3)
    asked, screening = formed(way)
    way.scored(screening)
    sitting = start_stage_test(screening.id, by=way.applicant)
    way.lab.answered(sitting, True, way.applicant)
    for answer in sitting.answers.all()[:2]:
        answer.given = None
        answer.save()
    hand_in(sitting.id, by=way.applicant)
    jobs.drain()
    appeal = partial(appeal_application, asked.id, by=way.applicant)
    answer_appeal = partial(answer_application_appeal, asked.id, accepts=False, reason="It stands as it is.")
    appeal(text="The first question has two right answers.")
    answer_appeal(by=way.lab.operator)
    assert refusal(partial(appeal, text=WHY)) == "application.appealed"
    fallen = appeal_question(sitting.id, 1, by=way.applicant, text=WHY)
    decide_question_appeal(fallen.id, by=way.lab.operator, upheld=True, reason=WHY)
    jobs.drain()
    slot = way.slot()
    book_slot(slot.id, by=way.applicant)
    with clock.at(slot.starts_at):
        jobs.run_sweeps()
        way.scored(screening, 0.0)
    asked.refresh_from_db()
    assert (asked.state, asked.appealed_at, len(asked.earlier)) == ("refused", None, 1)
    client.force_login(Person.objects.get(id=way.applicant.person_id), backend=BACKEND)
    page = client.get("/at/gate/joining/").content.decode()
    assert "An earlier decision, which stands no more" in page
    assert "It stands as it is." in page
    assert "Ask for another look" in page
    assert appeal(text="I did explain it, in the second half.").state == "appealed"
    assert refusal(partial(answer_appeal, by=way.lab.operator)) == "application.own_decision"
    oscar = staff(make_person("Oscar", operator=True).id, staff_session_id=UUID(int=0))
    assert answer_appeal(by=oscar).state == "refused"
    assert "this answer is final" in client.get("/at/gate/joining/").content.decode()
    assert refusal(partial(appeal, text=WHY)) == "application.appealed"


def test_only_a_published_open_screening_admits_and_closing_it_leaves_it_to_the_desk() -> None:
    way = gate()
    admit = partial(keep_pipeline.let_pipeline_admit, by=way.lab.operator)
    draft = keep_pipeline.open_pipeline(way.hall.id, by=way.lab.operator, name="A draft alone")
    assert refusal(partial(admit, draft.pipeline_id)) == "pipeline.not_published"
    keep_pipeline.close_pipeline(way.version.pipeline_id, by=way.lab.operator)
    assert refusal(partial(admit, way.version.pipeline_id)) == "pipeline.closed"
    asked = apply_to_hall(way.hall.id, by=way.applicant, answers=("To be screened.",))
    assert (asked.decider, begin_admission(asked.id, by=way.applicant)) == ("desk", None)


def test_the_pages_lead_from_applying_to_the_stages_and_back(client: Client) -> None:
    make_hall()
    way = gate()
    client.force_login(Person.objects.get(id=way.applicant.person_id), backend=BACKEND)
    assert "Way screening” decides" in client.get("/at/gate/joining/").content.decode()
    sent = client.post("/at/gate/joining/application/", {"answer_0": "To be screened."})
    screening = Screening.objects.get()
    assert sent.headers["Location"] == f"/at/gate/screenings/{screening.id}/"
    page = client.get(sent.headers["Location"]).content.decode()
    assert "the answer to your application" in page
    assert "stage 1 of 1, “About you”" in client.get("/at/gate/joining/").content.decode()
    left = client.post(f"/at/gate/screenings/{screening.id}/withdrawal/")
    assert left.headers["Location"] == "/at/gate/joining/"


@pytest.mark.django_db(transaction=True)
def test_of_withdrawing_and_the_last_score_at_once_exactly_one_counts() -> None:
    way = gate()
    asked, screening = formed(way)
    score = Score.objects.get(step__screening=screening)
    seat = next(one for one in way.examiners if one.person_id == score.examiner_id)
    give = partial(score_stage, score.id, by=seat, points=[5], reason=REASON)
    together(partial(withdraw_application, asked.id, by=way.applicant), give)
    jobs.drain()
    asked.refresh_from_db()
    screening.refresh_from_db()
    member = Member.objects.filter(person_id=way.applicant.person_id, state="joined").exists()
    assert (asked.state, screening.state, member) in {
        ("withdrawn", "withdrawn", False),
        ("accepted", "passed", True),
    }
    assert screening.ended_at is not None
    assert screening.ended_at <= clock.now()
    connections.close_all()
