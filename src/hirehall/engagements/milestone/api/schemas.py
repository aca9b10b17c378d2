"""What the API of the milestone model takes and answers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from hirehall.engagements.milestone import rules
from hirehall.engagements.milestone.models import Milestone, RefundRequest
from hirehall.engagements.milestone.operations import DealTerms, PlannedMilestone
from hirehall.foundation.schemas import MoneyIn, MoneyOut

Version = int | None
VERSION = Field(
    None, ge=1, lt=10**9, description="As last seen; a move by somebody else meanwhile is refused."
)


class MilestoneIn(Schema):
    """One planned milestone. ``id`` names an existing one in a change of terms."""

    title: str = Field(max_length=140)
    amount: MoneyIn
    criteria: list[str] = Field(default=[], max_length=rules.MOST_CRITERIA)
    due_on: date | None = None
    id: UUID | None = None


class TermsIn(Schema):
    """What is to be done, in milestones. ``clause_ids`` choose one of the hall’s clauses of each kind.

    Null keeps those that stand, or takes the hall’s own.
    """

    title: str = Field(max_length=140)
    scope: str = Field(max_length=20_000)
    milestones: list[MilestoneIn] = Field(max_length=100)
    starts_on: date | None = None
    ends_on: date | None = None
    note: str = Field("", max_length=4_000)
    clause_ids: list[UUID] | None = None
    version: Version = VERSION

    def deal(self) -> DealTerms:
        clauses = tuple(self.clause_ids) if self.clause_ids is not None else None
        return DealTerms(
            title=self.title,
            scope=self.scope,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            note=self.note,
            clause_ids=clauses,
        )

    def planned(self) -> tuple[PlannedMilestone, ...]:
        return tuple(
            PlannedMilestone(
                id=one.id,
                title=one.title,
                amount=one.amount.money,
                criteria=tuple(one.criteria),
                due_on=one.due_on,
            )
            for one in self.milestones
        )


class OfferIn(TermsIn):
    """An offer on a proposal, straight to a freelancer, or a quote for a request."""

    proposal_id: UUID | None = None
    freelancer_id: UUID | None = None
    request_id: UUID | None = None
    contract_id: UUID | None = Field(
        None, description="A contract of the same two that has ended, and goes on."
    )

    def begun(self) -> dict[str, UUID | None]:
        """What it begins from: the first that is named."""
        named = ("request_id", "proposal_id", "contract_id", "freelancer_id")
        return next(({name: found} for name in named if (found := getattr(self, name))), {})


class OfferState(Schema):
    id: UUID
    state: str
    version: int
    number: int
    total: MoneyOut


class ContractState(Schema):
    id: UUID
    state: str
    version: int
    ended_by: str


class MilestoneOut(Schema):
    """One milestone, and where its money stands. ``version`` goes up with every move."""

    id: UUID
    contract_id: UUID
    position: int
    title: str
    criteria: list[str]
    due_on: date | None
    state: str
    version: int
    amount: MoneyOut
    client_fee: MoneyOut
    freelancer_fee: MoneyOut
    held: MoneyOut
    released: MoneyOut
    refunded: MoneyOut
    auto_accept_at: datetime | None
    payment_id: UUID | None

    @staticmethod
    def of(row: Milestone) -> MilestoneOut:
        return MilestoneOut(
            id=row.id, contract_id=row.contract_id, position=row.position, title=row.title,
            criteria=row.criteria, due_on=row.due_on, state=row.state, version=row.version,
            amount=MoneyOut.of(row.amount), client_fee=MoneyOut.of(row.money(row.client_fee_minor)),
            freelancer_fee=MoneyOut.of(row.money(row.freelancer_fee_minor)), held=MoneyOut.of(row.held),
            released=MoneyOut.of(row.money(row.released_minor)),
            refunded=MoneyOut.of(row.money(row.refunded_minor)), auto_accept_at=row.auto_accept_at,
            payment_id=row.payment_id,
        )  # fmt: skip


class StepOut(Schema):
    """What comes next under a contract, and on which side; null where nobody is to act."""

    side: str | None
    do: str
    text: str
    due_at: datetime | None


class RoomOut(Schema):
    contract: ContractState
    next: StepOut | None
    milestones: list[MilestoneOut]


class FundingIn(Schema):
    method: str = Field("sandbox.instant", max_length=40)
    version: Version = VERSION


class FundingOut(Schema):
    """The milestone after the rail’s first answer; ``next_href`` is where the payer must go, if anywhere."""

    milestone: MilestoneOut
    payment_status: str
    next_href: str


class DeliveryIn(Schema):
    note: str = Field(max_length=20_000)
    links: list[str] = Field(default=[], max_length=rules.MOST_LINKS)
    file_ids: list[UUID] = Field(default=[], max_length=rules.MOST_FILES)
    version: Version = VERSION


class AcceptanceIn(Schema):
    """One mark per criterion, or null for all met."""

    met: list[bool] | None = Field(None, max_length=rules.MOST_CRITERIA)
    version: Version = VERSION


class ChangesIn(AcceptanceIn):
    text: str = Field(max_length=20_000)


class ReleaseIn(Schema):
    amount: MoneyIn
    rest: Literal["stays", "rolls_on"] = "stays"
    version: Version = VERSION


class RefundIn(Schema):
    amount: MoneyIn
    reason: str = Field(max_length=4_000)
    version: Version = VERSION


class RefundRequestOut(Schema):
    id: UUID
    milestone_id: UUID
    state: str
    amount_minor: int
    reason: str
    answer_by: datetime
    answer: str

    @staticmethod
    def of(row: RefundRequest) -> RefundRequestOut:
        return RefundRequestOut(
            id=row.id, milestone_id=row.milestone_id, state=row.state, amount_minor=row.amount_minor,
            reason=row.reason, answer_by=row.answer_by, answer=row.answer,
        )  # fmt: skip


class ReasonIn(Schema):
    reason: str = Field(max_length=4_000)


class VersionIn(Schema):
    version: Version = VERSION


class SplitIn(Schema):
    milestone_id: UUID
    release: MoneyIn


class EndingIn(Schema):
    """What of each held amount is released; what is not named goes back to the client."""

    split: list[SplitIn] = Field(default=[], max_length=100)
    note: str = Field("", max_length=4_000)
    version: Version = VERSION


class NoticeIn(Schema):
    note: str = Field("", max_length=4_000)
    version: Version = VERSION


class IdOut(Schema):
    id: UUID
    state: str
