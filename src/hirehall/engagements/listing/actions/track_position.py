"""A member keeps positions and notes how far they are. It is theirs: nobody else sees it, and no fact tells of it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from hirehall.contracts.rules import require_text
from hirehall.engagements.listing import queries, rules
from hirehall.engagements.listing.models import Tracked
from hirehall.engagements.listing.states import State, Step
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused, not_found


@action("listing.save_position", scope=Scope.PROPOSALS_WRITE)
def save_position(position_id: UUID, *, by: Actor) -> Tracked:
    """Keep a listed position; they are told when it closes. Keeping it twice is keeping it once."""
    person_id = rules.require_person(by)
    position = queries.locked(by, position_id)
    found = queries.tracked_for(by, position_id)
    if found is not None:
        return found
    if position.poster_id == person_id:
        raise Refused("position.own", "This is your own position.", because=Because.FORBIDDEN)
    if position.state != State.LISTED:
        raise Refused("position.wrong_state", "It is not on the board any more.")
    now = clock.now()
    return Tracked.objects.create(position=position, person_id=person_id, saved_at=now, changed_at=now)


@action("listing.note_application", scope=Scope.PROPOSALS_WRITE)
def note_application(
    tracked_id: UUID, *, by: Actor, step: str, note: str = "", applied_on: date | None = None,
    next_at: datetime | None = None, next_what: str = "", version: int | None = None,
) -> Tracked:  # fmt: skip
    """How far they are, in their own words and dates. Whoever has applied has a date for it."""
    row = _mine(tracked_id, by)
    rules.require_version(version, row.version)
    row.step = rules.require_step(step, next_at=next_at, next_what=next_what)
    row.note = require_text(note, field="note", least=0, most=rules.LONGEST_NOTE)
    row.next_what = require_text(next_what, field="next_what", least=0, most=120)
    row.next_at = next_at
    row.applied_on = applied_on or (
        clock.now().date() if row.step != Step.SAVED and not row.applied_on else row.applied_on
    )
    row.changed_at = clock.now()
    row.version += 1
    row.save()
    return row


@action("listing.forget_position", scope=Scope.PROPOSALS_WRITE)
def forget_position(tracked_id: UUID, *, by: Actor) -> bool:
    """Keep it no more; the notes go with it."""
    _mine(tracked_id, by).delete()
    return True


def _mine(tracked_id: UUID, by: Actor) -> Tracked:
    person_id = rules.require_person(by)
    row = Tracked.objects.select_for_update(no_key=True).filter(id=tracked_id, person_id=person_id).first()
    if row is None:
        raise not_found("application")
    return row
