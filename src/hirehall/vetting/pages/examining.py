"""The examiner's desk: what waits to be read and scored, times for interviews, appeals."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from hirehall.foundation.http import actor_in
from hirehall.foundation.posted import field_errors, once, whole
from hirehall.foundation.refused import Refused
from hirehall.vetting import queries
from hirehall.vetting.actions.examine import decide_screening_appeal, offer_slot, score_stage
from hirehall.vetting.actions.sit_test import mark_answer
from hirehall.vetting.forms import DecisionForm, MarkForm, ScoreForm, SlotForm
from hirehall.vetting.pages.tests import hall_of, page


@require_http_methods(["GET", "POST"])
def queue(request: HttpRequest) -> HttpResponse:
    """What waits, the nearest date first; posting offers a time for an interview."""
    by, hall = actor_in(request), hall_of(request)
    answers = queries.answers_to_mark(by, hall.id)
    zone = ZoneInfo(request.user.time_zone)  # type: ignore[union-attr]
    form = SlotForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        begins: datetime = data["starts_at"].replace(tzinfo=zone)
        try:
            offer_slot(
                hall.id,
                by=by,
                starts_at=begins,
                minutes=data["minutes"],
                where=data["where"],
                **once(request),
            )
        except Refused as refused:
            field_errors(form, refused)
        else:
            messages.success(request, "The time is offered.")
            return HttpResponseRedirect(reverse("vetting:examining"))
    desk = queries.examiner_desk(by, hall.id)
    return page(request, "examining", {"answers": answers, "desk": desk, "form": form, "zone": zone.key})


@require_POST
def mark(request: HttpRequest, answer_id: UUID) -> HttpResponse:
    form = MarkForm(request.POST)
    if form.is_valid():
        mark_answer(answer_id, by=actor_in(request), **form.cleaned_data, **once(request))
        messages.success(request, "Marked. They read your remark with the result.")
    else:
        messages.error(request, "Give points, and a remark of at least five characters.")
    return HttpResponseRedirect(reverse("vetting:examining"))


@require_POST
def score(request: HttpRequest, score_id: UUID) -> HttpResponse:
    form = ScoreForm(request.POST)
    points = [whole(one) for one in request.POST.getlist("points")]
    if form.is_valid() and None not in points:
        given = [one for one in points if one is not None]
        score_stage(
            score_id, by=actor_in(request), points=given, reason=form.cleaned_data["reason"], **once(request)
        )
        messages.success(request, "Scored. They read your reason once the stage is decided.")
    else:
        messages.error(request, "Give each criterion its points, and a reason of at least 20 characters.")
    return HttpResponseRedirect(reverse("vetting:examining"))


@require_POST
def decision(request: HttpRequest, appeal_id: UUID) -> HttpResponse:
    form = DecisionForm(request.POST)
    if form.is_valid():
        upheld = form.cleaned_data["upheld"] == "yes"
        reason = form.cleaned_data["reason"]
        decide_screening_appeal(
            appeal_id, by=actor_in(request), upheld=upheld, reason=reason, **once(request)
        )
        messages.success(request, "Upheld. The stage counts as passed." if upheld else "Declined.")
    else:
        messages.error(request, "Give a reason of at least 20 characters; they read it.")
    return HttpResponseRedirect(reverse("vetting:examining"))
