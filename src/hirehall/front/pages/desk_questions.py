"""One question of a bank at the desk: written, changed, retired, with what its answers say."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hirehall.foundation.http import actor_in
from hirehall.foundation.posted import field_errors, once
from hirehall.foundation.refused import Because, Refused
from hirehall.front.forms import DeskForm
from hirehall.front.pages.desk import at_the_desk, shown
from hirehall.vetting import queries
from hirehall.vetting.actions.write_question import retire_question, write_question
from hirehall.vetting.states import KIND_WORDS, LEAST_FOR_STATISTICS, Kind


class QuestionForm(DeskForm):
    """A question as a file says it, one field a column."""

    key = forms.SlugField(
        label="Key", max_length=40, help_text="Small letters, digits and hyphens. It stays from version to version."
    )  # fmt: skip
    kind = forms.ChoiceField(label="Kind of answer", choices=[(one.value, KIND_WORDS[one]) for one in Kind])
    text = forms.CharField(
        label="Question", max_length=4_000, widget=forms.Textarea(attrs={"rows": 5}), help_text="Markdown."
    )
    options = forms.CharField(
        label="Options, one a line", required=False, max_length=4_100, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="In their right order where they are to be put in order; none for a number or a text.",
    )  # fmt: skip
    right = forms.CharField(
        label="Right answer", required=False, max_length=60,
        help_text="The number of the right option, counted from 1; several with | between them; or the number itself.",
    )  # fmt: skip
    tolerance = forms.CharField(
        label="Tolerance of a number", required=False, max_length=20, help_text="0.01: as much more or less is right."
    )  # fmt: skip
    points = forms.IntegerField(label="Points", min_value=1, max_value=10, initial=1)
    why = forms.CharField(
        label="Why this is right", required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Of a text: what an examiner looks for.",
    )  # fmt: skip

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_new:
            del self.fields["key"]

    def asked(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        data["options"] = [line.strip() for line in data["options"].splitlines() if line.strip()]
        if data["kind"] == Kind.SEVERAL:
            data["right"] = [one.strip() for one in data["right"].split("|")]
        return data


@require_http_methods(["GET", "POST"])
@at_the_desk
def question(request: HttpRequest, version_id: UUID, key: str = "") -> HttpResponse:
    """Changing one of a published version takes up the next; a draft is changed as it is."""
    by = actor_in(request)
    page = queries.bank_question(by, version_id, key)
    bank_id = page.version.bank_id
    if request.method == "POST" and request.POST.get("do") == "retire":
        draft = retire_question(bank_id, key, by=by, **once(request))
        messages.success(request, f"Retired from version {draft.number} on. Publish it when it is whole.")
        return HttpResponseRedirect(reverse("front:desk_bank", args=[draft.id]))
    form = QuestionForm(request.POST or None, initial=_initial(page), is_new=not key)
    if request.method == "POST" and form.is_valid():
        name = key or form.cleaned_data["key"]
        try:
            made = write_question(bank_id, name, by=by, asked=form.asked(), is_new=not key, **once(request))
        except Refused as refused:
            if refused.because is not Because.INVALID:
                raise
            field_errors(form, refused)
        else:
            messages.success(
                request, f"Written into version {made.version.number}, a draft until you publish it."
            )
            return HttpResponseRedirect(reverse("front:desk_bank", args=[made.version_id]))
    return shown(request, "bank_question", {"page": page, "form": form, "least": LEAST_FOR_STATISTICS})


def _initial(page: Any) -> dict[str, Any]:
    one = page.question
    if one is None:
        return {}
    return {
        "kind": one.kind, "text": one.text, "options": "\n".join(one.options), "right": page.right,
        "tolerance": one.right[1] if one.kind == Kind.NUMBER else "", "points": one.points, "why": one.why,
    }  # fmt: skip
