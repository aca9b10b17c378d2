"""The sandbox tells the hall: it writes the event down and delivers it, signed, by a job, like a provider's webhook."""

from __future__ import annotations

import json

from django.db import transaction

from hirehall.foundation import clock
from hirehall.foundation.jobs import enqueue, job
from hirehall.money.rails import inbox
from hirehall.money.rails.sandbox import signing
from hirehall.money.rails.sandbox.models import Told


def tell(kind: str, about: str, *, times: int = 1) -> None:
    """Make an event in the caller's transaction and have it delivered ``times`` times."""
    event = Told.objects.create(kind=kind, about=about, made_at=clock.now())
    for _ in range(times):
        enqueue(deliver_event, told_id=str(event.id))


@job("sandbox_rail.deliver_event")
def deliver_event(told_id: str) -> None:
    """One signed delivery, through the same door as one over HTTP."""
    with transaction.atomic():
        event = Told.objects.select_for_update().get(id=told_id)
        event.deliveries += 1
        event.save(update_fields=["deliveries"])
    raw = json.dumps(event.body()).encode()
    inbox.take_in("sandbox", raw, {signing.HEADER: signing.signature(raw)})
