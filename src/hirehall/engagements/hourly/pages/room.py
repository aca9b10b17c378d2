"""The contract room, its weeks, and what is done to the contract as a whole."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hirehall.contracts import queries as contracts
from hirehall.engagements.hourly import queries
from hirehall.engagements.hourly.actions.change_terms import accept_terms, propose_terms
from hirehall.engagements.hourly.actions.end_contract import give_notice
from hirehall.engagements.hourly.actions.hold_week import pay_week
from hirehall.engagements.hourly.actions.pause_contract import pause_contract, resume_contract
from hirehall.engagements.hourly.actions.run_week import approve_week
from hirehall.engagements.hourly.forms import EntryForm, HourTermsForm, NoteForm
from hirehall.engagements.hourly.jobs import settle_now
from hirehall.engagements.hourly.pages.answers import to_room
from hirehall.foundation import clock
from hirehall.foundation.http import actor_in
from hirehall.foundation.ids import new_id
from hirehall.foundation.posted import field_errors, once, version_in
from hirehall.foundation.refused import Refused
from hirehall.look.formats import money_text
from hirehall.money import queries as money
from hirehall.money.states import PaymentStatus


@require_GET
def contract(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    by = actor_in(request)
    room = queries.room_for(by, contract_id)
    form = EntryForm(initial={"day": clock.now().date()}, use_required_attribute=False)
    context = {"room": room, "form": form, "key": new_id()}
    return render(request, "hourly/contract.html", context, using="jinja2")


@require_GET
def week(request: HttpRequest, week_id: UUID) -> HttpResponse:
    page = queries.week_page(actor_in(request), week_id)
    return render(request, "hourly/week.html", {"page": page, "key": new_id()}, using="jinja2")


@require_POST
def approval(request: HttpRequest, week_id: UUID) -> HttpResponse:
    paid = approve_week(week_id, by=actor_in(request), version=version_in(request), **once(request))
    messages.success(request, f"{money_text(paid.money(paid.released_minor))} is paid for “{paid.title}”.")
    return to_room(paid.contract_id)


@require_http_methods(["GET", "POST"])
def fund(request: HttpRequest, week_id: UUID) -> HttpResponse:
    """Paying for a week: the money sentence first, then the way to pay, then the button."""
    by = actor_in(request)
    if request.method == "POST":
        method = request.POST.get("method", "sandbox.instant")
        held = pay_week(week_id, by=by, method=method, version=version_in(request), **once(request))
        if held.payment_id is None:
            return to_room(held.contract_id)
        payment, _ = settle_now(held.payment_id)
        if payment.status == PaymentStatus.PENDING and payment.next_href:
            return HttpResponseRedirect(payment.next_href)
        done = f"{money_text(payment.amount)} is held for “{held.title}”."
        messages.add_message(request, *money.outcome_of(payment, done=done))
        return to_room(held.contract_id)
    page = queries.fund_page(by, week_id)
    context = {"page": page, "methods": money.payment_methods(), "key": new_id()}
    return render(request, "hourly/fund.html", context, using="jinja2")


@require_POST
def pause(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    pause_contract(contract_id, by=actor_in(request), version=version_in(request), **once(request))
    messages.success(request, "The contract is paused. No further week is held until one of you resumes it.")
    return to_room(contract_id)


@require_POST
def resumption(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    resume_contract(contract_id, by=actor_in(request), version=version_in(request), **once(request))
    messages.success(request, "The contract runs on. The next week is held by the calendar.")
    return to_room(contract_id)


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    by = actor_in(request)
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        ended = give_notice(contract_id, by=by, note=note, version=version_in(request), **once(request))
        over = "The contract has ended. Nothing is left in escrow."
        later = "Notice is given. The contract ends when its last week is settled."
        messages.success(request, over if ended.ended_at else later)
        return to_room(contract_id)
    page = queries.end_page(by, contract_id)
    return render(request, "hourly/end.html", {"page": page, "form": form, "key": new_id()}, using="jinja2")


@require_http_methods(["GET", "POST"])
def new_terms(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    by = actor_in(request)
    running = queries.hourly_contract_for(by, contract_id)
    now = queries.version_of(contracts.terms_in_force(running), running.currency)
    first = {
        "title": now.terms.title,
        "scope": now.terms.scope,
        "rate": str(now.rate.decimal),
        "cap_hours": now.cap_hours,
    }
    form = HourTermsForm(request.POST or None, initial=first, use_required_attribute=False)
    del form.fields["starts_on"]
    clauses = contracts.clause_choices(running.hall_id, agreed=now.terms.clauses, typed=request.POST)
    if request.method == "POST" and form.is_valid():
        form.cleaned_data["starts_on"] = None
        terms = form.terms(running.currency, contracts.clause_ids_in(clauses))
        try:
            if terms is not None:
                propose_terms(contract_id, by=by, terms=terms, version=version_in(request), **once(request))
                messages.success(request, "The new terms are proposed. Those in force stay until accepted.")
                return to_room(contract_id)
        except Refused as refused:
            field_errors(form, refused)
    context = {
        "clauses": clauses,
        "form": form,
        "contract": running,
        "currency": running.currency,
        "key": new_id(),
    }
    return render(request, "hourly/terms_form.html", context, using="jinja2")


@require_GET
def terms(request: HttpRequest, terms_id: UUID) -> HttpResponse:
    page = queries.terms_page(actor_in(request), terms_id)
    return render(request, "hourly/terms.html", {"page": page, "key": new_id()}, using="jinja2")


@require_POST
def terms_acceptance(request: HttpRequest, terms_id: UUID) -> HttpResponse:
    adopted = accept_terms(terms_id, by=actor_in(request), version=version_in(request), **once(request))
    messages.success(
        request, "The new terms are in force. They count from the next week that is not held yet."
    )
    return to_room(adopted.contract_id)
