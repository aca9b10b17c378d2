"""What tests and certificates know of a person, for their own archive."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from hirehall.vetting.models import (
    Answer,
    Certificate,
    Examiner,
    QuestionAppeal,
    Score,
    Screening,
    Sitting,
    Step,
    Vetted,
    Withdrawal,
)
from hirehall.vetting.queries.sittings import said


def exported(person_id: UUID) -> dict[str, Any]:
    """The person's tests with what they answered, certificates, appeals, and where they examine, as JSON values."""
    answers = Answer.objects.filter(sitting__person_id=person_id).select_related("question")
    return {
        "tests": list(
            Sitting.objects.filter(person_id=person_id)
            .order_by("started_at")
            .values(
                "id", "hall_id", "bank__skill__name", "version__number", "seed", "state", "started_at", "ends_at",
                "finished_at", "percent", "passed", "retake_at",
            )
        ),
        "answers": [
            {
                "test": one.sitting_id, "place": one.place, "question": one.question.text,
                "answer": said(one.question, one.given), "saved_at": one.saved_at, "points": one.points,
                "remark": one.remark,
            }
            for one in answers.order_by("sitting_id", "place")
        ],
        "certificates": list(
            Certificate.objects.filter(person_id=person_id)
            .order_by("issued_at")
            .values("hall_id", "skill__name", "code", "percent", "issued_at", "expires_at", "shown", "withdrawn_at")
        ),
        "withdrawals": _withdrawals(person_id),
        "appeals": list(
            QuestionAppeal.objects.filter(person_id=person_id)
            .order_by("sent_at")
            .values("sitting_id", "question__text", "text", "sent_at", "state", "reason", "decided_at")
        ),
        "screenings": list(
            Screening.objects.filter(person_id=person_id)
            .order_by("began_at")
            .values(
                "id", "hall_id", "pipeline__name", "version__number", "state", "began_at", "ended_at", "reapply_at",
                "application_id",
            )
        ),
        "stages": list(
            Step.objects.filter(screening__person_id=person_id)
            .order_by("screening_id", "place")
            .values(
                "screening_id", "place", "kind", "state", "begun_at", "opened_at", "due_at", "sent", "sent_at",
                "percent", "reason", "decided_at", "appeal__text", "appeal__state", "appeal__reason",
            )
        ),
        "vetted": list(
            Vetted.objects.filter(person_id=person_id).values(
                "hall_id", "since", "expires_at", "ended_at", "ended_reason"
            )
        ),
        "scores_given": list(
            Score.objects.filter(examiner_id=person_id, scored_at__isnull=False)
            .order_by("scored_at")
            .values("step_id", "points", "percent", "reason", "scored_at")
        ),
        "examines": list(Examiner.objects.filter(person_id=person_id).values("hall_id", "named_at", "ended_at")),
    }  # fmt: skip


def _withdrawals(person_id: UUID) -> list[dict[str, Any]]:
    """Certificates that were taken back, why, and what came of the appeal."""
    mine = Withdrawal.objects.filter(certificate__person_id=person_id).order_by("at")
    names = ("certificate__code", "reason", "at", "appeal", "appealed_at", "state", "answer", "answered_at")
    return [dict(row) for row in mine.values(*names)]
