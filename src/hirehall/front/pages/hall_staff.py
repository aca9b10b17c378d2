"""Operators of one hall: their session, and their appointment at the installation's desk."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from hirehall.foundation.http import actor_in, person_id_in
from hirehall.foundation.refused import Refused, not_found
from hirehall.front.forms.joining import HallSessionForm
from hirehall.front.pages.desk import at_the_desk
from hirehall.front.pages.public import hall_of
from hirehall.halls.actions.appoint_hall_operator import appoint_hall_operator, dismiss_hall_operator
from hirehall.halls.actions.start_hall_session import end_hall_session, start_hall_session
from hirehall.halls.queries.staff import office_of

SESSION_KEY = "hall_session_id"


@require_http_methods(["GET", "POST"])
def session(request: HttpRequest) -> HttpResponse:
    """Power over this hall begins with a reason; it is there for nobody else to see."""
    here, by = hall_of(request), actor_in(request)
    if office_of(here.id, person_id_in(request)) is None:
        raise not_found("page")
    form = HallSessionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            started = start_hall_session(here.id, by=by, reason=form.cleaned_data["reason"])
        except Refused as refused:
            form.add_error("reason", refused.sentence)
        else:
            request.session[SESSION_KEY] = str(started.id)
            messages.success(request, "You serve this hall for thirty minutes.")
            return HttpResponseRedirect(reverse("front:desk"))
    return render(request, "front/hall_session.html", {"form": form}, using="jinja2")


@require_POST
def ending(request: HttpRequest) -> HttpResponse:
    end_hall_session(by=actor_in(request))
    request.session.pop(SESSION_KEY, None)
    messages.success(request, "Your power over this hall is off.")
    return HttpResponseRedirect(reverse("front:dashboard"))


@require_POST
@at_the_desk
def appointment(request: HttpRequest) -> HttpResponse:
    office = appoint_hall_operator(
        hall_of(request).id, by=actor_in(request), who=request.POST.get("who", "")[:254]
    )
    messages.success(request, f"{office.person.name} is an operator of this hall from now on.")
    return HttpResponseRedirect(reverse("front:desk_joining"))


@require_POST
@at_the_desk
def dismissal(request: HttpRequest, operator_id: UUID) -> HttpResponse:
    dismiss_hall_operator(operator_id, by=actor_in(request))
    messages.success(request, "They serve this hall no more; a session of theirs has ended.")
    return HttpResponseRedirect(reverse("front:desk_joining"))
