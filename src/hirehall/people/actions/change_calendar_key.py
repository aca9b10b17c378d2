from __future__ import annotations

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.people import rules
from hirehall.people.facts import CalendarKeyRemoved, CalendarKeyRenewed
from hirehall.people.models import CalendarKey
from hirehall.people.operations import locked_person
from hirehall.people.queries.actors import digest


@action("people.renew_calendar_key", scope=Scope.PROFILE_WRITE)
def renew_calendar_key(secret: str, *, by: Actor) -> CalendarKey:
    """Whoever knows the secret may read the person's dates as a calendar; an earlier secret stops working at once.

    Only its SHA-256 is kept; make it with ``queries.new_secret()`` and show it once.
    """
    who = locked_person(rules.require_self(by))
    key, _ = CalendarKey.objects.update_or_create(
        person=who, defaults={"digest": digest(secret), "made_at": clock.now()}
    )
    facts.record(CalendarKeyRenewed(person_id=who.id), by=by, hall_id=None, about=[who.id])
    return key


@action("people.remove_calendar_key", scope=Scope.PROFILE_WRITE)
def remove_calendar_key(*, by: Actor) -> None:
    """The private address of the person's calendar stops working; without one, nothing changes."""
    who = locked_person(rules.require_self(by))
    gone, _ = CalendarKey.objects.filter(person=who).delete()
    if gone:
        facts.record(CalendarKeyRemoved(person_id=who.id), by=by, hall_id=None, about=[who.id])
