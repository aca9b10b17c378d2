"""Weeks, entries and their disputes, for programs."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from hirehall.engagements.hourly import queries
from hirehall.engagements.hourly.actions import dispute_entry as disputes
from hirehall.engagements.hourly.actions.hold_week import pay_week as pay
from hirehall.engagements.hourly.actions.log_time import correct_entry as correct
from hirehall.engagements.hourly.actions.log_time import log_time as log
from hirehall.engagements.hourly.actions.log_time import remove_entry as remove
from hirehall.engagements.hourly.actions.run_timer import discard_timer as discard
from hirehall.engagements.hourly.actions.run_timer import start_timer as start
from hirehall.engagements.hourly.actions.run_timer import stop_timer as stop
from hirehall.engagements.hourly.actions.run_week import approve_week as approve
from hirehall.engagements.hourly.api.schemas import (
    AnswerIn,
    DisputeIn,
    EntryIn,
    EntryOut,
    MinutesIn,
    SeenIn,
    StopIn,
    TimerIn,
    TimerOut,
    WeekOut,
    WeekPaymentIn,
    WeekPaymentOut,
    WeekWithEntries,
)
from hirehall.engagements.hourly.jobs import settle_now
from hirehall.engagements.hourly.models import Timer
from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.http import actor_in
from hirehall.foundation.schemas import once

router = Router()


@router.get("/weeks/{uuid:week_id}", response=WeekWithEntries, operation_id="hourly.week")
def week(request: HttpRequest, week_id: UUID) -> WeekWithEntries:
    """One week with its entries."""
    by = actor_in(request)
    require_scope(by, Scope.CONTRACTS_READ)
    found = queries.week_for(by, week_id)
    return WeekWithEntries(week=WeekOut.of(found), entries=[EntryOut.of(row) for row in found.entries.all()])


@router.post("/weeks/{uuid:week_id}/payment", response=WeekPaymentOut, operation_id="hourly.pay_week")
def pay_week(request: HttpRequest, week_id: UUID, body: WeekPaymentIn) -> WeekPaymentOut:
    """Pay for a planned week, and choose how the later ones are paid."""
    by = actor_in(request)
    held = pay(week_id, by=by, method=body.method, version=body.version, **once(request))
    payment, settled = settle_now(held.payment_id) if held.payment_id else (None, None)
    return WeekPaymentOut(
        week=WeekOut.of(settled or queries.week_for(by, week_id)),
        payment_status=payment.status if payment else "",
        next_href=payment.next_href if payment else "",
    )


@router.post("/weeks/{uuid:week_id}/approval", response=WeekOut, operation_id="hourly.approve_week")
def approve_week(request: HttpRequest, week_id: UUID, body: SeenIn) -> WeekOut:
    """Pay a week under review before its review ends."""
    return WeekOut.of(approve(week_id, by=actor_in(request), version=body.version, **once(request)))


@router.post(
    "/hourly-contracts/{uuid:contract_id}/entries", response={201: EntryOut}, operation_id="hourly.log_time"
)
def log_time(request: HttpRequest, contract_id: UUID, body: EntryIn) -> Status[EntryOut]:
    """Write down time, in whole minutes, with a memo."""
    entry = log(
        contract_id,
        by=actor_in(request),
        starts_at=body.starts_at,
        minutes=body.minutes,
        memo=body.memo,
        **once(request),
    )
    return Status(201, EntryOut.of(entry))


@router.put("/entries/{uuid:entry_id}", response=EntryOut, operation_id="hourly.correct_entry")
def correct_entry(request: HttpRequest, entry_id: UUID, body: EntryIn) -> EntryOut:
    """Correct an entry until the week’s edit clock ends."""
    entry = correct(
        entry_id,
        by=actor_in(request),
        starts_at=body.starts_at,
        minutes=body.minutes,
        memo=body.memo,
        version=body.version,
        **once(request),
    )
    return EntryOut.of(entry)


@router.post("/entries/{uuid:entry_id}/removal", response=WeekOut, operation_id="hourly.remove_entry")
def remove_entry(request: HttpRequest, entry_id: UUID, body: SeenIn) -> WeekOut:
    """Take an entry out until the week’s edit clock ends."""
    return WeekOut.of(remove(entry_id, by=actor_in(request), version=body.version, **once(request)))


@router.post("/entries/{uuid:entry_id}/dispute", response=EntryOut, operation_id="hourly.dispute_entry")
def dispute_entry(request: HttpRequest, entry_id: UUID, body: DisputeIn) -> EntryOut:
    """Dispute one entry of a week under review; everything else is paid on time."""
    row = disputes.dispute_entry(
        entry_id, by=actor_in(request), reason=body.reason, version=body.version, **once(request)
    )
    return EntryOut.of(row)


@router.post(
    "/entries/{uuid:entry_id}/dispute/withdrawal", response=EntryOut, operation_id="hourly.withdraw_dispute"
)
def withdraw_dispute(request: HttpRequest, entry_id: UUID, body: SeenIn) -> EntryOut:
    row = disputes.withdraw_dispute(entry_id, by=actor_in(request), version=body.version, **once(request))
    return EntryOut.of(row)


@router.post(
    "/entries/{uuid:entry_id}/dispute/acceptance", response=EntryOut, operation_id="hourly.take_off_entry"
)
def take_off_entry(request: HttpRequest, entry_id: UUID, body: SeenIn) -> EntryOut:
    """Agree that a disputed entry is not paid."""
    row = disputes.take_off_entry(entry_id, by=actor_in(request), version=body.version, **once(request))
    return EntryOut.of(row)


@router.post(
    "/entries/{uuid:entry_id}/dispute/answer", response=EntryOut, operation_id="hourly.contest_entry"
)
def contest_entry(request: HttpRequest, entry_id: UUID, body: AnswerIn) -> EntryOut:
    """Stand by a disputed entry: it stays held until both sides agree on its minutes."""
    row = disputes.contest_entry(
        entry_id, by=actor_in(request), answer=body.answer, version=body.version, **once(request)
    )
    return EntryOut.of(row)


@router.post("/entries/{uuid:entry_id}/split", response=EntryOut, operation_id="hourly.propose_split")
def propose_split(request: HttpRequest, entry_id: UUID, body: MinutesIn) -> EntryOut:
    """Say how many minutes of a contested entry are to be paid."""
    row = disputes.propose_split(
        entry_id, by=actor_in(request), minutes=body.minutes, version=body.version, **once(request)
    )
    return EntryOut.of(row)


@router.post(
    "/entries/{uuid:entry_id}/split/acceptance", response=EntryOut, operation_id="hourly.accept_split"
)
def accept_split(request: HttpRequest, entry_id: UUID, body: SeenIn) -> EntryOut:
    row = disputes.accept_split(entry_id, by=actor_in(request), version=body.version, **once(request))
    return EntryOut.of(row)


def _timer(row: Timer) -> TimerOut:
    return TimerOut(contract_id=row.contract_id, memo=row.memo, started_at=row.started_at)


@router.post(
    "/hourly-contracts/{uuid:contract_id}/timer", response={201: TimerOut}, operation_id="hourly.start_timer"
)
def start_timer(request: HttpRequest, contract_id: UUID, body: TimerIn) -> Status[TimerOut]:
    """Start the clock for a piece of work; one runs at a time."""
    return Status(201, _timer(start(contract_id, by=actor_in(request), memo=body.memo, **once(request))))


@router.post(
    "/hourly-contracts/{uuid:contract_id}/timer/stop", response=EntryOut, operation_id="hourly.stop_timer"
)
def stop_timer(request: HttpRequest, contract_id: UUID, body: StopIn) -> EntryOut:
    """Stop it: its time becomes an entry, as far as the week and its cap have room."""
    row = stop(contract_id, by=actor_in(request), stopped_at=body.stopped_at, **once(request))
    return EntryOut.of(row)


@router.post(
    "/hourly-contracts/{uuid:contract_id}/timer/removal",
    response=TimerOut,
    operation_id="hourly.discard_timer",
)
def discard_timer(request: HttpRequest, contract_id: UUID) -> TimerOut:
    """Throw a running timer away; nothing is logged."""
    return _timer(discard(contract_id, by=actor_in(request), **once(request)))
