"""What happens to a brief: questions, proposals, a choice, and the contract that may come of it."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any
from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.money import Money
from hirehall.halls.models import Hall
from hirehall.market.actions.answer_clarification import answer_clarification
from hirehall.market.actions.ask_clarification import ask_clarification
from hirehall.market.actions.close_brief import close_brief
from hirehall.market.actions.decline_proposal import decline_proposal
from hirehall.market.actions.draft_brief import draft_brief
from hirehall.market.actions.invite_freelancer import invite_freelancer
from hirehall.market.actions.publish_brief import publish_brief
from hirehall.market.actions.read_proposal import read_proposal
from hirehall.market.actions.save_proposal import save_proposal
from hirehall.market.actions.shortlist_proposal import shortlist_proposal
from hirehall.market.actions.submit_proposal import submit_proposal
from hirehall.market.content import BriefContent, PlanStep, ProposalContent
from hirehall.market.models import Brief, BriefQuestion, Proposal
from hirehall.market.states import OPEN_PROPOSALS
from hirehall.skills.models import Category
from hirehall.wiring.demo import texts
from hirehall.wiring.demo.calendar import Calendar
from hirehall.wiring.demo.deals import Deals
from hirehall.wiring.demo.members import Freelancer, Hirer, Members
from hirehall.wiring.demo.texts import Trade

HIRES = 0.62
CLOSES = 0.12


class Stories:
    """Tells one story a brief; each step puts the next one into the calendar."""

    def __init__(self, hall: Hall, rng: random.Random, calendar: Calendar, members: Members) -> None:
        self.hall, self.rng, self.calendar, self.members = hall, rng, calendar, members
        self.deals = Deals(hall, rng, calendar)
        self.categories = {category.slug: category.id for category in Category.objects.filter(hall=hall)}

    def brief(self, client: Hirer, trade: Trade, entry: dict[str, Any], *, draft_only: bool = False) -> None:
        """The client writes a brief and, unless it stays a draft, publishes it."""
        if draft_only:
            self._draft(client, trade, entry)
            return
        brief = self.published(client, trade, entry)
        self._invite(client, trade, brief.id)
        takers = self._takers(trade, entry)
        for asked, answered in entry["asks"]:
            if takers and self.rng.random() < 0.6:
                asker = self.rng.choice(takers)
                self.calendar.after(
                    self.rng.uniform(0.2, 2),
                    self._clarify,
                    brief.id,
                    asker,
                    client,
                    asked,
                    answered,
                )
        for taker in takers:
            self.calendar.after(self.rng.uniform(0.3, 6), self._propose, brief.id, taker, client, entry)
        self.calendar.after(self.rng.uniform(5, 13), self._decide, brief.id, client, entry)

    def published(self, client: Hirer, trade: Trade, entry: dict[str, Any]) -> Brief:
        """The client's brief, open for proposals."""
        brief = self._draft(client, trade, entry)
        return publish_brief(brief.id, by=client.actor)

    def _draft(self, client: Hirer, trade: Trade, entry: dict[str, Any]) -> Brief:
        written = self._content(client, trade, entry)
        return draft_brief(
            self.hall.id, by=client.actor, content=written, organisation_id=client.organisation_id
        )

    def _content(self, client: Hirer, trade: Trade, entry: dict[str, Any]) -> BriefContent:
        low, high = entry["budget"]
        middle = self.rng.uniform(low, high)
        ranged = self.rng.random() < 0.6
        least = Money(round(middle * (0.8 if ranged else 1) / 50) * 50_00, self.hall.currency)
        most = Money(round(middle * 1.15 / 50) * 50_00, self.hall.currency) if ranged else None

        def ids(names: list[str]) -> tuple[UUID, ...]:
            return tuple(self.members.skills[name] for name in names if name in self.members.skills)

        return BriefContent(
            title=texts.fill(entry["title"], client.text),
            problem=entry["problem"],
            outcome=entry["outcome"],
            criteria=tuple(entry["criteria"]),
            category_id=self.categories[trade.category],
            budget_kind="range" if ranged else "fixed",
            budget_min=least,
            budget_max=most,
            deadline=(clock.now() + timedelta(days=entry["days"] + self.rng.randint(14, 40))).date(),
            must_skill_ids=ids(entry["must"]),
            nice_skill_ids=ids(entry["nice"]),
            questions=tuple(entry["questions"]),
        )

    def _takers(self, trade: Trade, entry: dict[str, Any]) -> list[Freelancer]:
        wanted = set(entry["must"])
        fit = [
            one
            for one in self.members.freelancers
            if one.trade.category == trade.category and one.skills & wanted
        ]
        drawn = self.rng.sample(fit, k=min(len(fit), self.rng.randint(1, 6)))
        return drawn + [one for one in fit if one.keen and one not in drawn and self.rng.random() < 0.8]

    def _invite(self, client: Hirer, trade: Trade, brief_id: UUID) -> None:
        known = [one for one in client.known if one.trade.category == trade.category]
        for one in known[:2]:
            invite_freelancer(
                brief_id,
                by=client.actor,
                freelancer_id=one.person_id,
                note="We worked well together. Would you look at this?",
            )

    def _clarify(self, brief_id: UUID, asker: Freelancer, client: Hirer, question: str, answer: str) -> None:
        row = ask_clarification(brief_id, by=asker.actor, question=question)
        self.calendar.after(
            self.rng.uniform(0.1, 1.5), answer_clarification, row.id, by=client.actor, answer=answer
        )

    def _propose(self, brief_id: UUID, taker: Freelancer, client: Hirer, entry: dict[str, Any]) -> None:
        proposal_id = self.propose(brief_id, taker, entry)
        if self.rng.random() < 0.8:
            self.calendar.after(self.rng.uniform(0.2, 3), read_proposal, proposal_id, by=client.actor)

    def propose(self, brief_id: UUID, taker: Freelancer, entry: dict[str, Any]) -> UUID:
        """A proposal with an answer to each question, sent; answers its id."""
        brief = Brief.objects.get(id=brief_id)
        questions = BriefQuestion.objects.filter(brief=brief).order_by("position")
        draft = save_proposal(
            brief_id, by=taker.actor, content=self._offer_words(brief, list(questions), taker, entry)
        )
        submit_proposal(draft.id, by=taker.actor)
        proposal_id: UUID = draft.id
        return proposal_id

    def choose(self, proposal_id: UUID, client: Hirer) -> None:
        """The client reads it and puts it on the short list."""
        read_proposal(proposal_id, by=client.actor)
        shortlist_proposal(proposal_id, by=client.actor, note="Answers our question best.")

    def _offer_words(
        self, brief: Brief, questions: list[BriefQuestion], taker: Freelancer, entry: dict[str, Any]
    ) -> ProposalContent:
        rng, said, currency = self.rng, self.deals.said, brief.currency
        base = brief.budget_max_minor or brief.budget_min_minor or 100_000
        price = Money(round(base * rng.uniform(0.72, 1.12) / 10_00) * 10_00, currency)
        parts = price.split([share for _, share, _ in entry["milestones"]])
        plan = tuple(
            PlanStep(
                title=title,
                amount=part,
                criteria="\n".join(criteria),
                due_days=round(entry["days"] * (step + 1) / len(parts)),
            )
            for step, ((title, _, criteria), part) in enumerate(zip(entry["milestones"], parts, strict=True))
        )
        cover = " ".join(
            [
                said.one_of(texts.COVER_OPENINGS),
                said.one_of(entry["approach"]),
                said.one_of(texts.COVER_CLOSINGS),
            ]
        )
        return ProposalContent(
            cover=cover,
            plan=plan,
            days=entry["days"],
            answers=tuple((question.id, said.one_of(texts.ANSWERS)) for question in questions),
            piece_ids=taker.piece_ids[:1],
        )

    def _decide(self, brief_id: UUID, client: Hirer, entry: dict[str, Any]) -> None:
        waiting = list(
            Proposal.objects.filter(brief_id=brief_id, state__in=OPEN_PROPOSALS).order_by("submitted_at")
        )
        luck = self.rng.random()
        if not waiting or luck > HIRES + CLOSES:
            return
        if luck > HIRES:
            close_brief(
                brief_id, by=client.actor, reason="Our plans have changed; we will come back in spring."
            )
            return
        by_person = {one.person_id: one for one in self.members.freelancers}
        chances = {row.id: by_person[row.freelancer_id].care + self.rng.uniform(0, 0.5) for row in waiting}
        best = max(waiting, key=lambda row: chances[row.id])
        shortlist_proposal(best.id, by=client.actor, note="Answers our question best.")
        for row in waiting:
            if row.id != best.id and self.rng.random() < 0.5:
                decline_proposal(
                    row.id, by=client.actor, reason=self.deals.said.one_of(texts.DECLINE_REASONS)
                )
        taker = by_person[best.freelancer_id]
        self.calendar.after(self.rng.uniform(0.3, 2), self.deals.offer, best.id, client, taker, entry)
