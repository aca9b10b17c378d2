"""What the API takes and answers about briefs and proposals."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from ninja import Schema
from pydantic import Field

from hirehall.foundation.schemas import MoneyIn, MoneyOut
from hirehall.market.content import BriefContent, EvidenceLink, PlanStep, ProposalContent
from hirehall.market.queries import BriefPage
from hirehall.market.queries.proposal_pages import ProposalCard
from hirehall.market.rules import TEXT_AT_MOST
from hirehall.market.states import BudgetKind, Visibility

LONGEST_LIST = 100


def money_or_none(amount: object) -> MoneyOut | None:
    return MoneyOut.of(amount) if amount is not None else None  # type: ignore[arg-type]


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
        )


class NewBriefIn(BriefIn):
    organisation_id: UUID | None = None


class SaveBriefIn(BriefIn):
    file_ids: list[UUID] = Field(default_factory=list, max_length=LONGEST_LIST)


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
    published_at: datetime | None
    stale_at: datetime | None
    close_reason: str
    contract_id: UUID | None
    client: str
    client_record: HabitsOut
    skills: list[SkillOut]
    questions: list[str]
    clarifications: list[ClarificationOut]
    revisions: int
    proposal_count: int
    overdue_answers: int
    missing: list[MissingOut]

    @staticmethod
    def of(page: BriefPage) -> BriefOut:
        names = (
            "id state title problem outcome category budget_kind deadline visibility published_at stale_at "
            "close_reason contract_id proposal_count overdue_answers"
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
            revisions=len(page.revisions),
            missing=[MissingOut(field=field, says=says) for field, says in page.missing] if page.manages else [],
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


class StepIn(Schema):
    title: str = Field(max_length=120)
    amount: MoneyIn
    criteria: str = Field("", max_length=1000)
    due_days: int | None = Field(None, ge=1, le=3650)


class AnswerToIn(Schema):
    question_id: UUID
    answer: str = Field(max_length=4000)


class LinkIn(Schema):
    url: str = Field(max_length=500)
    label: str = Field("", max_length=80)


class ProposalIn(Schema):
    """A proposal as its author writes it. With a ``plan`` the price is its sum."""

    cover: str = Field("", max_length=TEXT_AT_MOST)
    amount: MoneyIn | None = None
    plan: list[StepIn] = Field(default_factory=list, max_length=LONGEST_LIST)
    days: int | None = Field(None, ge=1, le=3650)
    answers: list[AnswerToIn] = Field(default_factory=list, max_length=LONGEST_LIST)
    links: list[LinkIn] = Field(default_factory=list, max_length=LONGEST_LIST)
    piece_ids: list[UUID] = Field(default_factory=list, max_length=LONGEST_LIST)
    file_ids: list[UUID] = Field(default_factory=list, max_length=LONGEST_LIST)

    def content(self) -> ProposalContent:
        return ProposalContent(
            cover=self.cover,
            amount=self.amount.money if self.amount else None,
            plan=tuple(
                PlanStep(
                    title=step.title, amount=step.amount.money, criteria=step.criteria, due_days=step.due_days
                )
                for step in self.plan
            ),
            days=self.days,
            answers=tuple((item.question_id, item.answer) for item in self.answers),
            links=tuple(EvidenceLink(label=link.label, url=link.url) for link in self.links),
            piece_ids=tuple(self.piece_ids),
        )


class StepOut(Schema):
    title: str
    criteria: str
    amount: MoneyOut
    due_days: int | None


class QuoteOut(Schema):
    client_pays: MoneyOut
    freelancer_gets: MoneyOut
    hall_keeps: MoneyOut


class ProposalOut(Schema):
    id: UUID
    brief_id: UUID
    state: str
    freelancer_id: UUID
    freelancer: str
    amount: MoneyOut | None
    days: int | None
    cover: str
    plan: list[StepOut]
    answers: list[tuple[str, str]]
    links: list[tuple[str, str]]
    by_invitation: bool
    submitted_at: datetime | None
    read_at: datetime | None
    answer_due_at: datetime | None
    answered_at: datetime | None
    overdue: bool
    shortlist_note: str | None
    decline_reason: str
    contract_id: UUID | None
    quote: QuoteOut | None

    @staticmethod
    def of(card: ProposalCard, *, mine: bool) -> ProposalOut:
        names = (
            "id brief_id state days cover by_invitation submitted_at read_at answer_due_at answered_at overdue "
            "decline_reason contract_id"
        )
        quote = card.quote
        return ProposalOut(
            **{name: getattr(card, name) for name in names.split()},
            freelancer_id=card.author.id, freelancer=card.author.name, amount=money_or_none(card.amount),
            plan=[
                StepOut(title=step.title, criteria=step.criteria, amount=MoneyOut.of(step.amount),
                        due_days=step.due_days)
                for step in card.plan
            ],
            answers=list(card.answers), links=list(card.links),
            shortlist_note=None if mine else card.shortlist_note,
            quote=QuoteOut(
                client_pays=MoneyOut.of(quote.client_pays), freelancer_gets=MoneyOut.of(quote.freelancer_gets),
                hall_keeps=MoneyOut.of(quote.hall_keeps),
            ) if quote else None,
        )  # fmt: skip


class ProposalList(Schema):
    items: list[ProposalOut]
    next: UUID | None


class ProposalLineOut(Schema):
    id: UUID
    title: str
    state: str
    amount: MoneyOut | None
    answer_due_at: datetime | None
    overdue: bool


class ProposalLines(Schema):
    items: list[ProposalLineOut]
    next: UUID | None
