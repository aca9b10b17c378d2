from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from hirehall.contracts import operations as contract_operations
from hirehall.contracts import rules as contract_rules
from hirehall.contracts.states import Side
from hirehall.engagements.hourly import facts, queries, rules
from hirehall.engagements.hourly.models import Entry, Timer
from hirehall.engagements.hourly.operations import tell_entry
from hirehall.engagements.hourly.rules.judging import require_free
from hirehall.engagements.hourly.states import Source
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused, not_found

MINUTE = timedelta(minutes=1)


@action("hourly.start_timer", scope=Scope.CONTRACTS_WRITE)
def start_timer(contract_id: UUID, *, by: Actor, memo: str) -> Timer:
    """The freelancer starts the clock for a piece of work. It is kept here, so it survives every reload."""
    contract, arrangement = queries.contract_to_move(contract_id, by=by)
    contract_rules.require_side(contract, by, Side.FREELANCER)
    contract_rules.require_active(contract)
    rules.require_running(arrangement)
    contract_operations.require_nobody_suspended(by.person_id)
    rules.require_logging(queries.week_at(contract, clock.now()))
    started_at = clock.now().replace(second=0, microsecond=0)
    try:
        with transaction.atomic():
            return Timer.objects.create(
                person_id=by.require_person(),
                contract=contract,
                memo=rules.require_memo(memo),
                started_at=started_at,
            )
    except IntegrityError as running:
        raise Refused("hourly.timer_runs", "Your timer runs already. Stop it first.") from running


@action("hourly.stop_timer", scope=Scope.CONTRACTS_WRITE)
def stop_timer(contract_id: UUID, *, by: Actor, stopped_at: datetime | None = None) -> Entry:
    """The freelancer stops it: its time becomes an entry, as far as the week and its cap have room.

    Args:
        stopped_at: when it was stopped, where the page could not say so at once; never in the future.
    """
    contract, _ = queries.contract_to_move(contract_id, by=by)
    contract_rules.require_side(contract, by, Side.FREELANCER)
    contract_rules.require_active(contract)
    contract_operations.require_nobody_suspended(by.person_id)
    timer = Timer.objects.select_for_update().filter(person_id=by.require_person(), contract=contract).first()
    if timer is None:
        raise not_found("timer")
    week = rules.require_logging(queries.week_at(contract, timer.started_at))
    end = min(stopped_at or clock.now(), clock.now(), week.ends_at)
    logged = sum(week.entries.values_list("minutes", flat=True))
    minutes = min((end - timer.started_at) // MINUTE, 24 * 60, rules.room_in(week) - logged)
    if minutes < 1:
        raise Refused(
            "hourly.nothing_to_log",
            "Not one whole minute has passed, or the week has no more room. Throw the timer away instead.",
            because=Because.INVALID,
        )
    rules.require_room(week, week.entries.all(), timer.started_at, minutes)
    queries.hold_time_of(contract.freelancer_id)
    require_free(queries.elsewhere(contract, timer.started_at, end), timer.started_at, minutes)
    entry = Entry.objects.create(
        week=week,
        starts_at=timer.started_at,
        minutes=minutes,
        memo=timer.memo,
        source=Source.TIMER,
        logged_at=clock.now(),
    )
    timer.delete()
    week.version += 1
    week.save(update_fields=["version"])
    contract_operations.touch(contract)
    tell_entry(facts.TimeLogged, contract, week, entry, by=by, source=Source.TIMER.value)
    return entry


@action("hourly.discard_timer", scope=Scope.CONTRACTS_WRITE)
def discard_timer(contract_id: UUID, *, by: Actor) -> Timer:
    """The freelancer throws a running timer away; nothing is logged."""
    contract, _ = queries.contract_to_move(contract_id, by=by)
    contract_rules.require_side(contract, by, Side.FREELANCER)
    timer = Timer.objects.select_for_update().filter(person_id=by.require_person(), contract=contract).first()
    if timer is None:
        raise not_found("timer")
    Timer.objects.filter(person_id=timer.person_id).delete()
    return timer
