"""The desk's pages about the hall itself: its look and words, the clauses of its agreements, appeals."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from hirehall.files.uploads import store_all
from hirehall.foundation import clock
from hirehall.foundation.http import actor_in
from hirehall.foundation.refused import Refused
from hirehall.front.forms import ClauseForm, LogoForm, LookForm, start_of
from hirehall.front.pages.desk import at_the_desk, shown
from hirehall.front.pages.public import hall_of
from hirehall.halls import queries
from hirehall.halls.actions.change_hall_logo import change_hall_logo
from hirehall.halls.actions.change_hall_look import change_hall_look
from hirehall.halls.actions.date_clause import date_clause
from hirehall.look.contrast import AA_TEXT, pairs
from hirehall.market.actions.decide_cap_appeal import decide_cap_appeal
from hirehall.market.actions.screen_service import pass_service, refuse_service, send_service_back
from hirehall.market.forms import DecideForm, ScreenForm
from hirehall.market.queries import is_looked_at, open_appeals, services_to_look_at


@require_http_methods(["GET", "POST"])
@at_the_desk
def hall(request: HttpRequest) -> HttpResponse:
    """The look: tried first, with the contrast that it gives, and saved then."""
    here = hall_of(request)
    values = {name: getattr(here, name) for name in LookForm.base_fields}
    form = LookForm(request.POST or None, initial=values)
    tried = (here.hue, here.chroma_thousandths)
    if request.method == "POST" and form.is_valid():
        tried = (form.cleaned_data["hue"], form.cleaned_data["chroma_thousandths"])
        if request.POST.get("what") != "try":
            try:
                change_hall_look(here.id, by=actor_in(request), **form.cleaned_data)
            except Refused as refused:
                form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
            else:
                messages.success(request, "The hall looks like this from now on.")
                return HttpResponseRedirect(reverse("front:desk_hall"))
    page: dict[str, Any] = {"form": form, "logo_form": LogoForm(), "pairs": pairs(*tried), "enough": AA_TEXT}
    return shown(request, "hall", page)


@require_POST
@at_the_desk
def logo(request: HttpRequest) -> HttpResponse:
    by, here = actor_in(request), hall_of(request)
    back = HttpResponseRedirect(reverse("front:desk_hall"))
    if "remove" in request.POST:
        change_hall_logo(here.id, by=by, file_id=None)
        messages.success(request, "The house’s own mark stands in the header again.")
        return back
    uploads = request.FILES.getlist("picture")[:1]
    if not uploads:
        messages.error(request, "Choose a picture first.")
        return back
    (file_id,) = store_all(uploads, purpose="avatar", by=by)
    change_hall_logo(here.id, by=by, file_id=file_id)
    messages.success(request, "The logo stands in the header.")
    return back


@require_http_methods(["GET", "POST"])
@at_the_desk
def clauses(request: HttpRequest) -> HttpResponse:
    """Every version of every clause, and the next one."""
    here = hall_of(request)
    form = ClauseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        entered = form.cleaned_data
        try:
            date_clause(
                here.id,
                by=actor_in(request),
                kind=entered["kind"],
                title=entered["title"],
                text=entered["text"],
                effective_from=start_of(entered["effective_on"]),
            )
        except Refused as refused:
            form.add_error("effective_on", refused.sentence)
        else:
            messages.success(request, "The clause is dated. Agreements made before keep their text.")
            return HttpResponseRedirect(reverse("front:desk_clauses"))
    in_force = {row.id for row in queries.clauses_now(here.id)}
    now = clock.now()
    versions = [
        (row, "in force" if row.id in in_force else "announced" if row.effective_from > now else "past")
        for row in queries.clauses(here.id)
    ]
    return shown(request, "clauses", {"form": form, "versions": versions})


@require_http_methods(["GET", "POST"])
@at_the_desk
def appeals(request: HttpRequest) -> HttpResponse:
    """Appeals against the weekly cap that wait, and their answers."""
    by = actor_in(request)
    if request.method == "POST":
        form = DecideForm(request.POST)
        if form.is_valid():
            decide_cap_appeal(by=by, **form.cleaned_data)
            messages.success(request, "The appeal is answered, and its author is told.")
        else:
            messages.error(request, "Give a number from 0 to 100, and a reason.")
        return HttpResponseRedirect(reverse("front:desk_appeals"))
    return shown(request, "appeals", {"waiting": open_appeals(by, hall_of(request).id)})


@require_http_methods(["GET", "POST"])
@at_the_desk
def services(request: HttpRequest) -> HttpResponse:
    """Services that wait to be looked at, and what becomes of them."""
    by = actor_in(request)
    if request.method == "POST":
        form = ScreenForm(request.POST)
        if form.is_valid():
            _screened(request, form)
        else:
            messages.error(request, "Choose what becomes of it.")
        return HttpResponseRedirect(reverse("front:desk_services"))
    here = hall_of(request)
    page = {"waiting": services_to_look_at(by, here.id), "looked_at": is_looked_at(here.id)}
    return shown(request, "services", page)


def _screened(request: HttpRequest, form: ScreenForm) -> None:
    by, data = actor_in(request), form.cleaned_data
    about = {"by": by, "revision": data["revision"]}
    match data["answer"]:
        case "list":
            paused = pass_service(data["service_id"], **about).state == "paused"
            listed = "passed, and stays paused as its freelancer left it" if paused else "listed"
            messages.success(request, f"The service is {listed}; its freelancer is told.")
        case "send_back":
            send_service_back(data["service_id"], reason=data["reason"], **about)
            messages.success(request, "Sent back. Its freelancer reads why.")
        case _:
            refuse_service(data["service_id"], reason=data["reason"], **about)
            messages.success(request, "Refused. Its freelancer reads why, and may appeal once.")
