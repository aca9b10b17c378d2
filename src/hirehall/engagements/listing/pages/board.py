"""The board: finding positions, and the page of one."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, cast
from urllib.parse import parse_qsl
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from hirehall.engagements.listing import queries
from hirehall.engagements.listing.actions.close_position import report_position
from hirehall.engagements.listing.forms import Address, ReportForm
from hirehall.engagements.listing.queries import feeds
from hirehall.engagements.listing.queries.structured import job_posting
from hirehall.engagements.listing.states import EVERY_WORDS
from hirehall.foundation.http import actor_in
from hirehall.foundation.ids import new_id
from hirehall.foundation.money import Money
from hirehall.foundation.posted import field_errors, once
from hirehall.foundation.refused import Refused
from hirehall.halls.models import Hall
from hirehall.look.data import json_ld

FACET_LEGENDS = (
    ("work", "Where the work is done"),
    ("kind", "Kind"),
    ("category", "Field"),
    ("skill", "Skills"),
    ("country", "Country"),
)


def hall_of(request: HttpRequest) -> Hall:
    return cast(Hall, request.hall)  # type: ignore[attr-defined]


def shown(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    return render(
        request, f"listing/{template}.html", {"key": new_id(), **context}, using="jinja2", status=status
    )


def board(request: HttpRequest) -> HttpResponse:
    """The listed positions, with filters."""
    hall = hall_of(request)
    address = Address(request.GET, currency=hall.currency)
    whole = queries.reads_whole(actor_in(request), hall.id)
    found = queries.find_positions(hall.id, replace(address.asked, in_text=whole))
    chips = [
        (option.label, address.without(name, option.value if name == "skill" else ""))
        for name, options in found.facets.items()
        for option in options
        if option.chosen
    ]
    if address.asked.least_minor is not None:
        least = Money(address.asked.least_minor, hall.currency).text(short=True)
        chips.append((f"From {least} an hour", address.without("pay")))
    context = {
        "found": found,
        "asked": address.asked,
        "address": address,
        "chips": chips,
        "facets_shown": FACET_LEGENDS,
        "saved": parse_qsl(address.search),
        "choices": EVERY_WORDS.items(),
        "sale": queries.sale_at(hall),
        "is_whole": whole,
        "may_begin": not whole and queries.may_begin(actor_in(request), hall.id),
        "next_href": address.following(found.next),
    }
    return shown(request, "board", context)


def position(request: HttpRequest, position_id: UUID) -> HttpResponse:
    """One position: what it is, who screened it and when, and how one applies."""
    page = queries.position_page(actor_in(request), position_id)
    row, hall = page.position, hall_of(request)
    listed = row.listed_at is not None and page.may_apply
    href = reverse("listing:position", args=[row.id])
    data = json_ld(job_posting(row, hall, href, text=page.text)) if listed else ""
    may_begin = not page.is_whole and queries.may_begin(actor_in(request), hall.id)
    context = {"page": page, "data": data, "sale": queries.sale_at(hall), "may_begin": may_begin}
    return shown(request, "position", context)


@login_not_required
@require_safe
def atom_feed(request: HttpRequest) -> HttpResponse:
    """The newest positions of the hall, or of the search in the address, for feed readers."""
    hall, address = hall_of(request), Address(request.GET, currency=hall_of(request).currency)
    rows = feeds.newest_of(hall.id, address.asked)
    feed = feeds.as_atom(hall, address.asked, rows, query=address.search)
    return HttpResponse(feed, content_type="application/atom+xml; charset=utf-8")


@login_not_required
@require_safe
def json_feed(request: HttpRequest) -> HttpResponse:
    """The same as JSON Feed."""
    hall, address = hall_of(request), Address(request.GET, currency=hall_of(request).currency)
    rows = feeds.newest_of(hall.id, address.asked)
    feed = feeds.as_json_feed(hall, address.asked, rows, query=address.search)
    return HttpResponse(
        json.dumps(feed, ensure_ascii=False), content_type="application/feed+json; charset=utf-8"
    )


board_page = login_not_required(board)
position_page = login_not_required(position)


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, position_id: UUID) -> HttpResponse:
    """Something is wrong with a listed position: say what."""
    by = actor_in(request)
    page = queries.position_page(by, position_id)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            report_position(position_id, by=by, text=form.cleaned_data["text"], **once(request))
        except Refused as refused:
            field_errors(form, refused)
        else:
            messages.success(request, "The desk looks at it again. Thank you for saying so.")
            return HttpResponseRedirect(reverse("listing:position", args=[position_id]))
    return shown(request, "report", {"page": page, "form": form})
