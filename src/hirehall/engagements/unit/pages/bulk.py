"""Many orders from one file: sent, looked at line by line, then posted while the page says how far it is."""

from __future__ import annotations

import csv
import io
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hirehall.engagements.unit import queries
from hirehall.engagements.unit.actions.batch import drop_batch, post_batch, read_batch
from hirehall.engagements.unit.forms import BulkForm
from hirehall.engagements.unit.pages.answers import hall_of, hiring, shown
from hirehall.engagements.unit.rules import MOST_HOURS
from hirehall.engagements.unit.rules import bulk as files
from hirehall.engagements.unit.states import LEVELS, UNITS
from hirehall.foundation.http import actor_in
from hirehall.foundation.posted import field_errors, once, uuid_or_none, version_in
from hirehall.foundation.refused import Refused
from hirehall.look.formats import plural
from hirehall.money import queries as money


def _to(batch_id: UUID) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("unit:batch", args=[batch_id]))


@require_http_methods(["GET", "POST"])
def bulk(request: HttpRequest) -> HttpResponse:
    """The file, for whom it is, and the files of before."""
    by, hall = actor_in(request), hall_of(request)
    by.require_person()
    form = BulkForm(request.POST or None, request.FILES or None, use_required_attribute=False)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch = read_batch(
                hall.id,
                by=by,
                text=files.text_in(file.read(files.LARGEST_FILE + 1)),
                name=file.name,
                organisation_id=uuid_or_none(request.POST.get("organisation", "")),
                team_id=uuid_or_none(request.POST.get("team", "")),
                **once(request),
            )
        except Refused as refused:
            field_errors(form, refused)
        else:
            return _to(batch.id)
    return shown(
        request, "bulk", form=form, cards=queries.batch_cards(by, hall), columns=files.COLUMNS,
        organisations=hiring(by), teams=list(queries.own_teams(by, hall.id)), team=request.POST.get("team", ""),
        units=", ".join(UNITS), levels=", ".join(f"{level} or {word}" for level, word in LEVELS.items()),
        most_hours=MOST_HOURS,
    )  # fmt: skip


@require_GET
def template(request: HttpRequest) -> HttpResponse:
    """A file to begin with: the names of the columns, and two orders."""
    actor_in(request).require_person()
    out = io.StringIO()
    csv.writer(out).writerows(files.TEMPLATE)
    answer = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="orders.csv"'
    return answer


@require_GET
def batch(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """A file: what is wrong with it, what it costs, how far it is."""
    page = queries.batch_page(actor_in(request), batch_id)
    return shown(request, "batch", page=page, methods=money.payment_methods())


@require_POST
def post(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    total = request.POST.get("total", "")
    post_batch(
        batch_id,
        by=actor_in(request),
        method=request.POST.get("method", "sandbox.instant"),
        total_seen=int(total) if total.isascii() and total.isdigit() and len(total) < 19 else None,
        version=version_in(request),
        **once(request),
    )
    messages.success(request, "The orders are being posted. You may leave; you are told when they are.")
    return _to(batch_id)


@require_POST
def drop(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    drop_batch(batch_id, by=actor_in(request), version=version_in(request), **once(request))
    there = queries.batch_page(actor_in(request), batch_id).posted
    kept = f" {plural(there, 'order')} of it stay posted." if there else ""
    messages.success(request, f"The rest is let be.{kept}")
    return _to(batch_id)
