"""A client’s request is answered with an order of the freelancer’s own making."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from hirehall.engagements.package import queries
from hirehall.engagements.package.actions.answer_request import answer_request
from hirehall.engagements.package.forms import AnswerOfferForm, amount_in
from hirehall.engagements.package.pages.offers import VALID_DAYS
from hirehall.engagements.package.queries import AnswerPage
from hirehall.foundation import clock
from hirehall.foundation.http import actor_in
from hirehall.foundation.ids import new_id
from hirehall.foundation.posted import field_errors, once, uuid_or_none
from hirehall.foundation.refused import Refused, not_found


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The form of the answer, with what was asked beside it."""
    by = actor_in(request)
    page = queries.answer_page(by, request_id)
    if not page.services:
        return HttpResponseRedirect(reverse("market:request", args=[request_id]))
    form = AnswerOfferForm(
        request.POST or None, services=page.services, currency=page.basis.currency, initial=_first(page)
    )
    if request.method == "POST" and form.is_valid():
        try:
            offer = answer_request(
                request_id,
                by=by,
                service_id=_service(form.cleaned_data["service"]),
                content=form.content(),
                valid_until=form.cleaned_data["valid_until"],
                **once(request),
            )
        except Refused as refused:
            field_errors(form, refused)
        else:
            messages.success(request, "The offer is sent.")
            return HttpResponseRedirect(reverse("package:offer", args=[offer.id]))
    price = amount_in(form["price"].value() or "", page.basis.currency)
    context = {"page": page, "form": form, "key": new_id(), "quote": page.quote(price) if price else None}
    return render(request, "package/answer_form.html", context, using="jinja2")


def _first(page: AnswerPage) -> dict[str, Any]:
    """What the client has said already, to be made exact."""
    asked = page.request
    return {
        "title": f"Something like “{page.piece.title}”"[:100] if page.piece else asked.title,
        "scope": asked.need,
        "price": str(asked.budget.decimal) if asked.budget else "",
        "revisions": 1,
        "valid_until": clock.now().date() + timedelta(days=VALID_DAYS),
    }


def _service(text: str) -> UUID:
    found = uuid_or_none(text)
    if found is None:
        raise not_found("service")
    return found


@require_GET
def quote(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """What a price means for the three sides, for the line that follows the typing."""
    page = queries.answer_page(actor_in(request), request_id)
    amount = amount_in(request.GET.get("price", ""), page.basis.currency)
    context = {"quote": page.quote(amount) if amount else None}
    return render(request, "package/offer_quote.html", context, using="jinja2")
