"""Forms of tests: they parse; what is allowed, the actions decide."""

from __future__ import annotations

from django import forms
from django.http import QueryDict

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
