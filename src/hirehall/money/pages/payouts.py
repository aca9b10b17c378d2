"""Asking to be paid out, watching a payout, taking it back, trying again; and where payouts go."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hirehall.foundation import facts
from hirehall.foundation.http import actor_in, person_id_in
from hirehall.foundation.refused import Refused
from hirehall.money import queries, rules
from hirehall.money.actions.cancel_payout import cancel_payout
from hirehall.money.actions.remove_destination import remove_destination
from hirehall.money.actions.request_payout import request_payout
from hirehall.money.actions.retry_payout import retry_payout
from hirehall.money.actions.save_destination import save_destination
from hirehall.money.forms import IbanForm, PayoutForm, RetryForm, SandboxAccountForm
from hirehall.money.pages.overview import hall_in, show_freelancer
from hirehall.money.states import PayoutStatus

PAGE = 50
HAPPENED = {
    "payout.requested": ("Asked for; the money left the balance", "send"),
    "payout.paid": ("Paid", "circle-check"),
    "payout.failed": ("Came back into the balance", "rotate-ccw"),
    "payout.cancelled": ("Cancelled; the money is in the balance", "x"),
    "payout.returned": ("An operator put the money back into the balance", "undo-2"),
}


@require_http_methods(["GET", "POST"])
def payouts(request: HttpRequest) -> HttpResponse:
    """The list of payouts, and the request for a new one."""
    if request.method == "POST":
        return _ask(request)
    after = request.GET.get("after", "")
    found = queries.payouts_for(
        actor_in(request), hall_in(request).id, after=UUID(after) if _is_uuid(after) else None, limit=PAGE
    )
    next_href = f"?after={found[-1].id}" if len(found) == PAGE else None
    return render(request, "money/payouts.html", {"payouts": found, "next_href": next_href}, using="jinja2")


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _ask(request: HttpRequest) -> HttpResponse:
    mine = queries.destinations_of(person_id_in(request), hall_in(request).id)
    form = PayoutForm(request.POST, destinations=mine)
    if not form.is_valid():
        return show_freelancer(request, form, status=422)
    try:
        payout = request_payout(  # type: ignore[call-arg]
            form.cleaned_data["destination"],
            amount=form.money,
            by=actor_in(request),
            key=form.cleaned_data["key"],
        )
    except Refused as refused:
        if refused.field != "amount":
            raise
        form.add_error("amount", refused.sentence)
        return show_freelancer(request, form, status=422)
    messages.success(request, f"{payout.amount.text()} is on its way to “{payout.destination.hint}”.")
    return redirect("money:payout", payout.id)


@require_GET
def payout(request: HttpRequest, payout_id: UUID) -> HttpResponse:
    """One payout: where it is, what happened, and what can be done."""
    found = queries.payout_for(actor_in(request), payout_id)
    mine = queries.destinations_of(found.person_id, found.hall_id)
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
        "money/payout.html",
        {
            "payout": found,
            "happened": happened,
            "may_cancel": rules.may_cancel(found),
            "may_retry": rules.may_move(found, PayoutStatus.REQUESTED),
            "form": RetryForm(destinations=mine, initial={"destination": found.destination_id}),
        },
        using="jinja2",
    )


@require_POST
def cancellation(request: HttpRequest, payout_id: UUID) -> HttpResponse:
    done = cancel_payout(payout_id, by=actor_in(request))
    messages.success(request, f"Cancelled. {done.amount.text()} is in your balance again.")
    return redirect("money:payout", payout_id)


@require_POST
def retry(request: HttpRequest, payout_id: UUID) -> HttpResponse:
    mine = queries.destinations_of(person_id_in(request), hall_in(request).id)
    form = RetryForm(request.POST, destinations=mine)
    if not form.is_valid():
        messages.error(request, "Choose where the money should go.")
        return redirect("money:payout", payout_id)
    done = retry_payout(payout_id, destination_id=form.cleaned_data["destination"], by=actor_in(request))
    messages.success(request, f"{done.amount.text()} is on its way to “{done.destination.hint}”.")
    return redirect("money:payout", payout_id)


@require_http_methods(["GET", "POST"])
def destinations(request: HttpRequest) -> HttpResponse:
    """Where payouts can go; a bank account or, where the sandbox is on, an account at the practice bank."""
    sent = request.POST if request.method == "POST" else None
    is_practice = sent is not None and sent.get("kind") == "sandbox"
    iban_form = IbanForm(None if is_practice else sent, prefix=None)
    practice_form = SandboxAccountForm(sent if is_practice else None, auto_id="practice_%s")
    form: Form = practice_form if is_practice else iban_form
    if sent is not None and form.is_valid() and _saved(request, form):
        return redirect("money:overview")
    return render(
        request,
        "money/destinations.html",
        {
            "destinations": queries.destinations_of(person_id_in(request), hall_in(request).id),
            "iban_form": iban_form,
            "practice_form": practice_form if rules.sandbox_offered() else None,
        },
        using="jinja2",
        status=200 if sent is None else 422,
    )


def _saved(request: HttpRequest, form: Form) -> bool:
    try:
        saved = save_destination(hall_in(request).id, by=actor_in(request), **form.cleaned_data)
    except Refused as refused:
        if refused.field not in form.fields:
            raise
        form.add_error(refused.field, refused.sentence)
        return False
    messages.success(request, f"“{saved.hint}” is saved. Payouts can go there now.")
    return True


@require_POST
def removal(request: HttpRequest, destination_id: UUID) -> HttpResponse:
    gone = remove_destination(destination_id, by=actor_in(request))
    messages.success(request, f"{gone.hint} is removed, and its number forgotten.")
    return redirect("money:destinations")
