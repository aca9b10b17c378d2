"""Blind panels for tests, made through the actions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Actor, Hat
from hirehall.halls.models import Hall, Policy
from hirehall.market.actions.arrange_panel import arrange_panel, invite_to_panel
from hirehall.market.actions.decide_by_panel import agree_on_proposal, award_by_panel
from hirehall.market.actions.publish_brief import publish_brief
from hirehall.market.actions.sit_on_panel import hand_in_scores, join_panel, score_proposal
from hirehall.market.content import PanelPlan, Weighed
from hirehall.market.models import Brief, Proposal
from hirehall.people.models import Person
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.market import make_draft, make_proposal

CRITERIA = (
    Weighed(name="Method", weight=50, about="Does the way lead there?"),
    Weighed(name="Experience", weight=30),
    Weighed(name="Price", weight=20),
)
WHY = "It says how, and for whom it was done before."


def plan(**changes: Any) -> PanelPlan:
    now = clock.now()
    given: dict[str, Any] = {
        "criteria": CRITERIA,
        "closes_at": now + timedelta(days=10),
        "score_by": now + timedelta(days=20),
        "scorers_least": 2,
    }
    return PanelPlan(**{**given, **changes})


@dataclass
class Table:
    """A brief on which a panel of two decides."""

    hall: Hall
    client: Actor
    members: list[Actor]
    brief: Brief
    proposers: list[Actor] = field(default_factory=list)

    def seat(self) -> None:
        for member in self.members:
            join_panel(self.brief.id, by=member, unbound=True)

    def publish(self) -> None:
        self.brief = publish_brief(self.brief.id, by=self.client)

    def propose(self, *names: str, **changes: Any) -> list[Proposal]:
        made = [actor_of(make_person(name)) for name in names]
        self.proposers += made
        return [make_proposal(self.brief, who, **changes) for who in made]

    def open(self) -> None:
        """The closing day comes."""
        with clock.later(days=11):
            jobs.run_sweeps()
            jobs.drain()
        self.brief.refresh_from_db()

    def entries(self) -> dict[int, Proposal]:
        rows = Proposal.objects.filter(brief=self.brief, entry_number__isnull=False).select_related(
            "freelancer"
        )
        return {row.entry_number: row for row in rows if row.entry_number}

    def score(self, member: Actor, points: dict[int, tuple[int, int, int]]) -> None:
        for number, given in points.items():
            score_proposal(self.brief.id, by=member, number=number, points=given, reasons=(WHY,) * 3)
        hand_in_scores(self.brief.id, by=member)

    def compared(self) -> None:
        """Everybody has scored everything; the second member one point below the first."""
        for step, member in enumerate(self.members):
            self.score(member, {number: (5 - step, 4 - step, number % 3 + 1) for number in self.entries()})
        self.brief.refresh_from_db()

    def agreed(self) -> None:
        for number in self.entries():
            points = (max(0, 5 - number), 4, 2)
            agree_on_proposal(self.brief.id, by=self.client, number=number, points=points, reasons=(WHY,) * 3)

    def awarded(self) -> Proposal:
        award_by_panel(self.brief.id, by=self.client, number=1, reason="The clearest way, at a fair price.")
        self.brief.refresh_from_db()
        return self.entries()[1]


def make_table(
    hall: Hall | None = None,
    *,
    client: Actor | None = None,
    members: list[Actor] | None = None,
    **changes: Any,
) -> Table:
    """A draft with its panel planned and two members asked."""
    hall = hall or make_hall()
    offer_panels(hall)
    client = client or actor_of(make_person("Maren Holt", Hat.CLIENT))
    members = members or [actor_of(make_person(name, Hat.CLIENT)) for name in ("Pia Sand", "Rolf Kern")]
    brief = make_draft(hall, client)
    arrange_panel(brief.id, by=client, plan=plan(**changes))
    for member in members:
        invite_to_panel(brief.id, by=client, who=handle_of(member))
    brief.refresh_from_db()
    return Table(hall, client, members, brief)


def offer_panels(hall: Hall, **numbers: int) -> None:
    """The hall offers panels, from its founding on."""
    for policy in Policy.objects.filter(hall=hall):
        Policy.objects.filter(id=policy.id).update(
            of_models={**policy.of_models, "panel.offered": 1, **numbers}
        )


def handle_of(who: Actor) -> str:
    return Person.objects.values_list("handle", flat=True).get(id=who.person_id)
