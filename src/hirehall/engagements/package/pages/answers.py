"""What the pages share: errors at their fields, the one-time key, the way back to the room."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from hirehall.engagements.package.jobs import settle_now
from hirehall.engagements.package.models import Order
from hirehall.look.formats import money_text
from hirehall.money import queries as money
from hirehall.money.models import Payment
from hirehall.money.states import PaymentStatus


def to_room(contract_id: UUID) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("package:contract", args=[contract_id]))


def paid_on_top(
    request: HttpRequest, payment_id: UUID, *, done: str, contract_id: UUID, then: str = ""
) -> HttpResponseRedirect:
    """Ask the rail at once for what is paid on top of an order, and lead on; ``done`` is said when it is there."""
    payment, _ = settle_now(payment_id)
    return _lead_on(request, payment, done=done, contract_id=contract_id, then=then)


def paid(request: HttpRequest, order: Order) -> HttpResponseRedirect:
    """Ask the rail at once, and lead to where the payer goes on: their bank, the questions, or the room."""
    if order.payment_id is None:
        return to_room(order.contract_id)
    payment, settled = settle_now(order.payment_id)
    done = f"Ordered. {money_text(payment.amount)} is held until you accept the work."
    asked = isinstance(settled, Order) and settled.questions
    then = reverse("package:requirements", args=[order.id]) if asked else ""
    return _lead_on(request, payment, done=done, contract_id=order.contract_id, then=then)


def _lead_on(
    request: HttpRequest, payment: Payment, *, done: str, contract_id: UUID, then: str
) -> HttpResponseRedirect:
    """To the payer's bank; or ``then`` where the money is there, else the room, and what became of it is said."""
    if payment.status == PaymentStatus.PENDING and payment.next_href:
        return HttpResponseRedirect(payment.next_href)
    messages.add_message(request, *money.outcome_of(payment, done=done))
    waits = payment.status in (PaymentStatus.PENDING, PaymentStatus.FAILED)
    return to_room(contract_id) if waits or not then else HttpResponseRedirect(then)
