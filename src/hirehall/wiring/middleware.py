"""What every request is given: its hall, its actor, and one place where refusals become pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlparse
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.backends.utils import csrf_input
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme

from hirehall.conversations.actions import read_notices_at
from hirehall.conversations.queries import Unread, unread_counts
from hirehall.foundation import clock
from hirehall.foundation.actor import ANONYMOUS, Actor
from hirehall.foundation.http import actor_in, hall_id_in
from hirehall.foundation.refused import Because, Refused
from hirehall.front.pages.texts import wanted_in
from hirehall.halls.queries.staff import hall_session
from hirehall.halls.queries.texts import Text, text_of
from hirehall.halls.states.texts import DATED
from hirehall.look.formats import Reader, reader_with, write_for_whom
from hirehall.people.models import Person
from hirehall.people.pages.suspension import NOT_WHILE_SUSPENDED, STILL_OPEN
from hirehall.people.queries import actor_signed_in, staff_actor
from hirehall.wiring.hall_members import CODE as MEMBERS_ONLY
from hirehall.wiring.hall_members import lead_in

Handler = Callable[[HttpRequest], HttpResponse]
STAFF_SESSION_KEY = "staff_session_id"
HALL_SESSION_KEY = "hall_session_id"


class ActorMiddleware:
    """Sets ``request.actor``: who acts, under which hat, in a staff session or not. Loaded when first asked.

    And for whom texts are written: queries write some before any template does.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: _actor_of(request))  # type: ignore[attr-defined]
        write_for_whom(lambda: _reader_of(request))
        return self.get_response(request)


def _actor_of(request: HttpRequest) -> Actor:
    who = request.user
    if not who.is_authenticated:
        return ANONYMOUS
    hall_id = hall_id_in(request)
    acts = staff_actor(who, request.session.get(STAFF_SESSION_KEY)) or actor_signed_in(who)
    return in_office(acts, who, session_id=request.session.get(HALL_SESSION_KEY), hall_id=hall_id).at(hall_id)


def in_office(acts: Actor, who: Person, *, session_id: UUID | str | None, hall_id: UUID | None) -> Actor:
    """The same person as an operator of the hall that is asked, where that session of theirs runs there."""
    if not session_id or hall_id is None or acts.is_staff or who.suspended_at is not None:
        return acts
    session = hall_session(session_id, person_id=who.id, hall_id=hall_id)
    return acts.serving(hall_id, staff_session_id=session.id) if session else acts


class SuspensionMiddleware:
    """Leads a suspended person to the page that says why, from every page but those that stay open to them."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        open_to_all = not getattr(view, "login_required", True) and name not in NOT_WHILE_SUSPENDED
        if open_to_all or getattr(request.user, "suspended_at", None) is None:
            return None
        return None if name in STILL_OPEN else HttpResponseRedirect(reverse("people:suspension"))


class RefusalMiddleware:
    """Maps a refused action to what a person sees: a message where they came from, or a page with the status."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        request.refused = True  # type: ignore[attr-defined]
        if request.method == "POST" and exception.because is not Because.NOT_FOUND:
            messages.error(request, exception.sentence, extra_tags=exception.code)
            if exception.code == MEMBERS_ONLY:
                return lead_in(_where_from(request))
            return HttpResponseRedirect(_where_from(request))
        return render(
            request, "refused.html", {"refused": exception}, status=exception.because.value, using="jinja2"
        )


def _where_from(request: HttpRequest) -> str:
    came_from = request.headers.get("referer", "")
    if url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
        return came_from
    return reverse("front:dashboard")


def page_context(request: HttpRequest) -> dict[str, Any]:
    """What every template may use besides its own page model."""
    write_for_whom(lambda: _reader_of(request))
    unread = _unread(request)
    hall = getattr(request, "hall", None)
    return {
        "csrf_input": SimpleLazyObject(lambda: csrf_input(request)),  # masked once, not in each form
        "halls_here": getattr(hall, "halls_here", 1),
        "offers": lambda way: hall.offers(way) if hall else True,
        "hall": hall,
        "own_text": lambda kind: text_of(hall, kind, wanted_in(request)) if hall else Text("", "en"),
        "legal_here": [(kind, DATED[kind].label) for kind in getattr(hall, "legal_here", ())],
        "actor": getattr(request, "actor", ANONYMOUS),
        "me": getattr(request, "user", None),
        "now": clock.now(),
        "notes": messages.get_messages(request),
        "path": request.path,
        "events_address": lambda: _events_address(request),
        "unread_notices": unread.notices,
        "unread_messages": unread.messages,
    }


def _unread(request: HttpRequest) -> Unread:
    """What the header counts: one query, once a request, only for somebody signed in."""
    if not hasattr(request, "unread_counts"):
        who = getattr(request, "user", None)
        signed_in = who is not None and who.is_authenticated
        found = Unread()
        if who is not None and signed_in:
            found = unread_counts(who.pk, at=request.path_info, hall_id=hall_id_in(request))
        request.unread_counts = _looked_at(request, found)  # type: ignore[attr-defined]
    return request.unread_counts  # type: ignore[attr-defined,no-any-return]


def _looked_at(request: HttpRequest, found: Unread) -> Unread:
    """Opening the page that a notice leads to is reading it, from its mail as from anywhere. A refused page is not."""
    if not found.here or request.method != "GET" or getattr(request, "refused", False):
        return found
    read_notices_at(request.path_info, by=actor_in(request))
    return Unread(found.notices - found.here, found.messages)


def _events_address(request: HttpRequest) -> str:
    """Where the page listens for news: on the machine itself under the name that the browser used, for the cookie."""
    configured = urlparse(settings.CONFIG.events_url)
    host = request.get_host().rpartition(":")[0] or request.get_host()
    if {host, configured.hostname} <= {"localhost", "127.0.0.1"}:
        return f"{configured.scheme}://{host}:{configured.port}/events"
    return f"{settings.CONFIG.events_url}/events"


def _reader_of(request: HttpRequest) -> Reader:
    """Amounts and dates are written for who reads: a person's own locale and zone, else the hall's."""
    hall, who = getattr(request, "hall", None), getattr(request, "user", None)
    of_whom = who if who is not None and who.is_authenticated else hall
    return reader_with(locale=getattr(of_whom, "locale", ""), zone=getattr(of_whom, "time_zone", ""))
