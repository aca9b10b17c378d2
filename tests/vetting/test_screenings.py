"""A screening from the application to being vetted: its examiners, its clocks, its refusals, its appeals."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.db import connections

from hirehall.conversations.models import Notice
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Hat
from hirehall.foundation.models import FactRow
from hirehall.foundation.refused import Refused
from hirehall.halls.models import Policy
from hirehall.halls.queries import policy_now
from hirehall.people.models import Membership, Organisation
from hirehall.vetting import queries
from hirehall.vetting.actions import keep_pipeline
from hirehall.vetting.actions.examine import decide_screening_appeal, score_stage
from hirehall.vetting.actions.follow_late import reassign_score
from hirehall.vetting.actions.go_through import (
    appeal_screening,
    apply,
    book_slot,
    leave_slot,
    send_stage,
    start_stage_test,
    withdraw,
)
from hirehall.vetting.actions.name_examiner import end_examiner
from hirehall.vetting.actions.sit_test import hand_in
from hirehall.vetting.models import Score, Screening, Slot, Step, Vetted
from hirehall.vetting.operations import require_vetted
from tests.makers.base import LONG_AGO, actor_of, make_hall, make_person
from tests.makers.vetting import REASON, STAGES, WORDS, Way, make_way
from tests.races.together import together

pytestmark = pytest.mark.django_db
WHY = "The second reason is about another applicant’s project."


@pytest.fixture
def way() -> Way:
    return make_way(make_hall())


def refused(call: Any, *args: Any, **kwargs: Any) -> str:
    before = FactRow.objects.count()
    with pytest.raises(Refused) as caught:
        call(*args, **kwargs)
    assert FactRow.objects.count() == before
    return caught.value.code


def states(screening: Screening) -> list[str]:
    return list(screening.steps.values_list("state", flat=True))


def test_who_passes_every_stage_is_vetted_and_found_with_their_skills(way: Way) -> None:
    screening = way.handed()
    assert states(screening) == ["passed", "passed", "passed", "examining"]
    way.scored(screening)
    screening.refresh_from_db()
    assert screening.state == "passed"
    person_id = screening.person_id
    assert list(queries.vetted(way.hall.id, [person_id])) == [person_id]
    found = queries.vetted_people(way.hall.id, [way.lab.skill.id])
    assert [(one.person_id, one.certified) for one in found] == [(person_id, {way.lab.skill.id})]
    assert refused(apply, way.version.pipeline_id, by=way.applicant) == "screening.vetted"
    reads = actor_of(make_person("Ola Reads", operator=True))
    assert refused(apply, way.version.pipeline_id, by=reads) == "test.knows_answers"
    keep_pipeline.end_vetted(way.hall.id, person_id, by=way.lab.operator, reason=WHY)
    jobs.drain()
    assert queries.vetted_people(way.hall.id) == []


def test_examiners_are_blind_to_each_other_and_their_mean_decides_with_all_reasons(way: Way) -> None:
    screening = way.handed()
    first, second = Score.objects.filter(step__screening=screening, scored_at=None).order_by("id")
    seats = {one.person_id: one for one in way.examiners}
    score_stage(first.id, by=seats[first.examiner_id], points=[5, 4], reason=REASON)
    desk = queries.examiner_desk(seats[second.examiner_id], way.hall.id)
    assert [(one.score.id, one.others) for one in desk.waiting] == [(second.id, ())]
    assert queries.screening_page(way.applicant, screening.id).lines[3].reasons == ()
    stranger = {"by": way.lab.candidate, "points": [0, 0], "reason": WHY}
    assert refused(score_stage, second.id, **stranger) == "score.not_found"
    seat = seats[second.examiner_id]
    assert refused(score_stage, second.id, by=seat, points=[6, 0], reason=WHY) == "score.points"
    score_stage(second.id, by=seat, points=[1, 1], reason=WHY)
    page = queries.screening_page(way.applicant, screening.id)
    assert page.screening.state == "failed"
    assert page.lines[3].step is not None
    assert page.lines[3].step.percent == Decimal(55)
    assert page.lines[3].reasons == (REASON, WHY)
    assert page.screening.reapply_at == page.screening.ended_at + timedelta(days=90)
    assert refused(apply, way.version.pipeline_id, by=way.applicant) == "screening.too_soon"


def test_nobody_scores_for_a_colleague_and_who_has_least_to_do_is_first(way: Way) -> None:
    house = Organisation.objects.create(name="House", handle="house", made_at=clock.now())
    for actor in (way.applicant, way.examiners[1]):
        Membership.objects.create(
            organisation=house, person_id=actor.person_id, role="owner", joined_at=clock.now()
        )
    assigned = []
    for number in range(2):
        other = actor_of(make_person(f"Other {number}"))
        assigned.append(way.formed(other).steps.get().scores.get().examiner_id)
    mine = way.formed().steps.get().scores.get().examiner_id
    assert len(set(assigned)) == 2
    assert mine != way.examiners[1].person_id
    slot = way.slot(1)
    assert slot.id not in {
        one.id for one in queries.free_slots(Screening.objects.get(person_id=way.applicant.person_id))
    }


def test_a_stage_in_which_nothing_comes_ends_the_screening_but_not_while_no_time_is_offered(way: Way) -> None:
    silent = way.begun(actor_of(make_person("Silas Silent")))
    waiting = way.interviewing()
    with clock.later(days=11):
        jobs.run_sweeps()
        silent.refresh_from_db()
        assert (silent.state, states(silent)) == ("lapsed", ["lapsed"])
        assert "Nothing came" in silent.reason
        waiting.refresh_from_db()
        assert (waiting.state, states(waiting)[-1]) == ("running", "todo")
        way.slot()
    with clock.later(days=11, hours=1):
        step = Step.objects.get(screening=waiting, state="todo")
        assert step.due_at > clock.now()


def test_a_running_screening_stays_on_its_version(way: Way) -> None:
    screening = way.formed()
    draft = keep_pipeline.draft_pipeline(way.version.pipeline_id, by=way.lab.operator)
    assert (
        refused(keep_pipeline.set_stages, way.version.id, by=way.lab.operator, stages=[])
        == "pipeline.published"
    )
    keep_pipeline.set_stages(draft.id, by=way.lab.operator, stages=STAGES[:1])
    assert refused(
        keep_pipeline.set_stages, draft.id, by=way.lab.operator, stages=[{**STAGES[0], "days": 0}]
    ) == ("pipeline.stage_wrong")
    keep_pipeline.publish_pipeline(draft.id, by=way.lab.operator)
    way.scored(screening)
    assert states(screening) == ["passed", "todo"]
    other = way.formed(actor_of(make_person("Nora New")))
    way.scored(other)
    other.refresh_from_db()
    assert other.state == "passed"


def test_a_failed_test_ends_it_and_an_appeal_is_decided_by_who_had_no_part(way: Way) -> None:
    screening = way.tested()
    assert refused(send_stage, screening.id, by=way.applicant, answers=[WORDS]) == "screening.not_now"
    sitting = start_stage_test(screening.id, by=way.applicant)
    hand_in(sitting.id, by=way.applicant)
    jobs.drain()
    screening.refresh_from_db()
    assert screening.state == "failed"
    appeal = appeal_screening(screening.id, by=way.applicant, text=WHY)
    assert refused(appeal_screening, screening.id, by=way.applicant, text=WHY) == "appeal.sent"
    decide = {"upheld": True, "reason": WHY}
    assert refused(decide_screening_appeal, appeal.id, by=way.applicant, **decide) == "appeal.not_found"
    decide_screening_appeal(appeal.id, by=way.examiners[2], **decide)
    assert states(screening) == ["passed", "passed", "todo"]
    screening.refresh_from_db()
    assert (screening.state, screening.reapply_at) == ("running", None)


def test_who_scored_decides_no_appeal_about_it(way: Way) -> None:
    screening = way.formed()
    way.scored(screening, 0.0)
    scorer = screening.steps.get().scores.get().examiner_id
    appeal = appeal_screening(screening.id, by=way.applicant, text=WHY)
    seats = {one.person_id: one for one in way.examiners}
    mine = {"by": seats[scorer], "upheld": False, "reason": WHY}
    assert refused(decide_screening_appeal, appeal.id, **mine) == "examiner.had_part"
    assert queries.examiner_desk(seats[scorer], way.hall.id).appeals == ()
    with clock.later(days=15):
        other = actor_of(make_person("Late Larsen"))
        assert refused(appeal_screening, screening.id, by=other, text=WHY) == "screening.not_found"


def test_what_an_examiner_leaves_too_long_is_told_and_goes_to_another(way: Way) -> None:
    screening = way.formed()
    first = screening.steps.get().scores.get().examiner_id
    with clock.later(days=6):
        jobs.run_sweeps()
        jobs.drain()
        jobs.run_sweeps()
        jobs.drain()
    assert screening.steps.get().scores.get().examiner_id != first
    kinds = Notice.objects.filter(kind__in=["examining.late", "screening.late"])
    told = set(kinds.values_list("person_id", "kind"))
    assert told == {(first, "examining.late"), (way.lab.operator.person_id, "screening.late")}


def test_an_interview_that_nobody_scores_is_reassigned_at_the_desk_or_held_again(way: Way) -> None:
    screening, slot = way.interviewing(), way.slot()
    book_slot(slot.id, by=way.applicant)
    with clock.at(slot.starts_at):
        jobs.run_sweeps()
    score = Score.objects.get(step__screening=screening, scored_at=None)
    reassign = partial(reassign_score, score.id, by=way.lab.operator)
    assert refused(reassign, score.examiner_id) == "examiner.not_free"
    assert refused(reassign, way.applicant.require_person()) == "examiner.not_free"
    other = way.examiners[1].require_person()
    with clock.at(slot.starts_at):
        made = reassign(other)
        page = queries.pipeline_page(way.lab.operator, way.version.id)
    assert [(one.score.id, one.is_late) for one in page.outstanding] == [(made.id, False)]
    assert refused(reassign, other) == "score.not_found"
    with clock.at(slot.starts_at + timedelta(days=6)):
        jobs.run_sweeps()
        assert states(screening)[-1] == "examining"
    with clock.at(slot.starts_at + timedelta(days=11)):
        jobs.run_sweeps()
    assert states(screening)[-1] == "todo"
    assert Score.objects.filter(step__screening=screening, scored_at=None).count() == 0
    kinds = Notice.objects.filter(person_id=way.applicant.person_id).values_list("kind", flat=True)
    assert "screening.interview_again" in kinds
    with clock.at(slot.starts_at + timedelta(days=11)):
        again = way.slot(2)
        book_slot(again.id, by=way.applicant)


def test_where_nobody_can_score_the_owner_is_told_again_and_again(way: Way) -> None:
    screening = way.formed()
    for one in way.examiners[1:]:
        end_examiner(way.hall.id, one.require_person(), by=way.lab.operator)
    for days in (6, 7, 10):
        with clock.later(days=days):
            jobs.run_sweeps()
            jobs.drain()
    assert Notice.objects.filter(kind="screening.late").count() == 2
    with clock.later(days=10):
        assert "longer than it should" in queries.screening_page(way.applicant, screening.id).lines[0].says


def test_a_booked_time_is_given_back_or_taken_back_before_it_begins(way: Way) -> None:
    screening, slot = way.interviewing(), way.slot()
    book_slot(slot.id, by=way.applicant)
    assert states(screening)[-1] == "booked"
    leave_slot(slot.id, by=way.applicant)
    assert states(screening)[-1] == "todo"
    book_slot(slot.id, by=way.applicant)
    assert refused(leave_slot, slot.id, by=way.lab.candidate) == "slot.not_found"
    leave_slot(slot.id, by=way.examiners[0])
    assert refused(book_slot, slot.id, by=way.applicant) == "slot.taken"
    withdraw(screening.id, by=way.applicant)
    assert refused(withdraw, screening.id, by=way.applicant) == "screening.over"
    assert way.begun().id != screening.id


def test_who_leaves_while_it_is_judged_waits_like_who_has_failed(way: Way) -> None:
    early, judged, tested = (actor_of(make_person(name)) for name in ("Early", "Judged", "Tested"))
    withdraw(way.begun(early).id, by=early)
    assert way.begun(early).state == "running"
    withdraw(way.formed(judged).id, by=judged)
    assert refused(apply, way.version.pipeline_id, by=judged) == "screening.too_soon"
    screening = way.tested(tested)
    start_stage_test(screening.id, by=tested)
    page = queries.screening_page(tested, screening.id)
    assert (page.leaves_late, queries.screening_page(early, way.begun(early).id).leaves_late) == (True, False)
    withdraw(screening.id, by=tested)
    assert refused(apply, way.version.pipeline_id, by=tested) == "screening.too_soon"
    with clock.later(days=way.version.reapply_days, hours=1):
        assert way.begun(tested).state == "running"


def test_a_test_that_was_not_passed_is_not_sat_again_as_a_stage_before_its_days_are_over(way: Way) -> None:
    who = actor_of(make_person("Twice"))
    screening = way.tested(who)
    failed = way.lab.sat(right=False, by=who)
    assert refused(start_stage_test, screening.id, by=who) == "test.too_soon"
    with clock.later(days=11):  # the stage has ten days, the test fourteen
        jobs.run_sweeps()
        screening.refresh_from_db()
        assert screening.state == "running"
    with clock.later(days=15):
        assert (failed.retake_at or clock.now()) < clock.now()
        assert start_stage_test(screening.id, by=who).state == "running"


def test_where_the_policy_wants_it_only_who_is_vetted_proposes(way: Way) -> None:
    screening = way.handed()
    person_id = screening.person_id
    require_vetted(policy_now(way.hall.id), person_id, to="propose")
    Policy.objects.create(
        hall=way.hall, effective_from=LONG_AGO + timedelta(days=1), of_models={"vetting.needed_to_propose": 1}
    )
    assert refused(require_vetted, policy_now(way.hall.id), person_id, to="propose") == "vetting.needed"
    way.scored(screening)
    require_vetted(policy_now(way.hall.id), person_id, to="propose")
    with clock.later(days=1):
        Vetted.objects.update(expires_at=clock.now())
    with clock.later(days=2):
        assert refused(require_vetted, policy_now(way.hall.id), person_id, to="propose") == "vetting.needed"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_book_one_time_one_has_it() -> None:
    way = make_way(make_hall())
    other = actor_of(make_person("Otto Other", Hat.FREELANCER))
    way.interviewing()
    way.interviewing(other)
    slot = way.slot()
    results = together(lambda: book_slot(slot.id, by=way.applicant), lambda: book_slot(slot.id, by=other))
    codes = sorted(one.code if isinstance(one, Refused) else "booked" for one in results)
    assert codes == ["booked", "slot.taken"]
    assert Slot.objects.get().step_id is not None
    assert Step.objects.filter(state="booked").count() == 1
    connections.close_all()
