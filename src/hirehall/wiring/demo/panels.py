"""Two blind panels of the first hall: one has awarded, one agrees on the demo's last day."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.money import Money
from hirehall.halls.actions.date_policy import date_policy
from hirehall.market.actions.add_addendum import add_addendum, confirm_proposal
from hirehall.market.actions.arrange_panel import arrange_panel, invite_to_panel
from hirehall.market.actions.decide_by_panel import agree_on_proposal, award_by_panel, open_panel
from hirehall.market.actions.draft_brief import draft_brief
from hirehall.market.actions.publish_brief import publish_brief
from hirehall.market.actions.save_proposal import save_proposal
from hirehall.market.actions.sit_on_panel import hand_in_scores, join_panel, score_proposal
from hirehall.market.actions.submit_proposal import submit_proposal
from hirehall.market.content import BriefContent, PanelPlan, ProposalContent, Weighed
from hirehall.market.models import BriefQuestion, Proposal
from hirehall.people.models import Person
from hirehall.wiring.demo import texts
from hirehall.wiring.demo.hall import DEMO
from hirehall.wiring.demo.members import Freelancer, Hirer
from hirehall.wiring.demo.stage import Stage, Steps

CLIENT = "client@harbour.example"
OFFERED, FIRST, SECOND = 51, 42, 21
CRITERIA = (
    Weighed(
        name="The way", weight=45, about="Would it lead to what was asked for, and would one notice if not?"
    ),
    Weighed(name="Experience", weight=30, about="What was done before that is like this."),
    Weighed(
        name="People who see or hear less", weight=25, about="How they are part of it from the first day."
    ),
)
BRIEFS: tuple[dict[str, Any], ...] = (
    {
        "title": "A page where everybody can book a berth, also without seeing it",
        "problem": "Guests book their berth by telephone, because nobody can use the page with a screen reader.",
        "outcome": "A booking page that a blind skipper and a hurried one finish in the same three minutes.",
        "criteria": [
            "Booked by keyboard alone",
            "Read aloud from beginning to end",
            "Tried by three people who see less",
        ],
        "budget": [4000, 6000],
        "days": 45,
    },
    {
        "title": "A register of boats that the town can publish",
        "problem": "The register of boats is a table on one computer, and the town has to answer for it.",
        "outcome": "A register that the harbour office keeps and the town publishes, without names of owners.",
        "criteria": ["Entries with their history", "Published without names", "Taken out as CSV at any time"],
        "budget": [5000, 8000],
        "days": 60,
    },
)
COVERS = (
    (
        "First a week in the office beside those who do this every day, then a page that can be tried on paper, then the code. "
        "Each Friday somebody who sees less uses what is there, and what they cannot do is the work of the next week."
    ),
    (
        "I have built this three times for small towns. I would take what was learned there, leave out what nobody used, and "
        "be in service after five weeks; the sixth is for what we will have forgotten."
    ),
    "I begin with the register that you have, clean it, and only then make something new. Every step can be taken back.",
)
WHY = (
    "It says who does what in which week, and how one would notice that it goes wrong.",
    "It was done before, and they say what they would do otherwise now.",
    "People who see less use it from the first week on, not at the end.",
)
LESS = (1, 0, 2)  # by whose cover it is: the second one is the best
MOVED = "After the talk: what they name was done with others, and one cannot tell their part in it."
REASON = "The clearest way, and the only one in which people who see less work on it from the first week on."
ADDENDUM = (
    "The office can be visited on two Tuesdays more. Proposals are therefore taken for two days longer."
)


class Panels(Stage):
    """Set into the weeks before the end."""

    def set_up(self) -> None:
        until = self.calendar.until
        self.calendar.at(until - timedelta(days=OFFERED), self._offer)
        self.calendar.at(until - timedelta(days=FIRST), self._first)
        self.calendar.at(until - timedelta(days=SECOND), self._second)

    def _offer(self) -> None:
        date_policy(
            self.hall.id, by=DEMO, effective_from=clock.now() + timedelta(days=8), changes={"panel.offered": 1},
            reason="The town asked for it: committees decide here without knowing whose proposal they read.",
        )  # fmt: skip

    def _first(self) -> None:
        """Somebody else moderates; the named client sits on it, and the named freelancer is second."""
        named = self._named()
        other = next(one for one in self.stories.members.clients if one.person_id != named.person_id)
        self.play(self._panel(BRIEFS[0], other, [named], awarded=True))

    def _second(self) -> None:
        named = self._named()
        self.play(self._panel(BRIEFS[1], named, [], awarded=False))

    def _named(self) -> Hirer:
        found = Person.objects.get(email=CLIENT).id
        return next(one for one in self.stories.members.clients if one.person_id == found)

    def _panel(self, text: dict[str, Any], client: Hirer, with_: list[Hirer], *, awarded: bool) -> Steps:
        members = self._members(client, with_)
        brief_id = self._arranged(text, client, members)
        proposers = self._proposers()
        for place, one in enumerate(proposers):
            yield 0.4
            self._proposes(brief_id, one, place)
        add_addendum(
            brief_id, by=client.actor, text=ADDENDUM, open_until=clock.now() + timedelta(days=7),
        )  # fmt: skip
        for one in proposers[:2]:
            yield 0.3
            mine = Proposal.objects.get(brief_id=brief_id, freelancer_id=one.person_id)
            confirm_proposal(mine.id, by=one.actor)
        yield 6.6
        open_panel(brief_id, by=client.actor)
        for step, member in enumerate(members):
            yield 0.8
            self._scores(brief_id, member, step)
        entries = self._entries(brief_id)
        for number in entries if awarded else list(entries)[:1]:
            yield 0.3
            self._agrees(brief_id, client, number)
        if awarded:
            yield 0.5
            award_by_panel(brief_id, by=client.actor, number=self._best(entries), reason=REASON)

    def _members(self, client: Hirer, first: list[Hirer]) -> list[Hirer]:
        others = [one for one in self.stories.members.clients if one is not client and one not in first]
        return [*first, *others][:2]

    def _proposers(self) -> list[Freelancer]:
        there = [one for one in self.stories.members.freelancers if one.trade.category == "software"]
        there.sort(key=lambda one: not one.keen)
        return there[:3]

    def _arranged(self, text: dict[str, Any], client: Hirer, members: list[Hirer]) -> UUID:
        by, now = client.actor, clock.now()
        brief = draft_brief(
            self.hall.id, by=by, content=self._content(text), organisation_id=client.organisation_id
        )
        plan = PanelPlan(
            criteria=CRITERIA, closes_at=now + timedelta(days=6), score_by=now + timedelta(days=14)
        )
        arrange_panel(brief.id, by=by, plan=plan)
        for one in members:
            handle = Person.objects.values_list("handle", flat=True).get(id=one.person_id)
            invite_to_panel(brief.id, by=by, who=handle)
            join_panel(brief.id, by=one.actor, unbound=True)
        return publish_brief(brief.id, by=by).id

    def _content(self, text: dict[str, Any]) -> BriefContent:
        low, high = (Money(amount * 100, self.hall.currency) for amount in text["budget"])
        trade = next(one for one in texts.trades() if one.category == "software")
        skills = [self.stories.members.skills[name] for name in trade.briefs[0]["must"][:1]]
        return BriefContent(
            title=text["title"], problem=text["problem"], outcome=text["outcome"],
            criteria=tuple(text["criteria"]), category_id=self.stories.categories["software"],
            budget_kind="range", budget_min=low, budget_max=high, must_skill_ids=tuple(skills),
            questions=("What would you do in the first week?",),
        )  # fmt: skip

    def _proposes(self, brief_id: UUID, one: Freelancer, place: int) -> None:
        answers = tuple(
            (row.id, "Sit beside you, and write down every click that hurts.")
            for row in BriefQuestion.objects.filter(brief_id=brief_id)
        )
        content = ProposalContent(
            cover=f"{COVERS[place]} {one.name.split()[0]}", days=30 + 5 * place, answers=answers,
            amount=Money(5_200_00 + 350_00 * place, self.hall.currency),
        )  # fmt: skip
        submit_proposal(save_proposal(brief_id, by=one.actor, content=content).id, by=one.actor)

    def _entries(self, brief_id: UUID) -> dict[int, Proposal]:
        rows = Proposal.objects.filter(brief_id=brief_id, entry_number__isnull=False).order_by("entry_number")
        return {row.entry_number: row for row in rows if row.entry_number}

    def _place(self, row: Proposal) -> int:
        return next(place for place, cover in enumerate(COVERS) if row.cover.startswith(cover[:40]))

    def _best(self, entries: dict[int, Proposal]) -> int:
        return next(number for number, row in entries.items() if self._place(row) == 1)

    def _scores(self, brief_id: UUID, member: Hirer, step: int) -> None:
        """The second reader gives a point less where one can differ."""
        for number, row in self._entries(brief_id).items():
            less = LESS[self._place(row)]
            points = (5 - less, 4 - less - step, 5 - less - step)
            score_proposal(brief_id, by=member.actor, number=number, points=points, reasons=WHY)
        hand_in_scores(brief_id, by=member.actor)

    def _agrees(self, brief_id: UUID, client: Hirer, number: int) -> None:
        """The means, rounded; of one proposal the panel thought again."""
        less = LESS[self._place(self._entries(brief_id)[number])]
        moves = less == 1
        points, reasons = (5 - less, 4 - less - moves, 5 - less), ("", MOVED if moves else "", "")
        agree_on_proposal(brief_id, by=client.actor, number=number, points=points, reasons=reasons)
