"""Changing the terms of a running contract: propose, compare, answer."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hirehall.contracts import queries as contracts
from hirehall.engagements.milestone import queries
from hirehall.engagements.milestone.actions.change_terms import accept_terms, propose_terms
from hirehall.engagements.milestone.forms import Editor, TermsForm, typed_prices
from hirehall.engagements.milestone.pages.answers import to_room
from hirehall.engagements.milestone.pages.offers import changes_rows, posted
from hirehall.engagements.milestone.states import MODEL
from hirehall.foundation.http import actor_in
from hirehall.foundation.ids import new_id
from hirehall.foundation.posted import field_errors, once, version_in
from hirehall.foundation.refused import Refused


@require_http_methods(["GET", "POST"])
def new_terms(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    by = actor_in(request)
    contract = contracts.contract_for(by, contract_id, model=MODEL)
    terms = contracts.terms_in_force(contract)
    units, fixed = queries.changeable_units(contract)
    first = {name: getattr(terms, name) for name in ("title", "scope", "starts_on", "ends_on")}
    form = TermsForm(initial=first, use_required_attribute=False)
    editor = Editor(
        rows=[Editor.row_of(unit, contract.currency) for unit in units] or [{}], currency=contract.currency
    )
    clauses = contracts.clause_choices(contract.hall_id, agreed=terms.clauses, typed=request.POST)
    if request.method == "POST":
        form, editor = posted(request, contract.currency)
        planned = None if changes_rows(request) else editor.milestones(may_be_empty=bool(fixed))
        if planned is not None and form.is_valid():
            try:
                propose_terms(
                    contract_id,
                    by=by,
                    terms=form.deal(contracts.clause_ids_in(clauses)),
                    milestones=planned,
                    version=version_in(request),
                    **once(request),
                )
            except Refused as refused:
                field_errors(form, refused)
            else:
                messages.success(
                    request, "The new terms are proposed. Those in force stay until they are accepted."
                )
                return to_room(contract_id)
    context = {
        "form": form,
        "editor": editor,
        "contract": contract,
        "fixed": fixed,
        "clauses": clauses,
        "key": new_id(),
        "line": queries.terms_line(contract, editor.titles(), editor.prices()),
        "quote_href": reverse("milestone:new_terms_quote", args=[contract_id]),
    }
    return render(request, "milestone/terms_form.html", context, using="jinja2")


@require_GET
def new_terms_quote(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """The line that tells what the planned milestones mean for all three sides, under the frozen fees."""
    contract = contracts.contract_for(actor_in(request), contract_id, model=MODEL)
    line = queries.terms_line(contract, *typed_prices(request.GET, contract.currency))
    return render(request, "milestone/quote.html", {"line": line}, using="jinja2")


@require_GET
def terms(request: HttpRequest, terms_id: UUID) -> HttpResponse:
    page = queries.terms_page(actor_in(request), terms_id)
    return render(request, "milestone/terms.html", {"page": page, "key": new_id()}, using="jinja2")


@require_POST
def acceptance(request: HttpRequest, terms_id: UUID) -> HttpResponse:
    version = version_in(request)
    adopted = accept_terms(terms_id, by=actor_in(request), version=version, **once(request))
    messages.success(request, "The new terms are in force. A new agreement is being filed.")
    return to_room(adopted.contract_id)
