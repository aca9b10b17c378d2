"""A position is sent to the desk, and sent again after a change."""

from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.engagements.listing import facts, operations, queries, rules
from hirehall.engagements.listing.models import Content, Position
from hirehall.engagements.listing.operations.deposits import ask_deposit
from hirehall.engagements.listing.states import Source, State
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused
from hirehall.halls.models import Hall
from hirehall.halls.operations import require_member
from hirehall.halls.queries import policy_now


@action("listing.submit_position", scope=Scope.BRIEFS_WRITE)
def submit_position(hall_id: UUID, *, by: Actor, content: Content) -> Position:
    """Anybody with an account sends an outside position in. Nobody sees it before the desk has screened it."""
    person_id = rules.require_person(by)
    contract_operations.require_nobody_suspended(person_id, hold=True)
    require_member(hall_id, by=by)
    hall = Hall.objects.get(id=hall_id)
    policy = policy_now(hall_id)
    rules.require_offered(hall_id)
    waiting = Position.objects.filter(hall=hall, poster_id=person_id, state=State.SUBMITTED).count()
    if waiting >= policy.number("listing.waiting_per_person"):
        raise Refused(
            "position.too_many_wait",
            f"{waiting} positions of yours wait for the desk. Send more when it has looked at some.",
            because=Because.TOO_MANY,
        )
    position = Position(hall=hall, poster_id=person_id, source=Source.FORM, submitted_at=clock.now())
    clean = operations.fill_in(position, hall, content)
    position.save()
    ask_deposit(position)
    signals = operations.look_for_signals(position, clean, hall)
    operations.note(facts.PositionSubmitted, position, by=by, source=position.source, signals=signals)
    return position


@action("listing.send_again", scope=Scope.BRIEFS_WRITE)
def send_again(position_id: UUID, *, by: Actor, content: Content, version: int | None = None) -> Position:
    """Who sent it in changes it. It leaves the board until the desk has screened it again."""
    position = queries.locked(by, position_id)
    rules.require_poster(position, by)
    contract_operations.require_nobody_suspended(by.person_id)
    rules.require_version(version, position.version)
    rules.require_move(position, "send again")
    rules.require_offered(position.hall_id)
    clean = operations.fill_in(position, position.hall, content)
    position.state, position.submitted_at = State.SUBMITTED, clock.now()
    position.recheck_at = position.expires_at = None
    position.version += 1
    position.save()
    ask_deposit(position)
    signals = operations.look_for_signals(position, clean, position.hall)
    operations.note(facts.PositionSubmitted, position, by=by, source=position.source, signals=signals)
    return position


@action("listing.withdraw_position", scope=Scope.BRIEFS_WRITE)
def withdraw_position(position_id: UUID, *, by: Actor, version: int | None = None) -> Position:
    """Who sent it in takes it back before it is listed."""
    position = queries.locked(by, position_id)
    rules.require_poster(position, by)
    rules.require_version(version, position.version)
    rules.require_move(position, "withdraw")
    position.state, position.closed_at = State.WITHDRAWN, clock.now()
    position.version += 1
    position.save()
    operations.note(facts.PositionWithdrawn, position, by=by)
    return position
