"""The desk of outside positions: what waits to be screened, what is looked at again, and by which list."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hirehall.engagements.listing import queries
from hirehall.engagements.listing.actions.close_position import remove_position
from hirehall.engagements.listing.actions.screen_position import (
    confirm_position,
    date_screening,
    dismiss_signal,
    list_position,
    refuse_position,
)
from hirehall.foundation.http import actor_in
from hirehall.foundation.posted import field_errors, once, version_in
from hirehall.foundation.refused import Refused
from hirehall.front.forms import DeskForm, start_of
from hirehall.front.pages.desk import at_the_desk, shown
from hirehall.front.pages.public import hall_of


class ScreenForm(forms.Form):
    position_id = forms.UUIDField()
    answer = forms.ChoiceField(choices=[(one, one) for one in ("list", "refuse", "confirm", "remove")])
    reason = forms.CharField(max_length=1_000, required=False)


class ScreeningForm(DeskForm):
    """One dated list: a line each."""

    checks = forms.CharField(
        label="What has to hold before a position is listed", widget=forms.Textarea(attrs={"rows": 8}),
        help_text="One point a line. Each is ticked for each position, and stands on its page.",
    )  # fmt: skip
    free_mail = forms.CharField(
        label="Mail domains where everybody gets an address", required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One a line. An address there is remarked on where a company should have its own.",
    )  # fmt: skip
    hosts = forms.CharField(
        label="Sites that take applications for others", required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One a line. A link there is not remarked on though it is not the employer’s.",
    )  # fmt: skip
    day = forms.DateField(
        label="Counts from", required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text="From 00:00 UTC of that day; from now where it is left empty.",
    )  # fmt: skip
    reason = forms.CharField(label="Why", min_length=10, max_length=300)


@require_http_methods(["GET", "POST"])
@at_the_desk
def positions(request: HttpRequest) -> HttpResponse:
    """What waits, the longest first; what members reported; what is due for another look."""
    here = hall_of(request)
    if request.method == "POST":
        _decide(request)
        return HttpResponseRedirect(reverse("front:desk_positions"))
    page = {
        "waiting": queries.desk_cards(queries.waiting(here.id)),
        "again": queries.desk_cards(queries.to_recheck(here.id), reported=True),
        "rules": queries.screening_now(here.id),
        "words": queries.STATE_WORDS,
    }
    return shown(request, "positions", page)


def _decide(request: HttpRequest) -> None:
    form = ScreenForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose what is to be done with it.")
        return
    position_id, reason, by = form.cleaned_data["position_id"], form.cleaned_data["reason"], actor_in(request)
    more = {"by": by, "version": version_in(request), **once(request)}
    match form.cleaned_data["answer"]:
        case "list":
            list_position(position_id, answers=tuple(request.POST.getlist("checks")), **more)
            messages.success(request, "It is on the board, with your name and the time.")
        case "refuse":
            refuse_position(position_id, reason=reason, **more)
            messages.success(request, "It is not listed. Who sent it in reads why.")
        case "confirm":
            confirm_position(position_id, **more)
            messages.success(request, "Confirmed. Its days begin anew.")
        case _:
            remove_position(position_id, reason=reason, **more)
            messages.success(request, "It is off the board. Its poster and whoever keeps it read why.")


@require_safe
@at_the_desk
def beside(request: HttpRequest, position_id: UUID, other_id: UUID) -> HttpResponse:
    """A position and one that it is like, with what both have marked."""
    page = queries.beside(actor_in(request), position_id, other_id)
    return shown(request, "beside", {"page": page, "words": queries.STATE_WORDS})


@require_POST
@at_the_desk
def dismissal(request: HttpRequest, position_id: UUID, signal_id: UUID) -> HttpResponse:
    dismiss_signal(
        position_id, signal_id, by=actor_in(request), reason=request.POST.get("reason", ""), **once(request)
    )
    messages.success(request, "The signal is dismissed, with your reason.")
    return HttpResponseRedirect(reverse("front:desk_positions"))


@require_http_methods(["GET", "POST"])
@at_the_desk
def screening(request: HttpRequest) -> HttpResponse:
    """By which list positions are screened, from when, and every list before it."""
    here = hall_of(request)
    now = queries.screening_now(here.id)
    initial = {
        "checks": "\n".join(now.checks),
        "free_mail": "\n".join(sorted(now.free_mail)),
        "hosts": "\n".join(sorted(now.hosts)),
    }
    form = ScreeningForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            date_screening(
                here.id, by=actor_in(request), reason=data["reason"],
                checks=tuple(data["checks"].splitlines()), free_mail=tuple(data["free_mail"].splitlines()),
                hosts=tuple(data["hosts"].splitlines()),
                effective_from=start_of(data["day"]) if data["day"] else None, **once(request),
            )  # fmt: skip
        except Refused as refused:
            field_errors(form, refused, effective_from="day")
        else:
            messages.success(request, "The list is dated. What was screened keeps the list by which it was.")
            return HttpResponseRedirect(reverse("front:desk_screening"))
    return shown(request, "screening", {"form": form, "force": now, "history": queries.screenings(here.id)})
