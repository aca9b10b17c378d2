"""Teams: those that one has, is of or can apply to; one team with its test; and the answers."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hirehall.engagements.unit import queries
from hirehall.engagements.unit.actions.team import (
    answer_candidate,
    apply_to_team,
    end_membership,
    open_team,
    set_team,
)
from hirehall.engagements.unit.forms import AnswerForm, TeamForm, TestForm
from hirehall.engagements.unit.pages.answers import hall_of, hiring, shown
from hirehall.foundation.http import actor_in
from hirehall.foundation.posted import field_errors, once, uuid_or_none, version_in
from hirehall.foundation.refused import Refused


@require_GET
def teams(request: HttpRequest) -> HttpResponse:
    """The teams that one has or is of, and those that take applications."""
    page = queries.teams_page(actor_in(request), hall_of(request), after=request.GET.get("after", ""))
    return shown(request, "teams", page=page)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new team and its test."""
    by = actor_in(request)
    form = TeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        for_whom = uuid_or_none(request.POST.get("organisation", ""))
        try:
            team = open_team(
                hall_of(request).id, by=by, organisation_id=for_whom, **form.cleaned_data, **once(request)
            )
        except Refused as refused:
            field_errors(form, refused)
        else:
            messages.success(request, "The team is there. Writers can apply with its test now.")
            return _to(team.id)
    return shown(request, "new_team", form=form, organisations=hiring(by))


@require_http_methods(["GET", "POST"])
def team(request: HttpRequest, team_id: UUID) -> HttpResponse:
    """One team; a POST is the test of somebody who applies."""
    by = actor_in(request)
    form = TestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            apply_to_team(team_id, by=by, text=form.cleaned_data["text"], **once(request))
        except Refused as refused:
            field_errors(form, refused)
        else:
            messages.success(request, "Your test is with the client. You will be told, with the reason.")
            return _to(team_id)
    return shown(request, "team", page=queries.team_page(by, team_id), form=form)


@require_POST
def setting(request: HttpRequest, team_id: UUID) -> HttpResponse:
    is_open = request.POST.get("is_open") == "yes"
    set_team(team_id, by=actor_in(request), is_open=is_open, version=version_in(request), **once(request))
    said = "Writers can apply again." if is_open else "Nobody can apply now."
    messages.success(request, said)
    return _to(team_id)


@require_POST
def answer(request: HttpRequest, candidate_id: UUID) -> HttpResponse:
    """The client's answer to somebody's test."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Give a reason of at least 10 characters; they read it.")
        return HttpResponseRedirect(reverse("unit:teams"))
    admitted = form.cleaned_data["admitted"] == "yes"
    row = answer_candidate(
        candidate_id,
        by=actor_in(request),
        admitted=admitted,
        reason=form.cleaned_data["reason"],
        **once(request),
    )
    messages.success(
        request, "Admitted. They see the team’s orders now." if admitted else "They are told why."
    )
    return _to(row.team_id)


@require_POST
def end(request: HttpRequest, candidate_id: UUID) -> HttpResponse:
    by = actor_in(request)
    row = end_membership(candidate_id, by=by, reason=request.POST.get("reason", ""), **once(request))
    messages.success(
        request, "They are of the team no more." if row.person_id != by.person_id else "You left."
    )
    return HttpResponseRedirect(reverse("unit:teams"))


def _to(team_id: UUID) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("unit:team", args=[team_id]))
