"""What orders know of a person, for their own archive."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q

from hirehall.engagements.package.models import (
    Ask,
    CustomOffer,
    Inquiry,
    Order,
    OrderDelivery,
    RevisionPurchase,
)


def exported(person_id: UUID) -> dict[str, Any]:
    """The person's orders with what was answered, delivered and asked, as JSON values."""
    orders = Order.objects.filter(Q(contract__client_id=person_id) | Q(contract__freelancer_id=person_id))
    asked = Q(client_id=person_id) | Q(service__freelancer_id=person_id, service__agency=None)
    told = ("id", "contract_id", "title", "package", "extras", "questions", "answers", "state", "ordered_at")
    return {
        "orders": list(orders.order_by("ordered_at").values(*told)),
        "deliveries": list(
            OrderDelivery.objects.filter(order__in=orders).values(
                "order_id", "note", "revision", "delivered_at"
            )
        ),
        "revisions_bought": list(
            RevisionPurchase.objects.filter(order__in=orders).values(
                "order_id", "count", "amount_minor", "client_fee_minor", "state", "begun_at"
            )
        ),
        "inquiries": list(
            Inquiry.objects.filter(asked).values("id", "service_id", "request_id", "thread_id", "opened_at")
        ),
        "custom_offers": list(
            CustomOffer.objects.filter(
                Q(offer__client_id=person_id) | Q(offer__freelancer_id=person_id)
            ).values("offer_id", "inquiry_id", "package", "questions")
        ),
        "asks": list(
            Ask.objects.filter(order__in=orders).values(
                "order_id", "kind", "side", "reason", "state", "answer"
            )
        ),
    }
