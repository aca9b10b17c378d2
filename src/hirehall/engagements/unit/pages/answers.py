"""What the pages share: errors at their fields, the one-time key, the ways on."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from hirehall.engagements.unit.jobs import settle_now
from hirehall.engagements.unit.models import PoolOrder
from hirehall.look.formats import money_text
from hirehall.money import queries as money
from hirehall.money.states import PaymentStatus


def to_room(contract_id: UUID) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("unit:contract", args=[contract_id]))


def to_posting(order_id: UUID) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("unit:posting", args=[order_id]))


def paid(request: HttpRequest, order: PoolOrder) -> HttpResponseRedirect:
    """Ask the rail at once, and lead to where the payer goes on: their bank, or the order."""
    payment_id = order.posting.payment_id
    if payment_id is None:
        return to_posting(order.posting_id)
    payment, _ = settle_now(payment_id)
    if payment.status == PaymentStatus.PENDING and payment.next_href:
        return HttpResponseRedirect(payment.next_href)
    done = f"Posted. {money_text(payment.amount)} is held, and the order is in the pool."
    messages.add_message(request, *money.outcome_of(payment, done=done))
    return to_posting(order.posting_id)
