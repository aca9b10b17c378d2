"""More of the writers’ hall: an order from one person, a team, a level’s history, and what waits at the editors’ desk."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from hirehall.engagements.unit.actions.answer_delivery import accept_order, ask_check, ask_revision
from hirehall.engagements.unit.actions.answer_direct import take_on
from hirehall.engagements.unit.actions.claim_order import claim_order, start_work
from hirehall.engagements.unit.actions.deliver_order import deliver_order, revise_order
from hirehall.engagements.unit.actions.post_order import order_direct, post_order
from hirehall.engagements.unit.actions.read_work import rate_work
from hirehall.engagements.unit.actions.set_level import rate_sample, send_sample, set_level
from hirehall.engagements.unit.actions.set_own_price import set_own_prices
from hirehall.engagements.unit.actions.team import answer_candidate, apply_to_team, open_team
from hirehall.foundation.actor import Actor
from hirehall.wiring.demo.small_halls import SmallHall
from hirehall.wiring.demo.stage import Steps

TEMPLATE = "writers"


class Writers(SmallHall):
    """Plays what the hall's file has in ``more``."""

    def set_up(self) -> None:
        self.more: dict[str, Any] = self.data["more"]
        for days, steps in (
            (30, self._level()), (34, self._direct()), (20, self._team()), (3, self._copied()), (5, self._rejected()),
        ):  # fmt: skip
            self._when(days, self.play, steps)

    def _level(self) -> Steps:
        """A level is set, appealed against, and set again by somebody who has read the appeal."""
        row = self.more["level"]
        who = self.freelancer(row["who"])
        set_level(self.hall.id, who.person_id, by=self.editor(), level=1, reason=row["first"])
        yield 3
        sample = send_sample(self.hall.id, by=who.actor, text=row["appeal"])
        yield 2
        rate_sample(self.hall.id, sample.id, by=self.editor(), level=2, reason=row["answer"])

    def _direct(self) -> Steps:
        """From one person at her own price, and marked above its level."""
        row = self.more["direct"]
        client, writer = self.client(row["client"]), self.freelancer(row["writer"])
        set_own_prices(self.hall.id, by=writer.actor, prices={"word": row["price"]})
        yield 1
        order = order_direct(
            self.hall.id, writer.person_id, by=client.actor, organisation_id=client.organisation_id,
            to_pool=False, **row["order"],
        )  # fmt: skip
        yield 0.2
        take_on(order.posting_id, by=writer.actor)
        yield 0.8
        deliver_order(order.posting_id, by=writer.actor, text=row["text"])
        yield 0.5
        accept_order(order.posting_id, by=client.actor)
        rate_work(order.posting_id, by=client.actor, mark=1)
        self.deals.be_paid(writer)

    def _team(self) -> Steps:
        """A client's team, whose test one has passed and one waits for; its order stands in their pool."""
        row = self.more["team"]
        client = self.client(row["client"])
        team = open_team(
            self.hall.id, by=client.actor, organisation_id=client.organisation_id, name=row["name"],
            about=row["about"], task=row["task"],
        )  # fmt: skip
        yield 2
        for name, text in row["tests"]:
            made = apply_to_team(team.id, by=self.freelancer(name).actor, text=text)
            if name == row["admitted"]:
                answer_candidate(made.id, by=client.actor, admitted=True, reason=row["reason"])
        yield 15
        post_order(
            self.hall.id,
            by=client.actor,
            organisation_id=client.organisation_id,
            team_id=team.id,
            **row["order"],
        )

    def _copied(self) -> Steps:
        """Somebody hands in most of what another one wrote before: it waits for an editor, and for its client."""
        row = self.more["copied"]
        yield from self._written(row)

    def _rejected(self) -> Steps:
        """A revision did not help; the client asks, and an editor has not decided yet."""
        row = self.more["rejected"]
        client, writer = self.client(row["client"]), self.freelancer(row["writer"])
        order_id = yield from self._written(row)
        yield 0.5
        ask_revision(order_id, by=client.actor, text=row["revision"])
        yield 0.5
        revise_order(order_id, by=writer.actor, text=row["again"])
        yield 0.5
        ask_check(order_id, by=client.actor, reason=row["check"])

    def _written(self, row: dict[str, Any]) -> Any:
        """Posted, claimed and handed in; its id."""
        client, by = self.client(row["client"]), self.freelancer(row["writer"]).actor
        order = post_order(
            self.hall.id, by=client.actor, organisation_id=client.organisation_id, **row["order"]
        )
        yield 0.2
        return (yield from self._handed_in(order.posting_id, by, row["text"]))

    def _handed_in(self, order_id: UUID, by: Actor, text: str) -> Any:
        claim_order(order_id, by=by)
        start_work(order_id, by=by)
        yield 0.6
        deliver_order(order_id, by=by, text=text)
        return order_id
