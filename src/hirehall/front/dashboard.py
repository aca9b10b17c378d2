"""The page one starts from: what waits, the money, the contracts, and what would help."""

from __future__ import annotations

from dataclasses import dataclass

from hirehall.contracts.queries import ContractRow, contract_rows
from hirehall.contracts.states import Side
from hirehall.foundation.actor import Actor, Hat
from hirehall.foundation.turns import Turn
from hirehall.front.turns import turns_of
from hirehall.halls.models import Hall
from hirehall.market.models import Brief
from hirehall.market.queries.briefs import client_side
from hirehall.market.queries.find_shapes import BriefFound
from hirehall.market.states import BriefState, Visibility
from hirehall.money.queries import Balance, Spending, balances_of, spending_of
from hirehall.people.queries import Step, next_steps

MOST_TURNS = 12
MOST_CONTRACTS = 5
MOST_BRIEFS = 4


@dataclass(frozen=True, slots=True)
class Dashboard:
    """What the dashboard shows for one hat.

    Attributes:
        turns: what waits for this person; ``more_turns`` are those that are folded away.
        balances, spending: the money, of one of the two hats.
        steps: what would make the profile stronger, for freelancers.
        newest: open briefs, for freelancers.
        briefs: the client's own open briefs and drafts.
    """

    hat: str
    turns: tuple[Turn, ...]
    more_turns: tuple[Turn, ...]
    balances: tuple[Balance, ...]
    spending: tuple[Spending, ...]
    contracts: tuple[ContractRow, ...]
    steps: tuple[Step, ...]
    newest: tuple[BriefFound, ...]
    briefs: tuple[Brief, ...]

    @property
    def steps_done(self) -> int:
        return sum(1 for done, _, _ in self.steps if done)


def dashboard(actor: Actor, hall: Hall) -> Dashboard:
    """The dashboard of a signed-in person for the hat that they wear."""
    person_id = actor.require_person()
    turns = turns_of(actor)
    freelancer = actor.hat is not Hat.CLIENT
    side = Side.FREELANCER if freelancer else Side.CLIENT
    contracts, _ = contract_rows(actor, show="running", side=side, limit=MOST_CONTRACTS)
    return Dashboard(
        hat="freelancer" if freelancer else "client",
        turns=tuple(turns[:MOST_TURNS]),
        more_turns=tuple(turns[MOST_TURNS:]),
        balances=balances_of(person_id, hall) if freelancer else (),
        spending=() if freelancer else spending_of(actor, hall),
        contracts=tuple(contracts),
        steps=tuple(next_steps(person_id)) if freelancer else (),
        newest=newest_briefs(hall) if freelancer else (),
        briefs=() if freelancer else own_briefs(actor, hall),
    )


def newest_briefs(hall: Hall, *, limit: int = MOST_BRIEFS) -> tuple[BriefFound, ...]:
    """Open public briefs, the newest first. One query, without the counts of the search page."""
    rows = Brief.objects.filter(
        hall=hall, state=BriefState.PUBLISHED.value, visibility=Visibility.PUBLIC.value
    ).select_related("client__client", "organisation")
    return tuple(_found(row) for row in rows.order_by("-published_at", "-id")[:limit])


def _found(row: Brief) -> BriefFound:
    company = getattr(getattr(row.client, "client", None), "company", "")
    return BriefFound(
        brief_id=row.id,
        title=row.title,
        summary=row.problem,
        client=row.organisation.name if row.organisation else company or row.client.name,
        budget_min=row.budget_min,
        budget_max=row.budget_max,
        deadline=row.deadline,
        published_at=row.published_at or row.made_at,
        proposal_count=row.proposal_count,
        skills=row.skill_names,
    )


def own_briefs(actor: Actor, hall: Hall) -> tuple[Brief, ...]:
    """The client's briefs that are not decided yet, the last changed first. One query."""
    undecided = [BriefState.DRAFT.value, BriefState.PUBLISHED.value, BriefState.STALE.value]
    rows = Brief.objects.filter(client_side(actor), hall=hall, state__in=undecided)
    return tuple(rows.order_by("-changed_at")[:MOST_CONTRACTS])
