"""A task that two examiners judge blind enters a standing as a skill proof."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from hirehall.formulas.constants import published
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Refused
from hirehall.people.models import Person
from hirehall.reputation import operations, queries
from hirehall.reputation.jobs import follow_certificates
from hirehall.reputation.models import OtherEvidence, StandingRow
from hirehall.vetting import queries as vetting
from hirehall.vetting.actions import keep_pipeline
from hirehall.vetting.actions.examine import decide_screening_appeal
from hirehall.vetting.actions.go_through import appeal_screening, apply, open_task, send_stage
from hirehall.vetting.api.pipelines import PipelineOut
from hirehall.vetting.models import Score, Screening, Vetted
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.vetting import WORDS, Way, make_way
from tests.races.together import together

pytestmark = pytest.mark.django_db
SECRET = "Write three lines for a baker who opens at five."
TASK = {
    "kind": "project", "name": "Three lines", "text": SECRET, "days": 7, "hours": 3, "examiners": 2,
    "blind": True, "pass_percent": 60,
    "rubric": [{"text": "Would one buy bread?", "most": 5}, {"text": "Is it short?", "most": 5}],
}  # fmt: skip
WHY = "The second reason is about another text than the one that I sent."


def signed_in(who: Actor) -> Client:
    web = Client()
    web.force_login(
        Person.objects.get(id=who.person_id), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return web


def make_task(**numbers: int) -> Way:
    """A hall with a timed task that proves the skill of its lab and vets nobody."""
    way = make_way(make_hall(), asks=[{**TASK, "proves": ""}])
    draft = keep_pipeline.draft_pipeline(way.version.pipeline_id, by=way.lab.operator)
    stage = {**TASK, "proves": str(way.lab.skill.id)}
    keep_pipeline.set_stages(draft.id, by=way.lab.operator, stages=[stage])
    whole = {"intro": "", "reapply_days": 90, "valid_months": 0, **numbers}
    keep_pipeline.set_pipeline(draft.id, by=way.lab.operator, vets=False, **whole)
    way.version = keep_pipeline.publish_pipeline(draft.id, by=way.lab.operator)
    return way


def handed(way: Way) -> Screening:
    screening = apply(way.version.pipeline_id, by=way.applicant)
    open_task(screening.id, by=way.applicant)
    send_stage(screening.id, by=way.applicant, answers=[WORDS])
    return screening


def proof_of(way: Way, category_id=None):
    row = StandingRow.objects.filter(person_id=way.applicant.person_id, category_id=category_id).first()
    return next((piece for piece in row.pieces if piece["source"] == "proof"), None) if row else None


def test_a_task_is_hidden_until_it_is_opened_and_then_its_hours_run() -> None:
    way = make_task()
    web = signed_in(way.applicant)
    screening = apply(way.version.pipeline_id, by=way.applicant)
    one = reverse("vetting:screening", args=[screening.id])
    for path in (reverse("vetting:screenings"), one):
        answer = web.get(path)
        assert (answer.status_code, SECRET in answer.content.decode()) == (200, False)
    assert [stage["text"] for stage in PipelineOut.of(way.version, whole=False).stages] == [""]
    assert [line.text for line in vetting.screening_page(way.applicant, screening.id).lines] == [""]
    assert web.get(f"{one}stage/").status_code == 302
    with pytest.raises(Refused) as caught:
        send_stage(screening.id, by=way.applicant, answers=[WORDS])
    assert caught.value.code == "task.not_opened"
    with clock.later(days=2):
        page = web.post(reverse("vetting:stage_opening", args=[screening.id]), follow=True).content.decode()
        assert SECRET in page
        assert "not told whose it is" in page
        step = open_task(screening.id, by=way.applicant)
        assert step.due_at - clock.now() <= timedelta(hours=3)
    with clock.at(step.due_at + timedelta(minutes=1)):
        jobs.run_sweeps()
        send_stage(screening.id, by=way.applicant, answers=[WORDS])


def test_nobody_sends_after_the_hours_and_their_end_is_the_end() -> None:
    way = make_task()
    screening = apply(way.version.pipeline_id, by=way.applicant)
    step = open_task(screening.id, by=way.applicant)
    with clock.at(step.due_at + timedelta(minutes=3)):
        with pytest.raises(Refused) as caught:
            send_stage(screening.id, by=way.applicant, answers=[WORDS])
        assert caught.value.code == "screening.time_over"
        jobs.run_sweeps()
        jobs.drain()
    screening.refresh_from_db()
    assert screening.state == "lapsed"


def test_what_two_judge_blind_counts_with_their_mean_and_vets_nobody() -> None:
    way = make_task()
    screening = handed(way)
    examiners = {one.examiner_id for one in Score.objects.filter(step__screening=screening)}
    assert len(examiners) == 2
    name = "Ada Way"
    for examiner in way.examiners:
        shown = signed_in(examiner).get(reverse("vetting:examining")).content.decode()
        assert (WORDS in shown) == (examiner.person_id in examiners)
        assert name not in shown
    way.scored(screening, 1.0, 0.6)
    (row,) = OtherEvidence.objects.filter(person_id=way.applicant.person_id)
    assert (row.mark, row.says) == (pytest.approx(0.8), "Task: Three lines")
    for category_id in (None, way.lab.skill.category_id):
        assert proof_of(way, category_id)["base"] == pytest.approx(published().proof.precision)
    assert not Vetted.objects.exists()
    page = signed_in(way.applicant).get(reverse("vetting:screening", args=[screening.id])).content.decode()
    assert f"Proven: {way.lab.skill.name}" in page
    with pytest.raises(Refused) as caught:
        apply(way.version.pipeline_id, by=way.applicant)
    assert caught.value.code == "screening.too_soon"


def test_the_later_mark_counts_alone_and_goes_when_its_months_are_over() -> None:
    way = make_task(valid_months=12)
    way.scored(handed(way), 0.6, 0.6)
    with clock.later(days=100):
        way.scored(handed(way), 1.0, 1.0)
        assert [row.mark for row in OtherEvidence.objects.all()] == [1.0]
    with clock.later(days=300):
        follow_certificates(0)
        jobs.drain()
        assert proof_of(way) is not None
    with clock.later(days=470):
        follow_certificates(0)
        jobs.drain()
        assert proof_of(way) is None
        assert not OtherEvidence.objects.exists()


def test_who_fails_has_no_proof_and_has_it_with_what_passes_when_an_appeal_is_upheld() -> None:
    way = make_task()
    screening = handed(way)
    way.scored(screening, 0.2, 0.4)
    assert not OtherEvidence.objects.exists()
    assert [mark for _, mark in vetting.first_task_marks()] == [pytest.approx(0.3)]
    appeal = appeal_screening(screening.id, by=way.applicant, text=WHY)
    scored = set(Score.objects.values_list("examiner_id", flat=True))
    third = next(one for one in way.examiners if one.person_id not in scored)
    decide_screening_appeal(appeal.id, by=third, upheld=True, reason=WHY)
    jobs.drain()
    assert OtherEvidence.objects.get().mark == pytest.approx(0.6)


def test_a_proof_is_entered_once_however_often_its_job_runs_and_with_others() -> None:
    way = make_task()
    screening = handed(way)
    way.scored(screening)
    step = screening.steps.get()
    OtherEvidence.objects.all().delete()
    for _ in range(2):
        with transaction.atomic():
            operations.keep_task(step.id)
    assert OtherEvidence.objects.count() == 1


@pytest.mark.parametrize(
    ("stage", "says"),
    [({"examiners": 1}, "two examiners"), ({"blind": False}, "blind"), ({"kind": "form"}, "only a project")],
)
def test_a_proof_needs_two_who_are_blind_to_each_other(stage: dict[str, object], says: str) -> None:
    way = make_way(make_hall(), asks=[TASK])
    draft = keep_pipeline.draft_pipeline(way.version.pipeline_id, by=way.lab.operator)
    with pytest.raises(Refused) as caught:
        keep_pipeline.set_stages(
            draft.id,
            by=way.lab.operator,
            stages=[{**TASK, "proves": str(way.lab.skill.id), "hours": 0, **stage}],
        )
    assert says in caught.value.sentence


def test_what_proves_nothing_and_vets_nobody_and_another_halls_skill_are_refused() -> None:
    way, other = (
        make_way(make_hall(), asks=[TASK]),
        make_way(make_hall(slug="there", name="There"), name="Far"),
    )
    by = way.lab.operator
    draft = keep_pipeline.draft_pipeline(way.version.pipeline_id, by=by)
    with pytest.raises(Refused) as caught:
        keep_pipeline.set_stages(draft.id, by=by, stages=[{**TASK, "proves": str(other.lab.skill.id)}])
    assert "this hall" in caught.value.sentence
    keep_pipeline.set_pipeline(draft.id, by=by, intro="", reapply_days=1, valid_months=0, vets=False)
    with pytest.raises(Refused) as caught:
        keep_pipeline.publish_pipeline(draft.id, by=by)
    assert caught.value.code == "pipeline.proves_nothing"


def test_how_figures_are_made_counts_everybody_who_was_judged() -> None:
    way = make_task()
    way.scored(handed(way), 0.8, 0.8)
    other = actor_of(make_person("Bo Other"))
    way.applicant = other
    way.scored(handed(way), 0.2, 0.2)
    with transaction.atomic():
        operations.refresh_proofs()
    (told,) = queries.proofs_told(way.hall.id)
    assert (told.says, told.marks) == ("Task: Three lines", 2)


@pytest.mark.django_db(transaction=True)
def test_opened_twice_at_once_it_has_one_beginning() -> None:
    way = make_task()
    screening = apply(way.version.pipeline_id, by=way.applicant)
    opened = together(*[partial(open_task, screening.id, by=way.applicant)] * 2)
    assert len({one.opened_at for one in opened}) == 1
