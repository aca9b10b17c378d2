"""Account settings, sessions, and the change of hats."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hirehall.foundation.addresses import here
from hirehall.foundation.http import actor_in, person_id_in
from hirehall.people import queries
from hirehall.people.actions.end_other_sessions import end_other_sessions
from hirehall.people.actions.end_session import end_session
from hirehall.people.actions.wear_hat import wear_hat


@require_GET
def settings(request: HttpRequest) -> HttpResponse:
    page = queries.settings_page(person_id_in(request))
    return render(request, "people/account.html", {"page": page}, using="jinja2")


@require_http_methods(["GET", "POST"])
def sessions(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        ended = end_other_sessions(keep=request.session.session_key or "", by=actor_in(request))
        messages.success(request, f"{ended} other {'session' if ended == 1 else 'sessions'} ended.")
        return HttpResponseRedirect(reverse("people:sessions"))
    cards = queries.sessions_of(person_id_in(request), current_key=request.session.session_key or "")
    return render(request, "people/sessions.html", {"cards": cards}, using="jinja2")


@require_POST
def session(request: HttpRequest, session_id: int) -> HttpResponse:
    end_session(session_id, by=actor_in(request))
    messages.success(request, "The session has ended.")
    return HttpResponseRedirect(reverse("people:sessions"))


@require_POST
def hat(request: HttpRequest) -> HttpResponse:
    who = wear_hat(request.POST.get("hat", ""), by=actor_in(request))
    messages.success(request, f"You now wear the {who.hat}’s hat.")
    onward = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(onward, {request.get_host()}):
        onward = here("/home/")
    return HttpResponseRedirect(onward)
