"""What the API takes and answers about briefs and proposals."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from ninja import Schema
from pydantic import Field

from hirehall.files.queries import FileCard
from hirehall.foundation.schemas import MoneyIn, MoneyOut
from hirehall.market.content import BriefContent
from hirehall.market.queries import BriefPage
from hirehall.market.rules import TEXT_AT_MOST
from hirehall.market.states import BudgetKind, Visibility
from hirehall.skills.queries import Piece

LONGEST_LIST = 100


def money_or_none(amount: object) -> MoneyOut | None:
    return MoneyOut.of(amount) if amount is not None else None  # type: ignore[arg-type]


class AttachmentOut(Schema):
    """A file that belongs to a brief or a proposal; ``GET /files/{id}`` gives an address that downloads it."""

    id: UUID
    name: str
    media_type: str
    size_bytes: int
    sha256: str

    @staticmethod
    def all_of(cards: Iterable[FileCard]) -> list[AttachmentOut]:
        names = AttachmentOut.model_fields
        return [AttachmentOut(**{name: getattr(card, name) for name in names}) for card in cards]


class BriefIn(Schema):
    """A brief as its client writes it. Everything may be missing until it is published."""

    title: str = Field("", max_length=120)
    problem: str = Field("", max_length=TEXT_AT_MOST)
    outcome: str = Field("", max_length=TEXT_AT_MOST)
    criteria: list[str] = Field(default_factory=list, max_length=LONGEST_LIST)
    category_id: UUID | None = None
    budget_kind: BudgetKind = BudgetKind.FIXED
    budget_min: MoneyIn | None = None
    budget_max: MoneyIn | None = None
    deadline: date | None = None
    must_skill_ids: list[UUID] = Field(default_factory=list, max_length=LONGEST_LIST)
    nice_skill_ids: list[UUID] = Field(default_factory=list, max_length=LONGEST_LIST)
    questions: list[str] = Field(default_factory=list, max_length=LONGEST_LIST)
    visibility: Visibility = Visibility.PUBLIC
    first_timers: bool = Field(
        False,
        description="Opened to those who never finished a contract in its field; up to a value of the hall.",
    )

    def content(self) -> BriefContent:
        return BriefContent(
            title=self.title,
            problem=self.problem,
            outcome=self.outcome,
            criteria=tuple(self.criteria),
            category_id=self.category_id,
            budget_kind=self.budget_kind.value,
            budget_min=self.budget_min.money if self.budget_min else None,
            budget_max=self.budget_max.money if self.budget_max else None,
            deadline=self.deadline,
            must_skill_ids=tuple(self.must_skill_ids),
            nice_skill_ids=tuple(self.nice_skill_ids),
            questions=tuple(self.questions),
            visibility=self.visibility.value,
            first_timers=self.first_timers,
        )


class NewBriefIn(BriefIn):
    organisation_id: UUID | None = None
    piece_id: UUID | None = Field(
        None,
        description="Work shown in this hall that it should be like; its maker is invited with publication.",
    )


class SaveBriefIn(BriefIn):
    """``file_ids`` are attached, ``remove_file_ids`` are taken away; the other attachments stay."""

    file_ids: list[UUID] = Field(default_factory=list, max_length=LONGEST_LIST)
    remove_file_ids: list[UUID] = Field(default_factory=list, max_length=LONGEST_LIST)


class EditBriefIn(SaveBriefIn):
    note: str = Field("", max_length=300)


class ReasonIn(Schema):
    reason: str = Field("", max_length=1000)


class NoteIn(Schema):
    note: str = Field("", max_length=1000)


class QuestionIn(Schema):
    question: str = Field(max_length=1000)


class AnswerIn(Schema):
    answer: str = Field(max_length=4000)


class InvitationIn(Schema):
    freelancer_id: UUID
    note: str = Field("", max_length=1000)


class AppealIn(Schema):
    text: str = Field(max_length=2000)


class IdOut(Schema):
    id: UUID


class StateOut(Schema):
    """The thing and the state it is in now."""

    id: UUID
    state: str


class SkillOut(Schema):
    id: UUID
    name: str
    must: bool


class ClarificationOut(Schema):
    id: UUID
    question: str
    asked_at: datetime
    answer: str | None
    answered_at: datetime | None


class MissingOut(Schema):
    field: str
    says: str


class HabitsOut(Schema):
    """How the client has dealt with briefs and proposals so far."""

    briefs: int
    hired: int
    proposals_due: int
    proposals_answered_in_time: int
    overdue_now: int


class ChangeOut(Schema):
    field: str
    before: str
    after: str


class RevisionOut(Schema):
    """One edit after publication."""

    number: int
    note: str
    made_at: datetime
    changes: list[ChangeOut]


class LikeOut(Schema):
    """The piece of work that something should be like; ``GET /gallery/{showing_id}`` has its page."""

    piece_id: UUID
    title: str
    showing_id: UUID | None

    @staticmethod
    def of(piece: Piece | None) -> LikeOut | None:
        return LikeOut(piece_id=piece.id, title=piece.title, showing_id=piece.showing_id) if piece else None


class BriefOut(Schema):
    id: UUID
    state: str
    title: str
    problem: str
    outcome: str
    criteria: list[str]
    category: str
    budget_kind: str
    budget_min: MoneyOut | None
    budget_max: MoneyOut | None
    deadline: date | None
    visibility: str
    first_timers: bool
    published_at: datetime | None
    stale_at: datetime | None
    close_reason: str
    contract_id: UUID | None
    client: str
    client_record: HabitsOut
    skills: list[SkillOut]
    questions: list[str]
    clarifications: list[ClarificationOut]
    attachments: list[AttachmentOut]
    revisions: int
    history: list[RevisionOut]
    proposal_count: int
    overdue_answers: int
    missing: list[MissingOut]
    like: LikeOut | None

    @staticmethod
    def of(page: BriefPage) -> BriefOut:
        names = (
            "id state title problem outcome category budget_kind deadline visibility first_timers published_at "
            "stale_at close_reason contract_id proposal_count overdue_answers"
        )
        habits = page.habits
        return BriefOut(
            **{name: getattr(page, name) for name in names.split()},
            criteria=list(page.criteria),
            budget_min=money_or_none(page.budget_min),
            budget_max=money_or_none(page.budget_max),
            client=page.client_name,
            client_record=HabitsOut(
                briefs=habits.briefs, hired=habits.hired, proposals_due=habits.proposals_due,
                proposals_answered_in_time=habits.proposals_answered, overdue_now=habits.overdue_now,
            ),
            skills=[SkillOut(id=row.id, name=row.name, must=row.must) for row in page.skills],
            questions=list(page.questions),
            clarifications=[
                ClarificationOut(id=row.id, question=row.question, asked_at=row.asked_at,
                                 answer=row.answer or None, answered_at=row.answered_at)
                for row in page.clarifications
            ],
            attachments=AttachmentOut.all_of(page.files),
            revisions=len(page.revisions),
            history=[
                RevisionOut(
                    number=row.number, note=row.note, made_at=row.made_at,
                    changes=[ChangeOut(field=name, before=before, after=after) for name, before, after in row.changes],
                )
                for row in page.revisions
            ],
            missing=[MissingOut(field=field, says=says) for field, says in page.missing] if page.manages else [],
            like=LikeOut.of(page.piece),
        )  # fmt: skip


class BriefLineOut(Schema):
    id: UUID
    title: str
    state: str
    proposals: int
    unread: int
    waiting: int
    open_questions: int
    next_answer_due_at: datetime | None
    changed_at: datetime


class BriefLines(Schema):
    items: list[BriefLineOut]
    next: UUID | None


class PriceHintOut(Schema):
    """Quartiles over finished contracts of this hall in the field; absent below five."""

    count: int
    low: MoneyOut
    middle: MoneyOut
    high: MoneyOut


class InvitationOut(Schema):
    id: UUID
    freelancer: str
    state: str
    invited_at: datetime
    decline_reason: str
