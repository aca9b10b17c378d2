"""What the pages share: errors at their fields, the one-time key, the ways on."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from hirehall.engagements.unit.forms import whole
from hirehall.engagements.unit.jobs import settle_now
from hirehall.engagements.unit.models import PoolOrder
from hirehall.foundation.refused import Because, Refused
from hirehall.look.formats import money_text
from hirehall.money import queries as money
from hirehall.money.states import PaymentStatus


def field_errors(form: Form, refused: Refused) -> None:
    """Show a refusal where it belongs; one that is not about input goes its usual way."""
    if refused.because is not Because.INVALID:
        raise refused
    form.is_valid()
    form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)


def once(request: HttpRequest) -> dict[str, Any]:
    """The one-time key that the page carries, for the action: a double click has one effect."""
    return {"key": request.POST.get("key", "")[:200] or None}


def seen(request: HttpRequest) -> int | None:
    """The version that the page showed."""
    return whole(request.POST.get("version", ""))


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
