"""The hall’s question banks and examiners. For operators in a staff session."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.actor import require_operator as operators_only
from hirehall.foundation.http import actor_in
from hirehall.foundation.schemas import once
from hirehall.vetting import queries
from hirehall.vetting.actions import keep_bank
from hirehall.vetting.actions import write_question as writing
from hirehall.vetting.actions.appeal_question import decide_question_appeal as decide
from hirehall.vetting.actions.name_examiner import end_examiner as end
from hirehall.vetting.actions.name_examiner import name_examiner as name
from hirehall.vetting.actions.withdraw_certificate import answer_withdrawal_appeal as answer
from hirehall.vetting.actions.withdraw_certificate import withdraw_certificate as take_back
from hirehall.vetting.api.tests import AppealOut, WithdrawalOut, Words, hall_of
from hirehall.vetting.models import Bank, BankVersion
from hirehall.vetting.rules import bank_file

router = Router()
File = Annotated[str, Field(max_length=bank_file.LARGEST_FILE, pattern=r"^[^\x00]*$")]

Line = Annotated[str, Field(max_length=400, pattern=r"^[^\x00]*$")]


class BankVersionOut(Schema):
    """A version of a bank: the numbers of its test, and since when it is given."""

    id: UUID
    bank_id: UUID
    number: int
    minutes: int
    drawn: int
    pass_percent: int
    retake_days: int
    valid_months: int
    published_at: datetime | None

    @staticmethod
    def of(row: BankVersion) -> BankVersionOut:
        return BankVersionOut(
            id=row.id, bank_id=row.bank_id, published_at=row.published_at, number=row.number,
            **{one: getattr(row, one) for one in bank_file.NUMBERS},
        )  # fmt: skip


class BankOut(Schema):
    id: UUID
    skill_id: UUID
    closed_at: datetime | None

    @staticmethod
    def of(row: Bank) -> BankOut:
        return BankOut(id=row.id, skill_id=row.skill_id, closed_at=row.closed_at)


class BankRowOut(BankOut):
    skill: str
    sittings: int
    passed: int
    versions: list[BankVersionOut]


class BanksOut(Schema):
    items: list[BankRowOut]
    next: None = None


class SkillIn(Schema):
    skill_id: UUID


class TestNumbersIn(Schema):
    minutes: Annotated[int, Field(ge=1, le=240)]
    drawn: Annotated[int, Field(ge=1, le=100)]
    pass_percent: Annotated[int, Field(ge=1, le=100)]
    retake_days: Annotated[int, Field(ge=0, le=730)]
    valid_months: Annotated[int, Field(ge=0, le=120)]


class BankFileIn(Schema):
    """A bank as TOML or CSV, as its export writes it."""

    text: File


class BankFileCheckOut(Schema):
    """What is wrong with a file; nothing where it can be imported."""

    questions: int
    wrong: list[str]


class DecisionIn(Schema):
    upheld: bool
    reason: Words


class ReasonIn(Schema):
    reason: Words


class ExaminerOut(Schema):
    person_id: UUID
    ended: bool


class QuestionIn(Schema):
    """As a file says it; right options are counted from 1."""

    kind: Annotated[str, Field(pattern="^(single|several|number|order|text)$")]
    text: Words
    options: Annotated[list[Line], Field(max_length=10)] = []
    right: list[Line] | Line = ""
    tolerance: Annotated[str, Field(max_length=20, pattern=r"^[^\x00]*$")] = ""
    points: Annotated[int, Field(ge=1, le=10)] = 1
    why: Words = ""
    is_new: bool = False


class QuestionOut(Schema):
    key: str
    version_id: UUID


class ItemOut(Schema):
    """A question’s numbers; null under ten answers."""

    key: str
    many: int
    difficulty: float | None
    discrimination: float | None


class BankStatisticsOut(Schema):
    sittings: int
    passed: int
    items: list[ItemOut]


@router.get("/banks", response=BanksOut, operation_id="vetting.banks")
def banks(request: HttpRequest) -> BanksOut:
    """The hall’s question banks with their versions."""
    by = actor_in(request)
    require_scope(by, Scope.STAFF_READ)
    operators_only(by, hall_id=hall_of(request).id)
    return BanksOut(
        items=[
            BankRowOut(
                id=row.bank.id, skill_id=row.bank.skill_id, closed_at=row.bank.closed_at, skill=row.bank.skill.name,
                sittings=row.sittings, passed=row.passed, versions=[BankVersionOut.of(one) for one in row.versions],
            )
            for row in queries.bank_rows(hall_of(request).id)
        ]
    )  # fmt: skip


@router.post("/banks", response={201: BankVersionOut}, operation_id="vetting.open_bank")
def open_bank(request: HttpRequest, body: SkillIn) -> Status[BankVersionOut]:
    """Open a bank for a skill; its first version is a draft."""
    row = keep_bank.open_bank(body.skill_id, by=actor_in(request), **once(request))
    return Status(201, BankVersionOut.of(row))


@router.post(
    "/banks/{uuid:bank_id}/versions", response={201: BankVersionOut}, operation_id="vetting.draft_version"
)
def draft_version(request: HttpRequest, bank_id: UUID) -> Status[BankVersionOut]:
    """Take up a new version as a copy of the last; where there is a draft, that is it."""
    return Status(
        201, BankVersionOut.of(keep_bank.draft_version(bank_id, by=actor_in(request), **once(request)))
    )


@router.put("/bank-versions/{uuid:version_id}", response=BankVersionOut, operation_id="vetting.set_test")
def set_test(request: HttpRequest, version_id: UUID, body: TestNumbersIn) -> BankVersionOut:
    """Set the numbers of a draft’s test."""
    return BankVersionOut.of(keep_bank.set_test(version_id, by=actor_in(request), **body.dict()))


@router.post("/bank-files", response=BankFileCheckOut, operation_id="vetting.check_bank_file")
def check_bank_file(request: HttpRequest, body: BankFileIn) -> BankFileCheckOut:
    """Read a file and say all that is wrong with it; nothing is changed."""
    by = actor_in(request)
    require_scope(by, Scope.STAFF_READ)
    operators_only(by, hall_id=hall_of(request).id)
    found = bank_file.read(body.text)
    return BankFileCheckOut(questions=len(found.questions), wrong=found.wrong)


@router.put(
    "/bank-versions/{uuid:version_id}/questions",
    response=BankVersionOut,
    operation_id="vetting.import_questions",
)
def import_questions(request: HttpRequest, version_id: UUID, body: BankFileIn) -> BankVersionOut:
    """Let the questions of a draft be those of a file."""
    row = keep_bank.import_questions(version_id, by=actor_in(request), text=body.text, **once(request))
    return BankVersionOut.of(row)


@router.put(
    "/banks/{uuid:bank_id}/questions/{key}", response=QuestionOut, operation_id="vetting.write_question"
)
def write_question(request: HttpRequest, bank_id: UUID, key: str, body: QuestionIn) -> QuestionOut:
    """Write one question into the draft, which is taken up where there is none; ``is_new`` where it is added."""
    asked = body.dict()
    is_new = asked.pop("is_new")
    row = writing.write_question(
        bank_id, key, by=actor_in(request), asked=asked, is_new=is_new, **once(request)
    )
    return QuestionOut(key=row.key, version_id=row.version_id)


@router.delete(
    "/banks/{uuid:bank_id}/questions/{key}", response=QuestionOut, operation_id="vetting.retire_question"
)
def retire_question(request: HttpRequest, bank_id: UUID, key: str) -> QuestionOut:
    """Ask a question no more from the next version on."""
    row = writing.retire_question(bank_id, key, by=actor_in(request), **once(request))
    return QuestionOut(key=key, version_id=row.id)


@router.post(
    "/bank-versions/{uuid:version_id}/publication",
    response=BankVersionOut,
    operation_id="vetting.publish_version",
)
def publish_version(request: HttpRequest, version_id: UUID) -> BankVersionOut:
    """Publish a draft. From then on it never changes."""
    return BankVersionOut.of(keep_bank.publish_version(version_id, by=actor_in(request), **once(request)))


@router.get(
    "/bank-versions/{uuid:version_id}/statistics",
    response=BankStatisticsOut,
    operation_id="vetting.bank_statistics",
)
def bank_statistics(request: HttpRequest, version_id: UUID) -> BankStatisticsOut:
    """How hard each question is, and what it tells."""
    by = actor_in(request)
    require_scope(by, Scope.STAFF_READ)
    found = queries.bank_statistics(by, version_id)
    return BankStatisticsOut(
        sittings=found.sittings, passed=found.passed,
        items=[
            ItemOut(
                key=one.question.key, many=one.told.many, difficulty=one.told.difficulty,
                discrimination=one.told.discrimination,
            )
            for one in found.items
        ],
    )  # fmt: skip


@router.post("/banks/{uuid:bank_id}/closing", response=BankOut, operation_id="vetting.close_bank")
def close_bank(request: HttpRequest, bank_id: UUID) -> BankOut:
    """Give the test no more; certificates stay."""
    return BankOut.of(keep_bank.close_bank(bank_id, by=actor_in(request), **once(request)))


@router.post("/banks/{uuid:bank_id}/reopening", response=BankOut, operation_id="vetting.reopen_bank")
def reopen_bank(request: HttpRequest, bank_id: UUID) -> BankOut:
    """Give the test again."""
    return BankOut.of(keep_bank.reopen_bank(bank_id, by=actor_in(request), **once(request)))


@router.put("/examiners/{uuid:person_id}", response=ExaminerOut, operation_id="vetting.name_examiner")
def name_examiner(request: HttpRequest, person_id: UUID) -> ExaminerOut:
    """Name somebody examiner of the hall."""
    row = name(hall_of(request).id, person_id, by=actor_in(request))
    return ExaminerOut(person_id=row.person_id, ended=False)


@router.delete("/examiners/{uuid:person_id}", response=ExaminerOut, operation_id="vetting.end_examiner")
def end_examiner(request: HttpRequest, person_id: UUID) -> ExaminerOut:
    """Let somebody examine no longer."""
    row = end(hall_of(request).id, person_id, by=actor_in(request))
    return ExaminerOut(person_id=row.person_id, ended=True)


@router.post(
    "/question-appeals/{uuid:appeal_id}/decision",
    response=AppealOut,
    operation_id="vetting.decide_question_appeal",
)
def decide_question_appeal(request: HttpRequest, appeal_id: UUID, body: DecisionIn) -> AppealOut:
    """Uphold an appeal against a question or decline it, with the reason."""
    row = decide(appeal_id, by=actor_in(request), upheld=body.upheld, reason=body.reason, **once(request))
    return AppealOut.of(row)


@router.post(
    "/certificates/{uuid:certificate_id}/withdrawal",
    response={201: WithdrawalOut},
    operation_id="vetting.withdraw_certificate",
)
def withdraw_certificate(request: HttpRequest, certificate_id: UUID, body: ReasonIn) -> Status[WithdrawalOut]:
    """Take a certificate back, with the reason; what was signed for it is revoked."""
    row = take_back(certificate_id, by=actor_in(request), reason=body.reason, **once(request))
    return Status(201, WithdrawalOut.of(row))


@router.post(
    "/certificate-withdrawals/{uuid:withdrawal_id}/answer",
    response=WithdrawalOut,
    operation_id="vetting.answer_withdrawal_appeal",
)
def answer_withdrawal_appeal(request: HttpRequest, withdrawal_id: UUID, body: DecisionIn) -> WithdrawalOut:
    """Uphold the appeal of somebody whose certificate was withdrawn, or decline it, with the reason."""
    row = answer(withdrawal_id, by=actor_in(request), upheld=body.upheld, reason=body.reason, **once(request))
    return WithdrawalOut.of(row)
