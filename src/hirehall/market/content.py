"""What a brief or a proposal says, as one value that pages, API and demo hand to the actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from hirehall.foundation.money import Money
from hirehall.market.states import BudgetKind, Visibility

SCALE = ("Missing", "Poor", "Weak", "Sound", "Good", "Outstanding")


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefContent:
    """All that a client writes. Everything may be missing in a draft.

    Attributes:
        criteria: how one will see that the work is done, one sentence each, in order.
        budget_min: the budget, or the lower end of the range.
        budget_max: the upper end; None for a fixed budget.
        questions: what everybody who proposes is asked.
        first_timers: whether it is opened to those who never finished a contract in its field.
    """

    title: str = ""
    problem: str = ""
    outcome: str = ""
    criteria: tuple[str, ...] = ()
    category_id: UUID | None = None
    budget_kind: str = BudgetKind.FIXED.value
    budget_min: Money | None = None
    budget_max: Money | None = None
    deadline: date | None = None
    must_skill_ids: tuple[UUID, ...] = ()
    nice_skill_ids: tuple[UUID, ...] = ()
    questions: tuple[str, ...] = ()
    visibility: str = Visibility.PUBLIC.value
    first_timers: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanStep:
    """One milestone as proposed. ``due_days`` counts from the start of the contract."""

    title: str
    amount: Money
    criteria: str = ""
    due_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceLink:
    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalContent:
    """All that a freelancer writes. With a ``plan`` the price is its sum and ``amount`` is not looked at.

    Attributes:
        answers: (question id, answer) for the brief's own questions.
        piece_ids: own portfolio pieces to show.
    """

    cover: str = ""
    amount: Money | None = None
    plan: tuple[PlanStep, ...] = ()
    days: int | None = None
    answers: tuple[tuple[UUID, str], ...] = ()
    links: tuple[EvidenceLink, ...] = ()
    piece_ids: tuple[UUID, ...] = ()

    @property
    def price(self) -> Money | None:
        """The sum of the plan, else the amount."""
        if not self.plan:
            return self.amount
        return sum((step.amount for step in self.plan[1:]), self.plan[0].amount)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageContent:
    """One of up to three ways to buy a service: what it holds, how long it takes, how often it is mended.

    Attributes:
        revision_price: what one more revision costs; None where none is sold beyond those included.
    """

    title: str
    scope: str
    days: int
    revisions: int
    price: Money
    revision_price: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraContent:
    """Something that can be bought on top, and the days that it adds."""

    title: str
    price: Money
    days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FaqContent:
    """A question that clients often ask, and its answer."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceContent:
    """All that a freelancer writes about a service. Everything may be missing in a draft.

    Attributes:
        questions: what a client answers before the clock of an order starts.
        queue_limit: how many orders may be open at once; None for any number.
    """

    title: str = ""
    description: str = ""
    category_id: UUID | None = None
    skill_ids: tuple[UUID, ...] = ()
    packages: tuple[PackageContent, ...] = ()
    extras: tuple[ExtraContent, ...] = ()
    questions: tuple[str, ...] = ()
    faq: tuple[FaqContent, ...] = ()
    queue_limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """One published criterion of a panel, and what it weighs of a hundred."""

    name: str
    weight: int
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelPlan:
    """How a panel is to decide.

    Attributes:
        closes_at: until when proposals are taken; nobody reads one before.
        score_by: until when each member scores alone.
        scorers_least: how many must have scored before the scores are compared.
        scale: the words for 0, 1, 2 ... points.
    """

    criteria: tuple[Weighed, ...]
    closes_at: datetime
    score_by: datetime
    scorers_least: int = 2
    scale: tuple[str, ...] = SCALE
