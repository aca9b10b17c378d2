"""The demo's order pool: orders of every unit, one at each point of its way on the day on which the demo is opened."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from hirehall.engagements.unit.actions.answer_delivery import accept_order, ask_check, ask_revision
from hirehall.engagements.unit.actions.ask_question import answer_question, ask_question
from hirehall.engagements.unit.actions.claim_order import claim_order, start_work
from hirehall.engagements.unit.actions.deliver_order import deliver_order, revise_order
from hirehall.engagements.unit.actions.post_order import order_direct, post_order
from hirehall.engagements.unit.actions.set_level import send_sample, set_level
from hirehall.engagements.unit.actions.set_own_price import set_own_prices
from hirehall.foundation.actor import Actor, staff
from hirehall.people.actions.start_staff_session import start_staff_session
from hirehall.people.models import Person
from hirehall.people.queries import actor_for
from hirehall.wiring.demo import texts
from hirehall.wiring.demo.members import Freelancer, Hirer
from hirehall.wiring.demo.stage import Stage, Steps

FREELANCER, CLIENT, NEWCOMER = (
    "freelancer@harbour.example", "client@harbour.example", "newcomer@harbour.example",
)  # fmt: skip
WHY = {
    1: "Easy to follow; some sentences could be half as long. Send another text when you like.",
    2: "Plain sentences in a good order, and nothing that has to be read twice.",
    3: "Exact, warm and without a mistake; it could be printed as it is.",
}
LEVELS_BEFORE_END = 21


class Pool(Stage):
    """Levels are set three weeks before the end; then clients post, and others write."""

    def set_up(self) -> None:
        """Set it into the calendar."""
        self.words = texts.pool()
        until = self.calendar.until
        self.calendar.at(until - timedelta(days=LEVELS_BEFORE_END), self.play, self._levels())
        for days, steps in (
            (11, self._accepted()), (6, self._checked()), (2.2, self._delivered()), (2, self._revising()),
            (1.4, self._listed("tea", 0)), (1.1, self._listed("glaze", None)), (0.8, self._working()),
            (0.7, self._listed("panel", 1)), (0.2, self._listed("walks", 1)),
        ):  # fmt: skip
            self.calendar.at(until - timedelta(days=days), self.play, steps)
        self.calendar.at(until - timedelta(days=0.5), self.play, self._asked())
        self.calendar.at(until - timedelta(minutes=40), self.play, self._claimed())
        self.calendar.at(until - timedelta(days=2), self._ask_for_a_level)

    def _levels(self) -> Steps:
        """The cast's freelancer sends a text, and an editor reads it; the others have been read before."""
        first, one, other = self._writers()
        send_sample(self.hall.id, by=first.actor, text=self.words["sample"]["freelancer"])
        yield 0.4
        operator = Person.objects.filter(is_operator=True)[0]
        session = start_staff_session(by=actor_for(operator), reason="The queue of the editors")
        editor = staff(operator.id, staff_session_id=session.id)
        for who, level in ((first, 2), (one, 3), (other, 2)):
            set_level(self.hall.id, who.person_id, by=editor, level=level, reason=WHY[level])

    def _ask_for_a_level(self) -> None:
        """One text waits for an editor."""
        found = [one for one in self.stories.members.freelancers if one.email == NEWCOMER]
        for who in found:
            send_sample(self.hall.id, by=who.actor, text=self.words["sample"]["newcomer"])

    def _accepted(self) -> Steps:
        _, one, _ = self._writers()
        client = self._client(0)
        order_id = yield from self._begun("alt", client, one.actor)
        yield 0.5
        deliver_order(order_id, by=one.actor, text=self.words["work"]["alt"], count=38)
        yield 0.4
        accept_order(order_id, by=client.actor)

    def _checked(self) -> Steps:
        """A revision did not help: an editor decides, and has not yet."""
        _, _, other = self._writers()
        client, work, ask = self._client(1), self.words["work"], self.words["ask"]
        order_id = yield from self._begun("talk", client, other.actor)
        yield 1
        deliver_order(order_id, by=other.actor, text=work["talk"], count=41)
        yield 0.5
        ask_revision(order_id, by=client.actor, text=ask["talk"])
        yield 0.6
        revise_order(order_id, by=other.actor, text=work["talk_again"], count=41)
        yield 0.5
        ask_check(order_id, by=client.actor, reason=ask["check"])

    def _delivered(self) -> Steps:
        """It waits for the answer of the cast's client."""
        _, one, _ = self._writers()
        order_id = yield from self._begun("leaflet", self._client(None), one.actor)
        yield 1.2
        note = "I left out the microwave, as you say nothing about it. Tell me if it should be there."
        deliver_order(order_id, by=one.actor, text=self.words["work"]["leaflet"], note=note)

    def _revising(self) -> Steps:
        """The cast's freelancer is asked for a revision."""
        first, _, _ = self._writers()
        client = self._client(0)
        order_id = yield from self._begun("help", client, first.actor)
        yield 1.1
        deliver_order(order_id, by=first.actor, text=self.words["work"]["help"])
        yield 0.5
        ask_revision(order_id, by=client.actor, text=self.words["ask"]["help"])

    def _working(self) -> Steps:
        _, _, other = self._writers()
        client, words = self._client(1), self.words["question"]["roof"]
        order_id = yield from self._begun("roof", client, other.actor)
        question = ask_question(order_id, by=other.actor, text=words["text"])
        yield 0.2
        answer_question(question.id, by=client.actor, text=words["answer"])

    def _claimed(self) -> Steps:
        """Claimed a minute before the doors open, with a question to the cast's client."""
        _, one, _ = self._writers()
        order_id = self._posted("alt_more", self._client(None))
        yield 39 / 1440
        claim_order(order_id, by=one.actor)
        ask_question(order_id, by=one.actor, text=self.words["question"]["alt_more"]["text"])

    def _asked(self) -> Steps:
        """Two people publish prices of their own, and the cast's client orders from the cast's freelancer."""
        first, one, _ = self._writers()
        set_own_prices(self.hall.id, by=one.actor, prices={"word": 7_50, "page": 22_00})
        set_own_prices(self.hall.id, by=first.actor, prices={"word": 4_00, "page": 11_00, "minute": 3_00})
        yield 0.1
        client = self._client(None)
        order_direct(
            self.hall.id, first.person_id, by=client.actor, organisation_id=client.organisation_id,
            **self.words["direct"]["letter"],
        )  # fmt: skip

    def _listed(self, name: str, client: int | None) -> Steps:
        self._posted(name, self._client(client))
        yield from ()

    def _begun(self, name: str, client: Hirer, writer: Actor) -> Any:
        """Posted, paid, claimed and begun; its id."""
        order_id = self._posted(name, client)
        yield 0.1
        claim_order(order_id, by=writer)
        start_work(order_id, by=writer)
        return order_id

    def _posted(self, name: str, client: Hirer) -> UUID:
        order = post_order(
            self.hall.id,
            by=client.actor,
            organisation_id=client.organisation_id,
            **self.words["order"][name],
        )
        return order.posting_id

    def _writers(self) -> tuple[Freelancer, Freelancer, Freelancer]:
        """The cast's freelancer, and two of those who came early and write for a living where there are such."""
        there = self.stories.members.freelancers
        first = next((one for one in there if one.email == FREELANCER), there[0])
        others = [one for one in there if one is not first and one.email != NEWCOMER]
        one, other = sorted(others, key=lambda each: each.trade.category != "writing")[:2]
        return first, one, other

    def _client(self, number: int | None) -> Hirer:
        """The cast's client, or another by number."""
        clients = self.stories.members.clients
        first = next((one for one in clients if one.email == CLIENT), clients[0])
        others = [one for one in clients if one is not first]
        return first if number is None else others[number % len(others)]
