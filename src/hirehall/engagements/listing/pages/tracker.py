"""What a member keeps: positions, how far they are with each, notes and dates. Nobody else sees any of it."""

from __future__ import annotations

import csv
from io import StringIO
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hirehall.engagements.listing import queries
from hirehall.engagements.listing.actions.track_position import (
    forget_position,
    note_application,
    save_position,
)
from hirehall.engagements.listing.forms import NoteForm, noted
from hirehall.engagements.listing.pages.board import shown
from hirehall.engagements.listing.states import STEP_WORDS, State, Step
from hirehall.foundation.http import actor_in, download
from hirehall.foundation.posted import field_errors, once, uuid_or_none, version_in
from hirehall.foundation.refused import Refused
from hirehall.look.formats import inert

COLUMNS = (
    *("position", "employer", "site", "state", "step", "applied_on"),
    *("next_at", "next_what", "note", "kept_since"),
)


@require_GET
def kept(request: HttpRequest) -> HttpResponse:
    """The tracker: everything one keeps, by how far one is."""
    step = request.GET.get("step", "")
    by, after = actor_in(request), uuid_or_none(request.GET.get("after", ""))
    rows, more = queries.tracked_rows(by, step=step, after=after)
    counts = queries.tracked_counts(by)
    tabs = [("All", reverse("listing:kept"), step not in set(Step))]
    tabs += [
        (f"{word} ({counts.get(one, 0)})", f"{reverse('listing:kept')}?step={one}", step == one)
        for one, word in STEP_WORDS.items()
    ]
    words = queries.STATE_WORDS
    context = {
        "rows": [(row, STEP_WORDS[Step(row.step)], words[State(row.position.state)]) for row in rows],
        "more": more, "tabs": tabs, "step": step if step in set(Step) else "",
    }  # fmt: skip
    return shown(request, "kept", context)


@require_GET
def kept_csv(request: HttpRequest) -> HttpResponse:
    """Everything one keeps as CSV: days and instants as in ISO 8601."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in queries.tracked_all(actor_in(request)):
        told, when = row.position, row.next_at.isoformat() if row.next_at else ""
        writer.writerow([
            inert(told.title), inert(told.employer), told.site, told.state, row.step, row.applied_on or "",
            when, inert(row.next_what), inert(row.note), row.saved_at.isoformat(),
        ])  # fmt: skip
    return download(out.getvalue().encode(), "text/csv; charset=utf-8", "positions.csv")


@require_POST
def keep(request: HttpRequest, position_id: UUID) -> HttpResponse:
    row = save_position(position_id, by=actor_in(request))
    messages.success(request, "Kept. You are told when it closes.")
    return HttpResponseRedirect(reverse("listing:note", args=[row.id]))


@require_http_methods(["GET", "POST"])
def note(request: HttpRequest, tracked_id: UUID) -> HttpResponse:
    """How far one is with a position: step, dates, notes."""
    by = actor_in(request)
    row = queries.tracked_by_id(by, tracked_id)
    form = NoteForm(request.POST or None, initial=noted(row))
    if request.method == "POST" and form.is_valid():
        try:
            note_application(
                tracked_id, by=by, version=version_in(request), **form.cleaned_data, **once(request)
            )
        except Refused as refused:
            field_errors(form, refused)
        else:
            messages.success(request, "Noted.")
            return HttpResponseRedirect(reverse("listing:kept"))
    return shown(
        request, "note", {"row": row, "form": form, "word": queries.STATE_WORDS[State(row.position.state)]}
    )


@require_POST
def forget(request: HttpRequest, tracked_id: UUID) -> HttpResponse:
    forget_position(tracked_id, by=actor_in(request), **once(request))
    messages.success(request, "You keep it no more.")
    return HttpResponseRedirect(reverse("listing:kept"))
