"""Who may do what with hourly contracts. The client owns; the freelancer is the counterparty."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from hirehall.contracts.models import Contract
from hirehall.engagements.hourly.actions.accept_offer import accept_offer
from hirehall.engagements.hourly.actions.change_terms import accept_terms, propose_terms
from hirehall.engagements.hourly.actions.counter_offer import counter_offer
from hirehall.engagements.hourly.actions.dispute_entry import (
    accept_split,
    contest_entry,
    dispute_entry,
    propose_split,
    take_off_entry,
    take_off_in_silence,
    withdraw_dispute,
)
from hirehall.engagements.hourly.actions.end_contract import give_notice
from hirehall.engagements.hourly.actions.face_chargeback import (
    freeze_for_chargeback,
    resume_after_chargeback,
    settle_chargeback,
)
from hirehall.engagements.hourly.actions.hold_week import fail_hold, hold_next_week, pay_week, settle_hold
from hirehall.engagements.hourly.actions.import_time import (
    forget_sheets,
    import_sheet,
    read_sheet,
    upload_sheet,
)
from hirehall.engagements.hourly.actions.log_time import correct_entry, log_time, remove_entry
from hirehall.engagements.hourly.actions.make_offer import draft_offer, make_offer
from hirehall.engagements.hourly.actions.pause_contract import pause_contract, resume_contract
from hirehall.engagements.hourly.actions.rewrite_draft import rewrite_draft
from hirehall.engagements.hourly.actions.run_timer import discard_timer, start_timer, stop_timer
from hirehall.engagements.hourly.actions.run_week import approve_week, begin_review, charge_week, close_week
from hirehall.engagements.hourly.actions.send_drafted_offer import send_drafted_offer
from hirehall.engagements.hourly.models import Entry, Timer, Week
from hirehall.engagements.hourly.rules import monday_of
from hirehall.engagements.hourly.states import EntryState, State
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Actor
from hirehall.money.actions.record_collection import record_collection
from hirehall.money.models import Chargeback, Payment
from hirehall.money.rails.driving import drive_payment
from hirehall.money.rails.interface import Charge, Collected, Dispute, Outcome
from tests.makers.base import make_hall
from tests.makers.contracts import RAIL, Pair, make_pair
from tests.makers.hourly import first_week, held, hour_terms, hourly_contract
from tests.makers.market import make_brief, make_proposal
from tests.permission_case import Case

CLIENT, FREELANCER, BOTH, SYSTEM = {"owner"}, {"counterparty"}, {"owner", "counterparty"}, {"system"}
Row = tuple[str, set[str], Callable[[Actor], Any]]
WHY = "Nobody asked for this."


def matrix() -> list[Case]:
    pair = make_pair(make_hall(slug="hourly-matrix"), client="Clara Hourly", freelancer="Felix Hourly")
    rows = [*_deals(pair), *_weeks(pair), *_time(pair), *_disputes(pair), *_bank(pair)]
    return [
        Case(action=f"hourly.{name}", call=call, owner=pair.client, counterparty=pair.freelancer, may=may)
        for name, may, call in rows
    ]


def _deals(pair: Pair) -> list[Row]:
    proposal = make_proposal(make_brief(pair.hall, pair.client), pair.freelancer)
    offer = make_offer(
        pair.hall.id, by=pair.client, terms=hour_terms(), freelancer_id=pair.freelancer.person_id
    )
    draft = draft_offer(
        pair.hall.id, by=pair.client, terms=hour_terms(), freelancer_id=pair.freelancer.person_id
    )
    one, paused, two = hourly_contract(pair), hourly_contract(pair), hourly_contract(pair)
    pause_contract(paused.id, by=pair.client)
    theirs = propose_terms(two.id, by=pair.client, terms=hour_terms(rate=70_00))
    return [
        (
            "make_offer",
            CLIENT,
            lambda by: make_offer(pair.hall.id, by=by, terms=hour_terms(), proposal_id=proposal.id),
        ),
        (
            "draft_offer",
            CLIENT,
            lambda by: draft_offer(pair.hall.id, by=by, terms=hour_terms(), proposal_id=proposal.id),
        ),
        ("rewrite_draft", CLIENT, lambda by: rewrite_draft(draft.id, by=by, terms=hour_terms())),
        ("send_drafted_offer", CLIENT, lambda by: send_drafted_offer(draft.id, by=by)),
        ("counter_offer", FREELANCER, lambda by: counter_offer(offer.id, by=by, terms=hour_terms())),
        ("accept_offer", FREELANCER, lambda by: accept_offer(offer.id, by=by)),
        ("propose_terms", BOTH, lambda by: propose_terms(one.id, by=by, terms=hour_terms(rate=65_00))),
        ("accept_terms", FREELANCER, lambda by: accept_terms(theirs.id, by=by)),
        ("pause_contract", BOTH, lambda by: pause_contract(one.id, by=by)),
        ("resume_contract", BOTH, lambda by: resume_contract(paused.id, by=by)),
        ("give_notice", BOTH, lambda by: give_notice(one.id, by=by)),
    ]


def _weeks(pair: Pair) -> list[Row]:
    new, due = first_week(hourly_contract(pair)), first_week(hourly_contract(pair))
    due.contract.arrangement.method = "sandbox.instant"
    due.contract.arrangement.save()
    paying = pay_week(first_week(hourly_contract(pair)).id, by=pair.client, method="sandbox.delayed")
    arrived = pay_week(first_week(hourly_contract(pair)).id, by=pair.client)
    assert arrived.payment_id is not None
    assert paying.payment_id is not None
    drive_payment(arrived.payment_id)
    over, closed, reviewed, asked = (first_week(held(pair)) for _ in range(4))
    now = clock.now()
    Week.objects.filter(id=over.id).update(ends_at=now)
    Week.objects.filter(id=closed.id).update(state=State.CLOSED, edit_until=now)
    Week.objects.filter(id=reviewed.id).update(state=State.REVIEW, review_until=now)
    Week.objects.filter(id=asked.id).update(state=State.REVIEW)
    return [
        ("pay_week", CLIENT, lambda by: pay_week(new.id, by=by)),
        ("hold_next_week", SYSTEM, lambda by: hold_next_week(due.id, by=by)),
        ("settle_hold", SYSTEM, lambda by: settle_hold(arrived.payment_id, by=by)),  # type: ignore[arg-type]
        ("fail_hold", SYSTEM, lambda by: fail_hold(paying.payment_id, by=by)),  # type: ignore[arg-type]
        ("close_week", SYSTEM, lambda by: close_week(over.id, by=by)),
        ("begin_review", SYSTEM, lambda by: begin_review(closed.id, by=by)),
        ("charge_week", SYSTEM, lambda by: charge_week(reviewed.id, by=by)),
        ("approve_week", CLIENT, lambda by: approve_week(asked.id, by=by)),
    ]


def _entry(contract: Contract, state: EntryState = EntryState.LOGGED, **more: Any) -> Entry:
    week = first_week(contract)
    if state is not EntryState.LOGGED or more.pop("review", False):
        Week.objects.filter(id=week.id).update(state=State.REVIEW)
    given = {"minutes": 30, "memo": "Tickets", "logged_at": clock.now(), "starts_at": clock.now(), **more}
    return Entry.objects.create(week=week, state=state, **given)


def _time(pair: Pair) -> list[Row]:
    """Time before the contract is not accepted, so the contract began with its week."""
    now = clock.now()
    monday = monday_of(now)
    contracts = [held(pair), held(pair)]
    Contract.objects.filter(id__in=[row.id for row in contracts]).update(started_at=monday)
    wanted = {"starts_at": monday, "minutes": 1, "memo": "Tickets"}
    entry = _entry(contracts[1], starts_at=monday + timedelta(minutes=2), minutes=1)
    file = f"Description,Start date,Start time,Duration\nTickets,{monday:%Y-%m-%d},00:00,0:01\n"
    Contract.objects.filter(id=(importing := held(pair)).id).update(started_at=monday)
    sheet = upload_sheet(importing.id, by=pair.freelancer, text=file)
    running, idle = held(pair), held(pair)
    Contract.objects.filter(id=running.id).update(started_at=monday)
    Timer.objects.create(
        person_id=pair.freelancer.person_id, contract=running, memo="Tickets", started_at=monday
    )

    def start(by: Actor) -> Timer:
        Timer.objects.all().delete()
        started: Timer = start_timer(idle.id, by=by, memo="Tickets")
        return started

    return [
        ("start_timer", FREELANCER, start),
        (
            "stop_timer",
            FREELANCER,
            lambda by: stop_timer(running.id, by=by, stopped_at=monday + timedelta(minutes=1)),
        ),
        ("discard_timer", FREELANCER, lambda by: discard_timer(running.id, by=by)),
        ("log_time", FREELANCER, lambda by: log_time(contracts[0].id, by=by, **wanted)),  # type: ignore[arg-type]
        ("correct_entry", FREELANCER, lambda by: correct_entry(entry.id, by=by, **wanted)),  # type: ignore[arg-type]
        ("remove_entry", FREELANCER, lambda by: remove_entry(entry.id, by=by)),
        ("upload_sheet", FREELANCER, lambda by: upload_sheet(contracts[0].id, by=by, text=file)),
        ("read_sheet", FREELANCER, lambda by: read_sheet(sheet.id, by=by)),
        ("import_sheet", FREELANCER, lambda by: import_sheet(sheet.id, by=by)),
        ("forget_sheets", SYSTEM, lambda by: forget_sheets(by=by)),
    ]


def _disputes(pair: Pair) -> list[Row]:
    soon = clock.now() + (first_week(held(pair)).ends_at - monday_of(clock.now()))
    logged = _entry(held(pair), review=True)
    asked = _entry(held(pair), EntryState.DISPUTED, answer_by=soon)
    late = _entry(held(pair), EntryState.DISPUTED, answer_by=clock.now())
    contested = _entry(held(pair), EntryState.CONTESTED)
    split = _entry(held(pair), EntryState.CONTESTED, split_minutes=10, split_side="client")
    return [
        ("dispute_entry", CLIENT, lambda by: dispute_entry(logged.id, by=by, reason=WHY)),
        ("withdraw_dispute", CLIENT, lambda by: withdraw_dispute(asked.id, by=by)),
        ("take_off_entry", FREELANCER, lambda by: take_off_entry(asked.id, by=by)),
        ("contest_entry", FREELANCER, lambda by: contest_entry(asked.id, by=by, answer=WHY)),
        ("take_off_in_silence", SYSTEM, lambda by: take_off_in_silence(late.id, by=by)),
        ("propose_split", BOTH, lambda by: propose_split(contested.id, by=by, minutes=10)),
        ("accept_split", FREELANCER, lambda by: accept_split(split.id, by=by)),
    ]


def _bank(pair: Pair) -> list[Row]:
    case = _case(first_week(held(pair)))
    return [
        ("freeze_for_chargeback", SYSTEM, lambda by: freeze_for_chargeback(case, by=by)),
        ("resume_after_chargeback", SYSTEM, lambda by: resume_after_chargeback(case, by=by)),
        ("settle_chargeback", SYSTEM, lambda by: settle_chargeback(case, by=by)),
    ]


def _case(week: Week) -> UUID:
    """A chargeback that the rail has lost, and that nobody has settled."""
    jobs.drain()
    payment = Payment.objects.get(id=week.payment_id)
    dispute = Dispute("dp_hourly_matrix", payment.total, Outcome.FAILED)
    told = Collected(Outcome.SUCCEEDED, (Charge(payment.reference, payment.total, dispute=dispute),))
    record_collection(payment.id, collected=told, by=RAIL)
    return Chargeback.objects.get(payment=payment).id
