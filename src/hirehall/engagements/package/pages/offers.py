"""Asking before an order, and custom offers in that conversation."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hirehall.engagements.package import queries
from hirehall.engagements.package.actions.accept_offer import accept_offer
from hirehall.engagements.package.actions.ask_about_offer import ask_about_offer
from hirehall.engagements.package.actions.make_offer import make_offer
from hirehall.engagements.package.actions.open_inquiry import open_inquiry
from hirehall.engagements.package.forms import FirstQuestionForm, OfferForm, amount_in
from hirehall.engagements.package.pages.answers import paid
from hirehall.foundation import clock
from hirehall.foundation.http import actor_in
from hirehall.foundation.ids import new_id
from hirehall.foundation.posted import field_errors, once, version_in
from hirehall.foundation.refused import Refused
from hirehall.market import queries as market
from hirehall.money import queries as money

VALID_DAYS = 14


@require_http_methods(["GET", "POST"])
def ask_first(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """The first question to the freelancer of a service; the conversation goes on under Messages."""
    by = actor_in(request)
    page = market.service_page(by, service_id)
    form = FirstQuestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        inquiry = open_inquiry(service_id, by=by, text=form.cleaned_data["text"], **once(request))
        messages.success(request, "Your question is sent.")
        return HttpResponseRedirect(reverse("conversations:thread", args=[inquiry.thread_id]))
    context = {"page": page, "form": form, "key": new_id()}
    return render(request, "package/ask_first.html", context, using="jinja2")


@require_GET
def inquiry(request: HttpRequest, inquiry_id: UUID) -> HttpResponse:
    """A conversation about a service: what was offered in it."""
    page = queries.inquiry_page(actor_in(request), inquiry_id)
    return render(request, "package/inquiry.html", {"page": page}, using="jinja2")


@require_http_methods(["GET", "POST"])
def new_offer(request: HttpRequest, inquiry_id: UUID) -> HttpResponse:
    """The form of a custom offer, with the live line of what it means for each side."""
    by = actor_in(request)
    page = queries.inquiry_page(by, inquiry_id)
    if page.side != "freelancer":
        return HttpResponseRedirect(reverse("package:inquiry", args=[inquiry_id]))
    currency = page.inquiry.service.currency
    first = {"valid_until": clock.now().date() + timedelta(days=VALID_DAYS), "revisions": 1}
    form = OfferForm(request.POST or None, currency=currency, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            offer = make_offer(
                inquiry_id,
                by=by,
                content=form.content(),
                valid_until=form.cleaned_data["valid_until"],
                **once(request),
            )
        except Refused as refused:
            field_errors(form, refused)
        else:
            messages.success(request, "The offer is sent.")
            return HttpResponseRedirect(reverse("package:offer", args=[offer.id]))
    context = {"page": page, "form": form, "key": new_id(), "quote": None}
    return render(request, "package/offer_form.html", context, using="jinja2")


@require_GET
def offer_quote(request: HttpRequest, inquiry_id: UUID) -> HttpResponse:
    """What a price means for the three sides, for the line that follows the typing."""
    by = actor_in(request)
    found = queries.inquiry_for(by, inquiry_id)
    amount = amount_in(request.GET.get("price", ""), found.service.currency)
    quote = (
        queries.quote_for_price(
            found.service,
            amount,
            client_id=found.client_id,
            organisation_id=found.organisation_id,
            lead_id=by.person_id,
        )
        if amount
        else None
    )
    return render(request, "package/offer_quote.html", {"quote": quote}, using="jinja2")


@require_GET
def offer(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """A custom offer, for both sides; the client accepts and pays here."""
    page = queries.custom_offer_page(actor_in(request), offer_id)
    context = {"page": page, "methods": money.payment_methods(), "key": new_id()}
    return render(request, "package/offer.html", context, using="jinja2")


@require_POST
def acceptance(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    method = request.POST.get("method", "sandbox.instant")
    order = accept_offer(
        offer_id, by=actor_in(request), method=method, version=version_in(request), **once(request)
    )
    return paid(request, order)


@require_POST
def question(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """A question back about an offer, which stays on the table."""
    asked = ask_about_offer(
        offer_id, by=actor_in(request), text=request.POST.get("text", ""), **once(request)
    )
    messages.success(request, "Your question is sent. The offer stays on the table.")
    return HttpResponseRedirect(reverse("conversations:thread", args=[asked.thread_id]))
