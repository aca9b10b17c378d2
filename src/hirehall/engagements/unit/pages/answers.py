"""What the pages share: errors at their fields, the one-time key, the ways on."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from hirehall.engagements.unit.jobs import settle_now
from hirehall.engagements.unit.models import PoolOrder
from hirehall.foundation.actor import Actor
from hirehall.foundation.ids import new_id
from hirehall.halls.models import Hall
from hirehall.look.formats import money_text
from hirehall.money import queries as money
from hirehall.money.states import PaymentStatus
from hirehall.people.queries import organisation_names


def hall_of(request: HttpRequest) -> Hall:
    return cast(Hall, request.hall)  # type: ignore[attr-defined]


def shown(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    """A page of the pool, with the one-time key that its forms carry."""
    return render(request, f"unit/{template}.html", {"key": new_id(), **context}, using="jinja2")


def hiring(by: Actor) -> list[tuple[UUID, str]]:
    """The organisations that the actor may order for."""
    person_id = by.require_person()
    return [
        (key, name)
        for key, name in organisation_names(list(by.organisation_ids)).items()
        if by.may_hire_for(person_id, key) and by.may_pay_for(person_id, key)
    ]


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
    where = "waits for the answer of who was asked" if order.writer_id else "is in the pool"
    done = f"Posted. {money_text(payment.amount)} is held, and the order {where}."
    messages.add_message(request, *money.outcome_of(payment, done=done))
    return to_posting(order.posting_id)
