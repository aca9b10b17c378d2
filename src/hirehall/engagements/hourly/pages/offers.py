"""Offers by the hour: the form, the offer on the table, the counter-offer, and the yes."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hirehall.contracts import queries as contracts
from hirehall.contracts.models import Offer
from hirehall.contracts.states import OfferState
from hirehall.engagements.hourly import queries
from hirehall.engagements.hourly.actions.accept_offer import accept_offer
from hirehall.engagements.hourly.actions.counter_offer import counter_offer
from hirehall.engagements.hourly.actions.make_offer import draft_offer, make_offer
from hirehall.engagements.hourly.actions.rewrite_draft import rewrite_draft
from hirehall.engagements.hourly.actions.send_drafted_offer import send_drafted_offer
from hirehall.engagements.hourly.forms import HourTermsForm
from hirehall.engagements.hourly.pages.answers import to_room
from hirehall.foundation.http import actor_in
from hirehall.foundation.ids import new_id
from hirehall.foundation.posted import field_errors, once, uuid_or_none, version_in, whole
from hirehall.foundation.refused import Refused

BEGINNINGS = ("request", "proposal", "contract", "freelancer")
KEPT = "The draft is kept. Only your side sees it."


@require_http_methods(["GET", "POST"])
def new_offer(request: HttpRequest) -> HttpResponse:
    by = actor_in(request)
    hall = request.hall  # type: ignore[attr-defined]
    begun = _begun(request)
    basis = contracts.basis_for(by, hall_id=hall.id, **begun)
    first: dict[str, object] = {
        "title": basis.title,
        "scope": basis.scope,
        "cap_hours": basis.cap_hours or 20,
    }
    if basis.rate is not None:
        first["rate"] = str(basis.rate.decimal)
    form = HourTermsForm(request.POST or None, initial=first, use_required_attribute=False)
    clauses = contracts.clause_choices(hall.id, typed=request.POST)
    chosen = contracts.clause_ids_in(clauses)
    if request.method == "POST" and form.is_valid() and (terms := form.terms(basis.currency, chosen)):
        try:
            act = draft_offer if request.POST.get("do") == "keep" else make_offer
            made = act(hall.id, by=by, terms=terms, **begun, **once(request))
        except Refused as refused:
            field_errors(form, refused)
        else:
            messages.success(request, KEPT if made.state == OfferState.DRAFT else _sent(made))
            return HttpResponseRedirect(reverse("hourly:offer", args=[made.id]))
    context = {
        "clauses": clauses,
        "form": form,
        "basis": basis,
        "offer": None,
        "currency": basis.currency,
        "key": new_id(),
    }
    return render(request, "hourly/offer_form.html", context, using="jinja2")


@require_GET
def offer(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    page = queries.offer_page(actor_in(request), offer_id)
    shown = page.version(whole(request.GET.get("version", "")))
    context = {"page": page, "key": new_id(), "shown": shown}
    return render(request, "hourly/offer.html", context, using="jinja2")


@require_http_methods(["GET", "POST"])
def counter(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    return _other_version(request, offer_id, act=counter_offer, done="Your counter-offer is sent.")


@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    return _other_version(request, offer_id, act=rewrite_draft, done=KEPT)


def _other_version(
    request: HttpRequest, offer_id: UUID, *, act: Callable[..., Offer], done: str
) -> HttpResponse:
    """The form, filled with the terms on the table; what is sent becomes the next version, or the new draft."""
    by = actor_in(request)
    page = queries.offer_page(by, offer_id)
    shown, currency = page.current, page.offer.currency
    first = {
        "title": shown.terms.title,
        "scope": shown.terms.scope,
        "rate": str(shown.rate.decimal),
        "cap_hours": shown.cap_hours,
        "starts_on": shown.terms.starts_on,
    }
    form = HourTermsForm(request.POST or None, initial=first, use_required_attribute=False)
    clauses = contracts.clause_choices(page.offer.hall_id, agreed=shown.terms.clauses, typed=request.POST)
    chosen = contracts.clause_ids_in(clauses)
    if request.method == "POST" and form.is_valid() and (terms := form.terms(currency, chosen)):
        try:
            act(offer_id, by=by, terms=terms, version=version_in(request), **once(request))
        except Refused as refused:
            field_errors(form, refused)
        else:
            messages.success(request, done)
            return HttpResponseRedirect(reverse("hourly:offer", args=[offer_id]))
    context = {
        "clauses": clauses,
        "form": form,
        "basis": None,
        "offer": page.offer,
        "currency": currency,
        "key": new_id(),
    }
    return render(request, "hourly/offer_form.html", context, using="jinja2")


@require_POST
def dispatch(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    sent = send_drafted_offer(offer_id, by=actor_in(request), version=version_in(request), **once(request))
    messages.success(request, _sent(sent))
    return HttpResponseRedirect(reverse("hourly:offer", args=[offer_id]))


@require_POST
def acceptance(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    contract = accept_offer(offer_id, by=actor_in(request), version=version_in(request), **once(request))
    messages.success(request, "You have a contract. The agreement is being filed for both sides.")
    return to_room(contract.id)


def _sent(made: Offer) -> str:
    return "The quote is sent." if made.is_quote else "The offer is sent."


def _begun(request: HttpRequest) -> dict[str, UUID | None]:
    """What the offer begins from: the most telling of what the address names."""
    named = {name: uuid_or_none(request.GET.get(name, "")) for name in BEGINNINGS}
    chosen = next((name for name, value in named.items() if value is not None), "freelancer")
    return {f"{chosen}_id": named[chosen]}
