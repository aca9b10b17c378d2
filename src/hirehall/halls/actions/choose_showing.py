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
def choose_showing(
    hall_id: UUID, *, by: Actor, shown_in_search: bool | None = None, shows_elsewhere: bool | None = None
) -> Member:
    """A member chooses whether this hall's search finds them, and whether it shows what they earned elsewhere.

    What is left out stays as it is; other halls are not touched.

    Raises:
        Refused: ``actor.sign_in``, ``member.not_found``.
    """
    rules.require_person(by)
    me = by.require_person()
    row = locked_member(hall_id, me)
    if row is None or row.state != Standing.JOINED:
        raise not_found("member")
    before = (row.shown_in_search, row.shows_elsewhere)
    row.shown_in_search = before[0] if shown_in_search is None else shown_in_search
    row.shows_elsewhere = before[1] if shows_elsewhere is None else shows_elsewhere
    if before != (row.shown_in_search, row.shows_elsewhere):
        row.save(update_fields=["shown_in_search", "shows_elsewhere"])
        fact = ShowingChosen(
            person_id=me, shown_in_search=row.shown_in_search, shows_elsewhere=row.shows_elsewhere
        )
        facts.record(fact, by=by, hall_id=hall_id, about=[me])
    return row
