"""The client's payments: the list, and one payment with what became of it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hirehall.foundation import facts
from hirehall.foundation.http import actor_in
from hirehall.money import queries
from hirehall.money.models import Payment
from hirehall.money.pages.overview import hall_in
from hirehall.money.rails.registry import rail_named
from hirehall.money.subjects import names_of, unit_names_of

PAGE = 50
HAPPENED = {
    "payment.begun": ("You asked the bank to pay", "send"),
    "payment.succeeded": ("The money came in", "circle-check"),
    "payment.failed": ("The payment did not work out", "circle-alert"),
    "payment.returned": ("The money could not be used and goes back", "rotate-ccw"),
    "chargeback.opened": ("Your bank wants the money back; nothing moves until it has decided", "landmark"),
    "chargeback.won": ("Your bank left the money where it was", "landmark"),
    "chargeback.settled": ("Your bank took the money back for good", "undo-2"),
    "refund.begun": ("Money is on its way back to you", "rotate-ccw"),
    "refund.settled": ("Money was given back to you", "circle-check"),
    "refund.failed": ("The bank could not give the money back; an operator looks into it", "circle-alert"),
}


@require_GET
def payments(request: HttpRequest) -> HttpResponse:
    """Everything that the person's client sides have paid in this hall, newest first."""
    try:
        after = UUID(request.GET.get("after", ""))
    except ValueError:
        after = None
    found = queries.payments_for(actor_in(request), hall_in(request).id, after=after, limit=PAGE)
    return render(
        request,
        "money/payments.html",
        {
            "payments": found,
            "names": names_of(payment.contract_id for payment in found),
            "units": unit_names_of(payment.unit_id for payment in found),
            "next_href": f"?after={found[-1].id}" if len(found) == PAGE else None,
        },
        using="jinja2",
    )


@require_GET
def payment(request: HttpRequest, payment_id: UUID) -> HttpResponse:
    """One payment: how much, what for, where it is now, what came back."""
    found = queries.payment_for(actor_in(request), payment_id)
    happened = [
        {
            "text": HAPPENED[fact.name][0],
            "icon": HAPPENED[fact.name][1],
            "when": fact.recorded_at,
            "done": True,
        }
        for fact in facts.timeline(found.id)
        if fact.name in HAPPENED
    ]
    return render(
        request,
        "money/payment.html",
        {
            "payment": found,
            "refunds": list(found.refunds.order_by("id")),
            "name": names_of([found.contract_id])[found.contract_id],
            "units": unit_names_of([found.unit_id]),
            "happened": happened,
            "disputed": [row for row in found.chargebacks.all() if row.is_open],
            "bank_href": _bank_href(found),
        },
        using="jinja2",
    )


def _bank_href(payment: Payment) -> str:
    """Where the payer can look at the charge at its rail; empty where there is no charge or no such page."""
    return (
        rail_named(payment.rail).charge_href(charge_reference=payment.reference) if payment.reference else ""
    )
