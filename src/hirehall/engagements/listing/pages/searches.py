"""Saved searches: which there are, how often each tells, and the link in a mail that stops one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from hirehall.engagements.listing import queries
from hirehall.engagements.listing.actions.save_search import change_search, drop_search, save_search
from hirehall.engagements.listing.forms import Address
from hirehall.engagements.listing.pages.board import hall_of, shown
from hirehall.engagements.listing.states import EVERY_WORDS, Every
from hirehall.foundation.actor import Hat
from hirehall.foundation.http import actor_in
from hirehall.foundation.posted import once, version_in
from hirehall.people.queries import actor_by_id


@require_http_methods(["GET", "POST"])
def searches(request: HttpRequest) -> HttpResponse:
    """What one has saved. A POST saves the search that the board shows."""
    by, hall = actor_in(request), hall_of(request)
    if request.method == "POST":
        asked = Address(request.POST, currency=hall.currency).asked
        row = save_search(hall.id, by=by, asked=asked, every=request.POST.get("every", ""), **once(request))
        messages.success(request, f"“{row.name}” is saved. You are told of what is listed from now on.")
        return HttpResponseRedirect(reverse("listing:searches"))
    rows = [(row, queries.href_of(row)) for row in queries.searches_of(by)]
    return shown(request, "searches", {"rows": rows, "choices": EVERY_WORDS.items()})


@require_POST
def change(request: HttpRequest, saved_search_id: UUID) -> HttpResponse:
    every = request.POST.get("every", "")
    change_search(
        saved_search_id, by=actor_in(request), every=every, version=version_in(request), **once(request)
    )
    messages.success(request, "Saved. This is how often it tells you from now on.")
    return HttpResponseRedirect(reverse("listing:searches"))


@require_POST
def drop(request: HttpRequest, saved_search_id: UUID) -> HttpResponse:
    drop_search(saved_search_id, by=actor_in(request), **once(request))
    messages.success(request, "The search is removed.")
    return HttpResponseRedirect(reverse("listing:searches"))


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """One click in the mail program (a POST by RFC 8058), or a look here and a button; a GET changes nothing."""
    row = queries.search_stopped_by(token)
    if request.method == "POST" and row.every != Every.NEVER:
        by = actor_by_id(row.person_id, hat=Hat.FREELANCER)
        row = change_search(row.id, by=by, every=Every.NEVER)
    action = reverse("listing:stop", args=[token])
    return shown(request, "stop", {"row": row, "done": row.every == Every.NEVER, "action": action})
