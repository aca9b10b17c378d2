"""Time: written down, corrected, taken out, disputed, answered for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from hirehall.engagements.hourly import queries
from hirehall.engagements.hourly.actions import dispute_entry as disputes
from hirehall.engagements.hourly.actions.log_time import correct_entry, log_time, remove_entry
from hirehall.engagements.hourly.actions.run_timer import discard_timer, start_timer, stop_timer
from hirehall.engagements.hourly.forms import EntryForm, moment_or_none
from hirehall.engagements.hourly.pages.answers import to_room
from hirehall.foundation.http import actor_in
from hirehall.foundation.ids import new_id
from hirehall.foundation.posted import field_errors, once, version_in, whole
from hirehall.foundation.refused import Because, Refused

FIELDS = {"starts_at": "begins", "minutes": "ends"}


@require_http_methods(["POST"])
def log(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """Write down time; what is wrong is said at its field, in the room."""
    by = actor_in(request)
    form = EntryForm(request.POST, use_required_attribute=False)
    if form.is_valid():
        starts_at, minutes = form.span()
        memo = form.cleaned_data["memo"]
        try:
            log_time(contract_id, by=by, starts_at=starts_at, minutes=minutes, memo=memo, **once(request))
        except Refused as refused:
            field_errors(form, refused, **FIELDS)
        else:
            messages.success(request, "Your time is logged.")
            return HttpResponseRedirect(reverse("hourly:contract", args=[contract_id]) + "#log")
    room = queries.room_for(by, contract_id)
    context = {"room": room, "form": form, "key": new_id()}
    return render(request, "hourly/contract.html", context, using="jinja2", status=422)


@require_POST
def timer(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    start_timer(contract_id, by=actor_in(request), memo=request.POST.get("memo", ""), **once(request))
    messages.success(request, "Your timer runs.")
    return HttpResponseRedirect(reverse("hourly:contract", args=[contract_id]) + "#log")


@require_POST
def timer_stop(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """Stop it; a page that was offline for a while says when."""
    stopped_at = moment_or_none(request.POST.get("stopped_at", ""))
    stop_timer(contract_id, by=actor_in(request), stopped_at=stopped_at, **once(request))
    messages.success(request, "Your time is logged.")
    return HttpResponseRedirect(reverse("hourly:contract", args=[contract_id]) + "#log")


@require_POST
def timer_removal(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    discard_timer(contract_id, by=actor_in(request), **once(request))
    messages.success(request, "The timer is thrown away.")
    return HttpResponseRedirect(reverse("hourly:contract", args=[contract_id]) + "#log")


@require_http_methods(["GET", "POST"])
def entry(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """One entry: to correct while its week can be edited, to speak about while it is disputed."""
    by = actor_in(request)
    page = queries.entry_page(by, entry_id)
    row = page.entry
    first = {"day": row.starts_at.date(), "begins": row.starts_at, "ends": row.ends_at, "memo": row.memo}
    form = EntryForm(request.POST or None, initial=first, use_required_attribute=False)
    if request.method == "POST" and form.is_valid():
        starts_at, minutes = form.span()
        try:
            correct_entry(
                entry_id,
                by=by,
                starts_at=starts_at,
                minutes=minutes,
                memo=form.cleaned_data["memo"],
                version=version_in(request),
                **once(request),
            )
        except Refused as refused:
            field_errors(form, refused, **FIELDS)
        else:
            messages.success(request, "The entry is corrected.")
            return to_room(page.contract.id)
    context = {"page": page, "form": form, "key": new_id()}
    return render(request, "hourly/entry.html", context, using="jinja2")


@require_POST
def removal(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    week = remove_entry(entry_id, by=actor_in(request), version=version_in(request), **once(request))
    messages.success(request, "The entry is taken out.")
    return to_room(week.contract_id)


@require_POST
def dispute(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    reason = request.POST.get("reason", "")
    return _act(request, entry_id, disputes.dispute_entry, "The entry is disputed.", reason=reason)


@require_POST
def withdrawal(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    return _act(request, entry_id, disputes.withdraw_dispute, "The dispute is taken back.")


@require_POST
def taking_off(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    return _act(request, entry_id, disputes.take_off_entry, "The entry is taken off.")


@require_POST
def contest(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    answer = request.POST.get("answer", "")
    return _act(request, entry_id, disputes.contest_entry, "You stand by the entry.", answer=answer)


@require_POST
def split(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    minutes = whole(request.POST.get("minutes", ""))
    if minutes is None:
        raise Refused("hourly.bad_split", "Say in minutes how much is to be paid.", because=Because.INVALID)
    return _act(request, entry_id, disputes.propose_split, "Your split is proposed.", minutes=minutes)


@require_POST
def agreement(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    return _act(request, entry_id, disputes.accept_split, "You agreed on the split.")


def _act(
    request: HttpRequest, entry_id: UUID, act: Callable[..., Any], done: str, **given: Any
) -> HttpResponse:
    act(entry_id, by=actor_in(request), version=version_in(request), **given, **once(request))
    messages.success(request, done)
    return HttpResponseRedirect(reverse("hourly:entry", args=[entry_id]))
