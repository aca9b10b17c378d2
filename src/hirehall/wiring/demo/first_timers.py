"""Small briefs that are open to first-timers, on the demo's last day: who fits them, and why, can be looked at."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from hirehall.foundation.money import Money
from hirehall.market.actions.draft_brief import draft_brief
from hirehall.market.actions.publish_brief import publish_brief
from hirehall.market.content import BriefContent
from hirehall.ranking.actions.show_slate import show_slate
from hirehall.wiring.demo.members import Hirer
from hirehall.wiring.demo.stage import Stage

BRIEFS = (
    (
        "A sign for the sauna boat’s door",
        "Guests ask at the café where the boat is, although they stand in front of it.",
        "One drawing of the sign, ready for the carpenter, that is read from ten steps away.",
        ("It is read from ten steps away", "The carpenter can cut it as it is"),
        280,
    ),
    (
        "Three labels for honey jars",
        "The labels were made at home, and the beekeepers sell at a market now.",
        "Three labels of one family, as files for the printer in the next street.",
        ("Each kind is told apart on the shelf", "The printer takes the files as they are"),
        320,
    ),
    (
        "A picture of our opening hours",
        "People stand before a closed door in winter, because the hours change with the light.",
        "One picture for the window and the same for the page, with both seasons.",
        ("Both seasons are on it", "It prints on one sheet"),
        150,
    ),
)


class FirstTimers(Stage):
    """Clients of the design field open three small briefs, and look at who fits them."""

    def set_up(self) -> None:
        for number in range(len(BRIEFS)):
            when = self.calendar.until - timedelta(hours=9 - 2 * number)
            self.calendar.at(when, self._open, number)

    def _open(self, number: int) -> None:
        members = self.stories.members
        clients = [one for one in members.clients if one.email.startswith("client@")] + members.clients
        newcomer = next((one for one in members.freelancers if one.email.startswith("newcomer")), None)
        skills = sorted(
            members.skills[name] for name in (newcomer.skills if newcomer else ()) if name in members.skills
        )
        if newcomer is None or not skills or len(clients) <= number:
            return
        self._publish(number, clients[number], skills[: 1 + number % 2])

    def _publish(self, number: int, client: Hirer, skills: list[UUID]) -> None:
        title, problem, outcome, criteria, budget = BRIEFS[number]
        content = BriefContent(
            title=title, problem=problem, outcome=outcome, criteria=criteria,
            category_id=self.stories.categories["design"], budget_min=Money(budget * 100, self.stories.hall.currency),
            must_skill_ids=tuple(skills), first_timers=True,
        )  # fmt: skip
        brief = draft_brief(
            self.stories.hall.id, by=client.actor, content=content, organisation_id=client.organisation_id
        )
        publish_brief(brief.id, by=client.actor)
        show_slate(brief.id, by=client.actor)
