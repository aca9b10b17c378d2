"""A test comes to its end, is scored, and is scored again when a question falls."""

from __future__ import annotations

import secrets
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.facts import record
from hirehall.foundation.refused import not_found
from hirehall.vetting import facts, rules
from hirehall.vetting.models import Answer, BankVersion, Certificate, ScoreChange, Sitting, Void
from hirehall.vetting.rules import drawing, marking
from hirehall.vetting.rules.dates import months_after
from hirehall.vetting.states import SittingState


def locked_sitting(sitting_id: UUID) -> Sitting:
    """The sitting with its version, locked until the transaction ends."""
    found = (
        Sitting.objects.select_for_update(of=("self",))
        .select_related("version", "bank__skill")
        .filter(id=sitting_id)
        .first()
    )
    if found is None:
        raise not_found("test")
    return found


def begin(version: BankVersion, person_id: UUID, *, by: Actor) -> Sitting:
    """Draw a test for somebody and let its clock run; the caller holds the person's lock."""
    now, seed = clock.now(), drawing.new_seed()
    standing = list(version.questions.filter(void=None))
    sitting = Sitting.objects.create(
        hall_id=version.bank.hall_id,
        person_id=person_id,
        bank=version.bank,
        version=version,
        seed=seed,
        started_at=now,
        ends_at=now + timedelta(minutes=version.minutes),
    )
    Answer.objects.bulk_create(
        Answer(sitting=sitting, question=question, place=place)
        for place, question in enumerate(drawing.drawn(seed, standing, version.drawn), 1)
    )
    record(
        facts.TestStarted(**about(sitting), ends_at=sitting.ends_at),
        by=by,
        hall_id=sitting.hall_id,
        about=[sitting.id, person_id],
    )
    return sitting


def finish(sitting: Sitting, *, by: Actor, by_the_clock: bool = False) -> None:
    """The test is handed in: what can be marked is marked; a text waits for an examiner."""
    voided = _voided(sitting)
    waits = False
    for answer in sitting.answers.select_related("question"):
        points = marking.points_of(answer.question, answer.given)
        if answer.question_id in voided:
            points = Decimal(answer.question.points)
        answer.points = points
        answer.save(update_fields=["points"])
        waits = waits or points is None
    sitting.finished_at = min(clock.now(), sitting.ends_at)
    sitting.by_the_clock = by_the_clock
    if not waits:
        score(sitting, by=by)
        return
    sitting.state = SittingState.MARKING
    sitting.save(update_fields=["finished_at", "by_the_clock", "state"])
    record(
        facts.TestToMark(**about(sitting), by_the_clock=by_the_clock),
        by=by,
        hall_id=sitting.hall_id,
        about=[sitting.id, sitting.person_id],
    )


def _voided(sitting: Sitting) -> set[UUID]:
    return set(
        Void.objects.filter(question__version=sitting.version_id).values_list("question_id", flat=True)
    )


def about(sitting: Sitting) -> dict[str, Any]:
    """What every fact of a test names."""
    return {"sitting_id": sitting.id, "person_id": sitting.person_id, "skill": sitting.bank.skill.name}


def score(sitting: Sitting, *, by: Actor) -> None:
    """Every answer has its points: the result, and with it a certificate or the date of the next attempt."""
    _count(sitting)
    sitting.state = SittingState.DONE
    if not sitting.passed:
        sitting.retake_at = rules.retake_at(sitting)
    sitting.save()
    told: dict[str, Any] = {"percent": str(sitting.percent), "by_the_clock": sitting.by_the_clock}
    fact: facts.TestFact
    if sitting.passed:
        fact = facts.TestPassed(**about(sitting), certificate_id=certify(sitting).id, **told)
    else:
        fact = facts.TestFailed(**about(sitting), retake_at=sitting.retake_at, **told)
    record(fact, by=by, hall_id=sitting.hall_id, about=[sitting.id, sitting.person_id])


def _count(sitting: Sitting) -> None:
    rows = list(Answer.objects.filter(sitting=sitting).values_list("points", "question__points"))
    sitting.points = sum((points or Decimal(0) for points, _ in rows), Decimal(0))
    sitting.most_points = sum(most for _, most in rows)
    sitting.percent = marking.percent_of(sitting.points, sitting.most_points)
    sitting.passed = sitting.percent >= sitting.version.pass_percent


def certify(sitting: Sitting) -> Certificate:
    """The certificate of a passed test; its clock counts from the day on which the test was handed in."""
    at = sitting.finished_at or clock.now()
    months = sitting.version.valid_months
    return Certificate.objects.create(
        hall_id=sitting.hall_id,
        person_id=sitting.person_id,
        skill_id=sitting.bank.skill_id,
        sitting=sitting,
        percent=sitting.percent or 0,
        code=secrets.token_hex(8),
        issued_at=at,
        expires_at=months_after(at, months) if months else None,
    )


def score_again(sitting: Sitting, void: Void, *, by: Actor) -> None:
    """A question has fallen: its points are everybody's. The change is kept; a score never falls by it."""
    Answer.objects.filter(sitting=sitting, question_id=void.question_id).update(
        points=void.question.points, remark=void.reason[:2_000]
    )
    if sitting.state != SittingState.DONE:
        if sitting.state == SittingState.MARKING and not unmarked(sitting):
            score(sitting, by=by)
        return
    before, passed = sitting.percent or Decimal(0), bool(sitting.passed)
    _count(sitting)
    if sitting.passed:
        sitting.retake_at = None
    sitting.save()
    ScoreChange.objects.create(
        sitting=sitting,
        void=void,
        percent_before=before,
        percent_after=sitting.percent or 0,
        passed_before=passed,
        passed_after=bool(sitting.passed),
        at=clock.now(),
    )
    if passed:
        Certificate.objects.filter(sitting=sitting).update(percent=sitting.percent)
    elif sitting.passed:
        certify(sitting)
    if sitting.percent != before:
        record(
            facts.ScoreRaised(
                **about(sitting),
                percent_before=str(before),
                percent=str(sitting.percent),
                passes_now=bool(sitting.passed) and not passed,
            ),
            by=by,
            hall_id=sitting.hall_id,
            about=[sitting.id, sitting.person_id],
        )


def unmarked(sitting: Sitting) -> bool:
    """Whether an examiner has something to read in it."""
    return sitting.answers.filter(points=None).exists()
