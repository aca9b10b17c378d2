"""The offer of a trial, its room, its payment, and its end."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hirehall.contracts.states import Side
from hirehall.engagements.trial import queries
from hirehall.engagements.trial.actions.accept_offer import accept_offer
from hirehall.engagements.trial.actions.end_trial import be_content, be_not_content, give_up, keep_person
from hirehall.engagements.trial.actions.pay_trial import drop_trial, pay_trial
from hirehall.engagements.trial.forms import ReasonForm
from hirehall.engagements.trial.jobs import settle_now
from hirehall.engagements.trial.models import Trial
from hirehall.engagements.trial.pages.matching import shown
from hirehall.engagements.trial.states import HOLDING, State
from hirehall.foundation.http import actor_in
from hirehall.foundation.posted import field_errors, once, version_in
from hirehall.foundation.refused import Refused
from hirehall.look.formats import money_text
from hirehall.money import queries as money
from hirehall.money.states import PaymentStatus


def to_room(contract_id: UUID) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("trial:contract", args=[contract_id]))


@require_GET
def offer(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """The offer of a trial, for both sides; the chosen one answers here."""
    return shown(request, "offer", page=queries.offer_page(actor_in(request), offer_id))


@require_POST
def acceptance(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    trial = accept_offer(offer_id, by=actor_in(request), version=version_in(request), **once(request))
    messages.success(request, "Agreed. The trial begins when the client has paid it, and you are told.")
    return to_room(trial.contract_id)


@require_GET
def contract(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """The room of a trial."""
    return shown(request, "contract", room=queries.room_for(actor_in(request), contract_id))


@require_http_methods(["GET", "POST"])
def pay(request: HttpRequest, trial_id: UUID) -> HttpResponse:
    by = actor_in(request)
    if request.method == "POST":
        method = request.POST.get("method", "sandbox.instant")
        return _paid(
            request, pay_trial(trial_id, by=by, method=method, version=version_in(request), **once(request))
        )
    page = queries.end_page(by, trial_id)
    if page.trial.state != State.AGREED or page.side is not Side.CLIENT:
        return to_room(page.contract.id)
    return shown(request, "pay", page=page, methods=money.payment_methods())


def _paid(request: HttpRequest, trial: Trial) -> HttpResponse:
    """Ask the rail at once, and lead on: to the payer's bank, or to the room."""
    if trial.payment_id is None:
        return to_room(trial.contract_id)
    payment, _ = settle_now(trial.payment_id)
    if payment.status == PaymentStatus.PENDING and payment.next_href:
        return HttpResponseRedirect(payment.next_href)
    done = f"Paid. {money_text(payment.amount)} is held, and the trial begins."
    messages.add_message(request, *money.outcome_of(payment, done=done))
    return to_room(trial.contract_id)


@require_http_methods(["GET", "POST"])
def drop(request: HttpRequest, trial_id: UUID) -> HttpResponse:
    by = actor_in(request)
    if request.method == "POST":
        dropped = drop_trial(trial_id, by=by, version=version_in(request), **once(request))
        messages.success(request, "It does not begin. Nothing was taken.")
        return to_room(dropped.contract_id)
    page = queries.end_page(by, trial_id)
    return (
        shown(request, "drop", page=page) if page.trial.state == State.AGREED else to_room(page.contract.id)
    )


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, trial_id: UUID) -> HttpResponse:
    """How it was: the client goes on, is content, or is not; or the freelancer gives it up."""
    by = actor_in(request)
    page = queries.end_page(by, trial_id)
    if State(page.trial.state) not in HOLDING:
        return to_room(page.contract.id)
    answer = request.POST.get("answer", "")
    form = ReasonForm(request.POST if answer in ("not_content", "give_up") else None)
    if request.method == "POST" and (form.is_valid() or not form.is_bound):
        try:
            return _ended(request, trial_id, answer, form.cleaned_data["reason"] if form.is_bound else "")
        except Refused as refused:
            if not form.is_bound:
                raise
            field_errors(form, refused)
    return shown(request, "end", page=page, form=form)


def _ended(request: HttpRequest, trial_id: UUID, answer: str, reason: str) -> HttpResponse:
    more = {"by": actor_in(request), "version": version_in(request), **once(request)}
    match answer:
        case "not_content":
            trial = be_not_content(trial_id, reason=reason, **more)
            messages.success(request, "The money is on its way back to you. The freelancer reads why.")
        case "give_up":
            trial = give_up(trial_id, reason=reason, **more)
            messages.success(request, "The trial has ended, and the client has the money back.")
        case "content":
            trial = be_content(trial_id, **more)
            messages.success(request, "Thank you. The freelancer is paid.")
        case _:
            trial = keep_person(trial_id, further=answer, **more)
            messages.success(request, "The trial is paid. Now the offer with which you go on.")
            onward = reverse(f"{trial.further}:new_offer")
            return HttpResponseRedirect(f"{onward}?contract={trial.contract_id}")
    return to_room(trial.contract_id)
