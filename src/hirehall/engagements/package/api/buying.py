"""What is paid on top of an order."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from hirehall.engagements.package.actions.buy_revisions import buy_revisions as buy
from hirehall.engagements.package.api.shapes import (
    RevisionsIn,
    RevisionsOut,
)
from hirehall.engagements.package.jobs import settle_now
from hirehall.engagements.package.models import RevisionPurchase
from hirehall.foundation.http import actor_in
from hirehall.foundation.schemas import MoneyOut, once

router = Router()


@router.post(
    "/orders/{uuid:order_id}/revisions", response={201: RevisionsOut}, operation_id="package.buy_revisions"
)
def buy_revisions(request: HttpRequest, order_id: UUID, body: RevisionsIn) -> Status[RevisionsOut]:
    """Pay for more revisions at the price that the package has stated; their money is held with the order."""
    row = buy(
        order_id, by=actor_in(request), count=body.count, method=body.method, version=body.version, **once(request)
    )  # fmt: skip
    payment, settled = settle_now(row.payment_id)
    now = settled if isinstance(settled, RevisionPurchase) else row
    currency = payment.currency
    out = RevisionsOut(
        id=row.id, order_id=row.order_id, count=row.count, amount=MoneyOut(minor=row.amount_minor, currency=currency),
        client_fee=MoneyOut(minor=row.client_fee_minor, currency=currency), state=now.state,
        payment_status=payment.status, next_href=payment.next_href,
    )  # fmt: skip
    return Status(201, out)
