"""The last weeks before the demo is opened: every state that a deal can be in, reached on purpose.

The year itself is drawn by lot, so a rare state may be missing on the day on which somebody looks. Each scene is a
generator of days to wait; what it does between two waits happens through the real actions at that instant.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from hirehall.contracts.actions.answer_ending import decline_ending, withdraw_ending
from hirehall.contracts.actions.answer_terms import decline_terms, withdraw_terms
from hirehall.contracts.actions.close_offer import decline_offer, withdraw_offer
from hirehall.engagements.milestone.actions.ask_changes import ask_changes
from hirehall.engagements.milestone.actions.ask_refund import ask_refund, refuse_refund, withdraw_refund
from hirehall.engagements.milestone.actions.begin_funding import begin_funding
from hirehall.engagements.milestone.actions.change_terms import accept_terms, propose_terms
from hirehall.engagements.milestone.actions.counter_offer import counter_offer
from hirehall.engagements.milestone.actions.end_contract import accept_ending, end_by_notice, propose_ending
from hirehall.engagements.milestone.actions.make_offer import draft_offer
from hirehall.engagements.milestone.actions.release_part import release_part
from hirehall.engagements.milestone.operations import DealTerms, PlannedMilestone
from hirehall.foundation import clock
from hirehall.foundation.money import Money
from hirehall.market.actions.close_brief import close_brief
from hirehall.market.actions.decline_proposal import decline_proposal
from hirehall.market.actions.read_proposal import read_proposal
from hirehall.market.actions.withdraw_proposal import withdraw_proposal
from hirehall.market.models import Proposal
from hirehall.money.models import Payment
from hirehall.money.rails.sandbox.models import Charge
from hirehall.money.rails.sandbox.rail import open_dispute
from hirehall.reputation.models import ReviewWindow
from hirehall.wiring.demo import texts
from hirehall.wiring.demo.agencies import Agencies
from hirehall.wiring.demo.calendar import Calendar
from hirehall.wiring.demo.last_days import LastDays
from hirehall.wiring.demo.members import Freelancer, Hirer
from hirehall.wiring.demo.orders import Orders
from hirehall.wiring.demo.own_clients import OwnClients
from hirehall.wiring.demo.panels import Panels
from hirehall.wiring.demo.pool import Pool
from hirehall.wiring.demo.stage import Deal, Stage, Steps, known
from hirehall.wiring.demo.stories import Stories


class Scenes(Stage):
    """Sets every scene into the calendar, so that it ends in its state when the year does."""

    def __init__(self, stories: Stories, calendar: Calendar, rng: random.Random) -> None:
        super().__init__(stories, calendar, rng)
        self.busy: set[UUID] = set()

    def set_up(self, kinds: list[tuple[texts.Trade, dict[str, Any]]]) -> None:
        """Give each scene one of these briefs, the cast's scenes those that fit the cast."""
        left = list(kinds)
        for days, wish, scene in SCENES:
            kind = next((one for one in left if _fits(one, wish)), left[0])
            left.remove(kind)
            start = self.calendar.until - timedelta(days=days)
            self.calendar.at(start, self._begin, scene, kind, wish)
        LastDays(self.stories, self.calendar, self.rng).set_up(left)
        OwnClients(self.stories, self.calendar, self.rng).set_up()
        Orders(self.stories, self.calendar, self.rng).set_up()
        Agencies(self.stories, self.calendar, self.rng).set_up()
        Pool(self.stories, self.calendar, self.rng).set_up()
        Panels(self.stories, self.calendar, self.rng).set_up()

    def _begin(
        self, scene: Callable[[Scenes, Deal], Steps], kind: tuple[texts.Trade, dict[str, Any]], wish: str
    ) -> None:
        trade, entry = kind
        clients, freelancers = self.stories.members.clients, self.stories.members.freelancers
        client = next(one for one in clients if one.text.name == entry["client"])
        wanted = set(entry["must"])
        fit = [
            one
            for one in freelancers
            if one.trade.category == trade.category
            and one.destination_id
            and not (wish == "client" and one.keen)
        ]
        fit.sort(
            key=lambda one: (
                one.keen != (wish == "freelancer"),
                one.person_id in self.busy,
                not (one.skills & wanted),
            )
        )
        self.busy.add(fit[0].person_id)
        self.play(scene(self, Deal(client, fit[0], trade, entry)))

    # ---- offers

    def an_offer_kept_for_later(self, deal: Deal) -> Steps:
        yield from self.shortlisted(deal)
        terms, planned = self.deals.words(known(deal.proposal_id), deal.entry)
        draft_offer(
            self.hall.id, by=deal.client.actor, terms=terms, milestones=planned, proposal_id=deal.proposal_id
        )

    def an_offer_that_waits(self, deal: Deal) -> Steps:
        yield from self.offered(deal)

    def a_brief_left_alone(self, deal: Deal) -> Steps:
        self.stories.published(deal.client, deal.trade, deal.entry)
        yield 0.1

    def an_offer_countered(self, deal: Deal) -> Steps:
        yield from self.offered(deal)
        terms, planned = self.deals.words(known(deal.proposal_id), deal.entry)
        dearer = tuple(
            PlannedMilestone(
                title=step.title,
                amount=Money(round(step.amount.minor * 1.1 / 10_00) * 10_00, step.amount.currency),
                criteria=step.criteria,
                due_on=step.due_on + timedelta(days=7) if step.due_on else None,
            )
            for step in planned
        )
        note = "A week more for each part and a tenth on top; then the quiet revision round is included."
        words = DealTerms(title=terms.title, scope=terms.scope, starts_on=terms.starts_on, note=note)
        counter_offer(known(deal.offer).id, by=deal.taker.actor, terms=words, milestones=dearer)

    def an_offer_declined(self, deal: Deal) -> Steps:
        yield from self.offered(deal)
        reason = "I have taken on something else this week, and would rather say no than begin late."
        decline_offer(known(deal.offer).id, by=deal.taker.actor, reason=reason)

    def an_offer_withdrawn(self, deal: Deal) -> Steps:
        yield from self.offered(deal)
        withdraw_offer(known(deal.offer).id, by=deal.client.actor)

    def a_proposal_withdrawn(self, deal: Deal) -> Steps:
        yield from self.proposed(deal)
        withdraw_proposal(known(deal.proposal_id), by=deal.taker.actor, reason="My dates have changed.")

    def a_proposal_declined(self, deal: Deal) -> Steps:
        yield from self.proposed(deal)
        decline_proposal(
            known(deal.proposal_id),
            by=deal.client.actor,
            reason=self.deals.said.one_of(texts.DECLINE_REASONS),
        )

    def a_brief_closed(self, deal: Deal) -> Steps:
        yield from self.proposed(deal)
        brief = Proposal.objects.get(id=known(deal.proposal_id)).brief
        close_brief(
            brief.id, by=deal.client.actor, reason="Our plans have changed; we will come back in spring."
        )

    def a_proposal_read(self, deal: Deal) -> Steps:
        yield from self.proposed(deal)
        read_proposal(known(deal.proposal_id), by=deal.client.actor)

    def a_proposal_unread(self, deal: Deal) -> Steps:
        yield from self.proposed(deal)

    # ---- money in, work, answers

    def nothing_funded_yet(self, deal: Deal) -> Steps:
        yield from self.agreed(deal)

    def a_payment_under_way(self, deal: Deal) -> Steps:
        yield from self.agreed(deal)
        begin_funding(self.row(deal).id, by=deal.client.actor, method="sandbox.ask")

    def a_payment_refused_by_the_bank(self, deal: Deal) -> Steps:
        yield from self.agreed(deal)
        begin_funding(self.row(deal).id, by=deal.client.actor, method="sandbox.declined")

    def work_to_be_done(self, deal: Deal) -> Steps:
        yield from self.funded(deal)

    def work_to_be_looked_at(self, deal: Deal) -> Steps:
        yield from self.delivered(deal)

    def changes_wanted(self, deal: Deal) -> Steps:
        yield from self.delivered(deal)
        row = self.row(deal, "delivered")
        ask_changes(row.id, by=deal.client.actor, text=self.rng.choice(texts.CHANGE_REQUESTS))

    def a_part_released(self, deal: Deal) -> Steps:
        yield from self.delivered(deal)
        row = self.row(deal, "delivered")
        release_part(row.id, by=deal.client.actor, amount=row.amount.split([2, 3])[0])

    def a_refund_wanted(self, deal: Deal) -> Steps:
        yield from self.funded(deal)
        row = self.row(deal, "funded")
        ask_refund(row.id, by=deal.client.actor, amount=row.amount, reason=texts.REFUND_REASONS[0])

    def a_refund_refused(self, deal: Deal) -> Steps:
        yield from self.funded(deal)
        row = self.row(deal, "funded")
        asked = ask_refund(row.id, by=deal.client.actor, amount=row.amount, reason=texts.REFUND_REASONS[1])
        yield 0.5
        why = "Two thirds are done and wait for you in the folder. Let us finish, or split it fairly."
        refuse_refund(asked.id, by=deal.taker.actor, reason=why)

    def a_refund_no_longer_wanted(self, deal: Deal) -> Steps:
        yield from self.funded(deal)
        row = self.row(deal, "funded")
        asked = ask_refund(row.id, by=deal.client.actor, amount=row.amount, reason=texts.REFUND_REASONS[0])
        yield 0.5
        withdraw_refund(asked.id, by=deal.client.actor)

    # ---- other terms, other ends

    def _other_terms(self, deal: Deal) -> tuple[DealTerms, tuple[PlannedMilestone, ...]]:
        terms, _ = self.deals.words(known(deal.proposal_id), deal.entry)
        later = tuple(
            PlannedMilestone(
                title=row.title,
                amount=row.amount,
                criteria=tuple(row.criteria),
                due_on=clock.now().date() + timedelta(days=21 + 7 * number),
                id=row.id,
            )
            for number, row in enumerate(self.rows(deal).filter(state="planned"))
        )
        note = "The dates move by two weeks, the prices stay."
        return DealTerms(title=terms.title, scope=terms.scope, starts_on=terms.starts_on, note=note), later

    def _ask_for_other_terms(self, deal: Deal) -> UUID:
        terms, later = self._other_terms(deal)
        asked: UUID = propose_terms(
            known(deal.contract).id, by=deal.taker.actor, terms=terms, milestones=later
        ).id
        return asked

    def other_terms_wanted(self, deal: Deal) -> Steps:
        yield from self.funded(deal)
        self._ask_for_other_terms(deal)

    def other_terms_accepted(self, deal: Deal) -> Steps:
        yield from self.funded(deal)
        asked = self._ask_for_other_terms(deal)
        yield 0.3
        accept_terms(asked, by=deal.client.actor)

    def other_terms_declined_then_withdrawn(self, deal: Deal) -> Steps:
        yield from self.funded(deal)
        asked = self._ask_for_other_terms(deal)
        yield 0.3
        decline_terms(
            asked, by=deal.client.actor, reason="Our opening has a date. Could we cut a part instead?"
        )
        yield 0.3
        again = self._ask_for_other_terms(deal)
        yield 0.3
        withdraw_terms(again, by=deal.taker.actor)

    def _ask_for_an_end(self, deal: Deal, by: Freelancer | Hirer) -> UUID:
        row = self.row(deal, "funded")
        ending: UUID = propose_ending(
            known(deal.contract).id,
            by=by.actor,
            split=((row.id, row.amount.split([1, 2])[0]),),
            note="Let us stop here: a third for what is done, the rest goes back.",
        ).id
        return ending

    def an_end_proposed(self, deal: Deal) -> Steps:
        yield from self.funded(deal)
        self._ask_for_an_end(deal, deal.taker)

    def an_end_declined_then_withdrawn(self, deal: Deal) -> Steps:
        yield from self.funded(deal)
        asked = self._ask_for_an_end(deal, deal.taker)
        yield 0.3
        decline_ending(asked, by=deal.client.actor, reason="We would like to go on; take a week more.")
        yield 0.3
        again = self._ask_for_an_end(deal, deal.client)
        yield 0.3
        withdraw_ending(again, by=deal.client.actor)

    def ended_by_agreement(self, deal: Deal) -> Steps:
        yield from self.funded(deal)
        asked = self._ask_for_an_end(deal, deal.taker)
        yield 0.3
        accept_ending(asked, by=deal.client.actor)

    def ended_by_notice(self, deal: Deal) -> Steps:
        yield from self.funded(deal)
        self._ask_for_other_terms(deal)
        self._ask_for_an_end(deal, deal.taker)
        yield 0.3
        note = (
            "I have to stop for my family. Everything that I have is in the folder, and the money goes back."
        )
        end_by_notice(known(deal.contract).id, by=deal.taker.actor, note=note)

    def a_payment_wanted_back_by_the_bank(self, deal: Deal) -> Steps:
        """The bank has opened a case and not decided yet, so the contract stands still."""
        yield from self.funded(deal)
        yield 0.3
        payment = Payment.objects.get(contract_id=known(deal.contract).id)
        with transaction.atomic():
            open_dispute(Charge.objects.select_for_update().get(key=payment.rail_key))

    # ---- reviews

    def _window(self, deal: Deal) -> UUID:
        return ReviewWindow.objects.get(contract_id=known(deal.contract).id).id

    def reviews_open(self, deal: Deal) -> Steps:
        yield from self.finished(deal)

    def a_review_sealed(self, deal: Deal) -> Steps:
        yield from self.finished(deal)
        yield 0.2
        self.deals.review_client(self._window(deal), deal.client, deal.taker)

    def reviews_of_both_and_a_reply(self, deal: Deal) -> Steps:
        yield from self.finished(deal)
        yield 0.2
        self.deals.review_work(self._window(deal), deal.client, deal.taker, True)
        yield 0.2
        self.deals.review_client(self._window(deal), deal.client, deal.taker)
        yield 0.2
        self.deals.reply(self._window(deal), deal.taker)

    def a_review_of_one_side(self, deal: Deal) -> Steps:
        yield from self.finished(deal)
        yield 0.2
        self.deals.review_work(self._window(deal), deal.client, deal.taker, True)


def _fits(kind: tuple[texts.Trade, dict[str, Any]], wish: str) -> bool:
    trade, entry = kind
    if wish == "client":
        return bool(entry["client"].startswith("Hollis"))
    if wish == "freelancer":
        return trade.category == "software" and not entry["client"].startswith("Hollis")
    return trade.category not in ("software", "design") and not entry["client"].startswith("Hollis")


SCENES: tuple[tuple[float, str, Callable[[Scenes, Deal], Steps]], ...] = (
    (45, "", Scenes.a_review_of_one_side),
    (40, "", Scenes.a_brief_left_alone),
    (20, "freelancer", Scenes.reviews_of_both_and_a_reply),
    (18, "client", Scenes.a_review_sealed),
    (16, "", Scenes.ended_by_notice),
    (15, "", Scenes.ended_by_agreement),
    (12, "freelancer", Scenes.reviews_open),
    (11, "", Scenes.an_offer_that_waits),  # until it expires
    (10, "", Scenes.an_offer_declined),
    (9, "", Scenes.an_offer_withdrawn),
    (8, "", Scenes.a_refund_refused),
    (7.5, "", Scenes.an_end_declined_then_withdrawn),
    (7, "", Scenes.other_terms_declined_then_withdrawn),
    (6.5, "", Scenes.other_terms_accepted),
    (6, "", Scenes.a_refund_no_longer_wanted),
    (5, "", Scenes.a_part_released),
    (4.5, "freelancer", Scenes.changes_wanted),
    (4.2, "client", Scenes.work_to_be_looked_at),
    (4.1, "", Scenes.work_to_be_looked_at),
    (3.8, "freelancer", Scenes.a_refund_wanted),
    (3.6, "client", Scenes.an_end_proposed),
    (3.4, "freelancer", Scenes.work_to_be_done),
    (3.2, "", Scenes.other_terms_wanted),
    (3, "", Scenes.a_payment_refused_by_the_bank),
    (2.5, "", Scenes.a_payment_wanted_back_by_the_bank),
    (2.4, "client", Scenes.nothing_funded_yet),
    (1.6, "", Scenes.a_payment_under_way),
    (2.2, "client", Scenes.an_offer_countered),
    (2, "freelancer", Scenes.an_offer_that_waits),
    (1.9, "", Scenes.an_offer_kept_for_later),
    (2.1, "", Scenes.a_brief_closed),
    (1.8, "", Scenes.a_proposal_declined),
    (1.7, "", Scenes.a_proposal_withdrawn),
    (1.5, "", Scenes.a_proposal_read),
    (1.2, "client", Scenes.a_proposal_unread),
)
"""Days before the end, whose scene it is (the cast's client, the cast's freelancer, anybody's), and the scene."""
