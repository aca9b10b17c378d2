"""Offers: the builder, the offer on the table, the counter-offer, and the answers."""

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
from hirehall.engagements.milestone import queries
from hirehall.engagements.milestone.actions.accept_offer import accept_offer
from hirehall.engagements.milestone.actions.counter_offer import counter_offer
from hirehall.engagements.milestone.actions.make_offer import draft_offer, make_offer
from hirehall.engagements.milestone.actions.rewrite_draft import rewrite_draft
from hirehall.engagements.milestone.actions.send_drafted_offer import send_drafted_offer
from hirehall.engagements.milestone.forms import Editor, TermsForm, typed_prices
from hirehall.engagements.milestone.pages.answers import to_room
from hirehall.engagements.milestone.states import MODEL
from hirehall.foundation.http import actor_in
from hirehall.foundation.ids import new_id
from hirehall.foundation.posted import field_errors, once, uuid_or_none, version_in, whole
from hirehall.foundation.refused import Refused

ROW_BUTTONS = ("more_rows", "fewer_rows", "same_rows")


def changes_rows(request: HttpRequest) -> bool:
    """Whether the editor's own buttons were pressed, not the form's."""
    return any(name in request.POST for name in ROW_BUTTONS)


@require_http_methods(["GET", "POST"])
def new_offer(request: HttpRequest) -> HttpResponse:
    by = actor_in(request)
    begun = _begun(request)
    hall = request.hall  # type: ignore[attr-defined]
    basis = contracts.basis_for(by, hall_id=hall.id, **begun)
    form = TermsForm(initial={"title": basis.title, "scope": basis.scope}, use_required_attribute=False)
    rows = [Editor.row_of(unit, basis.currency) for unit in basis.units]
    editor = Editor(rows=rows or [{}], currency=basis.currency)
    clauses = contracts.clause_choices(hall.id, typed=request.POST)
    if request.method == "POST":
        form, editor = posted(request, basis.currency)
        if not changes_rows(request) and form.is_valid() and (planned := editor.milestones()):
            act = draft_offer if request.POST.get("do") == "keep" else make_offer
            try:
                made = act(
                    hall.id,
                    by=by,
                    terms=form.deal(contracts.clause_ids_in(clauses)),
                    milestones=planned,
                    **begun,
                    **once(request),
                )
            except Refused as refused:
                field_errors(form, refused)
            else:
                kept = "The draft is kept. Only your side sees it."
                messages.success(request, _sent(made) if act is make_offer else kept)
                return _to_offer(made)
    line = queries.plan_line(contracts.pricing_from(basis, hall.id), editor.titles(), editor.prices())
    context = {
        "form": form,
        "editor": editor,
        "basis": basis,
        "clauses": clauses,
        "key": new_id(),
        "offer": None,
        "line": line,
        "quote_href": f"{reverse('milestone:new_offer_quote')}?{request.GET.urlencode()}",
    }
    return render(request, "milestone/offer_form.html", context, using="jinja2")


def _begun(request: HttpRequest) -> dict[str, UUID | None]:
    """What the offer begins from, by the address: one of the four."""
    for name in ("request", "proposal", "contract", "freelancer"):
        if found := uuid_or_none(request.GET.get(name, "")):
            return {f"{name}_id": found}
    return {}


def _sent(made: Offer) -> str:
    return "The quote is sent." if made.is_quote else "The offer is sent."


@require_GET
def new_offer_quote(request: HttpRequest) -> HttpResponse:
    """The line that tells, while one types a new offer, what its plan means for all three sides."""
    hall = request.hall  # type: ignore[attr-defined]
    basis = contracts.basis_for(actor_in(request), hall_id=hall.id, **_begun(request))
    line = queries.plan_line(
        contracts.pricing_from(basis, hall.id), *typed_prices(request.GET, basis.currency)
    )
    return render(request, "milestone/quote.html", {"line": line}, using="jinja2")


@require_GET
def offer_quote(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """The same line for a counter-offer, or for a draft."""
    found = contracts.offer_for(actor_in(request), offer_id, model=MODEL)
    line = queries.offer_line(found, *typed_prices(request.GET, found.currency))
    return render(request, "milestone/quote.html", {"line": line}, using="jinja2")


def posted(request: HttpRequest, currency: str) -> tuple[TermsForm, Editor]:
    if changes_rows(request):
        names = TermsForm.base_fields
        typed = {name: request.POST.get(name, "") for name in names}
        return TermsForm(initial=typed, use_required_attribute=False), Editor.changed(
            request.POST, currency=currency
        )
    return TermsForm(request.POST, use_required_attribute=False), Editor(request.POST, currency=currency)


def _to_offer(offer: Offer) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("milestone:offer", args=[offer.id]))


@require_http_methods(["GET"])
def offer(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    page = queries.offer_page(actor_in(request), offer_id)
    context = {"page": page, "key": new_id(), "shown": page.version(whole(request.GET.get("version", "")))}
    return render(request, "milestone/offer.html", context, using="jinja2")


@require_http_methods(["GET", "POST"])
def counter(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    return _other_version(request, offer_id, act=counter_offer, done="Your counter-offer is sent.")


@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    return _other_version(request, offer_id, act=rewrite_draft, done="The draft is kept.")


def _other_version(
    request: HttpRequest, offer_id: UUID, *, act: Callable[..., Offer], done: str
) -> HttpResponse:
    """The builder, filled with the terms on the table; what is sent becomes the next version, or the new draft."""
    by = actor_in(request)
    page = queries.offer_page(by, offer_id)
    terms, currency = page.current.terms, page.offer.currency
    first = {name: getattr(terms, name) for name in ("title", "scope", "starts_on", "ends_on")}
    form = TermsForm(initial=first, use_required_attribute=False)
    rows = [{**Editor.row_of(unit, currency), "id": ""} for unit in terms.plan]
    editor = Editor(rows=rows, currency=currency)
    clauses = contracts.clause_choices(page.offer.hall_id, agreed=terms.clauses, typed=request.POST)
    if request.method == "POST":
        form, editor = posted(request, currency)
        if not changes_rows(request) and form.is_valid() and (planned := editor.milestones()):
            try:
                act(
                    offer_id,
                    by=by,
                    terms=form.deal(contracts.clause_ids_in(clauses)),
                    milestones=planned,
                    version=version_in(request),
                    **once(request),
                )
            except Refused as refused:
                field_errors(form, refused)
            else:
                messages.success(request, done)
                return _to_offer(page.offer)
    context = {
        "form": form,
        "editor": editor,
        "basis": None,
        "clauses": clauses,
        "key": new_id(),
        "offer": page.offer,
        "line": queries.offer_line(page.offer, editor.titles(), editor.prices()),
        "quote_href": reverse("milestone:offer_quote", args=[offer_id]),
    }
    return render(request, "milestone/offer_form.html", context, using="jinja2")


@require_POST
def dispatch(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    sent = send_drafted_offer(offer_id, by=actor_in(request), version=version_in(request), **once(request))
    messages.success(request, _sent(sent))
    return _to_offer(sent)


@require_POST
def acceptance(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    contract = accept_offer(offer_id, by=actor_in(request), version=version_in(request), **once(request))
    messages.success(request, "You have a contract. The agreement is being filed for both sides.")
    return to_room(contract.id)
