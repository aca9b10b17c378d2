"""One’s own tests and certificates. No call answers which answer is right."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, cast
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.http import actor_in
from hirehall.foundation.schemas import once
from hirehall.halls.models import Hall
from hirehall.vetting import queries
from hirehall.vetting.actions.appeal_question import appeal_question as appeal
from hirehall.vetting.actions.appeal_question import show_certificate as show
from hirehall.vetting.actions.sit_test import hand_in as hand
from hirehall.vetting.actions.sit_test import mark_answer as mark
from hirehall.vetting.actions.sit_test import save_answer as save
from hirehall.vetting.actions.sit_test import start_test as start
from hirehall.vetting.actions.withdraw_certificate import appeal_withdrawal as appeal_against
from hirehall.vetting.models import Answer, Certificate, QuestionAppeal, Sitting, Withdrawal

router = Router()
Words = Annotated[str, Field(max_length=4_000, pattern=r"^[^\x00]*$")]
Place = Annotated[int, Field(ge=0, lt=1_000)]


def hall_of(request: HttpRequest) -> Hall:
    return cast(Hall, request.hall)  # type: ignore[attr-defined]


class TestOut(Schema):
    """A test of the hall, its rules, and whether one can begin it now."""

    id: UUID
    skill_id: UUID
    skill: str
    version: int
    minutes: int
    questions: int
    pass_percent: int
    why_not: str


class TestsOut(Schema):
    items: list[TestOut]
    next: None = None


class SittingOut(Schema):
    """A test that one sits or sat. ``percent`` is there when it is done."""

    id: UUID
    bank_id: UUID
    version: int
    state: str
    started_at: datetime
    ends_at: datetime
    finished_at: datetime | None
    percent: Decimal | None
    passed: bool | None
    retake_at: datetime | None

    @staticmethod
    def of(row: Sitting) -> SittingOut:
        return SittingOut(
            id=row.id, bank_id=row.bank_id, version=row.version.number, state=row.state, started_at=row.started_at,
            ends_at=row.ends_at, finished_at=row.finished_at, percent=row.percent, passed=row.passed,
            retake_at=row.retake_at,
        )  # fmt: skip


class SittingsOut(Schema):
    items: list[SittingOut]
    next: None = None


class QuestionOut(Schema):
    """A question of a running test; ``given`` names options by the places in which they stand here, from 0."""

    place: int
    many: int
    kind: str
    text: str
    points: int
    options: list[str]
    given: Any
    seconds_left: int


class GivenIn(Schema):
    """The place of an option, several of them, or a text; null takes the answer back."""

    given: Place | Annotated[list[Place], Field(max_length=20)] | Words | None


class SavedOut(Schema):
    place: int
    saved_at: datetime | None


class WordsIn(Schema):
    text: Words


class AppealOut(Schema):
    id: UUID
    sitting_id: UUID
    state: str
    text: str
    reason: str
    sent_at: datetime
    decided_at: datetime | None

    @staticmethod
    def of(row: QuestionAppeal) -> AppealOut:
        return AppealOut(
            id=row.id, sitting_id=row.sitting_id, state=row.state, text=row.text, reason=row.reason,
            sent_at=row.sent_at, decided_at=row.decided_at,
        )  # fmt: skip


class CertificateOut(Schema):
    id: UUID
    skill_id: UUID
    code: str
    percent: Decimal
    issued_at: datetime
    expires_at: datetime | None
    shown: bool
    withdrawn_at: datetime | None

    @staticmethod
    def of(row: Certificate) -> CertificateOut:
        return CertificateOut(
            id=row.id, skill_id=row.skill_id, code=row.code, percent=row.percent, issued_at=row.issued_at,
            expires_at=row.expires_at, shown=row.shown, withdrawn_at=row.withdrawn_at,
        )  # fmt: skip


class CertificatesOut(Schema):
    items: list[CertificateOut]
    next: None = None


class ShownIn(Schema):
    shown: bool


class TextToMarkOut(Schema):
    """An answer in words that waits for an examiner; whose it is, is not told."""

    id: UUID
    skill: str
    question: str
    look_for: str
    given: str
    most_points: int

    @staticmethod
    def of(row: Answer) -> TextToMarkOut:
        question = row.question
        return TextToMarkOut(
            id=row.id, skill=row.sitting.bank.skill.name, question=question.text, look_for=question.why,
            given=str(row.given or ""), most_points=question.points,
        )  # fmt: skip


class TextsToMarkOut(Schema):
    items: list[TextToMarkOut]
    next: None = None


class MarkIn(Schema):
    points: Annotated[int, Field(ge=0, le=10)]
    remark: Words


class MarkedOut(Schema):
    id: UUID
    points: Decimal | None


@router.get("/tests", response=TestsOut, operation_id="vetting.tests")
def tests(request: HttpRequest) -> TestsOut:
    """The hall’s tests."""
    by = actor_in(request)
    require_scope(by, Scope.PROFILE_READ)
    cards = queries.tests_page(by, hall_of(request).id).cards
    return TestsOut(
        items=[
            TestOut(
                id=one.bank.id, skill_id=one.bank.skill_id, skill=one.bank.skill.name, version=one.version.number,
                minutes=one.version.minutes, questions=one.version.drawn, pass_percent=one.version.pass_percent,
                why_not=one.why_not,
            )
            for one in cards
        ]
    )  # fmt: skip


@router.get("/sittings", response=SittingsOut, operation_id="vetting.sittings")
def sittings(request: HttpRequest) -> SittingsOut:
    """What one has sat in this hall, the newest first."""
    by = actor_in(request)
    require_scope(by, Scope.PROFILE_READ)
    return SittingsOut(
        items=[SittingOut.of(row) for row in queries.tests_page(by, hall_of(request).id).sittings]
    )


@router.post("/tests/{uuid:bank_id}/sittings", response={201: SittingOut}, operation_id="vetting.start_test")
def start_test(request: HttpRequest, bank_id: UUID) -> Status[SittingOut]:
    """Begin a test; its clock runs from now on."""
    return Status(201, SittingOut.of(start(bank_id, by=actor_in(request), **once(request))))


@router.get("/sittings/{uuid:sitting_id}", response=SittingOut, operation_id="vetting.sitting")
def sitting(request: HttpRequest, sitting_id: UUID) -> SittingOut:
    """One’s own test and what came of it."""
    by = actor_in(request)
    require_scope(by, Scope.PROFILE_READ)
    return SittingOut.of(queries.sitting_for(by, sitting_id))


@router.get(
    "/sittings/{uuid:sitting_id}/questions/{place}", response=QuestionOut, operation_id="vetting.question"
)
def question(request: HttpRequest, sitting_id: UUID, place: int) -> QuestionOut:
    """One question of a running test, by its place from 1."""
    by = actor_in(request)
    require_scope(by, Scope.PROFILE_READ)
    page = queries.question_page(by, sitting_id, place)
    return QuestionOut(
        place=page.place, many=page.many, kind=page.kind, text=page.text, points=page.points,
        options=[one.text for one in page.choices], given=page.places or page.given or None,
        seconds_left=page.seconds_left,
    )  # fmt: skip


@router.put(
    "/sittings/{uuid:sitting_id}/questions/{place}", response=SavedOut, operation_id="vetting.save_answer"
)
def save_answer(request: HttpRequest, sitting_id: UUID, place: int, body: GivenIn) -> SavedOut:
    """Save an answer over the one before."""
    row = save(sitting_id, place, by=actor_in(request), given=body.given)
    return SavedOut(place=row.place, saved_at=row.saved_at)


@router.post("/sittings/{uuid:sitting_id}/hand-in", response=SittingOut, operation_id="vetting.hand_in")
def hand_in(request: HttpRequest, sitting_id: UUID) -> SittingOut:
    """Hand a test in before its time is over."""
    return SittingOut.of(hand(sitting_id, by=actor_in(request), **once(request)))


@router.post(
    "/sittings/{uuid:sitting_id}/questions/{place}/appeal",
    response={201: AppealOut},
    operation_id="vetting.appeal_question",
)
def appeal_question(request: HttpRequest, sitting_id: UUID, place: int, body: WordsIn) -> Status[AppealOut]:
    """Say why a question of one’s own test is wrong."""
    row = appeal(sitting_id, place, by=actor_in(request), text=body.text, **once(request))
    return Status(201, AppealOut.of(row))


@router.get("/me/certificates", response=CertificatesOut, operation_id="vetting.certificates")
def certificates(request: HttpRequest) -> CertificatesOut:
    """One’s own certificates in this hall, the newest first."""
    by = actor_in(request)
    require_scope(by, Scope.PROFILE_READ)
    rows = queries.own_certificates(by, hall_of(request).id)
    return CertificatesOut(items=[CertificateOut.of(row) for row in rows])


@router.put(
    "/me/certificates/{uuid:certificate_id}",
    response=CertificateOut,
    operation_id="vetting.show_certificate",
)
def show_certificate(request: HttpRequest, certificate_id: UUID, body: ShownIn) -> CertificateOut:
    """Show a certificate on one’s profile, or take it off."""
    return CertificateOut.of(show(certificate_id, by=actor_in(request), shown=body.shown))


class WithdrawalOut(Schema):
    """That a certificate was taken back, why, and what came of an appeal; ``state`` is empty without one."""

    id: UUID
    certificate_id: UUID
    reason: str
    at: datetime
    appeal: str
    state: str
    answer: str

    @staticmethod
    def of(row: Withdrawal) -> WithdrawalOut:
        return WithdrawalOut(
            id=row.id, certificate_id=row.certificate_id, reason=row.reason, at=row.at, appeal=row.appeal,
            state=row.state, answer=row.answer,
        )  # fmt: skip


@router.post(
    "/me/certificates/{uuid:certificate_id}/appeal",
    response={201: WithdrawalOut},
    operation_id="vetting.appeal_withdrawal",
)
def appeal_withdrawal(request: HttpRequest, certificate_id: UUID, body: WordsIn) -> Status[WithdrawalOut]:
    """Say why a certificate that was withdrawn should stand."""
    row = appeal_against(certificate_id, by=actor_in(request), text=body.text, **once(request))
    return Status(201, WithdrawalOut.of(row))


@router.get("/examining/answers", response=TextsToMarkOut, operation_id="vetting.answers_to_mark")
def answers_to_mark(request: HttpRequest) -> TextsToMarkOut:
    """Texts from tests that wait for an examiner. For examiners of the hall."""
    by = actor_in(request)
    require_scope(by, Scope.PROFILE_READ)
    rows = queries.answers_to_mark(by, hall_of(request).id)
    return TextsToMarkOut(items=[TextToMarkOut.of(row) for row in rows])


@router.post("/examining/answers/{uuid:answer_id}", response=MarkedOut, operation_id="vetting.mark_answer")
def mark_answer(request: HttpRequest, answer_id: UUID, body: MarkIn) -> MarkedOut:
    """Say what a text is worth, and why. For examiners of the hall."""
    row = mark(answer_id, by=actor_in(request), points=body.points, remark=body.remark, **once(request))
    return MarkedOut(id=row.id, points=row.points)
