"""Who may do what with skill tests. The candidate owns; the examiner is the counterparty."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.halls.models import Application, Hall
from hirehall.skills.actions.add_skill import add_skill
from hirehall.vetting import queries
from hirehall.vetting.actions import keep_bank, keep_pipeline
from hirehall.vetting.actions.admit import begin_admission, end_admission
from hirehall.vetting.actions.appeal_question import (
    appeal_question,
    decide_question_appeal,
    show_certificate,
)
from hirehall.vetting.actions.examine import (
    decide_screening_appeal,
    end_interview,
    offer_slot,
    score_stage,
)
from hirehall.vetting.actions.follow_late import pass_on, reassign_score
from hirehall.vetting.actions.go_through import (
    appeal_screening,
    apply,
    book_slot,
    lapse_stage,
    leave_slot,
    open_task,
    send_stage,
    settle_stage_test,
    start_stage_test,
    stop_screenings,
    withdraw,
)
from hirehall.vetting.actions.name_examiner import end_examiner, name_examiner
from hirehall.vetting.actions.sit_test import hand_in, mark_answer, run_out, save_answer, start_test
from hirehall.vetting.actions.withdraw_certificate import (
    answer_withdrawal_appeal,
    appeal_withdrawal,
    withdraw_certificate,
)
from hirehall.vetting.actions.write_question import retire_question, write_question
from hirehall.vetting.models import Certificate, Screening, Sitting, Slot, Step, Vetted, Withdrawal
from hirehall.vetting.states import SENDING
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.vetting import BANK, IN_WORDS, STAGES, WORDS, Lab, Way, make_lab, make_way
from tests.permission_case import Case

MINE, EXAMINERS, STAFF, CLOCK = {"owner"}, {"counterparty", "staff_on"}, {"staff_on"}, {"system"}
PEOPLE = {"owner", "stranger", "counterparty"}  # no operator: they can read the answers
WHY = "Two of the answers are right, as the text says."
OPERATORS = {"staff_on", "system"}
SEVEN = {"kind": "number", "text": "How many days has a week?", "right": "7"}
Row = tuple[str, set[str], Callable[[Actor], Any]]


def matrix() -> list[Case]:
    hall = make_hall(slug="vetting-matrix", name="Vetting matrix")
    lab = make_lab(hall)
    running = lab.started()
    late = lab.started(actor_of(make_person("Lena Late")))
    Sitting.objects.filter(id=late.id).update(
        started_at=clock.now() - timedelta(hours=1), ends_at=clock.now() - timedelta(minutes=1)
    )
    words = make_lab(hall, bank=BANK.replace("drawn = 4", "drawn = 5") + IN_WORDS, name="Words")
    waiting = words.sat(by=lab.candidate)
    text = waiting.answers.get(points=None)
    done = make_lab(hall, name="Done")
    passed = done.sat(by=lab.candidate)
    appeal = appeal_question(passed.id, 1, by=lab.candidate, text=WHY)
    spare = add_skill(lab.skill.category_id, by=lab.operator, name="Spare")
    draft = keep_bank.draft_version(done.version.bank_id, by=lab.operator)
    other = make_person("Olaf Other")
    counts = certificate_of(actor_of(make_person("Cora Counts")), done)
    taken = withdrawn_from(lab.candidate, make_lab(hall, name="Taken back"))
    asked = withdrawn_from(actor_of(make_person("Ada Appeals")), done)
    appeal_withdrawal(asked.certificate_id, by=actor_of(asked.certificate.person), text=WHY)
    numbers = {"minutes": 5, "drawn": 2, "pass_percent": 50, "retake_days": 1, "valid_months": 0}
    bank, upheld = lab.version.bank_id, {"upheld": True, "reason": WHY}
    rows: list[Row] = [
        ("open_bank", OPERATORS, lambda by: keep_bank.open_bank(spare.id, by=by)),
        ("draft_version", OPERATORS, lambda by: keep_bank.draft_version(bank, by=by)),
        ("set_test", OPERATORS, lambda by: keep_bank.set_test(draft.id, by=by, **numbers)),
        ("import_questions", OPERATORS, lambda by: keep_bank.import_questions(draft.id, by=by, text=BANK)),
        ("write_question", OPERATORS, lambda by: write_question(bank, "seven", by=by, asked=SEVEN)),
        ("retire_question", OPERATORS, lambda by: retire_question(bank, "pi", by=by)),
        ("publish_version", OPERATORS, lambda by: keep_bank.publish_version(draft.id, by=by)),
        ("close_bank", OPERATORS, lambda by: keep_bank.close_bank(bank, by=by)),
        ("reopen_bank", OPERATORS, lambda by: keep_bank.reopen_bank(bank, by=by)),
        ("name_examiner", OPERATORS, lambda by: name_examiner(hall.id, other.id, by=by)),
        ("end_examiner", OPERATORS, lambda by: end_examiner(hall.id, lab.examiner.person_id, by=by)),
        ("start_test", PEOPLE, lambda by: start_test(bank, by=by)),
        ("save_answer", MINE, lambda by: save_answer(running.id, 1, by=by, given=None)),
        ("hand_in", MINE, lambda by: hand_in(running.id, by=by)),
        ("run_out", CLOCK, lambda by: run_out(late.id, by=by)),
        ("mark_answer", EXAMINERS, lambda by: mark_answer(text.id, by=by, points=1, remark="Half of it.")),
        ("appeal_question", MINE, lambda by: appeal_question(passed.id, 2, by=by, text=WHY)),
        ("decide_question_appeal", OPERATORS, lambda by: decide_question_appeal(appeal.id, by=by, **upheld)),
        ("withdraw_certificate", STAFF, lambda by: withdraw_certificate(counts.id, by=by, reason=WHY)),
        ("appeal_withdrawal", MINE, lambda by: appeal_withdrawal(taken.certificate_id, by=by, text=WHY)),
        ("answer_withdrawal_appeal", STAFF, lambda by: answer_withdrawal_appeal(asked.id, by=by, **upheld)),
        ("show_certificate", MINE, lambda by: show_certificate(passed.certificate.id, by=by, shown=False)),
    ]  # fmt: skip
    rows += _screenings(lab, hall)
    return [
        Case(action=f"vetting.{name}", call=call, owner=lab.candidate, counterparty=lab.examiner, may=may)
        for name, may, call in rows
    ]


def certificate_of(who: Actor, lab: Lab) -> Certificate:
    return Certificate.objects.get(sitting=lab.sat(by=who))


def withdrawn_from(who: Actor, lab: Lab) -> Withdrawal:
    return withdraw_certificate(certificate_of(who, lab).id, by=lab.operator, reason=WHY)


def _screenings(lab: Lab, hall: Hall) -> list[Row]:
    """The candidate applies; the examiner of the first lab has everything to score."""
    way = _way(lab, "Ways")
    me = lab.candidate
    form, sent = way.begun(me), way.formed(way.applicant)
    score = sent.steps.get().scores.get()
    failed = way.formed(actor_of(make_person("Fay Failed")))
    way.scored(failed, 0.0)
    lone = _way(lab, "Lone")
    testing = lone.tested(me)
    taken = _way(lab, "Taken")
    talking = taken.interviewing(me)
    free, booked = taken.slot(days=5), taken.slot(days=6)
    again = taken.formed(actor_of(make_person("Abel Again")))
    taken.scored(again, 0.0)
    appeal = appeal_screening(again.id, by=actor_of(again.person), text=WHY)
    refused = Screening.objects.get(id=failed.id)
    draft = keep_pipeline.draft_pipeline(way.version.pipeline_id, by=lab.operator)
    Screening.objects.filter(id=failed.id).update(person_id=me.person_id)
    late = lone.begun(actor_of(make_person("Lars Late")))
    Step.objects.filter(screening=late).update(due_at=clock.now() - SENDING)
    due = late.steps.get().id
    stuck = sent.steps.get().id
    lasting = way.formed(actor_of(make_person("Rita Reassigned"))).steps.get().scores.get()
    sitting = Sitting.objects.filter(state="done").first()
    begun = taken.interviewing(actor_of(make_person("Ines Interview")))
    Step.objects.filter(screening=begun, state="todo").update(state="booked")
    past = Slot.objects.create(
        hall=hall, examiner_id=lab.examiner.person_id, starts_at=clock.now() - timedelta(minutes=5),
        ends_at=clock.now() + timedelta(minutes=5), where="Here", step=begun.steps.get(state="booked"),
    )  # fmt: skip
    Vetted.objects.create(
        hall=hall,
        person_id=me.person_id,
        pipeline=lone.version.pipeline,
        screening=testing,
        since=clock.now(),
    )
    operator, other = lab.operator, make_way(hall, name="Open")
    timed = make_way(hall, name="Timed", asks=[{**STAGES[3], "hours": 3}]).begun(me)
    spare = next(one.id for one in queries.examiners_of(hall.id) if one.name == "Exa Open 1")
    assert (operator.is_staff, refused.state, talking.state) == (True, "failed", "running")
    keep_pipeline.let_pipeline_admit(way.version.pipeline_id, by=operator)
    applied = Application.objects.create(
        hall=hall, person_id=me.person_id, decider="screening", applied_at=clock.now()
    )
    other_id = again.person_id
    admit = keep_pipeline.let_pipeline_admit
    whole = {"intro": "", "reapply_days": 1, "valid_months": 0}
    no = {"upheld": False, "reason": WHY}
    given, soon = {"points": [5], "reason": WHY}, clock.now() + timedelta(days=9)
    time = {"starts_at": soon, "minutes": 30, "where": "Somewhere"}
    return [
        ("open_pipeline", OPERATORS, lambda by: keep_pipeline.open_pipeline(hall.id, by=by, name="Another")),
        ("draft_pipeline", OPERATORS, lambda by: keep_pipeline.draft_pipeline(way.version.pipeline_id, by=by)),
        ("set_pipeline", OPERATORS, lambda by: keep_pipeline.set_pipeline(draft.id, by=by, **whole)),
        ("set_stages", OPERATORS, lambda by: keep_pipeline.set_stages(draft.id, by=by, stages=STAGES[:1])),
        ("publish_pipeline", OPERATORS, lambda by: keep_pipeline.publish_pipeline(draft.id, by=by)),
        ("close_pipeline", OPERATORS, lambda by: keep_pipeline.close_pipeline(way.version.pipeline_id, by=by)),
        ("end_vetted", OPERATORS, lambda by: keep_pipeline.end_vetted(hall.id, me.person_id, by=by, reason=WHY)),
        ("let_pipeline_admit", OPERATORS, lambda by: admit(way.version.pipeline_id, by=by, admits=False)),
        ("begin_admission", {"owner", "system"}, lambda by: begin_admission(applied.id, by=by)),
        ("end_admission", CLOCK, lambda by: end_admission(applied.id, by=by)),
        ("apply", PEOPLE, lambda by: apply(other.version.pipeline_id, by=by)),
        ("send_stage", MINE, lambda by: send_stage(form.id, by=by, answers=[WORDS])),
        ("start_stage_test", MINE, lambda by: start_stage_test(testing.id, by=by)),
        ("open_task", MINE, lambda by: open_task(timed.id, by=by)),
        ("book_slot", MINE, lambda by: book_slot(free.id, by=by)),
        ("leave_slot", {"counterparty"}, lambda by: leave_slot(booked.id, by=by)),
        ("withdraw", MINE, lambda by: withdraw(form.id, by=by)),
        ("appeal_screening", MINE, lambda by: appeal_screening(failed.id, by=by, text=WHY)),
        ("settle_stage_test", CLOCK, lambda by: settle_stage_test(sitting.id, by=by)),
        ("lapse_stage", CLOCK, lambda by: lapse_stage(due, by=by)),
        ("end_interview", CLOCK, lambda by: end_interview(past.step_id, by=by)),
        ("reassign_score", OPERATORS, lambda by: reassign_score(lasting.id, spare, by=by)),
        ("stop_screenings", CLOCK, lambda by: stop_screenings(hall.id, other_id, by=by)),
        ("pass_on", CLOCK, lambda by: pass_on(stuck, by=by)),
        ("offer_slot", {"counterparty"}, lambda by: offer_slot(hall.id, by=by, **time)),
        ("score_stage", {"counterparty"}, lambda by: score_stage(score.id, by=by, **given)),
        ("decide_screening_appeal", STAFF, lambda by: decide_screening_appeal(appeal.id, by=by, **no)),
    ]  # fmt: skip


def _way(lab: Lab, name: str) -> Way:
    """A screening for which the first lab's examiner alone examines."""
    way = make_way(lab.hall, name=name)
    for one in queries.examiners_of(lab.hall.id):
        if one.id != lab.examiner.person_id:
            end_examiner(lab.hall.id, one.id, by=lab.operator)
    way.examiners[:] = [lab.examiner]
    return way
