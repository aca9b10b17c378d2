from __future__ import annotations

from uuid import UUID

from hirehall.foundation import facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import not_found
from hirehall.halls.facts import ShowingChosen
from hirehall.halls.models import Member
from hirehall.halls.operations.joining import locked_member
from hirehall.halls.rules import joining as rules
from hirehall.halls.states.joining import Standing


@action("halls.choose_showing", scope=Scope.PROFILE_WRITE)
def choose_showing(hall_id: UUID, *, by: Actor, shown_in_search: bool) -> Member:
    """A member chooses whether this hall's search finds them; other halls are not touched.

    Raises:
        Refused: ``actor.sign_in``, ``member.not_found``.
    """
    rules.require_person(by)
    me = by.require_person()
    row = locked_member(hall_id, me)
    if row is None or row.state != Standing.JOINED:
        raise not_found("member")
    if row.shown_in_search != shown_in_search:
        row.shown_in_search = shown_in_search
        row.save(update_fields=["shown_in_search"])
        fact = ShowingChosen(person_id=me, shown_in_search=shown_in_search)
        facts.record(fact, by=by, hall_id=hall_id, about=[me])
    return row
