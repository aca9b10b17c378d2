from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts import rules as contract_rules
from hirehall.contracts.models import Contract
from hirehall.contracts.states import Side
from hirehall.engagements.hourly import facts, queries, rules
from hirehall.engagements.hourly import operations as hourly
from hirehall.engagements.hourly.models import Arrangement, Week
from hirehall.engagements.hourly.operations import tell
from hirehall.engagements.hourly.states import State
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused


@action("hourly.close_week")
def close_week(week_id: UUID, *, by: Actor) -> Week:
    """Monday 00:00 UTC: the week is over. Its time can still be corrected for some hours."""
    contract, _, week = _due(week_id, "close", by=by)
    _require_reached(week, week.ends_at <= clock.now())
    hourly.move_to(week, State.CLOSED)
    contract_operations.touch(contract)
    minutes = sum(week.entries.values_list("minutes", flat=True))
    tell(facts.WeekClosed, contract, week, by=by, minutes=minutes)
    return week


@action("hourly.begin_review")
def begin_review(week_id: UUID, *, by: Actor) -> Week:
    """What was logged is fixed, the client looks at it, and what was not worked leaves the week."""
    contract, _, week = _due(week_id, "begin review", by=by)
    _require_reached(week, week.edit_until <= clock.now())
    hourly.begin_review(contract, week, by=by)
    return week


@action("hourly.charge_week")
def charge_week(week_id: UUID, *, by: Actor) -> Week:
    """The review is over: what is not disputed is paid, in the transaction that moves the state, once."""
    contract, arrangement, week = _due(week_id, "charge", by=by)
    _require_reached(week, week.review_until <= clock.now())
    hourly.charge(contract, week, by=by)
    hourly.end_if_settled(contract, arrangement, by=by)
    return week


@action("hourly.approve_week", scope=Scope.MONEY_WRITE)
def approve_week(week_id: UUID, *, by: Actor, version: int | None = None) -> Week:
    """The client pays a week under review before its review ends; disputed entries stay held."""
    contract, arrangement, week = queries.week_to_move(week_id, by=by)
    contract_rules.require_side(contract, by, Side.CLIENT)
    contract_rules.require_active(contract)
    contract_rules.require_current_unit(week, version)
    rules.require_move("charge", week)
    contract_operations.require_nobody_suspended(by.person_id)
    hourly.charge(contract, week, by=by)
    hourly.end_if_settled(contract, arrangement, by=by)
    return week


def _due(week_id: UUID, move: str, *, by: Actor) -> tuple[Contract, Arrangement, Week]:
    if not by.is_system:
        raise Refused("hourly.system_only", "The calendar does this.", because=Because.FORBIDDEN)
    contract, arrangement, week = queries.week_to_move(week_id, by=by)
    contract_rules.require_active(contract)
    rules.require_move(move, week)
    return contract, arrangement, week


def _require_reached(week: Week, reached: bool) -> None:
    if not reached:
        raise Refused("hourly.too_early", f"It is too early for this with “{week.title}”.")
