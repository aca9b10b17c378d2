"""Examiners offer times, score, and decide appeals; what they leave too long goes to another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.addresses import is_here
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.vetting import facts, queries, rules
from hirehall.vetting.models import Score, ScreeningAppeal, Slot, Step
from hirehall.vetting.operations import screening as going
from hirehall.vetting.states import AppealState, StepState

AHEAD_AT_MOST = timedelta(days=120)


@action("vetting.offer_slot", scope=Scope.PROFILE_WRITE)
def offer_slot(hall_id: UUID, *, by: Actor, starts_at: datetime, minutes: int, where: str) -> Slot:
    """An examiner offers a time for an interview.

    Raises:
        Refused: ``examiner.not_found``, ``slot.past``, ``slot.overlaps``.
    """
    person_id = rules.require_candidate(by)
    if not queries.may_examine(by, hall_id):
        raise not_found("examiner")
    if not clock.now() < starts_at <= clock.now() + AHEAD_AT_MOST:
        raise rules.invalid("slot.past", "Offer a time within the next 120 days.", "starts_at")
    if not 10 <= minutes <= 180:
        raise rules.invalid("slot.minutes", "An interview takes 10 to 180 minutes.", "minutes")
    clean = rules.require_text(where, field="where", least=5, most=200)
    ends_at = starts_at + timedelta(minutes=minutes)
    if not queries.locked_examiner(hall_id, person_id):
        raise not_found("examiner")
    others = Slot.objects.filter(examiner_id=person_id, taken_back_at=None)
    if others.filter(starts_at__lt=ends_at, ends_at__gt=starts_at).exists():
        raise Refused("slot.overlaps", "You have offered a time that overlaps with this one.")
    return Slot.objects.create(
        hall_id=hall_id, examiner_id=person_id, starts_at=starts_at, ends_at=ends_at, where=clean
    )


@action("vetting.score_stage", scope=Scope.PROFILE_WRITE)
def score_stage(score_id: UUID, *, by: Actor, points: Sequence[int], reason: str) -> Score:
    """An examiner scores by the rubric and says why. When all have, their mean decides.

    Raises:
        Refused: ``score.not_found``, ``score.given``, ``score.points``, ``slot.not_over``.
    """
    found = Score.objects.filter(id=score_id, examiner_id=by.require_person()).select_related("step").first()
    if found is None or by.is_staff:
        raise not_found("score")
    screening = going.locked_screening(found.step.screening_id)
    if not queries.may_examine(by, screening.hall_id):
        raise not_found("score")
    score = Score.objects.select_related("step").get(id=score_id)
    if score.scored_at is not None or score.step.state != StepState.EXAMINING:
        raise Refused("score.given", "This has been scored.")
    stage = going.stage_at(screening, score.step.place)
    fits = len(points) == len(stage.rubric) and all(
        0 <= given <= one.most for given, one in zip(points, stage.rubric, strict=True)
    )
    if not fits:
        raise rules.invalid("score.points", "Give each criterion its points.", "points")
    score.points, score.percent = list(points), going.score_percent(stage, list(points))
    score.reason = rules.require_text(reason, field="reason")
    score.scored_at = clock.now()
    score.save(update_fields=["points", "percent", "reason", "scored_at"])
    going.tell(facts.ScoreGiven(**going.about(screening), stage=stage.name), screening, by=by)
    going.weigh(screening, score.step, by=by)
    return score


@action("vetting.end_interview")
def end_interview(step_id: UUID, *, by: Actor) -> Step:
    """The booked time has begun: from then on its examiner can score."""
    if not by.is_system:
        raise rules.clock_only()
    screening, step = going.locked_step(step_id)
    slot = Slot.objects.filter(step=step).first()
    if step.state != StepState.BOOKED or slot is None or slot.starts_at > clock.now():
        raise Refused("step.not_due", "This interview has not begun.")
    step.state, step.sent_at = StepState.EXAMINING, clock.now()
    step.save(update_fields=["state", "sent_at"])
    going.give(screening, step, slot.examiner_id)
    stage = going.stage_at(screening, step.place).name
    told: dict[str, Any] = {"stage": stage, "examiner_ids": [slot.examiner_id]}
    going.tell(facts.StageSent(**going.about(screening), **told), screening, by=by)
    return step


@action("vetting.decide_screening_appeal", scope=Scope.PROFILE_WRITE)
def decide_screening_appeal(appeal_id: UUID, *, by: Actor, upheld: bool, reason: str) -> ScreeningAppeal:
    """An examiner who had no part in it, or an operator, decides. Upheld, the stage counts as passed.

    Raises:
        Refused: ``appeal.not_found``, ``appeal.decided``, ``examiner.oneself``, ``examiner.had_part``,
            ``examiner.same_organisation``, ``screening.begun_again``.
    """
    found = ScreeningAppeal.objects.select_related("step").filter(id=appeal_id).first()
    if found is None:
        raise not_found("appeal")
    screening = going.locked_screening(found.step.screening_id)
    if not is_here(by, screening.hall_id) or not queries.may_examine(by, screening.hall_id):
        raise not_found("appeal")
    appeal = ScreeningAppeal.objects.select_related("step").get(id=appeal_id)
    house = queries.same_house(by.person_id, screening.person_id)
    rules.require_no_conflict(by, screening.person_id, same_house=house)
    if appeal.step.scores.filter(examiner_id=by.person_id).exists():
        raise Refused(
            "examiner.had_part", "You scored this yourself; somebody else decides.", because=Because.FORBIDDEN
        )
    if appeal.state != AppealState.WAITING:
        raise Refused("appeal.decided", "This appeal has been answered.")
    clean = rules.require_text(reason, field="reason")
    appeal.state = AppealState.UPHELD if upheld else AppealState.DECLINED
    appeal.reason, appeal.decided_by_id, appeal.decided_at = clean, by.person_id, clock.now()
    appeal.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    told: dict[str, Any] = {"appeal_id": appeal.id, "upheld": upheld, "reason": clean}
    going.tell(facts.ScreeningAppealDecided(**going.about(screening), **told), screening, by=by)
    if upheld:
        going.revive(screening, appeal.step, reason=clean, by=by)
    return appeal
