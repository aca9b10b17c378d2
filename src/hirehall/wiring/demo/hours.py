"""Contracts by the hour: one that runs with entries in dispute, others in each state that a week can be in."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from hirehall.contracts.actions.pay_extra import pay_extra
from hirehall.contracts.models import Contract
from hirehall.engagements.hourly.actions.accept_offer import accept_offer
from hirehall.engagements.hourly.actions.dispute_entry import (
    accept_split,
    contest_entry,
    dispute_entry,
    propose_split,
    take_off_entry,
)
from hirehall.engagements.hourly.actions.end_contract import give_notice
from hirehall.engagements.hourly.actions.hold_week import pay_week
from hirehall.engagements.hourly.actions.log_time import log_time
from hirehall.engagements.hourly.actions.make_offer import draft_offer, make_offer
from hirehall.engagements.hourly.models import Entry, Week
from hirehall.engagements.hourly.operations import HourTerms
from hirehall.engagements.hourly.states import EntryState, State
from hirehall.foundation import clock
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Refused
from hirehall.wiring.demo.members import Freelancer, Hirer
from hirehall.wiring.demo.stage import Stage, Steps

MEMOS = (
    "Answered what customers asked about their orders",
    "Checked last night’s import, corrected two prices",
    "Call about next month’s launch, notes sent",
    "Looked after the backups and tried one out",
    "Fixed the search that found nothing with an accent",
)
DRAFTS = (("The shop’s telephone on Saturdays", 38_00, 5), ("Pictures of every new arrival", 42_00, 4))
DAYS_BEFORE_END = 25
BONUS_ON_DAY = 15


class Hours(Stage):
    """What happens by the hour beside the deals with milestones."""

    def set_up(self) -> None:
        until = self.calendar.until
        self.calendar.at(until - timedelta(days=DAYS_BEFORE_END), self._begin_all)
        self.calendar.at(until - timedelta(days=6), self._begin_late)
        self.calendar.at(until - timedelta(days=1), self._keep_drafts)
        self.calendar.at_the_very_end(self._pay_slowly)

    def _begin_all(self) -> None:
        client, taker = self._cast()
        self.play(self._with_disputes(client, taker))
        others = [one for one in self.stories.members.freelancers if one is not taker][:3]
        clients = [one for one in self.stories.members.clients if one is not client] or [client]
        for place, (one, steps) in enumerate(zip(others, (self._ended, self._left), strict=False)):
            self.play(steps(clients[place % len(clients)], one))

    def _begin_late(self) -> None:
        """Two contracts that wait for their first payment; one of them is paid at the very end, slowly."""
        client, taker = self._cast()
        others = [one for one in self.stories.members.freelancers if one is not taker]
        for one in others[3:5]:
            self.agree(client, one, "A second pair of eyes", 45_00, 6)

    def _keep_drafts(self) -> None:
        """The client has begun two offers by the hour, and sent neither."""
        client, taker = self._cast()
        others = [one for one in self.stories.members.freelancers if one is not taker]
        for one, (title, rate, cap) in zip(others[-2:], DRAFTS, strict=False):
            terms = self._terms(title, rate, cap)
            draft_offer(self.hall.id, by=client.actor, terms=terms, freelancer_id=one.person_id)

    def _pay_slowly(self) -> None:
        client, _ = self._cast()
        week = Week.objects.filter(state=State.PLANNED, contract__title="A second pair of eyes").first()
        if week is not None:
            pay_week(week.id, by=client.actor, method="sandbox.delayed")

    def _with_disputes(self, client: Hirer, taker: Freelancer) -> Steps:
        """Three weeks of work; of the first, one entry is taken off, one is split, one is still contested."""
        contract = self.agree(client, taker, "Looking after the shop", 62_00, 12)
        pay_week(first_week(contract).id, by=client.actor)
        disputed = False
        for day in range(DAYS_BEFORE_END - 1):
            yield 1.0
            self.log(contract, taker, day)
            if not disputed:
                disputed = self._dispute_three(contract, client, taker)
            if day == BONUS_ON_DAY:
                thanks = "For the evening on which the payments stood still. Thank you!"
                pay_extra(contract.id, by=client.actor, amount=Money(80_00, self.hall.currency), note=thanks)

    def _dispute_three(self, contract: Contract, client: Hirer, taker: Freelancer) -> bool:
        rows = list(Entry.objects.filter(week__contract=contract, week__state=State.REVIEW)[:3])
        if len(rows) < 3 or rows[0].week.review_until <= clock.now():
            return False
        for row in rows:
            dispute_entry(row.id, by=client.actor, reason="That day we had agreed on no work.")
        take_off_entry(rows[0].id, by=taker.actor)
        for row in rows[1:]:
            contest_entry(row.id, by=taker.actor, answer="You asked for it in the call that morning.")
        propose_split(rows[1].id, by=client.actor, minutes=rows[1].minutes // 2)
        accept_split(rows[1].id, by=taker.actor)
        return True

    def _ended(self, client: Hirer, taker: Freelancer) -> Steps:
        """A contract that the client ended after ten days."""
        contract = self.agree(client, taker, "Weekly texts", 48_00, 8)
        pay_week(first_week(contract).id, by=client.actor)
        for day in range(10):
            yield 1.0
            self.log(contract, taker, day)
        give_notice(contract.id, by=client.actor, note="The season is over. Thank you!")

    def _left(self, client: Hirer, taker: Freelancer) -> Steps:
        """The freelancer leaves at the end; the client keeps the review, and disputes one entry."""
        contract = self.agree(client, taker, "Month-end bookkeeping", 55_00, 10)
        pay_week(first_week(contract).id, by=client.actor)
        for day in range(DAYS_BEFORE_END - 2):
            yield 1.0
            self.log(contract, taker, day)
        yield 0.9
        self.log(contract, taker, 1)
        give_notice(contract.id, by=taker.actor, note="I start a full-time post next month.")
        living = Entry.objects.filter(week__contract=contract, week__state=State.REVIEW)
        last = living.filter(state=EntryState.LOGGED, week__review_until__gt=clock.now()).last()
        if last is not None:
            dispute_entry(last.id, by=client.actor, reason="The ledger had been closed the day before.")

    def agree(self, client: Hirer, taker: Freelancer, title: str, rate: int, cap: int) -> Contract:
        """A contract by the hour, offered and accepted."""
        terms = self._terms(title, rate, cap)
        offer = make_offer(self.hall.id, by=client.actor, terms=terms, freelancer_id=taker.person_id)
        contract: Contract = accept_offer(offer.id, by=taker.actor)
        return contract

    def _terms(self, title: str, rate: int, cap: int) -> HourTerms:
        return HourTerms(
            title=title,
            scope="What comes up in the week, agreed on in the conversation each Monday.",
            rate=Money(rate, self.hall.currency),
            cap_hours=cap,
        )

    def log(self, contract: Contract, taker: Freelancer, day: int) -> None:
        """Yesterday's work, where its week is held and not over for it."""
        nine = (clock.now() - timedelta(days=1)).replace(hour=9, minute=0, second=0, microsecond=0)
        minutes = 45 + 25 * (day % 3)
        with suppress(Refused):
            log_time(
                contract.id, by=taker.actor, starts_at=nine, minutes=minutes, memo=MEMOS[day % len(MEMOS)]
            )

    def _cast(self) -> tuple[Hirer, Freelancer]:
        members = self.stories.members
        client = next(one for one in members.clients if one.email.startswith("client"))
        taker = next(one for one in members.freelancers if one.email.startswith("freelancer"))
        return client, taker


def first_week(contract: Contract) -> Week:
    return contract.weeks.earliest("starts_at")
