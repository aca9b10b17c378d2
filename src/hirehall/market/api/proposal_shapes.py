"""What the API takes and answers about proposals."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from ninja import Schema
from pydantic import Field

from hirehall.files.queries import FileCard
from hirehall.foundation.schemas import MoneyIn, MoneyOut
from hirehall.market.api.shapes import LONGEST_LIST, AttachmentOut, money_or_none
from hirehall.market.content import EvidenceLink, PlanStep, ProposalContent
from hirehall.market.forms.fields import LARGEST_MINOR
from hirehall.market.queries import Shares
from hirehall.market.queries.proposal_pages import ProposalCard
from hirehall.market.rules import TEXT_AT_MOST
from hirehall.money.queries import FeeQuote


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
    remove_file_ids: list[UUID] = Field(default_factory=list, max_length=LONGEST_LIST)

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
    """What a price means for the three sides under the schedule in force."""

    amount: MoneyOut
    client_pays: MoneyOut
    freelancer_gets: MoneyOut
    hall_keeps: MoneyOut

    @classmethod
    def of(cls, quote: Shares | FeeQuote) -> Self:
        return cls(**{name: MoneyOut.of(getattr(quote, name)) for name in QuoteOut.model_fields})


class PlanQuoteOut(QuoteOut):
    """The sum, and each payment of the plan in order."""

    payments: list[QuoteOut] = Field(default_factory=list)


class PlanQuestion(Schema):
    """The prices of a plan’s milestones in order, or one price."""

    amount_minor: list[Annotated[int, Field(gt=0, le=LARGEST_MINOR)]] = Field(
        min_length=1, max_length=LONGEST_LIST
    )


class SubmissionIn(Schema):
    agency_id: UUID | None = Field(
        None, description="An agency that one owns or manages, to send it in its name."
    )


class ProposalOut(Schema):
    id: UUID
    brief_id: UUID
    state: str
    freelancer_id: UUID
    freelancer: str = Field(description="The name it is sent in: the freelancer’s, or their agency’s.")
    agency_id: UUID | None
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
    attachments: list[AttachmentOut] | None = Field(None, description="Only where one proposal is asked for.")

    @staticmethod
    def of(card: ProposalCard, *, mine: bool, files: Iterable[FileCard] | None = None) -> ProposalOut:
        names = (
            "id brief_id state days cover by_invitation submitted_at read_at answer_due_at answered_at overdue "
            "decline_reason contract_id"
        )
        return ProposalOut(
            **{name: getattr(card, name) for name in names.split()},
            freelancer_id=card.author.id, freelancer=card.author.name, agency_id=card.agency_id,
            amount=money_or_none(card.amount),
            plan=[
                StepOut(title=step.title, criteria=step.criteria, amount=MoneyOut.of(step.amount),
                        due_days=step.due_days)
                for step in card.plan
            ],
            answers=list(card.answers), links=list(card.links),
            shortlist_note=None if mine else card.shortlist_note,
            quote=QuoteOut.of(card.quote) if card.quote else None,
            attachments=AttachmentOut.all_of(files) if files is not None else None,
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


class AppealOut(Schema):
    """One’s appeal against the weekly cap, and its answer once there is one."""

    id: UUID
    text: str
    made_at: datetime
    granted: int | None
    reason: str
    decided_at: datetime | None
