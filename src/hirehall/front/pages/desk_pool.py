"""The editors' desk: work that a client asks to reject, texts that ask for a level, and appeals against one."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hirehall.engagements.unit import queries
from hirehall.engagements.unit.actions.decide_check import decide_check
from hirehall.engagements.unit.actions.judge_copy import judge_copy
from hirehall.engagements.unit.actions.read_work import read_work
from hirehall.engagements.unit.actions.set_level import rate_sample, set_level
from hirehall.engagements.unit.models import Sample
from hirehall.engagements.unit.states import LEVELS, MARKS
from hirehall.foundation.http import actor_in
from hirehall.front.pages.desk import at_the_desk, shown
from hirehall.front.pages.public import hall_of
from hirehall.halls.queries import policy_now
from hirehall.people.queries import profile_by_handle


class CheckForm(forms.Form):
    order_id = forms.UUIDField()
    version = forms.IntegerField(min_value=1)
    rejected = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
    reason = forms.CharField(min_length=20, max_length=4_000)


class LevelForm(forms.Form):
    handle = forms.CharField(max_length=80)
    level = forms.TypedChoiceField(coerce=int, choices=[(0, "none"), *LEVELS.items()])
    reason = forms.CharField(min_length=10, max_length=1_000)


class CopyForm(forms.Form):
    is_copy = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
    reason = forms.CharField(min_length=10, max_length=2_000)


@require_http_methods(["GET", "POST"])
@at_the_desk
def copy(request: HttpRequest, copy_id: UUID) -> HttpResponse:
    """Two texts that share passages, beside each other; the editor says what that is."""
    here = hall_of(request)
    if request.method == "POST":
        form = CopyForm(request.POST)
        if not form.is_valid():
            messages.error(request, "Give a reason of at least 10 characters.")
            return HttpResponseRedirect(reverse("front:desk_copy", args=[copy_id]))
        data = form.cleaned_data
        is_copy = data["is_copy"] == "yes"
        judge_copy(here.id, copy_id, by=actor_in(request), is_copy=is_copy, reason=data["reason"])
        messages.success(
            request, "Who is concerned is told, with your reason." if is_copy else "Kept as no copy."
        )
        return HttpResponseRedirect(reverse("front:desk_editing"))
    return shown(request, "copy", {"page": queries.copy_page(copy_id, here.id, by=actor_in(request))})


class RateForm(forms.Form):
    sample_id = forms.UUIDField()
    level = forms.TypedChoiceField(coerce=int, choices=[(0, "none"), *LEVELS.items()])
    reason = forms.CharField(min_length=10, max_length=1_000)


@require_http_methods(["GET", "POST"])
@at_the_desk
def editing(request: HttpRequest) -> HttpResponse:
    """What waits for an editor, the nearest deadline first; each answer carries its reason."""
    here = hall_of(request)
    if request.method == "POST":
        decide = next((act for name, act in ANSWERS.items() if name in request.POST), _levelled)
        decide(request)
        return HttpResponseRedirect(reverse("front:desk_editing"))
    editor_id = actor_in(request).require_person()
    needed = policy_now(here.id).number("unit.editors_per_text")
    copies = queries.copies_waiting(here.id)
    own = queries.own_copies(copies, editor_id)
    page = {
        "checks": [
            (work, queries.is_party_to(work.contract, editor_id)) for work in queries.checks_waiting(here.id)
        ],
        "copies": [(row, row.id in own) for row in copies],
        "readings": [
            (row, queries.is_party_to(row.order.contract, editor_id))
            for row in queries.readings_waiting(here.id)
        ],
        "cases": [case for case in queries.level_cases(here.id) if case.person_id != editor_id],
        "marks": MARKS,
        "samples": [
            (sample, queries.levels_of(here.id, sample.person_id)[:5], _why_not(sample, editor_id, needed))
            for sample in queries.samples_waiting(here.id)
        ],
        "needed": needed,
        "in_lines": queries.in_lines,
        "levels": [(0, "No level"), *((level, f"{level} {word}") for level, word in LEVELS.items())],
    }
    return shown(request, "editing", page)


def _decided(request: HttpRequest) -> None:
    form = CheckForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Give a reason of at least 20 characters; both sides read it.")
        return
    data = form.cleaned_data
    rejected = data["rejected"] == "yes"
    decide_check(
        data["order_id"], by=actor_in(request), rejected=rejected, reason=data["reason"], version=data["version"]
    )  # fmt: skip
    messages.success(request, "Rejected. The money goes back." if rejected else "Upheld. The work is paid.")


def _why_not(sample: Sample, editor_id: UUID, needed: int) -> str:
    """Why this editor does not rate a text, where they do not."""
    if sample.person_id == editor_id:
        return "This is your own text."
    if editor_id in {one.editor_id for one in sample.ratings.all()}:
        return "You have rated this text. Another editor rates it without seeing what you think."
    if needed > 1 and sample.is_appeal and editor_id in queries.raters_before(sample):
        return "An appeal is read by editors who have not rated before."
    return ""


def _rated(request: HttpRequest) -> None:
    form = RateForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose a level, and give a reason of at least 10 characters.")
        return
    data = form.cleaned_data
    rating = rate_sample(
        hall_of(request).id,
        data["sample_id"],
        by=actor_in(request),
        level=data["level"],
        reason=data["reason"],
    )
    is_decided = rating.sample.answered_at is not None
    said = (
        "The level is set, and they are told why."
        if is_decided
        else "Rated. Another editor rates it as well."
    )
    messages.success(request, said)


def _levelled(request: HttpRequest) -> None:
    form = LevelForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose a level, and give a reason of at least 10 characters.")
        return
    data = form.cleaned_data
    who = profile_by_handle(data["handle"])
    set_level(
        hall_of(request).id, who.person_id, by=actor_in(request), level=data["level"], reason=data["reason"]
    )
    messages.success(request, f"The level of {who.name} is set, and they are told why.")


class MarkForm(forms.Form):
    reading_id = forms.UUIDField()
    mark = forms.TypedChoiceField(coerce=int, choices=list(MARKS.items()))


def _marked(request: HttpRequest) -> None:
    form = MarkForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Say below, as ordered, or above.")
        return
    data = form.cleaned_data
    read_work(hall_of(request).id, data["reading_id"], by=actor_in(request), mark=data["mark"])
    messages.success(request, "Read. It counts twice as much as a client’s mark.")


ANSWERS = {"order_id": _decided, "sample_id": _rated, "reading_id": _marked}
