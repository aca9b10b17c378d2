"""Positions of people without an account: the form, the mail that asks, and the page behind its link."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hirehall.engagements.listing import queries
from hirehall.engagements.listing.actions.post_by_mail import (
    ask_by_mail,
    change_by_mail,
    confirm_by_mail,
    end_by_mail,
)
from hirehall.engagements.listing.forms import MailForm, PositionForm, filled
from hirehall.engagements.listing.models import Mailed
from hirehall.engagements.listing.pages.board import hall_of, shown
from hirehall.engagements.listing.queries.deposits import deposit_at
from hirehall.engagements.listing.rules import may_move
from hirehall.engagements.listing.states import State
from hirehall.foundation.http import actor_in
from hirehall.foundation.posted import field_errors, once, version_in
from hirehall.foundation.refused import Refused, not_found
from hirehall.halls.queries import policy_now


def _here(request: HttpRequest, token: str) -> Mailed:
    """What the link is about, at its own hall alone: visitors are at no hall, so the address decides."""
    row = queries.mailed_by(token, by=actor_in(request))
    if row.hall_id != hall_of(request).id:
        raise not_found("position")
    return row


@login_not_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A position, and the address that is asked whether it was sent from there."""
    hall = hall_of(request)
    form = MailForm(request.POST or None, hall=hall)
    if request.method == "POST" and form.is_valid():
        try:
            visitor = queries.visitor_of(request.META.get("REMOTE_ADDR", ""))
            ask_by_mail(hall.id, by=actor_in(request), visitor=visitor, **form.told, **once(request))
        except Refused as refused:
            field_errors(form, refused)
        else:
            return HttpResponseRedirect(reverse("listing:mail_sent"))
    context = {
        "form": form,
        "checks": queries.screening_now(hall.id).checks,
        "is_open": policy_now(hall.id).number("listing.mailed_a_day") > 0 and deposit_at(hall) is None,
    }
    return shown(request, "mail_new", context)


@login_not_required
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    return shown(request, "mail_sent", {"days": queries.CONFIRM_DAYS})


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def mailed(request: HttpRequest, token: str) -> HttpResponse:
    """What the link is about: it asks first, and says where the position stands afterwards. A GET changes nothing."""
    by, row = actor_in(request), _here(request, token)
    if request.method == "POST":
        confirm_by_mail(token, by=by, **once(request))
        messages.success(request, "The desk has it. A mail tells you when it is listed, or why not.")
        return HttpResponseRedirect(reverse("listing:mailed", args=[token]))
    position = row.position
    context = {
        "row": row,
        "token": token,
        "told": queries.content_in(row.content),
        "position": position,
        "word": queries.STATE_WORDS[State(position.state)] if position else None,
        "may_change": position is not None and may_move(position, "send again"),
        "may_end": position is not None and may_move(position, "withdraw", "close"),
    }
    return shown(request, "mailed", context)


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, token: str) -> HttpResponse:
    """The same form again; it is screened again."""
    by, position = actor_in(request), _here(request, token).position
    if position is None:
        raise not_found("position")
    form = PositionForm(request.POST or None, hall=hall_of(request), initial=filled(position))
    if request.method == "POST" and form.is_valid():
        try:
            change_by_mail(token, by=by, content=form.content, version=version_in(request), **once(request))
        except Refused as refused:
            field_errors(form, refused)
        else:
            messages.success(request, "The desk has it again.")
            return HttpResponseRedirect(reverse("listing:mailed", args=[token]))
    return shown(request, "mail_change", {"form": form, "token": token, "position": position})


@login_not_required
@require_POST
def end(request: HttpRequest, token: str) -> HttpResponse:
    _here(request, token)
    end_by_mail(token, by=actor_in(request), version=version_in(request), **once(request))
    messages.success(request, "It is off the board, or taken back. Thank you for saying so.")
    return HttpResponseRedirect(reverse("listing:mailed", args=[token]))
