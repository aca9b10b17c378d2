"""A freelancer's record has changed: the lists show it."""

from __future__ import annotations

from uuid import UUID

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor
from hirehall.halls.models import Hall
from hirehall.market import operations as market
from hirehall.reputation import queries, rules


@action("reputation.keep_record")
def keep_record(person_id: UUID, *, by: Actor) -> None:
    """Cards and ranking in each hall go by the record as that hall shows it, and by nothing that is not shown there."""
    rules.require_system(by)
    for hall_id in Hall.objects.order_by("id").values_list("id", flat=True):
        record = queries.record_of([person_id], hall_id=hall_id)[person_id]
        share = record.headline.figure if record.headline else None
        market.note_record(
            person_id,
            hall_id=hall_id,
            contracts_finished=record.contracts_finished,
            reviewed=record.reviewed,
            band_low=share.low * 10 if share else None,
            band_high=share.high * 10 if share else None,
        )
