"""One request to several makers, and their answers side by side."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hirehall.foundation.http import actor_in
from hirehall.foundation.ids import new_id
from hirehall.foundation.posted import field_errors, once, uuid_or_none
from hirehall.foundation.refused import Refused
from hirehall.portfolio import queries
from hirehall.portfolio.actions.ask_makers import ask_makers, close_project
from hirehall.portfolio.forms import ProjectForm
from hirehall.portfolio.pages.parts import hall_in
from hirehall.portfolio.rules import MAKERS_AT_MOST


@require_GET
def projects(request: HttpRequest) -> HttpResponse:
    mine = queries.own_projects(actor_in(request), hall_in(request).id)
    return render(request, "portfolio/projects.html", {"mine": mine}, using="jinja2")


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Choose among makers whom one likes, keeps or follows, say what is needed, ask them all."""
    by, hall = actor_in(request), hall_in(request)
    given = request.POST.getlist("makers") if request.method == "POST" else request.GET.getlist("maker")
    chosen = [one for text in given[: MAKERS_AT_MOST + 1] if (one := uuid_or_none(text))]
    form = ProjectForm(request.POST if request.method == "POST" else None, currency=hall.currency)
    if request.method == "POST" and form.is_valid():
        try:
            made = ask_makers(hall.id, by=by, maker_ids=chosen, **form.cleaned_data, **once(request))
        except Refused as refused:
            field_errors(form, refused)
        else:
            messages.success(request, "Your request is with them. Each answers by itself.")
            return redirect("portfolio:project", made.id)
    context = {
        "form": form,
        "chosen": chosen,
        "candidates": queries.candidates(by, hall.id, chosen),
        "most": MAKERS_AT_MOST,
        "key": request.POST.get("key") or str(new_id()),
    }
    return render(request, "portfolio/new_project.html", context, using="jinja2")


@require_GET
def project(request: HttpRequest, project_id: UUID) -> HttpResponse:
    page = queries.project_page(actor_in(request), project_id)
    return render(request, "portfolio/project.html", {"page": page}, using="jinja2")


@require_POST
def closing(request: HttpRequest, project_id: UUID) -> HttpResponse:
    close_project(project_id, by=actor_in(request))
    messages.success(request, "Closed. Who had not answered is told that they need not.")
    return redirect("portfolio:project", project_id)
