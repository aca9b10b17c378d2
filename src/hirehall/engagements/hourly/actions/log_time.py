from __future__ import annotations

from datetime import datetime
from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts import rules as contract_rules
from hirehall.contracts.models import Contract
from hirehall.contracts.states import Side
from hirehall.engagements.hourly import facts, queries, rules
from hirehall.engagements.hourly.models import Entry, Week
from hirehall.engagements.hourly.operations import tell_entry
from hirehall.engagements.hourly.rules.judging import require_free
from hirehall.engagements.hourly.states import EntryState, Source
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope


@action("hourly.log_time", scope=Scope.CONTRACTS_WRITE)
def log_time(contract_id: UUID, *, by: Actor, starts_at: datetime, minutes: int, memo: str) -> Entry:
    """The freelancer writes down time: from when, how long, and what for. Never more than the cap, never twice."""
    contract, arrangement = queries.contract_to_move(contract_id, by=by)
    _require_freelancer(contract, by)
    rules.require_running(arrangement)
    start = starts_at.replace(second=0, microsecond=0)
    week = rules.require_logging(queries.week_at(contract, start))
    clean = rules.require_memo(memo)
    rules.require_span(week, start, minutes)
    rules.require_room(week, week.entries.all(), start, minutes)
    _require_free(contract, start, minutes)
    entry = Entry.objects.create(
        week=week, starts_at=start, minutes=minutes, memo=clean, source=Source.HAND, logged_at=clock.now()
    )
    _changed(contract, week)
    tell_entry(facts.TimeLogged, contract, week, entry, by=by, source=Source.HAND.value)
    return entry


@action("hourly.correct_entry", scope=Scope.CONTRACTS_WRITE)
def correct_entry(
    entry_id: UUID, *, by: Actor, starts_at: datetime, minutes: int, memo: str, version: int | None = None
) -> Entry:
    """The freelancer corrects time until the week's edit clock ends; it stays in its week."""
    contract, _, week, entry = queries.entry_to_move(entry_id, by=by)
    _require_freelancer(contract, by)
    rules.require_current_entry(entry, version)
    rules.require_logging(week)
    rules.require_entry(entry, EntryState.LOGGED)
    start = starts_at.replace(second=0, microsecond=0)
    clean = rules.require_memo(memo)
    rules.require_span(week, start, minutes)
    rules.require_room(week, week.entries.exclude(id=entry.id), start, minutes)
    _require_free(contract, start, minutes)
    entry.starts_at, entry.minutes, entry.memo = start, minutes, clean
    entry.version += 1
    entry.save(update_fields=["starts_at", "minutes", "memo", "version"])
    _changed(contract, week)
    tell_entry(facts.EntryCorrected, contract, week, entry, by=by)
    return entry


@action("hourly.remove_entry", scope=Scope.CONTRACTS_WRITE)
def remove_entry(entry_id: UUID, *, by: Actor, version: int | None = None) -> Week:
    """The freelancer takes time out again, until the week's edit clock ends."""
    contract, _, week, entry = queries.entry_to_move(entry_id, by=by)
    _require_freelancer(contract, by)
    rules.require_current_entry(entry, version)
    rules.require_logging(week)
    rules.require_entry(entry, EntryState.LOGGED)
    tell_entry(facts.EntryRemoved, contract, week, entry, by=by)
    entry.delete()
    _changed(contract, week)
    return week


def _require_freelancer(contract: Contract, by: Actor) -> None:
    contract_rules.require_side(contract, by, Side.FREELANCER)
    contract_rules.require_active(contract)
    contract_operations.require_nobody_suspended(by.person_id)


def _require_free(contract: Contract, start: datetime, minutes: int) -> None:
    """An hour is worked once, whoever pays for it."""
    queries.hold_time_of(contract.freelancer_id)
    require_free(queries.elsewhere(contract, start, start), start, minutes)


def _changed(contract: Contract, week: Week) -> None:
    week.version += 1
    week.save(update_fields=["version"])
    contract_operations.touch(contract)
