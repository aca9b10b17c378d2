"""Clients whom the operator knows, from whom the walk of trust begins; the last one waits for an answer."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from hirehall.foundation.actor import staff
from hirehall.people.actions.start_staff_session import start_staff_session
from hirehall.people.models import Person
from hirehall.people.queries import actor_for
from hirehall.reputation.actions import ask_verification, verify_client
from hirehall.reputation.models import Verification
from hirehall.wiring.demo.members import Hirer
from hirehall.wiring.demo.stage import Stage

ASKED = (
    (41, "We are in the trade register of the port, and pay from one account since 2011."),
    (34, "Our statutes and the last annual report are on our page, under About."),
    (26, "Three of your members have worked for us; ask any of them."),
    (19, "A registered co-operative; the number stands at the foot of our invoices."),
    (1.2, "We are new here and would like our answers to count."),
)
SEEN = "Seen in the register, and the account is in the same name."


class Trusted(Stage):
    """The first clients of the demo ask to be verified, one after the other."""

    def set_up(self) -> None:
        for number, (days, _) in enumerate(ASKED):
            self.calendar.at(self.calendar.until - timedelta(days=days), self._asks, number)

    def _asks(self, number: int) -> None:
        clients: list[Hirer] = self.stories.members.clients
        if number >= len(clients):
            return
        client = clients[number]
        asked = ask_verification(
            by=client.actor, organisation_id=client.organisation_id, words=ASKED[number][1]
        )
        if number < len(ASKED) - 1:
            self.calendar.at(
                self.calendar.until - timedelta(days=ASKED[number][0] - 1), self._decides, asked.id
            )

    def _decides(self, verification_id: UUID) -> None:
        operator = Person.objects.filter(is_operator=True)[0]
        session = start_staff_session(by=actor_for(operator), reason="Who asks to be verified")
        row = Verification.objects.get(id=verification_id)
        verify_client(row.id, by=staff(operator.id, staff_session_id=session.id), verified=True, reason=SEEN)
