"""Forms of tests: they parse; what is allowed, the actions decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from hirehall.files.fields import FilesField
from hirehall.foundation.posted import whole
from hirehall.vetting.states import Kind


class AppealForm(forms.Form):
    """Why a question is wrong."""

    text = forms.CharField(
        label="What is wrong with the question", min_length=20, max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="For example: two answers are right, the right one is missing, or it can be read in two ways.",
    )  # fmt: skip


class MarkForm(forms.Form):
    """What an answer in words is worth."""

    points = forms.IntegerField(label="Points", min_value=0, max_value=10)
    remark = forms.CharField(
        label="Remark, which they read",
        min_length=5,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def given_in(post: QueryDict, kind: Kind, many: int) -> object:
    """The answer in a posted question: shown places of options, or a text; None for no answer."""
    if kind in (Kind.NUMBER, Kind.TEXT):
        return post.get("given", "") or None
    if kind in (Kind.SINGLE, Kind.SEVERAL):
        places = [whole(one) for one in post.getlist("given")]
        return [place for place in places if place is not None] or None
    ranks = [whole(post.get(f"rank_{place}", "")) for place in range(many)]
    if all(rank is None for rank in ranks):
        return None
    by_rank = sorted((rank, place) for place, rank in enumerate(ranks) if rank is not None)
    wanted = [*range(1, many + 1)]
    return [place for _, place in by_rank] if [rank for rank, _ in by_rank] == wanted else [-1]


class SlotForm(forms.Form):
    """A time that an examiner offers, in their own zone."""

    starts_at = forms.DateTimeField(
        label="Begins", widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    minutes = forms.IntegerField(label="Minutes", min_value=10, max_value=180, initial=30)
    where = forms.CharField(
        label="Where", min_length=5, max_length=200, help_text="A link to a call, or a telephone number."
    )


class StageForm(forms.Form):
    """What an applicant sends for a stage: an answer for each question, or a text with files."""

    def __init__(self, *args: Any, questions: tuple[str, ...], with_files: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place, question in enumerate(questions, 1):
            self.fields[f"answer_{place}"] = forms.CharField(
                label=question,
                max_length=4_000,
                widget=forms.Textarea(attrs={"rows": 5}),
                required=not with_files,
            )
        self.questions = len(questions)
        if with_files:
            self.fields["files"] = FilesField(label="Files", required=False, purpose="delivery")

    def answers(self) -> list[str]:
        return [self.cleaned_data[f"answer_{place}"] for place in range(1, self.questions + 1)]


class ScoreForm(forms.Form):
    """The points of a rubric and the reason."""

    reason = forms.CharField(
        label="Reason, which they read",
        min_length=20,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DecisionForm(forms.Form):
    """How an appeal is decided."""

    upheld = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
    reason = forms.CharField(min_length=20, max_length=4_000)
