"""The last days before the demo is opened: payouts in every state, mail for the newcomer, notices looked at."""

from __future__ import annotations

from datetime import timedelta
from itertools import cycle
from typing import Any

from hirehall.conversations.actions.read_notices import read_all_notices
from hirehall.foundation.money import Money
from hirehall.market.actions.decline_invitation import decline_invitation
from hirehall.market.actions.invite_freelancer import invite_freelancer
from hirehall.money.actions.cancel_payout import cancel_payout
from hirehall.money.actions.request_payout import request_payout
from hirehall.money.actions.retry_payout import retry_payout
from hirehall.money.actions.save_destination import save_destination
from hirehall.money.models import Payout
from hirehall.money.queries import balance_of
from hirehall.wiring.demo import texts
from hirehall.wiring.demo.members import Freelancer, Hirer
from hirehall.wiring.demo.stage import Stage, Steps


class LastDays(Stage):
    """What happens beside the deals."""

    def set_up(self, left: list[tuple[texts.Trade, dict[str, Any]]]) -> None:
        """Set it into the calendar; the newcomer's two briefs are among those that are left."""
        until = self.calendar.until
        self.calendar.at(until - timedelta(days=3), self._look_at_notices)
        self.calendar.at(until - timedelta(days=6), self.play, self._payouts())
        self.calendar.at(until - timedelta(days=2.5), self.play, self._newcomer(left))

    def _look_at_notices(self) -> None:
        """The cast has looked at what is older than three days; the rest waits for whoever signs in."""
        people: list[Freelancer | Hirer] = [*self.stories.members.freelancers, *self.stories.members.clients]
        for one in people:
            if one.email:
                read_all_notices(by=one.actor)

    def _payouts(self) -> Steps:
        """One payout in each state; the last two are asked for just before the doors open."""
        ready = cycle(self._with_at_least(80_00))
        closed = next(ready)
        self._pay(closed, "SANDBOX-CLOSED")
        yield 0.5
        once = next(ready)
        payout = self._pay(once, "SANDBOX-FAILS-ONCE")
        yield 0.5
        retry_payout(payout.id, by=once.actor)
        yield 0.5
        undecided = next(ready)
        cancel_payout(self._pay(undecided, "SANDBOX-PAYS").id, by=undecided.actor)
        yield 4.45
        waiting = cycle(self._with_at_least(40_00))
        self.calendar.at(
            self.calendar.until - timedelta(seconds=50), self._pay, next(waiting), "SANDBOX-SLOW", 15_00
        )
        self.calendar.at_the_very_end(self._pay, next(waiting), "SANDBOX-PAYS", 15_00)

    def _with_at_least(self, minor: int) -> list[Freelancer]:
        return [
            one
            for one in self.stories.members.freelancers
            if one.destination_id and balance_of(one.person_id, self.hall).available.minor >= minor
        ]

    def _pay(self, who: Freelancer, number: str, minor: int = 12_00) -> Payout:
        saved = save_destination(self.hall.id, kind="sandbox", holder=who.name, number=number, by=who.actor)
        return request_payout(saved.id, amount=Money(minor, self.hall.currency), by=who.actor)

    def _newcomer(self, left: list[tuple[texts.Trade, dict[str, Any]]]) -> Steps:
        """Somebody asks the newcomer, who is also waiting for an answer; somebody else says no."""
        members = self.stories.members
        kinds = [one for one in left if one[0].category == "design"][:2]
        newcomer = next((one for one in members.freelancers if one.email.startswith("newcomer")), None)
        if newcomer is None or len(kinds) < 2:
            return
        for number, (trade, entry) in enumerate(kinds):
            client = next(one for one in members.clients if one.text.name == entry["client"])
            brief = self.stories.published(client, trade, entry)
            yield 0.3
            note = "Your booking pages are just the kind of quiet that we need. Would you look at this?"
            invite_freelancer(brief.id, by=client.actor, freelancer_id=newcomer.person_id, note=note)
            if number == 0:
                yield 0.2
                self.stories.propose(brief.id, newcomer, entry)
                continue
            other = next(
                one
                for one in members.freelancers
                if one.trade.category == trade.category and one is not newcomer
            )
            asked = invite_freelancer(
                brief.id, by=client.actor, freelancer_id=other.person_id, note="We liked your last piece."
            )
            yield 0.2
            decline_invitation(asked.id, by=other.actor, reason="Thank you. I am full until spring.")
