"""The matcher's desk: requests by their deadline, whom to propose for one, and the guarantee pot."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hirehall.engagements.trial import queries
from hirehall.engagements.trial.actions.propose_person import (
    close_request,
    propose_person,
    show_people,
    take_back_proposal,
)
from hirehall.engagements.trial.states import POT_TIMES
from hirehall.foundation.http import actor_in
from hirehall.foundation.ids import new_id
from hirehall.foundation.money import parse
from hirehall.foundation.posted import once, version_in
from hirehall.front.pages.desk import at_the_desk, shown
from hirehall.front.pages.public import hall_of
from hirehall.halls.queries import policy_now
from hirehall.look.charts import Column, columns
from hirehall.money.actions.fill_guarantee import fill_guarantee
from hirehall.people.queries import profile_by_handle

ACTS = ("take_back", "show", "close", "fill")


class ActForm(forms.Form):
    do = forms.ChoiceField(choices=[(one, one) for one in ACTS])
    match_id = forms.UUIDField(required=False)
    request_id = forms.UUIDField(required=False)
    reason = forms.CharField(max_length=1_000, required=False)
    amount = forms.CharField(max_length=20, required=False)


class ProposeForm(forms.Form):
    person_id = forms.UUIDField(required=False)
    handle = forms.CharField(max_length=80, required=False)
    reason = forms.CharField(max_length=1_000)


@require_http_methods(["GET", "POST"])
@at_the_desk
def matching(request: HttpRequest) -> HttpResponse:
    """What waits, the nearest deadline first, and how the desk has done."""
    here = hall_of(request)
    if request.method == "POST":
        _act(request)
        return HttpResponseRedirect(reverse("front:desk_matching"))
    page = queries.desk_page(here, by=actor_in(request))
    context = {
        "page": page,
        "offered": here.offers("trial"),
        "waits": columns(
            [Column(word, count, str(count)) for word, count in page.waits],
            caption="How long requests waited",
        )
        if page.waits
        else "",
        "answers": columns(
            [Column(word, count, str(count)) for word, count in page.answers], caption="What people said"
        )
        if page.answers
        else "",
        "key": new_id(),
    }
    return shown(request, "matching", context)


def _act(request: HttpRequest) -> None:
    form = ActForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose what is to be done.")
        return
    data = form.cleaned_data
    more = {"by": actor_in(request), "version": version_in(request), **once(request)}
    match data["do"]:
        case "take_back" if data["match_id"]:
            take_back_proposal(data["match_id"], **more)
            messages.success(request, "Taken back. They are told.")
        case "show" if data["request_id"]:
            show_people(data["request_id"], **more)
            messages.success(request, "The client sees who has said yes.")
        case "close" if data["request_id"]:
            close_request(data["request_id"], reason=data["reason"], **more)
            messages.success(request, "Closed. The client reads why.")
        case "fill":
            _fill(request, data["amount"])


def _fill(request: HttpRequest, text: str) -> None:
    here = hall_of(request)
    try:
        amount = parse(text, here.currency)
    except ValueError:
        messages.error(request, f"Write an amount like 60 or 60.50 (in {here.currency}).")
        return
    there = fill_guarantee(here.id, by=actor_in(request), amount=amount, **once(request))
    messages.success(request, f"Set aside. {there.text()} is in the pot; who waits for it is paid now.")


@require_http_methods(["GET", "POST"])
@at_the_desk
def matching_request(request: HttpRequest, match_request_id: UUID) -> HttpResponse:
    """Who could be proposed for a request; a POST proposes one, with the reason."""
    by = actor_in(request)
    row = queries.request_for(by, match_request_id)
    queries.require_matcher(by, row)
    if request.method == "POST":
        form = ProposeForm(request.POST)
        if not form.is_valid() or not (form.cleaned_data["person_id"] or form.cleaned_data["handle"]):
            messages.error(request, "Name somebody, and say why.")
            return HttpResponseRedirect(reverse("front:desk_matching_request", args=[row.id]))
        data = form.cleaned_data
        person_id = data["person_id"] or profile_by_handle(data["handle"]).person_id
        match = propose_person(
            row.id, person_id, by=by, reason=data["reason"], version=version_in(request), **once(request)
        )
        messages.success(request, f"{match.person.name} is asked. The client sees nothing before their yes.")
        return HttpResponseRedirect(reverse("front:desk_matching"))
    return shown(
        request,
        "matching_request",
        {
            "request_row": row,
            "candidates": queries.candidates_for(row),
            "per_pair": policy_now(row.hall_id).number(POT_TIMES),
            "key": new_id(),
        },
    )
