from __future__ import annotations

from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor
from hirehall.foundation.facts import record
from hirehall.foundation.ids import new_id
from hirehall.money import facts, rules
from hirehall.money.models import RailEvent
from hirehall.money.rails.interface import Event


@action("money.take_in_event")
def take_in_event(source: str, *, event: Event, by: Actor) -> RailEvent:
    """A rail's event is kept once, however often and in whatever order it is delivered; a job handles it.

    Raises:
        Refused: ``money.only_the_rail`` for anybody but the rail.
    """
    rules.require_rail(by)
    row_id = new_id()
    row, _ = RailEvent.objects.get_or_create(
        source=source,
        event_id=event.event_id,
        defaults={
            "id": row_id,
            "kind": event.kind,
            "about": event.about,
            "received_at": clock.now(),
        },
    )
    if row.id == row_id:
        record(facts.RailEventReceived(event_id=row.id), by=by, hall_id=None, about=[row.id])
    return row
