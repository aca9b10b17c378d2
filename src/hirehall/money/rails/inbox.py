"""The inbox of rail events: check the signature, keep the event by its id, answer at once; a job handles it."""

from __future__ import annotations

from collections.abc import Mapping

from hirehall.foundation.actor import system
from hirehall.money.actions.take_in_event import take_in_event
from hirehall.money.models import RailEvent
from hirehall.money.rails.registry import rail_named


def take_in(rail_name: str, raw: bytes, headers: Mapping[str, str]) -> RailEvent:
    """Keep what a rail told us. The same event again is answered the same and changes nothing.

    Raises:
        LookupError: no such rail.
        BadSignature, ValueError: not an event of that rail.
    """
    rail = rail_named(rail_name)
    event = rail.read_event(raw, headers)
    return take_in_event(rail.name, event=event, by=system("rail"))
