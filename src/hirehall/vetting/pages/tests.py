"""A person's tests: the list, one test with its rules, the questions one by one, the result, an appeal."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hirehall.foundation.http import actor_in
from hirehall.foundation.ids import new_id
from hirehall.foundation.posted import field_errors, once, whole
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.halls.models import Hall
from hirehall.vetting import queries
from hirehall.vetting.actions.appeal_question import appeal_question
from hirehall.vetting.actions.sit_test import hand_in as hand_test_in
from hirehall.vetting.actions.sit_test import save_answer, start_test
from hirehall.vetting.forms import AppealForm, given_in
from hirehall.vetting.states import SittingState


def hall_of(request: HttpRequest) -> Hall:
    return cast(Hall, request.hall)  # type: ignore[attr-defined]


def page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """One of the module's pages, with a one-time key for what it posts."""
    given = {"key": new_id(), **context}
    return render(request, f"vetting/{template}.html", given, using="jinja2", status=status)


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Which tests the hall gives, and one's own attempts and certificates."""
    return page(request, "tests", {"page": queries.tests_page(actor_in(request), hall_of(request).id)})


@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, bank_id: UUID) -> HttpResponse:
    """One test with all its rules before its clock runs; the button starts it."""
    by = actor_in(request)
    if request.method == "POST":
        sitting = start_test(bank_id, by=by, **once(request))
        return HttpResponseRedirect(reverse("vetting:question", args=[sitting.id, 1]))
    found = queries.tests_page(by, hall_of(request).id)
    card = next((card for card in found.cards if card.bank.id == bank_id), None)
    if card is None:
        raise not_found("bank")
    if card.running is not None:
        return HttpResponseRedirect(reverse("vetting:sitting", args=[card.running.id]))
    return page(request, "test", {"card": card})


@require_GET
def sitting(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """The result; or, while the test runs, the first question that has no answer."""
    found = queries.result_page(actor_in(request), sitting_id)
    if found.sitting.state == SittingState.RUNNING:
        open_ones = [line.place for line in found.lines if line.given == "No answer"]
        return HttpResponseRedirect(reverse("vetting:question", args=[sitting_id, (open_ones or [1])[0]]))
    return page(request, "result", {"page": found})


@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, sitting_id: UUID, place: int) -> HttpResponse:
    """One question; its answer is saved before the next is shown."""
    by = actor_in(request)
    if queries.sitting_for(by, sitting_id).state != SittingState.RUNNING:
        return HttpResponseRedirect(reverse("vetting:sitting", args=[sitting_id]))
    found = queries.question_page(by, sitting_id, place)
    wrong = ""
    if request.method == "POST":
        try:
            save_answer(
                sitting_id, place, by=by, given=given_in(request.POST, found.kind, len(found.choices))
            )
        except Refused as refused:
            if refused.because is not Because.INVALID:
                raise
            wrong = refused.sentence
        else:
            asked = whole(request.POST.get("to", "")) or 0
            onward = asked if 0 < asked <= found.many else min(place + 1, found.many)
            address = reverse("vetting:question", args=[sitting_id, onward])
            return HttpResponseRedirect(f"{address}?saved={place}")
    return page(request, "question", {"page": found, "wrong": wrong, "saved": request.GET.get("saved", "")})


@require_POST
def hand_in(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """With the answer that stands on the page, where there is one."""
    by, place = actor_in(request), whole(request.POST.get("place", ""))
    if place:
        found = queries.question_page(by, sitting_id, place)
        given = given_in(request.POST, found.kind, len(found.choices))
        if given is not None:
            save_answer(sitting_id, place, by=by, given=given)
    hand_test_in(sitting_id, by=by, **once(request))
    messages.success(request, "Your test is handed in.")
    return HttpResponseRedirect(reverse("vetting:sitting", args=[sitting_id]))


@require_http_methods(["GET", "POST"])
def appeal(request: HttpRequest, sitting_id: UUID, place: int) -> HttpResponse:
    """Against one question of one's own test."""
    found = queries.result_page(actor_in(request), sitting_id)
    line = next((line for line in found.lines if line.place == place), None)
    if line is None:
        raise not_found("question")
    form = AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            appeal_question(
                sitting_id, place, by=actor_in(request), text=form.cleaned_data["text"], **once(request)
            )
        except Refused as refused:
            field_errors(form, refused)
        else:
            messages.success(request, "Your appeal is with the hall. You will be told, with the reason.")
            return HttpResponseRedirect(reverse("vetting:sitting", args=[sitting_id]))
    return page(request, "appeal", {"page": found, "line": line, "form": form})
