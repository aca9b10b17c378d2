"""A freelancer's own clients, and the requests of both sides."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hirehall.foundation.http import actor_in
from hirehall.foundation.refused import Refused
from hirehall.halls.models import Hall
from hirehall.market import queries
from hirehall.market.actions.answer_request import decline_request, withdraw_request
from hirehall.market.actions.invite_client import invite_client
from hirehall.market.actions.name_request import name_request
from hirehall.market.actions.open_request_thread import open_request_thread
from hirehall.market.forms.clients import InviteClientForm
from hirehall.market.pages.doors import (
    LOOKS,
    SIZES,
    door_address,
    embed_address,
    frame_html,
    oembed_address,
)
from hirehall.market.pages.parts import hall_in, show_refusal
from hirehall.people.queries import profile_of

LOOK_WORDS = {"hall": "in the hall’s look", "neutral": "neutral"}


@dataclass(frozen=True, slots=True)
class Snippet:
    """One piece for another site: what it is called, how it looks now, what one copies."""

    key: str
    label: str
    html: str
    shown_at: str
    width: int
    height: int


@require_http_methods(["GET", "POST"])
def own_clients(request: HttpRequest) -> HttpResponse:
    """One's own link, the pieces for other sites, the requests that came, and inviting a client by mail."""
    by, hall = actor_in(request), hall_in(request)
    me = profile_of(by.require_person())
    if not me.is_freelancer:
        return redirect("market:requests")
    form = InviteClientForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            invited = invite_client(hall.id, by=by, **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, f"The invitation to {invited.name} is on its way.")
            return redirect("market:own_clients")
    rows, more = queries.request_rows(by, hall.id, as_freelancer=True, after=request.GET.get("after", ""))
    address = door_address(hall, me.handle)
    context = {
        "address": address,
        "link_html": f'<a href="{address}">Work with me at {hall.name}</a>',
        "oembed_href": oembed_address(hall, address),
        "snippets": _snippets(hall, me.handle, me.name),
        "rows": rows,
        "next": "?" + urlencode({"after": more}) if more else None,
        "form": form,
    }
    return render(request, "market/own_clients.html", context, using="jinja2")


def _snippets(hall: Hall, handle: str, name: str) -> list[Snippet]:
    return [
        Snippet(
            key=f"{size.name}_{look}",
            label=f"{size.label}, {LOOK_WORDS[look]}",
            html=frame_html(hall, handle, name, size, look),
            shown_at=embed_address(hall, handle, size.name, look),
            width=size.width,
            height=size.height,
        )
        for size in SIZES.values()
        for look in LOOKS
    ]


@require_GET
def requests(request: HttpRequest) -> HttpResponse:
    """What one has asked freelancers for through their own links."""
    by = actor_in(request)
    rows, more = queries.request_rows(
        by, hall_in(request).id, as_freelancer=False, after=request.GET.get("after", "")
    )
    context = {"rows": rows, "next": "?" + urlencode({"after": more}) if more else None}
    return render(request, "market/requests.html", context, using="jinja2")


@require_GET
def request_page(request: HttpRequest, request_id: UUID) -> HttpResponse:
    page = queries.request_page(actor_in(request), request_id)
    return render(request, "market/request.html", {"page": page}, using="jinja2")


@require_POST
def naming(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """In whose name the request is quoted."""
    agency_id = queries.cursor_id(request.POST.get("agency"))
    named = name_request(request_id, by=actor_in(request), agency_id=agency_id)
    whose = "the agency’s" if named.agency_id else "your own"
    messages.success(request, f"You quote in {whose} name.")
    return redirect("market:request", request_id)


@require_POST
def refusal(request: HttpRequest, request_id: UUID) -> HttpResponse:
    decline_request(request_id, by=actor_in(request), reason=request.POST.get("reason", ""))
    messages.success(request, "The request is declined, and the client is told.")
    return redirect("market:request", request_id)


@require_POST
def withdrawal(request: HttpRequest, request_id: UUID) -> HttpResponse:
    withdraw_request(request_id, by=actor_in(request))
    messages.success(request, "You have taken the request back.")
    return redirect("market:request", request_id)


@require_POST
def thread(request: HttpRequest, request_id: UUID) -> HttpResponse:
    opened = open_request_thread(request_id, by=actor_in(request))
    return redirect("conversations:thread", opened.id)
