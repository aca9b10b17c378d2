"""The practice bank's own page, and the door at which its signed events arrive."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseRedirect,
    RawPostDataException,
)
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from hirehall.foundation.addresses import here
from hirehall.foundation.refused import not_found
from hirehall.money.models import Payment
from hirehall.money.queries import payment_for
from hirehall.money.rails import driving, inbox
from hirehall.money.rails.interface import BadSignature
from hirehall.money.rails.sandbox.models import Charge, Dispute
from hirehall.money.rails.sandbox.rail import decide, decide_dispute, open_dispute

LARGEST_EVENT_BYTES = 16 * 1024

CHOICES = {
    "pay": "sandbox.instant",
    "later": "sandbox.delayed",
    "decline": "sandbox.declined",
    "twice": "sandbox.paid_twice",
    "take_back": "sandbox.refunded",
}
DISPUTES = {"decide_for_client": Dispute.LOST, "decide_for_hall": Dispute.WON}


@login_not_required
@csrf_exempt
@require_POST
def events(request: HttpRequest) -> HttpResponse:
    """Take in one signed event; answered at once, handled by a job. Unsigned or malformed: 400, nothing is kept."""
    if int(request.headers.get("Content-Length") or 0) > LARGEST_EVENT_BYTES:
        return HttpResponseBadRequest("too large")
    try:
        inbox.take_in("sandbox", request.body, request.headers)
    except (BadSignature, RawPostDataException, ValueError, KeyError, TypeError):
        return HttpResponseBadRequest("not an event of the sandbox rail")
    return HttpResponse(status=204)


@require_http_methods(["GET", "POST"])
def bank(request: HttpRequest, charge_id: UUID) -> HttpResponse:
    """Where a person decides what the practice bank does with their payment."""
    charge, payment = _charge_and_payment(request, charge_id)
    if request.method == "POST":
        chosen = request.POST.get("choice", "")
        if chosen in CHOICES:
            _decide(charge.id, CHOICES[chosen])
            driving.drive_payment(payment.id)
        elif chosen == "charge_back" or chosen in DISPUTES:
            _dispute(charge.id, chosen)
        return HttpResponseRedirect(here(f"/money/payments/{payment.id}/"))
    waiting = charge.state == Charge.State.WAITING and charge.settles_at is None
    return render(
        request,
        "sandbox/bank.html",
        {
            "charge": charge,
            "payment": payment,
            "waiting": waiting,
            "may_charge_back": charge.state == Charge.State.TAKEN
            and not charge.dispute
            and not charge.given_back,
        },
        using="jinja2",
    )


def _charge_and_payment(request: HttpRequest, charge_id: UUID) -> tuple[Charge, Payment]:
    charge = Charge.objects.filter(id=charge_id).first()
    if charge is None:
        raise not_found("payment")
    actor = request.actor  # type: ignore[attr-defined]
    return charge, payment_for(actor, UUID(charge.key.partition(":")[2]))


def _decide(charge_id: UUID, method: str) -> None:
    """The bank's own transaction: the hall learns of it by the event, and by looking it up."""
    with transaction.atomic():
        charge = Charge.objects.select_for_update().get(id=charge_id)
        decide(charge, as_method=method)


def _dispute(charge_id: UUID, chosen: str) -> None:
    """The cardholder asks for the money back, or the bank decides about it. The hall learns of it by the event."""
    with transaction.atomic():
        charge = Charge.objects.select_for_update().get(id=charge_id)
        if chosen == "charge_back":
            open_dispute(charge)
        else:
            decide_dispute(charge, as_case=DISPUTES[chosen])
