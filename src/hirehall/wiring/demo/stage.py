"""How far a deal comes before its scene begins: proposed, chosen, offered, agreed, funded, delivered, finished."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from hirehall.contracts.models import Contract, Offer
from hirehall.engagements.milestone.actions.accept_delivery import accept_delivery
from hirehall.engagements.milestone.actions.accept_offer import accept_offer
from hirehall.engagements.milestone.actions.begin_funding import begin_funding
from hirehall.engagements.milestone.models import Milestone
from hirehall.wiring.demo import texts
from hirehall.wiring.demo.calendar import Calendar
from hirehall.wiring.demo.members import Freelancer, Hirer
from hirehall.wiring.demo.stories import Stories

Steps = Iterator[float]


@dataclass(slots=True)
class Deal:
    """What a scene plays with: two people, a brief, and what has become of it so far."""

    client: Hirer
    taker: Freelancer
    trade: texts.Trade
    entry: dict[str, Any]
    proposal_id: UUID | None = None
    offer: Offer | None = None
    contract: Contract | None = None


class Stage:
    """Brings a deal to a point of its way. Each step is a generator of days to wait."""

    def __init__(self, stories: Stories, calendar: Calendar, rng: random.Random) -> None:
        self.stories, self.calendar, self.rng = stories, calendar, rng
        self.deals, self.hall = stories.deals, stories.hall

    def play(self, steps: Steps) -> None:
        """Go on with it now, and again after each wait."""
        wait = next(steps, None)
        if wait is not None:
            self.calendar.after(wait, self.play, steps)

    def proposed(self, deal: Deal) -> Steps:
        brief = self.stories.published(deal.client, deal.trade, deal.entry)
        yield 0.2
        deal.proposal_id = self.stories.propose(brief.id, deal.taker, deal.entry)
        yield 0.2

    def shortlisted(self, deal: Deal) -> Steps:
        yield from self.proposed(deal)
        self.stories.choose(known(deal.proposal_id), deal.client)
        yield 0.1

    def offered(self, deal: Deal) -> Steps:
        yield from self.shortlisted(deal)
        deal.offer = self.deals.make(known(deal.proposal_id), deal.client, deal.entry)
        yield 0.3

    def agreed(self, deal: Deal) -> Steps:
        yield from self.offered(deal)
        deal.contract = accept_offer(known(deal.offer).id, by=deal.taker.actor)
        deal.client.known.append(deal.taker)
        self.deals.talk(deal.contract.id, deal.taker, texts.HELLOS)
        yield 0.1
        self.deals.talk(deal.contract.id, deal.client, texts.REPLIES)
        yield 0.1

    def funded(self, deal: Deal) -> Steps:
        yield from self.agreed(deal)
        begin_funding(self.row(deal).id, by=deal.client.actor, method="sandbox.instant")
        yield 0.2

    def delivered(self, deal: Deal) -> Steps:
        yield from self.funded(deal)
        yield 1.5
        self.deals.hand_over(self.row(deal, "funded").id, deal.taker, deal.entry)
        yield 0.3

    def finished(self, deal: Deal) -> Steps:
        yield from self.agreed(deal)
        while (row := self.rows(deal).filter(state="planned").first()) is not None:
            begin_funding(row.id, by=deal.client.actor, method="sandbox.instant")
            yield 0.5
            self.deals.hand_over(row.id, deal.taker, deal.entry)
            yield 0.5
            accept_delivery(row.id, by=deal.client.actor)
            yield 0.2

    def rows(self, deal: Deal) -> Any:
        return Milestone.objects.filter(contract_id=known(deal.contract).id).order_by("position")

    def row(self, deal: Deal, state: str = "planned") -> Milestone:
        found: Milestone = self.rows(deal).filter(state=state)[0]
        return found


def known(thing: Any) -> Any:
    assert thing is not None, "a scene needs what it has played before"  # noqa: S101
    return thing
