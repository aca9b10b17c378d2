"""A listed position ends: its poster or the desk closes it, or its days are over."""

from __future__ import annotations

from uuid import UUID

from hirehall.engagements.listing import facts, operations, queries, rules
from hirehall.engagements.listing.models import Position, Report
from hirehall.engagements.listing.states import State
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused


@action("listing.close_position", scope=Scope.BRIEFS_WRITE)
def close_position(position_id: UUID, *, by: Actor, version: int | None = None) -> Position:
    """Who sent it in closes it; whoever keeps it is told."""
    position = queries.locked(by, position_id)
    rules.require_poster(position, by)
    rules.require_version(version, position.version)
    rules.require_move(position, "close")
    _end(position, State.CLOSED)
    operations.note(facts.PositionClosed, position, by=by, by_desk=False, reason="")
    return position


@action("listing.remove_position", scope=Scope.STAFF_WRITE)
def remove_position(position_id: UUID, *, by: Actor, reason: str, version: int | None = None) -> Position:
    """The desk takes it off the board for a reason that its poster and whoever keeps it read."""
    position = queries.locked(by, position_id)
    rules.require_editor(by, position)
    rules.require_version(version, position.version)
    rules.require_move(position, "close")
    position.reason, position.closed_by_desk = rules.require_reason(reason), True
    _end(position, State.CLOSED)
    operations.note(facts.PositionClosed, position, by=by, by_desk=True, reason=position.reason)
    return position


@action("listing.expire_position")
def expire_position(position_id: UUID, *, by: Actor) -> Position:
    """The clock: its days are over, nobody has confirmed it, so it leaves the board."""
    if not by.is_system:
        raise Refused("position.not_the_clock", "A date does that by itself.", because=Because.FORBIDDEN)
    position = queries.locked(by, position_id)
    rules.require_move(position, "expire")
    if position.expires_at is None or position.expires_at > clock.now():
        raise Refused("position.not_due", "Its days are not over yet.")
    _end(position, State.EXPIRED)
    operations.note(facts.PositionExpired, position, by=by)
    return position


@action("listing.report_position", scope=Scope.MESSAGES_WRITE)
def report_position(position_id: UUID, *, by: Actor, text: str) -> Report:
    """A member says what is wrong with a listed position; it is looked at again soon. Once at a time."""
    position = queries.locked(by, position_id)
    person_id = rules.require_person(by)
    if rules.is_poster(position, by):
        raise Refused("position.own", "This is your own: close or change it.", because=Because.FORBIDDEN)
    rules.require_move(position, "close")
    clean = rules.require_reason(text, field="text")
    if queries.open_reports(position.id).filter(person_id=person_id).exists():
        raise Refused("position.reported", "You have reported it already; the desk looks at it.")
    report = Report.objects.create(position=position, person_id=person_id, text=clean, made_at=clock.now())
    operations.note(facts.PositionReported, position, by=by)
    return report


def _end(position: Position, state: State) -> None:
    position.state, position.closed_at = state, clock.now()
    position.recheck_at = position.expires_at = None
    position.version += 1
    position.save()
    queries.open_reports(position.id).update(answered_at=clock.now())
