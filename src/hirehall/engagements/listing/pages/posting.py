"""Sending positions in: a new one, a changed one, and what became of them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hirehall.engagements.listing import queries
from hirehall.engagements.listing.actions.close_position import close_position
from hirehall.engagements.listing.actions.submit_position import (
    send_again,
    submit_position,
    withdraw_position,
)
from hirehall.engagements.listing.forms import PositionForm, filled
from hirehall.engagements.listing.pages.board import hall_of, shown
from hirehall.engagements.listing.states import DepositState, State
from hirehall.foundation.http import actor_in
from hirehall.foundation.posted import field_errors, once, uuid_or_none, version_in
from hirehall.foundation.refused import Refused, not_found
from hirehall.halls.queries import policy_now

WITH_THE_DESK = "The desk has it. You are told when it is listed, or why not."


def _sent(request: HttpRequest, position_id: UUID) -> HttpResponse:
    """With the desk; or first to its deposit, where the hall wants one."""
    page = queries.position_page(actor_in(request), position_id)
    if page.deposit is not None and page.deposit.state == DepositState.DUE:
        messages.info(request, "It is kept. The desk has it once its deposit is there.")
        return HttpResponseRedirect(reverse("listing:deposit", args=[position_id]))
    messages.success(request, WITH_THE_DESK)
    return to_position(position_id)


def to_position(position_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("listing:position", args=[position_id]))


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new outside position, for the desk."""
    by, hall = actor_in(request), hall_of(request)
    by.require_person()
    form = PositionForm(request.POST or None, hall=hall)
    if request.method == "POST" and form.is_valid():
        try:
            position = submit_position(hall.id, by=by, content=form.content, **once(request))
        except Refused as refused:
            field_errors(form, refused)
        else:
            return _sent(request, position.id)
    context = {
        "form": form,
        "checks": queries.screening_now(hall.id).checks,
        "policy": policy_now(hall.id),
        "deposit": queries.deposit_at(hall),
    }
    return shown(request, "new", context)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, position_id: UUID) -> HttpResponse:
    """The same form for a position that was sent in; it is screened again."""
    by = actor_in(request)
    page = queries.position_page(by, position_id)
    if not page.is_poster:
        raise not_found("position")
    form = PositionForm(request.POST or None, hall=hall_of(request), initial=filled(page.position))
    if request.method == "POST" and form.is_valid():
        try:
            send_again(position_id, by=by, content=form.content, version=version_in(request), **once(request))
        except Refused as refused:
            field_errors(form, refused)
        else:
            return _sent(request, position_id)
    return shown(request, "change", {"form": form, "page": page})


@require_GET
def sent_in(request: HttpRequest) -> HttpResponse:
    """What one has sent in, and where it stands."""
    rows, more = queries.sent_in(actor_in(request), after=uuid_or_none(request.GET.get("after", "")))
    words = queries.STATE_WORDS
    return shown(request, "sent_in", {"rows": [(row, words[State(row.state)]) for row in rows], "more": more})


@require_POST
def withdraw(request: HttpRequest, position_id: UUID) -> HttpResponse:
    withdraw_position(position_id, by=actor_in(request), version=version_in(request), **once(request))
    messages.success(request, "You have taken it back.")
    return to_position(position_id)


@require_POST
def close(request: HttpRequest, position_id: UUID) -> HttpResponse:
    close_position(position_id, by=actor_in(request), version=version_in(request), **once(request))
    messages.success(request, "It is off the board. Everybody who kept it is told.")
    return to_position(position_id)
