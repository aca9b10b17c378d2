"""A person's screenings: what the hall asks, where they stand, their part of each stage, an appeal."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hirehall.files.uploads import store_all
from hirehall.foundation.http import actor_in
from hirehall.foundation.posted import field_errors, once
from hirehall.foundation.refused import Refused
from hirehall.look.way import Stop, way
from hirehall.vetting import queries
from hirehall.vetting.actions.go_through import (
    appeal_screening,
    apply,
    book_slot,
    leave_slot,
    open_task,
    send_stage,
    start_stage_test,
    withdraw,
)
from hirehall.vetting.forms import AppealForm, StageForm
from hirehall.vetting.pages.tests import hall_of, page
from hirehall.vetting.states import STAGE_WORDS, StageKind

TONES = {"passed": "ok", "failed": "bad", "lapsed": "bad", "left": "neutral", "later": "neutral"}


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Which screenings the hall has, and where one stands in them."""
    cards = queries.pipeline_cards(actor_in(request), hall_of(request).id)
    return page(request, "screenings", {"cards": cards, "words": STAGE_WORDS})


@require_POST
def begin(request: HttpRequest, pipeline_id: UUID) -> HttpResponse:
    screening = apply(pipeline_id, by=actor_in(request), **once(request))
    messages.success(request, "You have begun. The first stage is below.")
    return _to(screening.id)


def _to(screening_id: UUID) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("vetting:screening", args=[screening_id]))


@require_GET
def one(request: HttpRequest, screening_id: UUID) -> HttpResponse:
    """Where one is, what comes next, when, and what silence means."""
    found = queries.screening_page(actor_in(request), screening_id)
    stops = [
        Stop(line.stage.name, line.says, TONES.get(line.state, "accent"), line.is_open)
        for line in found.lines
    ]
    here = f"stage {found.now.place}" if found.now else "over"
    picture = way(stops, caption=f"{len(stops)} stages; you are at {here}" if found.now else "Your way")
    return page(request, "screening", {"page": found, "picture": picture, "words": STAGE_WORDS})


@require_http_methods(["GET", "POST"])
def stage(request: HttpRequest, screening_id: UUID) -> HttpResponse:
    """One's part of the stage that waits: the questions of a form, or a project with its files."""
    by = actor_in(request)
    found = queries.screening_page(by, screening_id)
    now = found.now
    if now is None or now.state != "todo" or now.stage.kind not in (StageKind.FORM, StageKind.PROJECT):
        return _to(screening_id)
    if now.to_open:
        return _to(screening_id)
    project = now.stage.kind == StageKind.PROJECT
    questions = ("What you made, and what the examiners should know",) if project else now.stage.questions
    form = StageForm(request.POST or None, request.FILES or None, questions=questions, with_files=project)
    if request.method == "POST" and form.is_valid():
        try:
            stored = store_all(form.cleaned_data.get("files") or (), purpose="delivery", by=by)
            send_stage(screening_id, by=by, answers=form.answers(), file_ids=stored, **once(request))
        except Refused as refused:
            field_errors(form, refused, text="answer_1")
        else:
            messages.success(request, "Sent. The examiners score it; you will be told, with the reasons.")
            return _to(screening_id)
    return page(request, "stage", {"page": found, "line": now, "form": form})


@require_POST
def opening(request: HttpRequest, screening_id: UUID) -> HttpResponse:
    """A timed task is opened: its text stands beside the form, and its hours run."""
    open_task(screening_id, by=actor_in(request), **once(request))
    return HttpResponseRedirect(reverse("vetting:stage", args=[screening_id]))


@require_POST
def test(request: HttpRequest, screening_id: UUID) -> HttpResponse:
    sitting = start_stage_test(screening_id, by=actor_in(request), **once(request))
    return HttpResponseRedirect(reverse("vetting:sitting", args=[sitting.id]))


@require_POST
def booking(request: HttpRequest, slot_id: UUID) -> HttpResponse:
    """The applicant books a time."""
    slot = book_slot(slot_id, by=actor_in(request), **once(request))
    messages.success(request, "Booked. It stands in your calendar as well.")
    return _to(slot.step.screening_id) if slot.step else HttpResponseRedirect(reverse("vetting:screenings"))


@require_POST
def leaving(request: HttpRequest, slot_id: UUID) -> HttpResponse:
    """The applicant gives a time back, or the examiner takes it back."""
    by = actor_in(request)
    slot = leave_slot(slot_id, by=by, **once(request))
    messages.success(
        request, "The time is given back." if slot.taken_back_at is None else "The time is taken back."
    )
    onward = "vetting:examining" if slot.examiner_id == by.person_id else "vetting:screenings"
    return HttpResponseRedirect(reverse(onward))


@require_POST
def withdrawal(request: HttpRequest, screening_id: UUID) -> HttpResponse:
    left = withdraw(screening_id, by=actor_in(request), **once(request))
    if left.application_id is not None:
        messages.success(request, "You have left, and your application is withdrawn.")
        return HttpResponseRedirect(reverse("front:joining"))
    messages.success(request, "You have left. You can begin again whenever you like.")
    return HttpResponseRedirect(reverse("vetting:screenings"))


@require_http_methods(["GET", "POST"])
def appeal(request: HttpRequest, screening_id: UUID) -> HttpResponse:
    """Against the decision; somebody who had no part in it answers."""
    found = queries.screening_page(actor_in(request), screening_id)
    if not found.may_appeal:
        return _to(screening_id)
    form = AppealForm(request.POST or None)
    form.fields["text"].label, form.fields["text"].help_text = "Why the decision is wrong", ""
    if request.method == "POST" and form.is_valid():
        try:
            appeal_screening(
                screening_id, by=actor_in(request), text=form.cleaned_data["text"], **once(request)
            )
        except Refused as refused:
            field_errors(form, refused)
        else:
            messages.success(request, "Your appeal is with somebody who had no part in the decision.")
            return _to(screening_id)
    return page(request, "screening_appeal", {"page": found, "form": form})
