"""What examiners leave too long is told, and goes to another. No applicant waits for ever."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_operator
from hirehall.foundation.refused import Refused, not_found
from hirehall.vetting import facts, queries, rules
from hirehall.vetting.models import Score, Screening, Slot, Step
from hirehall.vetting.operations import screening as going
from hirehall.vetting.states import LATE_AGAIN, StageKind, StepState


@action("vetting.pass_on")
def pass_on(step_id: UUID, *, by: Actor) -> Step:
    """The clock sees to a stage whose examiners are late or missing.

    They are told, and whoever owns the screening; again after some days while it lasts. What was left too long goes
    to whoever has least to do. An interview does not: when nothing was scored as long again, another one is booked.

    Raises:
        Refused: ``step.not_due``.
    """
    if not by.is_system:
        raise rules.clock_only()
    screening, step = going.locked_step(step_id)
    if step.state != StepState.EXAMINING:
        raise Refused("step.not_due", "There is nothing to pass on.")
    late = list(step.scores.filter(scored_at=None, due_at__lte=clock.now()))
    first_told = step.late_told_at
    if step.kind == StageKind.INTERVIEW:
        if late and first_told is not None and _twice_over(late[0]):
            return _again(screening, step, by=by)
    else:
        _to_others(screening, step, late, by=by)
    if late or step.scores.count() < step.wanted:
        _tell(screening, step, late, by=by)
    return step


def _twice_over(score: Score) -> bool:
    given = score.due_at - score.assigned_at
    return score.due_at + given <= clock.now()


def _to_others(screening: Screening, step: Step, late: list[Score], *, by: Actor) -> None:
    there = set(step.scores.values_list("examiner_id", flat=True))
    spare = [one.id for one in going.eligible(screening) if one.id not in there]
    added = []
    for score, examiner_id in zip(late, spare, strict=False):
        score.delete()
        going.give(screening, step, examiner_id)
        added.append(examiner_id)
    added += going.assign(screening, step)
    if added:
        stage = going.stage_at(screening, step.place).name
        told: dict[str, Any] = {"stage": stage, "examiner_ids": added}
        going.tell(facts.StageSent(**going.about(screening), **told), screening, by=by)


def _tell(screening: Screening, step: Step, late: list[Score], *, by: Actor) -> None:
    now = clock.now()
    if step.late_told_at is not None and step.late_told_at + LATE_AGAIN > now:
        return
    step.late_told_at = now
    step.save(update_fields=["late_told_at"])
    told: dict[str, Any] = {
        "stage": going.stage_at(screening, step.place).name,
        "version_id": screening.version_id,
        "examiner_ids": [one.examiner_id for one in late],
        "owner_ids": queries.owners_of(screening.pipeline),
    }
    going.tell(facts.StageLate(**going.about(screening), **told), screening, by=by)


def _again(screening: Screening, step: Step, *, by: Actor) -> Step:
    """The interview counts for nothing; the applicant has the days of the stage again."""
    stage = going.stage_at(screening, step.place)
    step.scores.filter(scored_at=None).delete()
    Slot.objects.filter(step=step).update(step=None)
    step.state, step.due_at = StepState.YOURS, clock.now() + timedelta(days=stage.days)
    step.sent_at, step.late_told_at = None, None
    step.save(update_fields=["state", "due_at", "sent_at", "late_told_at"])
    told: dict[str, Any] = {"stage": stage.name, "due_at": step.due_at}
    going.tell(facts.InterviewAgain(**going.about(screening), **told), screening, by=by)
    return step


@action("vetting.reassign_score", scope=Scope.STAFF_WRITE)
def reassign_score(score_id: UUID, examiner_id: UUID, *, by: Actor) -> Score:
    """An operator gives what an examiner has not scored to another, who has the hall's days for it.

    Raises:
        Refused: ``score.not_found``, ``score.given``, ``examiner.oneself`` for the applicant,
            ``examiner.not_free`` for who examines here no more, has a part in it already,
            is the applicant or belongs to an organisation of theirs.
    """
    found = Score.objects.select_related("step__screening").filter(id=score_id).first()
    require_operator(by, hall_id=found.step.screening.hall_id if found else None)
    if found is None:
        raise not_found("score")
    screening, step = going.locked_step(found.step_id)
    rules.require_here(by, screening.hall_id, "score")
    rules.require_no_conflict(by, screening.person_id, same_house=False)
    score = Score.objects.filter(id=score_id).first()
    if score is None or score.scored_at is not None or step.state != StepState.EXAMINING:
        raise Refused("score.given", "This is scored, or goes on elsewhere already.")
    there = set(step.scores.values_list("examiner_id", flat=True))
    free = {one.id for one in going.eligible(screening)} - there
    if examiner_id not in free:
        raise Refused("examiner.not_free", "This examiner cannot score for this applicant.")
    before = score.examiner_id
    score.delete()
    made = going.give(screening, step, examiner_id)
    step.late_told_at = None
    step.save(update_fields=["late_told_at"])
    told: dict[str, Any] = {
        "stage": going.stage_at(screening, step.place).name,
        "examiner_ids": [examiner_id],
        "from_examiner_id": before,
    }
    going.tell(facts.ScoreReassigned(**going.about(screening), **told), screening, by=by)
    return made
