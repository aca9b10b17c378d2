"""Asking for somebody, choosing, and saying yes or no to what one is proposed for."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hirehall.engagements.trial import queries
from hirehall.engagements.trial.actions.answer_match import accept_match, decline_match
from hirehall.engagements.trial.actions.choose_person import ask_again, choose_person
from hirehall.engagements.trial.actions.make_request import make_request, withdraw_request
from hirehall.engagements.trial.forms import RequestForm, YesForm
from hirehall.engagements.trial.rules import MOST_HOURS
from hirehall.foundation.actor import Actor
from hirehall.foundation.http import actor_in
from hirehall.foundation.ids import new_id
from hirehall.foundation.money import Money, parse
from hirehall.foundation.posted import field_errors, once, uuid_or_none, version_in, whole
from hirehall.foundation.refused import Refused
from hirehall.halls.models import Hall
from hirehall.halls.queries import policy_now
from hirehall.people.queries import organisation_names


def hall_of(request: HttpRequest) -> Hall:
    return cast(Hall, request.hall)  # type: ignore[attr-defined]


def shown(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    return render(request, f"trial/{template}.html", {"key": new_id(), **context}, using="jinja2")


def _hiring(by: Actor) -> list[tuple[UUID, str]]:
    """The organisations for which the actor may ask."""
    person_id = by.require_person()
    names = organisation_names(list(by.organisation_ids)).items()
    return [(key, name) for key, name in names if by.may_hire_for(person_id, key)]


def _to_request(request_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("trial:request", args=[request_id]))


@require_GET
def requests(request: HttpRequest) -> HttpResponse:
    """What one’s own side has asked the matcher for."""
    by = actor_in(request)
    by.require_person()
    rows, more = queries.requests_page(by, after=uuid_or_none(request.GET.get("after", "")))
    hall = hall_of(request)
    return shown(
        request, "requests", rows=rows, more=more, offered=hall.offers("trial"), policy=policy_now(hall.id)
    )


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    by, hall = actor_in(request), hall_of(request)
    form = RequestForm(request.POST or None, hall=hall, organisations=_hiring(by))
    if request.method == "POST" and form.is_valid() and (wanted := form.wanted()):
        try:
            made = make_request(
                hall.id, by=by, wanted=wanted, organisation_id=form.organisation_id, **once(request)
            )
        except Refused as refused:
            field_errors(form, refused)
        else:
            messages.success(request, "The matcher has it. You are told when there is somebody to choose.")
            return _to_request(made.id)
    return shown(
        request, "new", form=form, policy=policy_now(hall.id), currency=hall.currency, quoted=_quoted(request)
    )


@require_GET
def quote(request: HttpRequest) -> HttpResponse:
    """What a trial would cost, for the line that follows the typing."""
    return shown(request, "quote", quoted=_quoted(request))


def _quoted(request: HttpRequest) -> queries.TrialQuote | None:
    given, hall = request.POST if request.method == "POST" else request.GET, hall_of(request)
    policy = policy_now(hall.id)

    def amount(name: str) -> Money | None:
        try:
            found = parse(given.get(name, ""), hall.currency)
        except ValueError:
            return None
        return found if 0 < found.minor <= policy.largest_amount_minor else None

    if given.get("pays") == "fixed":
        price = amount("price")
        return queries.trial_quoted(hall, policy, price, price) if price else None
    most, hours = amount("rate_most"), whole(given.get("weekly_hours", ""))
    least = amount("rate_least") or most
    if most is None or least is None or least.minor > most.minor or not 0 < (hours or 0) <= MOST_HOURS:
        return None
    prices = [queries.trial_price(rate, hours or 0, policy) for rate in (least, most)]
    return queries.trial_quoted(hall, policy, *prices) if prices[0] else None


@require_GET
def request(request: HttpRequest, match_request_id: UUID) -> HttpResponse:
    """A request: where it stands, and who can be chosen, side by side."""
    page = queries.request_page(actor_in(request), match_request_id)
    return shown(request, "request", page=page)


@require_POST
def withdrawal(request: HttpRequest, match_request_id: UUID) -> HttpResponse:
    withdraw_request(match_request_id, by=actor_in(request), version=version_in(request), **once(request))
    messages.success(request, "The request is withdrawn. Whoever was asked is told.")
    return _to_request(match_request_id)


@require_POST
def next_round(request: HttpRequest, match_request_id: UUID) -> HttpResponse:
    ask_again(
        match_request_id, by=actor_in(request), reason=request.POST.get("reason", ""),
        version=version_in(request), **once(request),
    )  # fmt: skip
    messages.success(request, "The matcher looks for others, and knows why.")
    return _to_request(match_request_id)


@require_POST
def choice(request: HttpRequest, match_id: UUID) -> HttpResponse:
    offer = choose_person(match_id, by=actor_in(request), version=version_in(request), **once(request))
    messages.success(request, "The offer of the trial is sent. You pay when it is accepted.")
    return HttpResponseRedirect(reverse("trial:offer", args=[offer.id]))


@require_GET
def proposals(request: HttpRequest) -> HttpResponse:
    """What one is, and was, proposed for."""
    rows, more = queries.proposals_of(actor_in(request), after=uuid_or_none(request.GET.get("after", "")))
    return shown(request, "proposals", rows=rows, more=more)


@require_http_methods(["GET", "POST"])
def proposal(request: HttpRequest, match_id: UUID) -> HttpResponse:
    """What one is proposed for, before the client sees anything; a POST says yes."""
    by = actor_in(request)
    page = queries.proposal_page(by, match_id)
    form = YesForm(request.POST or None, currency=page.request.currency, by_the_hour=page.request.by_the_hour)
    if request.method == "POST" and form.is_valid():
        rate = form.amount("rate")
        if not form.errors:
            try:
                accept_match(
                    match_id, by=by, note=form.cleaned_data["note"], rate=rate,
                    version=version_in(request), **once(request),
                )  # fmt: skip
            except Refused as refused:
                field_errors(form, refused)
            else:
                messages.success(request, "Thank you. The client sees you beside the others now.")
                return HttpResponseRedirect(reverse("trial:proposal", args=[match_id]))
    return shown(request, "proposal", page=page, form=form)


@require_POST
def refusal(request: HttpRequest, match_id: UUID) -> HttpResponse:
    decline_match(match_id, by=actor_in(request), version=version_in(request), **once(request))
    messages.success(request, "You said no. Nothing is counted against you.")
    return HttpResponseRedirect(reverse("trial:proposals"))
