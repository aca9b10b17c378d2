"""What happens to a contract: the offer, each milestone's way, payouts, and the reviews at the end."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

from hirehall.contracts.models import Contract, Offer
from hirehall.conversations.actions.send_message import send_message
from hirehall.conversations.models import Thread
from hirehall.engagements.milestone.actions.accept_delivery import accept_delivery
from hirehall.engagements.milestone.actions.accept_offer import accept_offer
from hirehall.engagements.milestone.actions.ask_changes import ask_changes
from hirehall.engagements.milestone.actions.ask_refund import ask_refund, grant_refund
from hirehall.engagements.milestone.actions.begin_funding import begin_funding
from hirehall.engagements.milestone.actions.deliver_work import deliver_work
from hirehall.engagements.milestone.actions.end_contract import accept_ending, propose_ending
from hirehall.engagements.milestone.actions.make_offer import make_offer
from hirehall.engagements.milestone.actions.release_part import release_part
from hirehall.engagements.milestone.models import Milestone
from hirehall.engagements.milestone.operations import DealTerms, PlannedMilestone
from hirehall.files.actions.store_upload import store_upload
from hirehall.files.uploads import receive
from hirehall.foundation import clock
from hirehall.foundation.money import Money
from hirehall.halls.models import Hall
from hirehall.market.models import Proposal
from hirehall.money.actions.request_payout import request_payout
from hirehall.money.actions.retry_payout import retry_payout
from hirehall.money.models import Payout
from hirehall.money.queries import balance_of
from hirehall.reputation.actions.reply_to_review import reply_to_review
from hirehall.reputation.actions.submit_review import submit_review
from hirehall.reputation.models import Review, ReviewWindow
from hirehall.wiring.demo import pictures, texts
from hirehall.wiring.demo.calendar import Calendar
from hirehall.wiring.demo.members import Freelancer, Hirer

METHODS = ["sandbox.instant"] * 16 + ["sandbox.delayed"] * 2 + ["sandbox.declined"] + ["sandbox.paid_twice"]
PAYOUT_EVERY_DAYS = 12


class Deals:
    """Walks contracts along; each step puts the next one into the calendar."""

    def __init__(self, hall: Hall, rng: random.Random, calendar: Calendar) -> None:
        self.hall, self.rng, self.calendar = hall, rng, calendar
        self.paying: set[UUID] = set()
        self.said = texts.Said(rng)

    def offer(self, proposal_id: UUID, client: Hirer, taker: Freelancer, entry: dict[str, Any]) -> None:
        """The client offers what was proposed; most freelancers accept within days, some never answer."""
        made = self.make(proposal_id, client, entry)
        if self.rng.random() < 0.93:
            self.calendar.after(self.rng.uniform(0.2, 4), self._accept, made.id, client, taker, entry)

    def make(self, proposal_id: UUID, client: Hirer, entry: dict[str, Any]) -> Offer:
        """The offer as it was proposed, sent."""
        terms, planned = self.words(proposal_id, entry)
        offer: Offer = make_offer(
            self.hall.id, by=client.actor, terms=terms, milestones=planned, proposal_id=proposal_id
        )
        return offer

    def words(
        self, proposal_id: UUID, entry: dict[str, Any]
    ) -> tuple[DealTerms, tuple[PlannedMilestone, ...]]:
        """What a proposal becomes when it is offered."""
        proposal = Proposal.objects.select_related("brief").get(id=proposal_id)
        today = clock.now().date()
        planned = tuple(
            PlannedMilestone(
                title=step["title"], amount=Money(step["amount_minor"], proposal.currency), criteria=tuple(criteria),
                due_on=today + timedelta(days=7 + (step.get("due_days") or 14)),
            )
            for step, (_, _, criteria) in zip(proposal.plan, entry["milestones"], strict=True)
        )  # fmt: skip
        terms = DealTerms(
            title=proposal.brief.title,
            scope=f"{entry['problem']} {entry['outcome']}",
            starts_on=today + timedelta(days=2),
        )
        return terms, planned

    def _accept(self, offer_id: UUID, client: Hirer, taker: Freelancer, entry: dict[str, Any]) -> None:
        contract = accept_offer(offer_id, by=taker.actor)
        client.known.append(taker)
        self.talk(contract.id, taker, texts.HELLOS)
        self.calendar.after(0.4, self.talk, contract.id, client, texts.REPLIES)
        self.calendar.after(self.rng.uniform(0.2, 2), self._next, contract.id, client, taker, entry)

    def talk(self, contract_id: UUID, by: Freelancer | Hirer, lines: list[str]) -> None:
        thread = Thread.objects.filter(subject_kind="contract", subject_id=contract_id).first()
        if thread is not None:
            send_message(thread.id, by=by.actor, text=self.said.one_of(lines))

    def _next(self, contract_id: UUID, client: Hirer, taker: Freelancer, entry: dict[str, Any]) -> None:
        """Fund the next planned milestone, or say goodbye when there is none."""
        row = Milestone.objects.filter(contract_id=contract_id, state="planned").order_by("position").first()
        if row is None:
            self.calendar.after(0.5, self.say_goodbye, contract_id, client, taker)
            return
        method = self.rng.choice(METHODS)
        begin_funding(row.id, by=client.actor, method=method)
        if method == "sandbox.declined":
            self.calendar.after(0.5, begin_funding, row.id, by=client.actor, method="sandbox.instant")
        due = self.rng.uniform(4, 16)
        self.calendar.after(due, self._deliver, row.id, client, taker, entry, again=False)

    def _deliver(
        self, milestone_id: UUID, client: Hirer, taker: Freelancer, entry: dict[str, Any], *, again: bool
    ) -> None:
        luck = self.rng.random()
        if luck < 0.05 and not again:
            self._change_of_plans(milestone_id, client, taker)
            return
        self.hand_over(milestone_id, taker, entry)
        self.calendar.after(
            self.rng.uniform(0.5, 6), self._answer, milestone_id, client, taker, entry, again=again
        )

    def hand_over(self, milestone_id: UUID, taker: Freelancer, entry: dict[str, Any]) -> None:
        """The work with a picture of it and the notes as a file."""
        actor = taker.actor
        image = pictures.portfolio(taker.trade.image, f"delivery-{milestone_id}", size=(480, 320))
        upload = SimpleUploadedFile("overview.png", image, content_type="image/png")
        notes = SimpleUploadedFile("notes.txt", entry["delivery"].encode(), content_type="text/plain")
        files = tuple(store_upload(receive(one, purpose="delivery"), by=actor).id for one in (upload, notes))
        deliver_work(milestone_id, by=actor, note=entry["delivery"], file_ids=files)

    def _answer(
        self, milestone_id: UUID, client: Hirer, taker: Freelancer, entry: dict[str, Any], *, again: bool
    ) -> None:
        luck = self.rng.random()
        row = Milestone.objects.get(id=milestone_id)
        if luck < 0.12:
            self.calendar.after(16, self._next, row.contract_id, client, taker, entry)
            return
        if luck < 0.30 and not again:
            ask_changes(milestone_id, by=client.actor, text=self.said.one_of(texts.CHANGE_REQUESTS))
            self.calendar.after(
                self.rng.uniform(1, 5), self._deliver, milestone_id, client, taker, entry, again=True
            )
            return
        if luck < 0.36:
            release_part(milestone_id, by=client.actor, amount=row.amount.split([1, 1])[0])
        accept_delivery(milestone_id, by=client.actor)
        self.be_paid(taker)
        self.calendar.after(self.rng.uniform(0.5, 4), self._next, row.contract_id, client, taker, entry)

    def _change_of_plans(self, milestone_id: UUID, client: Hirer, taker: Freelancer) -> None:
        """A refund that the freelancer grants or lets the clock grant, or an ending by agreement."""
        row = Milestone.objects.get(id=milestone_id)
        if self.rng.random() < 0.5:
            request = ask_refund(
                milestone_id, by=client.actor, amount=row.amount, reason=self.rng.choice(texts.REFUND_REASONS)
            )
            if self.rng.random() < 0.6:
                self.calendar.after(2, grant_refund, request.id, by=taker.actor)
            return
        half = row.amount.split([2, 3])[0]
        ending = propose_ending(
            row.contract_id,
            by=client.actor,
            split=((row.id, half),),
            note="Let us stop here and settle fairly.",
        )
        self.calendar.after(1.5, self._settle, ending.id, row.contract_id, client, taker)

    def _settle(self, ending_id: UUID, contract_id: UUID, client: Hirer, taker: Freelancer) -> None:
        accept_ending(ending_id, by=taker.actor)
        self.calendar.after(0.5, self.say_goodbye, contract_id, client, taker)

    def be_paid(self, taker: Freelancer) -> None:
        """From the first earning on, the freelancer asks for what is available every so many days."""
        if taker.person_id in self.paying or taker.destination_id is None:
            return
        self.paying.add(taker.person_id)
        self.calendar.after(PAYOUT_EVERY_DAYS, self._ask_for_payout, taker)

    def _ask_for_payout(self, taker: Freelancer) -> None:
        available = balance_of(taker.person_id, self.hall).available
        enough = available.minor >= 50_00
        self.calendar.after(PAYOUT_EVERY_DAYS * (1 if enough else 3), self._ask_for_payout, taker)
        if enough and taker.destination_id is not None:
            payout = request_payout(taker.destination_id, amount=available, by=taker.actor)
            self.calendar.after(1, self._try_again, payout.id, taker)

    def _try_again(self, payout_id: UUID, taker: Freelancer) -> None:
        if Payout.objects.filter(id=payout_id, status="failed").exists():
            retry_payout(payout_id, by=taker.actor)

    def say_goodbye(self, contract_id: UUID, client: Hirer, taker: Freelancer) -> None:
        """When it has ended, most of them write a review."""
        contract = Contract.objects.get(id=contract_id)
        window = ReviewWindow.objects.filter(contract_id=contract_id).first()
        if contract.ended_at is None or window is None:
            return
        pleased = self.rng.random() < taker.care
        if self.rng.random() < 0.85:
            self.calendar.after(self.rng.uniform(0.2, 8), self.review_work, window.id, client, taker, pleased)
        if self.rng.random() < 0.75:
            self.calendar.after(self.rng.uniform(0.2, 8), self.review_client, window.id, client, taker)
        if self.rng.random() < 0.35:
            self.calendar.after(16, self.reply, window.id, taker)

    def review_work(self, window_id: UUID, client: Hirer, taker: Freelancer, pleased: bool) -> None:
        top = self.rng.random() < 0.3
        rungs = {
            "rung1": "yes" if pleased or self.rng.random() < 0.3 else "no",
            "rung2": "yes" if pleased else self.rng.choice(["yes", "no", "cannot_tell"]),
            "rung3": "cannot_tell" if len(client.known) < 3 else ("yes" if pleased and top else "no"),
        }
        text = self.said.one_of(taker.trade.praise if pleased else taker.trade.grumble)
        submit_review(window_id, by=client.actor, rungs=rungs, text=text)

    def review_client(self, window_id: UUID, client: Hirer, taker: Freelancer) -> None:
        fair = self.rng.random() < 0.9
        rungs = {"rung1": "yes", "rung2": "yes" if fair else "no", "rung3": "yes" if fair else "cannot_tell"}
        submit_review(window_id, by=taker.actor, rungs=rungs, text=self.said.one_of(texts.CLIENT_REVIEWS))

    def reply(self, window_id: UUID, taker: Freelancer) -> None:
        review = Review.objects.filter(
            window_id=window_id, direction="of_freelancer", released_at__isnull=False
        ).first()
        if review is not None:
            reply_to_review(review.id, by=taker.actor, text=self.said.one_of(texts.REVIEW_REPLIES))
