"""A person goes through a screening: applies, does each stage's part, withdraws, appeals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from hirehall.files.operations import attach
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.addresses import is_here
from hirehall.foundation.refused import Refused, not_found
from hirehall.halls.operations import require_member, require_not_suspended, withdraw_waiting
from hirehall.halls.queries import policy_now
from hirehall.halls.queries.joining import suspended_in
from hirehall.people.operations import locked_person
from hirehall.vetting import facts, queries, rules
from hirehall.vetting.models import BankVersion, Screening, ScreeningAppeal, Sitting, Slot, Step
from hirehall.vetting.operations import screening as going
from hirehall.vetting.operations import testing
from hirehall.vetting.queries.screening import FILES_KIND
from hirehall.vetting.rules.stages import Stage
from hirehall.vetting.states import (
    SENDING,
    ScreeningState,
    SittingState,
    StageKind,
    StepState,
)


@action("vetting.apply", scope=Scope.PROFILE_WRITE)
def apply(pipeline_id: UUID, *, by: Actor) -> Screening:
    """Somebody begins a screening, on the version that is published now. Where one runs already, that is it.

    Raises:
        Refused: ``pipeline.not_found``, ``pipeline.closed``, ``screening.too_soon``, ``screening.vetted``,
            ``test.knows_answers``, ``account.suspended``, ``hall.members_only``.
    """
    who = locked_person(rules.require_candidate(by))
    rules.require_active(who)
    version = queries.pipeline_now(by, pipeline_id)
    mine = Screening.objects.filter(person=who, pipeline_id=pipeline_id)
    running = mine.filter(state=ScreeningState.RUNNING).first()
    if running is not None:
        return running
    require_member(version.pipeline.hall_id, by=by)
    reads = queries.read_until(version.pipeline.hall_id, who.id)
    why_not = queries.why_not_apply(version.pipeline, who.id) or queries.barred_by_test(
        version, who.id, reads
    )
    if why_not is not None:
        raise why_not
    return going.begin(version, who.id, by=by)


def _own(screening_id: UUID, by: Actor) -> Screening:
    person_id = rules.require_candidate(by)
    screening = going.locked_screening(screening_id)
    if screening.person_id != person_id or not is_here(by, screening.hall_id):
        raise not_found("screening")
    return screening


def _todo(
    screening: Screening,
    *kinds: StageKind,
    state: StepState = StepState.YOURS,
    grace: timedelta = timedelta(0),
) -> Step:
    """The step that waits for the applicant; ``grace`` is what a page may take on its way.

    Raises:
        Refused: ``screening.over``, ``screening.not_now``, ``screening.time_over``.
    """
    if screening.state != ScreeningState.RUNNING:
        raise Refused("screening.over", "This screening is over.")
    require_not_suspended(screening.hall_id, screening.person_id)
    step = going.step_of(screening)
    if step is None or step.state != state or StageKind(step.kind) not in kinds:
        raise Refused("screening.not_now", "This is not what comes next in your screening.")
    if state == StepState.YOURS and step.due_at + grace <= clock.now():
        raise Refused("screening.time_over", "The time for this stage is over.")
    return step


@action("vetting.send_stage", scope=Scope.PROFILE_WRITE)
def send_stage(
    screening_id: UUID, *, by: Actor, answers: Sequence[str], file_ids: Sequence[UUID] = ()
) -> Screening:
    """The answers to a form's questions, or a project's text with its files, go to the examiners.

    Raises:
        Refused: ``screening.not_found``, ``screening.not_now``, ``screening.time_over``, ``text.too_short``,
            ``task.not_opened``.
    """
    screening = _own(screening_id, by)
    step = _todo(screening, StageKind.FORM, StageKind.PROJECT, grace=SENDING)
    stage = going.stage_at(screening, step.place)
    if stage.is_timed and step.opened_at is None:
        raise Refused("task.not_opened", "Open the task first; its hours begin then.")
    wanted = len(stage.questions) if stage.kind == StageKind.FORM else 1
    if len(answers) != wanted:
        raise rules.invalid("screening.answers", "Answer each question.", "answers")
    least = 20 if stage.kind == StageKind.FORM or not file_ids else 0
    clean = [
        rules.require_text(one, field=f"answer_{place}", least=least) for place, one in enumerate(answers, 1)
    ]
    if file_ids and stage.kind == StageKind.FORM:
        raise rules.invalid("screening.files", "A form takes no files.", "files")
    attach(list(file_ids), subject_kind=FILES_KIND, subject_id=step.id, by=by)
    going.send(screening, step, clean, by=by)
    return screening


@action("vetting.open_task", scope=Scope.PROFILE_WRITE)
def open_task(screening_id: UUID, *, by: Actor) -> Step:
    """The text of a timed task is shown, and its hours begin; a second time it is the same.

    Raises:
        Refused: ``screening.not_found``, ``screening.not_now``, ``screening.time_over``, ``task.not_timed``.
    """
    screening = _own(screening_id, by)
    step = _todo(screening, StageKind.PROJECT)
    stage = going.stage_at(screening, step.place)
    if not stage.is_timed:
        raise Refused("task.not_timed", "This project has days, and no hours that begin.")
    if step.opened_at is None:
        step.opened_at = clock.now()
        step.due_at = step.opened_at + timedelta(hours=stage.hours)
        step.save(update_fields=["opened_at", "due_at"])
        told: dict[str, Any] = {"stage": stage.name, "due_at": step.due_at}
        going.tell(facts.TaskOpened(**going.about(screening), **told), screening, by=by)
    return step


@action("vetting.start_stage_test", scope=Scope.PROFILE_WRITE)
def start_stage_test(screening_id: UUID, *, by: Actor) -> Sitting:
    """The test of a stage begins, on the version to which the pipeline is fixed. Where it runs, that is it.

    Raises:
        Refused: ``screening.not_found``, ``screening.not_now``, ``screening.time_over``, ``test.runs``,
            ``test.too_soon``, ``test.being_marked``, ``test.knows_answers``.
    """
    screening = _own(screening_id, by)
    step = _todo(screening, StageKind.TEST)
    if step.sitting is not None:
        return step.sitting
    stage = going.stage_at(screening, step.place)
    version = BankVersion.objects.select_related("bank__skill").get(id=stage.bank_version_id)
    running = Sitting.objects.filter(
        person_id=screening.person_id, bank=version.bank, state=SittingState.RUNNING
    )
    if running.exists():
        raise Refused("test.runs", "You are sitting a test in this skill now. Hand it in first.")
    queries.require_unread(version.bank, screening.person_id)
    waits = queries.must_wait(version.bank, screening.person_id)
    if waits is not None:
        raise waits
    step.sitting = testing.begin(version, screening.person_id, by=by)
    step.save(update_fields=["sitting"])
    return step.sitting


@action("vetting.book_slot", scope=Scope.PROFILE_WRITE)
def book_slot(slot_id: UUID, *, by: Actor) -> Slot:
    """One applicant books a time that an examiner offers; of two at once, one has it.

    Raises:
        Refused: ``slot.not_found``, ``slot.taken``, ``screening.not_now``.
    """
    person_id = rules.require_candidate(by)
    found = Slot.objects.filter(id=slot_id).first()
    if found is None or not is_here(by, found.hall_id):
        raise not_found("slot")
    mine = Screening.objects.filter(
        person_id=person_id,
        hall_id=found.hall_id,
        steps__kind=StageKind.INTERVIEW,
        steps__state=StepState.YOURS,
    ).first()
    if mine is None:
        raise not_found("slot")
    screening = going.locked_screening(mine.id)
    step = _todo(screening, StageKind.INTERVIEW)
    slot = Slot.objects.select_for_update().get(id=slot_id)
    if slot.step_id is not None or slot.taken_back_at is not None or slot.starts_at <= clock.now():
        raise Refused("slot.taken", "This time is not free any more. Choose another one.")
    if slot.examiner_id not in {one.id for one in going.eligible(screening)}:
        raise not_found("slot")
    slot.step = step
    slot.save(update_fields=["step"])
    step.state = StepState.BOOKED
    step.save(update_fields=["state"])
    going.tell(
        facts.InterviewBooked(
            **going.about(screening), examiner_id=slot.examiner_id, starts_at=slot.starts_at
        ),
        screening,
        by=by,
    )
    return slot


@action("vetting.leave_slot", scope=Scope.PROFILE_WRITE)
def leave_slot(slot_id: UUID, *, by: Actor) -> Slot:
    """Before it begins, the applicant gives a time back, or the examiner takes it back; another is booked then.

    Raises:
        Refused: ``slot.not_found``, ``slot.begun``.
    """
    person_id = rules.require_candidate(by)
    slot = Slot.objects.select_for_update(of=("self",)).filter(id=slot_id).first()
    if slot is None or not is_here(by, slot.hall_id):
        raise not_found("slot")
    step = Step.objects.filter(id=slot.step_id).first() if slot.step_id else None
    screening = going.locked_screening(step.screening_id) if step else None
    is_applicant = screening is not None and screening.person_id == person_id
    if not is_applicant and slot.examiner_id != person_id:
        raise not_found("slot")
    if slot.starts_at <= clock.now():
        raise Refused("slot.begun", "This time has begun.")
    slot.step = None
    if not is_applicant:
        slot.taken_back_at = clock.now()
    slot.save(update_fields=["step", "taken_back_at"])
    if screening is not None and step is not None:
        step.state = StepState.YOURS
        step.due_at = max(step.due_at, clock.now() + timedelta(days=3))
        step.save(update_fields=["state", "due_at"])
        told: dict[str, Any] = {
            "examiner_id": slot.examiner_id,
            "starts_at": slot.starts_at,
            "by_examiner": not is_applicant,
        }
        going.tell(facts.InterviewLeft(**going.about(screening), **told), screening, by=by)
    return slot


@action("vetting.withdraw", scope=Scope.PROFILE_WRITE)
def withdraw(screening_id: UUID, *, by: Actor) -> Screening:
    """The applicant leaves. They can begin again at once, or, where a stage is with the examiners or its test has
    begun, when who has failed could. An application that it decides is withdrawn with it.

    Raises:
        Refused: ``screening.not_found``, ``screening.over``.
    """
    screening = _own(screening_id, by)
    if screening.state != ScreeningState.RUNNING:
        raise Refused("screening.over", "This screening is over.")
    going.leave(screening, by=by)
    if screening.application_id is not None:
        withdraw_waiting(screening.application_id, by=by)
    return screening


@action("vetting.appeal_screening", scope=Scope.PROFILE_WRITE)
def appeal_screening(screening_id: UUID, *, by: Actor, text: str) -> ScreeningAppeal:
    """Who was turned down says why that was wrong. It is answered once, by somebody who had no part in it.

    Raises:
        Refused: ``screening.not_found``, ``screening.not_failed``, ``appeal.too_late``, ``appeal.sent``,
            ``appeal.of_application`` where the screening decided an application: an operator answers that one.
    """
    screening = _own(screening_id, by)
    if screening.application_id is not None:
        raise Refused(
            "appeal.of_application",
            "This screening decided your application to the hall. Appeal there; an operator answers.",
        )
    if screening.state != ScreeningState.FAILED or screening.ended_at is None:
        raise Refused("screening.not_failed", "There is no decision to appeal against.")
    days = policy_now(screening.hall_id).number("vetting.appeal_days")
    if screening.ended_at + timedelta(days=days) < clock.now():
        raise Refused("appeal.too_late", f"An appeal is taken for {days} days after the decision.")
    step = screening.steps.get(state=StepState.FAILED)
    if ScreeningAppeal.objects.filter(step=step).exists():
        raise Refused("appeal.sent", "You have appealed; it is answered once.")
    appeal = ScreeningAppeal.objects.create(
        step=step, text=rules.require_text(text, field="text"), sent_at=clock.now()
    )
    going.tell(facts.ScreeningAppealed(**going.about(screening), appeal_id=appeal.id), screening, by=by)
    return appeal


@action("vetting.settle_stage_test")
def settle_stage_test(sitting_id: UUID, *, by: Actor) -> Sitting:
    """A test has its result: where it belongs to a stage, the screening goes on by it."""
    if not by.is_system:
        raise rules.clock_only()
    sitting = Sitting.objects.select_related("version").get(id=sitting_id)
    going.after_test(sitting, by=by)
    return sitting


@action("vetting.stop_screenings")
def stop_screenings(hall_id: UUID, person_id: UUID, *, by: Actor) -> int:
    """Somebody is suspended in a hall: what runs of theirs there ends; once they are back they can begin again."""
    if not by.is_system:
        raise rules.clock_only()
    running = Screening.objects.filter(hall_id=hall_id, person_id=person_id, state=ScreeningState.RUNNING)
    ended = 0
    for screening_id in running.order_by("id").values_list("id", flat=True):
        screening = going.locked_screening(screening_id)
        if screening.state == ScreeningState.RUNNING and person_id in suspended_in(hall_id):
            going.leave(screening, by=by)
            ended += 1
    return ended


@action("vetting.lapse_stage")
def lapse_stage(step_id: UUID, *, by: Actor) -> Step:
    """The time of a stage is over and nothing came. Nobody lapses while no examiner offers a time, nor while the days
    until another attempt at its test run.

    Raises:
        Refused: ``step.not_due``.
    """
    if not by.is_system:
        raise rules.clock_only()
    screening, step = going.locked_step(step_id)
    sits = step.sitting is not None and step.sitting.state != SittingState.DONE
    if step.state != StepState.YOURS or step.due_at + SENDING > clock.now() or sits:
        raise Refused("step.not_due", "This stage is not over yet.")
    stage = going.stage_at(screening, step.place)
    if _cannot_yet(screening, stage):
        step.due_at = clock.now() + timedelta(days=stage.days)
        step.save(update_fields=["due_at"])
        return step
    reason = f"Nothing came for “{stage.name}” until {step.due_at:%-d %B %Y}."
    step.state, step.reason, step.decided_at = StepState.LAPSED, reason, clock.now()
    step.save(update_fields=["state", "reason", "decided_at"])
    going.fail(screening, step, reason=reason, by=by, lapsed=True)
    return step


def _cannot_yet(screening: Screening, stage: Stage) -> bool:
    """Whether the applicant could not do their part, and not by their own choice."""
    if stage.kind == StageKind.INTERVIEW:
        return not queries.free_slots(screening)
    if stage.kind != StageKind.TEST:
        return False
    version = BankVersion.objects.select_related("bank__skill").get(id=stage.bank_version_id)
    return queries.must_wait(version.bank, screening.person_id) is not None
