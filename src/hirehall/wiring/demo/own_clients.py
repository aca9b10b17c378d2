"""The demo's freelancer brings clients of their own: a request in every state, one of them a contract by now."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from hirehall.contracts.models import Offer
from hirehall.engagements.milestone.actions.accept_delivery import accept_delivery
from hirehall.engagements.milestone.actions.accept_offer import accept_offer
from hirehall.engagements.milestone.actions.begin_funding import begin_funding
from hirehall.engagements.milestone.actions.deliver_work import deliver_work
from hirehall.engagements.milestone.actions.make_offer import make_offer
from hirehall.engagements.milestone.models import Milestone
from hirehall.engagements.milestone.operations import DealTerms, PlannedMilestone
from hirehall.foundation import clock
from hirehall.foundation.actor import ANONYMOUS, Actor, Hat, system
from hirehall.foundation.money import Money
from hirehall.market.actions.answer_request import decline_request, withdraw_request
from hirehall.market.actions.ask_for_quote import ask_for_quote
from hirehall.market.actions.invite_client import invite_client
from hirehall.market.models import QuoteRequest
from hirehall.people.actions.join import join
from hirehall.people.queries import actor_by_id
from hirehall.wiring.demo.members import Freelancer
from hirehall.wiring.demo.stage import Stage, Steps

FREELANCER = "freelancer@harbour.example"
BAKERY = (
    "Online orders for a bakery",
    (
        "Our regulars want to order bread the evening before. We have a site with the opening hours, and a till that "
        "exports a list each night."
    ),
)
MUSEUM = (
    "Tickets with a time for a small museum",
    (
        "We sell paper tickets at the door and have queues on rainy Sundays. Tickets with a time on them, paid online, "
        "and a list for the door."
    ),
)
CHOIR = ("A members’ list for a choir", "Ninety singers in three spreadsheets. One list, who is coming when.")
KENNEL = ("A booking page for a kennel", "Twelve places, holidays are full. People should see what is free.")
PRINTER = (
    "Prices for a print shop’s site",
    "The price list changes each month and lives in a PDF. It should be a page with a calculator.",
)


class OwnClients(Stage):
    """What happens through the freelancer's own link in the last three weeks."""

    def set_up(self) -> None:
        """Set it into the calendar, each so that it ends in its state when the year does."""
        until = self.calendar.until
        for days, scene in (
            (21, self._lapsed),
            (16, self._agreed),
            (6, self._declined),
            (5, self._withdrawn),
            (3, self._quoted),
            (2, self._waiting),
        ):
            self.calendar.at(until - timedelta(days=days), self.play, scene())

    @property
    def freelancer(self) -> Freelancer:
        members = self.stories.members.freelancers
        return next((one for one in members if one.email == FREELANCER), members[0])

    def _joined(self, name: str) -> Actor:
        """Somebody who came by the freelancer's link and has an account by now."""
        email = name.lower().replace(" ", ".") + "@own.harbour.example"
        who = join(by=system("demo"), name=name, email=email, password="", side="client", verified=True)
        return actor_by_id(who.id, hat=Hat.CLIENT)

    def _ask(self, words: tuple[str, str], budget: int, by: Actor, **who: Any) -> QuoteRequest:
        made: QuoteRequest = ask_for_quote(
            self.hall.id,
            by=by,
            freelancer_id=self.freelancer.person_id,
            need="\n\n".join(words),
            budget=Money(budget, self.hall.currency),
            **who,
        )
        return made

    def _lapsed(self) -> Steps:
        self._ask(KENNEL, 600_00, ANONYMOUS, name="Wim Halder", email="wim@own.harbour.example")
        yield 0.1

    def _agreed(self) -> Steps:
        client = self._joined("Berta Quillon")
        request = self._ask(BAKERY, 1800_00, client, way="embed")
        yield 1
        offer = self._quote(request, ("Orders the evening before", 900_00), ("The list for the oven", 700_00))
        yield 1
        contract = accept_offer(offer, by=client)
        yield 0.5
        row = Milestone.objects.filter(contract_id=contract.id).order_by("position")[0]
        begin_funding(row.id, by=client, method="sandbox.instant")
        yield 6
        deliver_work(
            row.id, by=self.freelancer.actor, note="Orders come in until ten at night; the notes say how."
        )
        yield 1
        accept_delivery(row.id, by=client)

    def _declined(self) -> Steps:
        request = self._ask(PRINTER, 300_00, self._joined("Ottilie Farrow"))
        yield 0.6
        decline_request(
            request.id, by=self.freelancer.actor, reason="Print prices are not my field; ask a colleague."
        )

    def _withdrawn(self) -> Steps:
        client = self._joined("Casimir Bolte")
        request = self._ask(CHOIR, 400_00, client)
        yield 0.4
        withdraw_request(request.id, by=client)

    def _quoted(self) -> Steps:
        request = self._ask(MUSEUM, 2400_00, self._joined("Henrike Osterloh"))
        yield 1
        self._quote(request, ("Tickets with a time", 1500_00), ("The list for the door", 600_00))

    def _waiting(self) -> Steps:
        """One that waits for a quote, one that nobody confirmed yet, one invitation."""
        self._ask(CHOIR, 500_00, self._joined("Tamsin Veldt"))
        yield 0.5
        self._ask(KENNEL, 700_00, ANONYMOUS, name="Jory Pask", email="jory@own.harbour.example")
        yield 0.3
        invite_client(
            self.hall.id,
            by=self.freelancer.actor,
            name="Linnea Storm",
            email="linnea@own.harbour.example",
            words="For the next round of the timetable, shall we work through this hall? The fee for own clients is 0.",
        )

    def _quote(self, request: QuoteRequest, *parts: tuple[str, int]) -> UUID:
        today = clock.now().date()
        offer: Offer = make_offer(
            self.hall.id,
            by=self.freelancer.actor,
            terms=DealTerms(title=request.title, scope=request.need, starts_on=today + timedelta(days=2)),
            milestones=tuple(
                PlannedMilestone(
                    title=title,
                    amount=Money(minor, request.currency),
                    criteria=("It works on a phone", "The notes say how to change it"),
                    due_on=today + timedelta(days=14 * (number + 1)),
                )
                for number, (title, minor) in enumerate(parts)
            ),
            request_id=request.id,
        )
        return offer.id
