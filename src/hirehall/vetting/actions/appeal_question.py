"""Somebody says that a question was wrong, and an operator answers with a reason."""

from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_operator
from hirehall.foundation.addresses import is_here
from hirehall.foundation.facts import record
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.vetting import facts, operations, rules
from hirehall.vetting.models import Answer, Certificate, Question, QuestionAppeal, Sitting, Void
from hirehall.vetting.operations import testing
from hirehall.vetting.states import AppealState, SittingState


@action("vetting.appeal_question", scope=Scope.PROFILE_WRITE)
def appeal_question(sitting_id: UUID, place: int, *, by: Actor, text: str) -> QuestionAppeal:
    """Who sat a test says why one of its questions is wrong.

    Raises:
        Refused: ``test.not_found``, ``test.not_done``, ``appeal.too_late``, ``appeal.sent``.
    """
    person_id = rules.require_candidate(by)
    sitting = operations.locked_sitting(sitting_id)
    if sitting.person_id != person_id or not is_here(by, sitting.hall_id):
        raise not_found("test")
    rules.require_appealable(sitting)
    answer = Answer.objects.filter(sitting=sitting, place=place).first()
    if answer is None:
        raise not_found("question")
    if QuestionAppeal.objects.filter(sitting=sitting, question_id=answer.question_id).exists():
        raise Refused("appeal.sent", "You have appealed against this question; it is answered once.")
    appeal = QuestionAppeal.objects.create(
        hall_id=sitting.hall_id,
        question_id=answer.question_id,
        sitting=sitting,
        person_id=person_id,
        text=rules.require_text(text, field="text", most=2_000),
        sent_at=clock.now(),
    )
    record(
        facts.QuestionAppealed(**testing.about(sitting), appeal_id=appeal.id),
        by=by,
        hall_id=sitting.hall_id,
        about=[sitting.id, person_id],
    )
    return appeal


@action("vetting.decide_question_appeal", scope=Scope.STAFF_WRITE)
def decide_question_appeal(appeal_id: UUID, *, by: Actor, upheld: bool, reason: str) -> QuestionAppeal:
    """An operator decides. Upheld, the question's points are everybody's who was asked it, in whichever version.

    Raises:
        Refused: ``appeal.not_found``, ``appeal.decided``, ``examiner.oneself``.
    """
    appeal = (
        QuestionAppeal.objects.select_for_update(of=("self",))
        .select_related("question__version", "sitting__bank__skill")
        .filter(id=appeal_id)
        .first()
    )
    require_operator(by, hall_id=appeal.hall_id if appeal else None)
    if appeal is None or not is_here(by, appeal.hall_id):
        raise not_found("appeal")
    if by.person_id == appeal.person_id:
        raise Refused("examiner.oneself", "Nobody judges themselves.", because=Because.FORBIDDEN)
    if appeal.state != AppealState.WAITING:
        raise Refused("appeal.decided", "This appeal has been answered.")
    clean = rules.require_text(reason, field="reason", most=2_000)
    appeal.state = AppealState.UPHELD if upheld else AppealState.DECLINED
    appeal.reason, appeal.decided_by_id, appeal.decided_at = clean, by.person_id, clock.now()
    appeal.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    if upheld:
        for question in _same(appeal.question):
            _fall(question, appeal, by)
    record(
        facts.QuestionAppealDecided(
            **testing.about(appeal.sitting),
            appeal_id=appeal.id,
            upheld=upheld,
            reason=clean,
        ),
        by=by,
        hall_id=appeal.hall_id,
        about=[appeal.sitting_id, appeal.person_id],
    )
    return appeal


def _same(question: Question) -> list[Question]:
    """The question in every version in which it stands with the same words, published ones only."""
    return list(
        Question.objects.filter(
            version__bank=question.version.bank_id,
            version__published_at__isnull=False,
            key=question.key,
            text=question.text,
            options=question.options,
            right=question.right,
            void=None,
        )
    )


def _fall(question: Question, appeal: QuestionAppeal, by: Actor) -> None:
    void = Void.objects.create(question=question, appeal=appeal, reason=appeal.reason, at=clock.now())
    asked = Sitting.objects.filter(answers__question=question).exclude(state=SittingState.RUNNING)
    for sitting_id in asked.order_by("id").values_list("id", flat=True):
        operations.score_again(operations.locked_sitting(sitting_id), void, by=by)


@action("vetting.show_certificate", scope=Scope.PROFILE_WRITE)
def show_certificate(certificate_id: UUID, *, by: Actor, shown: bool) -> Certificate:
    """The person decides whether a certificate stands on their profile and is found by.

    Raises:
        Refused: ``certificate.not_found``.
    """
    person_id = rules.require_candidate(by)
    row = Certificate.objects.select_for_update().filter(id=certificate_id, person_id=person_id).first()
    if row is None or not is_here(by, row.hall_id):
        raise not_found("certificate")
    if row.shown != shown:
        row.shown = shown
        row.save(update_fields=["shown"])
        record(
            facts.CertificateShown(certificate_id=row.id, person_id=person_id, shown=shown),
            by=by,
            hall_id=row.hall_id,
            about=[row.id, person_id],
        )
    return row
