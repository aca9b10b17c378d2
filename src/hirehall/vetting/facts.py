"""What happens to question banks, tests and certificates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from hirehall.foundation.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class BankOpened(Fact):
    name: ClassVar[str] = "bank.opened"
    bank_id: UUID
    skill: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BankImported(Fact):
    """A draft holds these questions now."""

    name: ClassVar[str] = "bank.imported"
    bank_id: UUID
    version_id: UUID
    questions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionWritten(Fact):
    """A question stands in the draft as it is written now, or no longer."""

    name: ClassVar[str] = "bank.question_written"
    bank_id: UUID
    version_id: UUID
    key: str
    retired: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BankPublished(Fact):
    name: ClassVar[str] = "bank.published"
    bank_id: UUID
    version_id: UUID
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BankClosed(Fact):
    name: ClassVar[str] = "bank.closed"
    bank_id: UUID
    skill: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BankReopened(Fact):
    name: ClassVar[str] = "bank.reopened"
    bank_id: UUID
    skill: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExaminerNamed(Fact):
    name: ClassVar[str] = "examiner.named"
    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ExaminerEnded(Fact):
    name: ClassVar[str] = "examiner.ended"
    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TestFact(Fact):
    sitting_id: UUID
    person_id: UUID
    skill: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TestStarted(TestFact):
    name: ClassVar[str] = "test.started"
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TestToMark(TestFact):
    """A test is handed in, and an examiner has to read a text in it."""

    name: ClassVar[str] = "test.to_mark"
    by_the_clock: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TestPassed(TestFact):
    name: ClassVar[str] = "test.passed"
    percent: str
    certificate_id: UUID
    by_the_clock: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TestFailed(TestFact):
    name: ClassVar[str] = "test.failed"
    percent: str
    retake_at: datetime | None
    by_the_clock: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerMarked(TestFact):
    name: ClassVar[str] = "test.answer_marked"
    points: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAppealed(TestFact):
    name: ClassVar[str] = "test.question_appealed"
    appeal_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAppealDecided(TestFact):
    name: ClassVar[str] = "test.appeal_decided"
    appeal_id: UUID
    upheld: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRaised(TestFact):
    """An upheld appeal has changed a score; it can only rise."""

    name: ClassVar[str] = "test.score_raised"
    percent_before: str
    percent: str
    passes_now: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateShown(Fact):
    name: ClassVar[str] = "certificate.shown"
    certificate_id: UUID
    person_id: UUID
    shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalFact(Fact):
    withdrawal_id: UUID
    certificate_id: UUID
    person_id: UUID
    skill: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateWithdrawn(WithdrawalFact):
    """It counts nowhere from now on."""

    name: ClassVar[str] = "certificate.withdrawn"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalAppealed(WithdrawalFact):
    name: ClassVar[str] = "certificate.withdrawal_appealed"


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalAppealAnswered(WithdrawalFact):
    """Upheld, the certificate counts again."""

    name: ClassVar[str] = "certificate.withdrawal_answered"
    upheld: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelinePublished(Fact):
    name: ClassVar[str] = "pipeline.published"
    pipeline_id: UUID
    version_id: UUID
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelineClosed(Fact):
    name: ClassVar[str] = "pipeline.closed"
    pipeline_id: UUID
    closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelineAdmits(Fact):
    """New applications to the hall are decided by this screening, or by the desk again."""

    name: ClassVar[str] = "pipeline.admits"
    pipeline_id: UUID
    admits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningFact(Fact):
    screening_id: UUID
    pipeline_id: UUID
    person_id: UUID
    pipeline: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningBegun(ScreeningFact):
    name: ClassVar[str] = "screening.begun"


@dataclass(frozen=True, slots=True, kw_only=True)
class StageBegun(ScreeningFact):
    """A stage waits for the applicant until ``due_at``."""

    name: ClassVar[str] = "screening.stage_begun"
    stage: str
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StageSent(ScreeningFact):
    """The applicant has done their part; examiners score it."""

    name: ClassVar[str] = "screening.stage_sent"
    stage: str
    examiner_ids: list[UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewBooked(ScreeningFact):
    name: ClassVar[str] = "screening.interview_booked"
    examiner_id: UUID
    starts_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewLeft(ScreeningFact):
    name: ClassVar[str] = "screening.interview_left"
    examiner_id: UUID
    starts_at: datetime
    by_examiner: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreGiven(ScreeningFact):
    name: ClassVar[str] = "screening.score_given"
    stage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StageLate(ScreeningFact):
    """Its examiners have left a stage too long, or there are too few; they are told, and who owns the screening."""

    name: ClassVar[str] = "screening.stage_late"
    stage: str
    version_id: UUID
    examiner_ids: list[UUID]
    owner_ids: list[UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewAgain(ScreeningFact):
    """Nobody has scored an interview: the applicant books another time."""

    name: ClassVar[str] = "screening.interview_again"
    stage: str
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreReassigned(ScreeningFact):
    """An operator has given an examiner's part to another."""

    name: ClassVar[str] = "screening.score_reassigned"
    stage: str
    examiner_ids: list[UUID]
    from_examiner_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskOpened(ScreeningFact):
    """The text of a timed task is open, and its hours run."""

    name: ClassVar[str] = "screening.task_opened"
    stage: str
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillProved(ScreeningFact):
    """A project that proves a skill was passed; its mark enters the standing."""

    name: ClassVar[str] = "screening.skill_proved"
    step_id: UUID
    stage: str
    skill: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningPassed(ScreeningFact):
    name: ClassVar[str] = "screening.passed"
    expires_at: datetime | None
    vets: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningFailed(ScreeningFact):
    """Turned down, or the time was over; always with the reason and the date from which one may come again."""

    name: ClassVar[str] = "screening.failed"
    stage: str
    reason: str
    reapply_at: datetime
    lapsed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningWithdrawn(ScreeningFact):
    name: ClassVar[str] = "screening.withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningAppealed(ScreeningFact):
    name: ClassVar[str] = "screening.appealed"
    appeal_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningAppealDecided(ScreeningFact):
    name: ClassVar[str] = "screening.appeal_decided"
    appeal_id: UUID
    upheld: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VettedEnded(Fact):
    name: ClassVar[str] = "vetted.ended"
    person_id: UUID
    reason: str
