"""The sandbox's own clock: delayed charges and slow payouts are decided when their time has come."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from hirehall.foundation import clock
from hirehall.foundation.jobs import periodic
from hirehall.money.rails.sandbox.models import Charge, PaidOut
from hirehall.money.rails.sandbox.rail import PATIENCE, drop, go_on_with_dispute, settle, settle_payout
from hirehall.money.rails.sandbox.telling import deliver_event

__all__ = ["deliver_event", "settle_due"]


@periodic("sandbox_rail.settle_due", cron="* * * * *")
def settle_due() -> None:
    """Money that was on its way arrives; what nobody decided for a day is dropped."""
    due = clock.now()
    charges = Charge.objects.filter(state=Charge.State.WAITING, settles_at__lte=due)
    for charge_id in charges.order_by("id").values_list("id", flat=True):
        _settle_charge(charge_id)
    forgotten = Charge.objects.filter(
        state=Charge.State.WAITING, settles_at=None, begun_at__lte=due - PATIENCE
    )
    for charge_id in forgotten.order_by("id").values_list("id", flat=True):
        with transaction.atomic():
            drop(Charge.objects.select_for_update().get(id=charge_id))
    disputes = Charge.objects.filter(dispute_at__lte=due)
    for charge_id in disputes.order_by("id").values_list("id", flat=True):
        with transaction.atomic():
            charge = Charge.objects.select_for_update().get(id=charge_id)
            if charge.dispute_at is not None and charge.dispute_at <= due:
                go_on_with_dispute(charge)
    payouts = PaidOut.objects.filter(state=PaidOut.State.WAITING, settles_at__lte=due)
    for paid_id in payouts.order_by("id").values_list("id", flat=True):
        with transaction.atomic():
            settle_payout(PaidOut.objects.select_for_update().get(id=paid_id))


def _settle_charge(charge_id: UUID) -> None:
    with transaction.atomic():
        charge = Charge.objects.select_for_update().get(id=charge_id)
        settle(charge, as_method=charge.method)
