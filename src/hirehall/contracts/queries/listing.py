"""The list of contracts with what comes next under each: whose turn, what, and by when.

What comes next is for the engagement model to say; wiring/engagement_models.py fills the table of who is asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hirehall.contracts.models import Contract
from hirehall.contracts.queries.rows import PAGE, ContractRow, contract_row, page_of_contracts
from hirehall.contracts.queries.steps import Step, may_take
from hirehall.contracts.states import Side
from hirehall.foundation.actor import Actor

StepsOf = Callable[[Sequence[Contract]], Mapping[UUID, Step]]

# Each engagement model's answer for many contracts at once, in a fixed number of queries.
STEPS: dict[str, StepsOf] = {}


@dataclass(frozen=True, slots=True)
class Next:
    """What comes next under a contract, for the one who looks.

    Attributes:
        is_mine: whether the one who looks is to act.
        title: what is to be done, by whom.
        text: what happens next, when, and what silence means.
    """

    is_mine: bool
    side: Side | None
    title: str
    text: str
    due_at: datetime | None
    href: str
    button: str
    icon: str


@dataclass(frozen=True, slots=True)
class ListedContract:
    """One contract in the list; an ended one has no next."""

    row: ContractRow
    next: Next | None


def listed_contracts(
    by: Actor, *, show: str = "all", side: Side | None = None, after: str = "", limit: int = PAGE
) -> tuple[list[ListedContract], str | None]:
    """A page of the actor's contracts, newest first, and the cursor of the next one.

    One query, and as many as each engagement model among the rows needs for all of them.
    """
    page, more = page_of_contracts(by, show=show, side=side, after=after, limit=limit)
    steps = steps_of(page)
    return [
        ListedContract(contract_row(contract, by), _next(steps.get(contract.id), contract, by))
        for contract in page
    ], more


def steps_of(contracts: Sequence[Contract]) -> dict[UUID, Step]:
    """What comes next under each of these contracts; nothing for one that has ended."""
    by_model: defaultdict[str, list[Contract]] = defaultdict(list)
    for contract in contracts:
        by_model[contract.model].append(contract)
    found: dict[UUID, Step] = {}
    for model, rows in by_model.items():
        found.update(STEPS[model](rows))
    return found


def _next(step: Step | None, contract: Contract, by: Actor) -> Next | None:
    if step is None:
        return None
    is_mine = may_take(step, contract, by)
    title = step.do[0].upper() + step.do[1:] if is_mine else step.wait
    return Next(is_mine, step.side, title, step.text, step.due_at, step.href, step.button, step.icon)
