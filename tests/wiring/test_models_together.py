"""Every engagement model in one hall: random people make random moves under a moving clock, banks take payments back,
and after each step the books and the columns of every unit agree. A refusal is a fine answer; anything else is not.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from hirehall.contracts.actions.pay_extra import pay_extra
from hirehall.contracts.actions.share_out import answer_split, propose_split
from hirehall.contracts.models import Contract, HeldUnit, Posting, SplitShare
from hirehall.contracts.queries import held_parts
from hirehall.engagements.hourly.actions import dispute_entry as entries
from hirehall.engagements.hourly.actions.change_terms import accept_terms, propose_terms
from hirehall.engagements.hourly.actions.end_contract import give_notice
from hirehall.engagements.hourly.actions.hold_week import pay_week
from hirehall.engagements.hourly.actions.import_time import import_sheet, upload_sheet
from hirehall.engagements.hourly.actions.log_time import log_time
from hirehall.engagements.hourly.actions.pause_contract import pause_contract, resume_contract
from hirehall.engagements.hourly.actions.run_week import approve_week
from hirehall.engagements.hourly.models import Entry, Week
from hirehall.engagements.hourly.rules import monday_of
from hirehall.engagements.milestone.actions.accept_delivery import accept_delivery
from hirehall.engagements.milestone.actions.accept_offer import accept_offer
from hirehall.engagements.milestone.actions.ask_refund import ask_refund, grant_refund, refuse_refund
from hirehall.engagements.milestone.actions.begin_funding import begin_funding
from hirehall.engagements.milestone.actions.deliver_work import deliver_work
from hirehall.engagements.milestone.actions.end_contract import end_by_notice
from hirehall.engagements.milestone.actions.make_offer import make_offer
from hirehall.engagements.milestone.actions.release_part import release_part
from hirehall.engagements.milestone.models import Milestone, RefundRequest
from hirehall.engagements.package.actions.accept_order import accept_order
from hirehall.engagements.package.actions.ask_revision import ask_revision
from hirehall.engagements.package.actions.cancel_order import (
    agree_to_cancel,
    ask_to_cancel,
    cancel_order,
    decline_cancel,
)
from hirehall.engagements.package.actions.deliver_order import deliver_order
from hirehall.engagements.package.actions.give_requirements import give_requirements
from hirehall.engagements.package.actions.place_order import place_order
from hirehall.engagements.package.models import Ask, Order
from hirehall.engagements.trial.actions.accept_offer import accept_offer as accept_trial
from hirehall.engagements.trial.actions.choose_person import choose_person
from hirehall.engagements.trial.actions.end_trial import be_content, be_not_content, give_up, keep_person
from hirehall.engagements.trial.actions.pay_trial import drop_trial, pay_trial
from hirehall.engagements.trial.models import Trial
from hirehall.engagements.unit.actions.answer_delivery import accept_order as accept_pooled
from hirehall.engagements.unit.actions.answer_delivery import ask_check
from hirehall.engagements.unit.actions.answer_delivery import ask_revision as ask_pool_revision
from hirehall.engagements.unit.actions.cancel_order import cancel_order as cancel_pooled
from hirehall.engagements.unit.actions.claim_order import claim_order, give_back, start_work
from hirehall.engagements.unit.actions.decide_check import decide_check
from hirehall.engagements.unit.actions.deliver_order import deliver_order as deliver_pooled
from hirehall.engagements.unit.actions.deliver_order import revise_order
from hirehall.engagements.unit.actions.post_order import post_order
from hirehall.engagements.unit.actions.set_level import set_level
from hirehall.engagements.unit.models import PoolOrder, UnitOrder
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Refused
from hirehall.money import invariants, queries
from hirehall.money.actions.fill_guarantee import fill_guarantee
from hirehall.money.models import Earning, Payment
from hirehall.money.rails.sandbox.models import Charge
from hirehall.money.rails.sandbox.models import Dispute as Case
from hirehall.money.rails.sandbox.rail import decide_dispute, open_dispute
from hirehall.people.actions.answer_invitation import answer_invitation
from hirehall.people.actions.end_membership import end_membership
from hirehall.people.actions.invite_member import invite_member
from hirehall.wiring.reactions import REACTIONS
from tests.makers.agencies import make_studio
from tests.makers.base import actor_of
from tests.makers.contracts import deal, eur, make_pair, planned
from tests.makers.hourly import hour_terms, hourly_contract
from tests.makers.package import make_service
from tests.makers.requests import opened
from tests.makers.trial import Desk
from tests.makers.trial import switch_on as match_by_hand
from tests.makers.unit import make_editor, words

BEGUN = datetime(2026, 11, 9, 8, tzinfo=UTC)
NOTICES = {one.name for row in REACTIONS.values() for one in row if one.queue == "notices"}
UNTOLD = frozenset({*NOTICES, "contracts.draw_agreement", "papers.pack"})
METHODS = ("sandbox.instant", "sandbox.instant", "sandbox.instant", "sandbox.declined", "sandbox.delayed")
WHY = "It is not what was agreed."
done: Counter[str] = Counter()
EXAMPLES = int(os.environ.get("MODELS_EXAMPLES", "5"))

Move = Callable[["Hall", Actor, Any, int], Any]


def one_of(hall: Hall, table: Any, number: int, **like: Any) -> Any:
    """Some row of a table; which one is drawn."""
    found = list(table.objects.filter(**like).order_by("pk"))
    if not found:
        raise Refused("nothing.there", "There is none yet.")
    return found[number % len(found)].pk


def new_milestones(hall: Hall, by: Actor, number: int, size: int) -> None:
    hall.pair.contract(planned("One", 100_00 + size), planned("Two", 50_01))


def new_hours(hall: Hall, by: Actor, number: int, size: int) -> None:
    hourly_contract(hall.pair, rate=30_00 + size, cap=2 + size % 5)


def new_order(hall: Hall, by: Actor, number: int, size: int) -> None:
    place_order(hall.service.id, by=by, package=1 + number % 2, extras=(1,) * (size % 2))


def write_time(hall: Hall, by: Actor, number: int, size: int) -> None:
    week = Week.objects.get(id=one_of(hall, Week, number))
    log_time(
        week.contract_id,
        by=by,
        starts_at=hall.now - timedelta(minutes=size + 5),
        minutes=1 + size,
        memo="Work",
    )


def bring_time(hall: Hall, by: Actor, number: int, size: int) -> None:
    week = Week.objects.get(id=one_of(hall, Week, number))
    rows = "".join(
        f"Row {place},{hall.now - timedelta(hours=2 + place):%Y-%m-%d,%H:%M},0:{10 + size % 40}\n"
        for place in range(1 + size % 4)
    )
    text = "Description,Start date,Start time,Duration\n" + rows
    import_sheet(upload_sheet(week.contract_id, by=by, text=text).id, by=by)


def new_rate(hall: Hall, by: Actor, number: int, size: int) -> None:
    contract = Contract.objects.get(id=one_of(hall, Contract, number))
    proposed = propose_terms(contract.id, by=by, terms=hour_terms(rate=20_00 + size, cap=1 + size % 6))
    other = hall.pair.freelancer if by.person_id == hall.pair.client.person_id else hall.pair.client
    accept_terms(proposed.id, by=other)


def new_agency_contract(hall: Hall, by: Actor, number: int, size: int) -> None:
    """The client hires the agency, and its owner accepts: units to be paid before and after somebody leaves."""
    steps = (planned("One", 100_01 + size), planned("Two", 70_00), planned("Three", 33_33))
    offer = make_offer(
        hall.pair.hall.id, by=by, terms=deal(), milestones=steps, freelancer_id=hall.studio.agency.id
    )
    accept_offer(offer.id, by=hall.studio.by("Mateus"))


def share_out(hall: Hall, by: Actor, number: int, size: int) -> None:
    """Other shares of an agency's contract, proposed and accepted by everybody who is asked."""
    cut = 1 + size * 27
    parts = [("Mateus", 3_333 + cut), ("Cyr", 3_333 - cut // 2), ("Dan", 3_334 - cut + cut // 2)][
        number % 2 :
    ]
    whole = 10_000 - sum(points for _, points in parts[1:])
    shares = ((hall.studio.id(parts[0][0]), whole), *((hall.studio.id(who), part) for who, part in parts[1:]))
    contract_id = one_of(hall, Contract, number, agency__isnull=False)
    split = propose_split(contract_id, by=hall.studio.by("Mateus"), shares=shares)
    for asked in split.shares.filter(accepted_at=None).order_by("id"):
        answer_split(split.id, by=actor_of(asked.person), accept=True)


def leave(hall: Hall, by: Actor, number: int, size: int) -> None:
    """A member leaves between units, or is removed; half of the time they are asked in again at once."""
    name, owner = ("Cyr", "Dan")[number % 2], hall.studio.by("Mateus")
    agency_id, person_id = hall.studio.agency.id, hall.studio.id(name)
    end_membership(agency_id, person_id, by=hall.studio.by(name) if size % 2 else owner, reason=WHY)
    if size % 4 < 2:
        asked = invite_member(agency_id, by=owner, email=hall.studio.people[name].email, role="member")
        answer_invitation(asked.id, accept=True, by=hall.studio.by(name))


def directs(hall: Hall, number: int) -> Any:
    return one_of(hall, Milestone, number, contract__origin="direct")


def agencys(hall: Hall, number: int) -> Any:
    return one_of(hall, Milestone, number, contract__agency__isnull=False)


def new_direct_contract(hall: Hall, by: Actor, number: int, size: int) -> None:
    """A client whom the freelancer has brought asks for a quote, and accepts it: no commission."""
    asked = opened(hall.pair.hall, hall.pair.freelancer, by)
    offer = make_offer(
        hall.pair.hall.id, by=hall.pair.freelancer, terms=deal(),
        milestones=(planned("One", 90_00 + size), planned("Two", 40_01)), request_id=asked.id,
    )  # fmt: skip
    accept_offer(offer.id, by=by)


def new_trial(hall: Hall, by: Actor, number: int, size: int) -> None:
    """The matcher proposes the freelancer, who says yes; the client chooses, and they agree."""
    desk = Desk(hall.pair.hall, by, hall.pair.freelancer, hall.pair.freelancer, hall.editor)
    match = desk.ready(desk.asked(price=eur(80_00 + size), rate_least=None, rate_most=None, weekly_hours=0))
    accept_trial(choose_person(match.id, by=by).id, by=desk.freelancer)


def fill_pot(hall: Hall, by: Actor, number: int, size: int) -> None:
    fill_guarantee(hall.pair.hall.id, by=hall.editor, amount=eur(1 + size * 20))


def posted(hall: Hall, by: Actor, number: int, size: int) -> None:
    units = (
        {"what": "word", "least": 10 + size, "most": 400}
        if number % 2
        else {"what": "page", "least": 1, "most": 5}
    )
    post_order(
        hall.pair.hall.id, by=by, title="Care of an oiled table", instructions="For people who have just bought one.",
        level=1, hours=48, method=METHODS[size % len(METHODS)], **units,
    )  # fmt: skip


def hand_in(hall: Hall, by: Actor, number: int, size: int) -> None:
    deliver_pooled(one_of(hall, PoolOrder, number), by=by, text=words(10 + size * 3), count=1 + size % 5)


def decide(hall: Hall, by: Actor, number: int, size: int) -> None:
    decide_check(one_of(hall, UnitOrder, number), by=hall.editor, rejected=bool(size % 2), reason=WHY * 2)


MOVES: dict[str, Move] = {
    "direct: begin": new_direct_contract,
    "direct: pay": lambda h, by, n, s: begin_funding(directs(h, n), by=by, method=METHODS[s % len(METHODS)]),
    "direct: deliver": lambda h, by, n, s: deliver_work(directs(h, n), by=by, note="All of it is here."),
    "direct: accept": lambda h, by, n, s: accept_delivery(directs(h, n), by=by),
    "trial: begin": new_trial,
    "trial: pay": lambda h, by, n, s: pay_trial(one_of(h, Trial, n), by=by, method=METHODS[s % len(METHODS)]),
    "trial: drop": lambda h, by, n, s: drop_trial(one_of(h, Trial, n), by=by),
    "trial: keep": lambda h, by, n, s: keep_person(one_of(h, Trial, n), by=by, further="hourly"),
    "trial: content": lambda h, by, n, s: be_content(one_of(h, Trial, n), by=by),
    "trial: not content": lambda h, by, n, s: be_not_content(one_of(h, Trial, n), by=by, reason=WHY),
    "trial: give up": lambda h, by, n, s: give_up(one_of(h, Trial, n), by=by, reason=WHY),
    "trial: fill the pot": fill_pot,
    "unit: post": posted,
    "unit: claim": lambda h, by, n, s: claim_order(one_of(h, PoolOrder, n), by=by),
    "unit: start": lambda h, by, n, s: start_work(one_of(h, PoolOrder, n), by=by),
    "unit: give back": lambda h, by, n, s: give_back(one_of(h, PoolOrder, n), by=by),
    "unit: deliver": hand_in,
    "unit: revise": lambda h, by, n, s: ask_pool_revision(
        one_of(h, UnitOrder, n), by=by, text="The oil is missing."
    ),
    "unit: deliver again": lambda h, by, n, s: revise_order(
        one_of(h, UnitOrder, n), by=by, text=words(20 + s), count=1 + s % 5
    ),
    "unit: accept": lambda h, by, n, s: accept_pooled(one_of(h, UnitOrder, n), by=by),
    "unit: check": lambda h, by, n, s: ask_check(one_of(h, UnitOrder, n), by=by, reason=WHY),
    "unit: decide": decide,
    "unit: cancel": lambda h, by, n, s: cancel_pooled(one_of(h, PoolOrder, n), by=by),
    "agency: begin": new_agency_contract,
    "agency: share": share_out,
    "agency: leave": leave,
    "agency: pay": lambda h, by, n, s: begin_funding(agencys(h, n), by=by),
    "agency: deliver": lambda h, by, n, s: deliver_work(agencys(h, n), by=by, note="All of it is here."),
    "agency: release": lambda h, by, n, s: release_part(
        agencys(h, n), by=by, amount=eur(1 + s * 31), rest="rolls_on" if s % 3 else "stays"
    ),
    "agency: accept": lambda h, by, n, s: accept_delivery(agencys(h, n), by=by),
    "milestone: begin": new_milestones,
    "milestone: pay": lambda h, by, n, s: begin_funding(
        one_of(h, Milestone, n), by=by, method=METHODS[s % len(METHODS)]
    ),
    "milestone: deliver": lambda h, by, n, s: deliver_work(
        one_of(h, Milestone, n), by=by, note="All of it is here."
    ),
    "milestone: accept": lambda h, by, n, s: accept_delivery(one_of(h, Milestone, n), by=by),
    "milestone: release a part": lambda h, by, n, s: release_part(
        one_of(h, Milestone, n), by=by, amount=eur(1 + s * 70), rest="rolls_on" if s % 2 else "stays"
    ),
    "milestone: ask back": lambda h, by, n, s: ask_refund(
        one_of(h, Milestone, n), by=by, amount=eur(1 + s * 50), reason=WHY
    ),
    "milestone: grant": lambda h, by, n, s: grant_refund(one_of(h, RefundRequest, n), by=by),
    "milestone: refuse": lambda h, by, n, s: refuse_refund(one_of(h, RefundRequest, n), by=by, reason=WHY),
    "milestone: end": lambda h, by, n, s: end_by_notice(
        one_of(h, Contract, n, model="milestone"), by=by, note="Enough."
    ),
    "hourly: begin": new_hours,
    "hourly: pay": lambda h, by, n, s: pay_week(one_of(h, Week, n), by=by, method=METHODS[s % len(METHODS)]),
    "hourly: log": write_time,
    "hourly: import": bring_time,
    "hourly: new rate": new_rate,
    "hourly: approve": lambda h, by, n, s: approve_week(one_of(h, Week, n), by=by),
    "hourly: dispute": lambda h, by, n, s: entries.dispute_entry(one_of(h, Entry, n), by=by, reason=WHY),
    "hourly: contest": lambda h, by, n, s: entries.contest_entry(one_of(h, Entry, n), by=by, answer=WHY),
    "hourly: take off": lambda h, by, n, s: entries.take_off_entry(one_of(h, Entry, n), by=by),
    "hourly: split": lambda h, by, n, s: entries.propose_split(one_of(h, Entry, n), by=by, minutes=s % 20),
    "hourly: agree": lambda h, by, n, s: entries.accept_split(one_of(h, Entry, n), by=by),
    "hourly: pause": lambda h, by, n, s: pause_contract(one_of(h, Contract, n), by=by),
    "hourly: resume": lambda h, by, n, s: resume_contract(one_of(h, Contract, n), by=by),
    "hourly: notice": lambda h, by, n, s: give_notice(one_of(h, Contract, n), by=by, note="Enough."),
    "package: order": new_order,
    "package: answer": lambda h, by, n, s: give_requirements(
        one_of(h, Order, n), by=by, answers=("A bakery, in warm colours.",) * 2
    ),
    "package: deliver": lambda h, by, n, s: deliver_order(one_of(h, Order, n), by=by, note="Here it all is."),
    "package: revise": lambda h, by, n, s: ask_revision(one_of(h, Order, n), by=by, text="Warmer, please."),
    "package: accept": lambda h, by, n, s: accept_order(one_of(h, Order, n), by=by),
    "package: cancel": lambda h, by, n, s: cancel_order(one_of(h, Order, n), by=by),
    "package: wish to cancel": lambda h, by, n, s: ask_to_cancel(one_of(h, Order, n), by=by, reason=WHY),
    "package: agree": lambda h, by, n, s: agree_to_cancel(one_of(h, Ask, n), by=by),
    "package: go on": lambda h, by, n, s: decline_cancel(one_of(h, Ask, n), by=by, reason=WHY),
    "extra": lambda h, by, n, s: pay_extra(
        one_of(h, Contract, n), by=by, amount=eur(1 + s * 33), method=METHODS[s % len(METHODS)]
    ),
}
FIRST = [
    "unit: post",
    "trial: begin",
    "milestone: begin",
    "hourly: begin",
    "package: order",
    "agency: begin",
    "agency: share",
]


class Hall(RuleBasedStateMachine):
    """A hall with a client, a freelancer who works in every way and owns an agency, and a client of their own."""

    @initialize()
    def open(self) -> None:
        self.around = transaction.atomic()
        self.around._from_testcase = True  # type: ignore[attr-defined]
        self.around.__enter__()
        self.now = BEGUN
        self.lost = False
        with clock.at(self.now):
            self.studio = make_studio()
            self.pair = self.studio.pair
            self.service = make_service(self.pair.hall, self.pair.freelancer)
            other = make_pair(self.pair.hall, client="Nadia Brandt", freelancer="Joao Teles")
            self.editor = make_editor()
            writer = self.pair.freelancer.require_person()
            set_level(self.pair.hall.id, writer, by=self.editor, level=2, reason=WHY)
            match_by_hand(self.pair.hall, **{"trial.pot_percent": 50, "trial.requests_per_client": 100})
            MOVES["direct: begin"](self, other.client, 0, 0)
            for name in FIRST:
                MOVES[name](self, self.pair.client, 0, 0)
            jobs.drain(dropping=UNTOLD)
        self.people = [
            self.pair.client,
            self.pair.client,
            self.pair.freelancer,
            self.pair.freelancer,
            other.client,
            self.studio.by("Bea"),
        ]

    def teardown(self) -> None:
        if hasattr(self, "around"):
            transaction.set_rollback(True)
            self.around.__exit__(None, None, None)

    @rule(
        moves=st.lists(
            st.tuples(
                st.sampled_from(sorted(MOVES)), st.integers(0, 5), st.integers(0, 7), st.integers(0, 120)
            ),
            min_size=1,
            max_size=6,
        )
    )
    def somebody_moves(self, moves: list[tuple[str, int, int, int]]) -> None:
        with clock.at(self.now):
            for name, who, number, size in moves:
                self._try(name, self.people[who], number, size)
            jobs.drain(dropping=UNTOLD)

    @rule(
        model=st.sampled_from(["milestone", "hourly", "package", "agency", "direct", "unit", "trial"]),
        number=st.integers(0, 3),
    )
    def a_story_goes_on(self, model: str, number: int) -> None:
        """The likely next moves of one model, so that units get somewhere between the random ones."""
        stories = {
            "milestone": [("pay", 0, 0), ("deliver", 2, 0), ("accept", 0, 0)],
            "hourly": [("pay", 0, 0), ("log", 2, 55), ("approve", 0, 0)],
            "package": [("answer", 0, 0), ("deliver", 2, 0), ("accept", 0, 0)],
            "agency": [
                ("pay", 0, 0),
                ("deliver", 5, 0),
                ("release", 0, 9),
                ("leave", 2, number),
                ("accept", 0, 0),
            ],
            "direct": [("pay", 4, 0), ("deliver", 2, 0), ("accept", 4, 0)],
            "trial": [("pay", 0, 0), ("not content" if number % 2 else "content", 0, 0)],
            "unit": [("claim", 2, 0), ("start", 2, 0), ("deliver", 2, 20 + number), ("accept", 0, 0)],
        }
        for name, who, size in stories[model]:
            self.now += timedelta(minutes=1)
            with clock.at(self.now):
                self._try(f"{model}: {name}", self.people[who], number, size)
                jobs.drain(dropping=UNTOLD)

    def _try(self, name: str, by: Actor, number: int, size: int) -> None:
        try:
            MOVES[name](self, by, number, size)
        except Refused:
            return
        done[name.partition(":")[0]] += 1

    @rule(hours=st.sampled_from([1, 5, 30, 80, 170]))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        with clock.at(self.now):
            jobs.run_sweeps(dropping=UNTOLD)

    @rule()
    def monday_comes(self) -> None:
        self.now = monday_of(self.now) + timedelta(days=7, hours=13)
        with clock.at(self.now):
            jobs.run_sweeps(dropping=UNTOLD)

    @rule(number=st.integers(0, 7), wins=st.booleans(), between=st.sampled_from(["", *sorted(MOVES)]))
    def a_bank_takes_a_payment_back(self, number: int, wins: bool, between: str) -> None:
        """Opened, perhaps tried around, then decided and settled."""
        usable = Payment.objects.filter(status="succeeded", chargebacks=None).order_by("id")
        if not usable:
            return
        payment = usable[number % len(usable)]
        with clock.at(self.now):
            charge = Charge.objects.get(key=payment.rail_key)
            with transaction.atomic():
                open_dispute(charge)
            jobs.drain(dropping=UNTOLD)
            charge.refresh_from_db()
            if not charge.dispute:
                return
            if between:
                self._try(between, self.people[number % 4], number, number * 9)
                jobs.drain(dropping=UNTOLD)
            with transaction.atomic():
                decide_dispute(charge, as_case=Case.WON if wins else Case.LOST)
            jobs.drain(dropping=UNTOLD)
        self.lost = self.lost or not wins

    @invariant()
    def the_books_are_right_and_every_unit_agrees_with_them(self) -> None:
        if not hasattr(self, "people"):
            return
        with clock.at(self.now):
            wrong = {broken.name for broken in invariants.check()}
        assert wrong <= ({invariants.COVERED} if self.lost else set())
        for posting in Posting.objects.filter(started_at=None):
            assert sum(queries.escrow_by_unit(posting.id).values(), eur(0)) == posting.held
        for contract in Contract.objects.all():
            held = queries.escrow_by_unit(contract.id)
            for table in HeldUnit.__subclasses__():
                for unit in table._default_manager.filter(contract=contract):
                    assert held.pop(unit.id, eur(0)) == unit.held, (table, unit.id)
            assert not any(held.values()), "escrow of a unit that nobody knows"
            if contract.agency_id is not None:
                self._is_shared_as_agreed(contract)

    def _is_shared_as_agreed(self, contract: Contract) -> None:
        """What is held is divided to the cent; who is paid had agreed, and had not left before it was funded."""
        parts = [one for rows in held_parts([contract])[contract.id].values() for one in rows]
        assert sum(parts, eur(0)) == (queries.escrow_of(contract.id) or eur(0))
        released = Earning.objects.filter(contract_id=contract.id)
        gross = sum(row.gross_minor for row in released)
        assert self.lost or gross == contract.paid_minor, "a release was not shared out whole"
        first = queries.in_escrow_since(sorted({row.unit_id for row in released}))
        for row in released.exclude(freelancer_id=contract.freelancer_id):
            named = SplitShare.objects.filter(
                split__contract=contract, split__state="accepted", person_id=row.freelancer_id
            ).exclude(basis_points=0)
            funded = first[row.unit_id]
            assert any(one.left_at is None or one.left_at >= funded for one in named), (
                "paid after they had left"
            )


@pytest.mark.django_db
def test_whatever_people_do_in_any_model_the_books_are_right() -> None:
    done.clear()
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Hall,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=16,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    print(dict(done))  # noqa: T201 - shown with -s: which moves were made, not only tried
