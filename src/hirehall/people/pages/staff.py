"""Switching staff power on, with a reason, and off again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from hirehall.foundation.http import actor_in, person_id_in
from hirehall.foundation.refused import Refused, not_found
from hirehall.people import queries
from hirehall.people.actions.end_staff_session import end_staff_session
from hirehall.people.actions.start_staff_session import start_staff_session
from hirehall.people.forms import StaffSessionForm
from hirehall.people.pages.refusals import show

SESSION_KEY = "staff_session_id"


@require_http_methods(["GET", "POST"])
def session(request: HttpRequest) -> HttpResponse:
    if not queries.own_profile(person_id_in(request)).person.is_operator:
        raise not_found("page")
    actor = actor_in(request)
    form = StaffSessionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            started = start_staff_session(by=actor, reason=form.cleaned_data["reason"])
        except Refused as refused:
            show(form, refused)
        else:
            request.session[SESSION_KEY] = str(started.id)
            messages.success(request, "Staff power is on for thirty minutes.")
            return HttpResponseRedirect(_onward(request))
    page = {
        "form": form,
        "running": queries.staff_session(actor.staff_session_id),
        "next": request.GET.get("next", request.POST.get("next", "")),
    }
    return render(request, "people/staff_session.html", page, using="jinja2")


def _onward(request: HttpRequest) -> str:
    onward = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(onward, {request.get_host()}):
        return onward
    return reverse("people:staff_session")


@require_POST
def ending(request: HttpRequest) -> HttpResponse:
    end_staff_session(by=actor_in(request))
    request.session.pop(SESSION_KEY, None)
    messages.success(request, "Staff power is off.")
    return HttpResponseRedirect(reverse("people:settings"))
