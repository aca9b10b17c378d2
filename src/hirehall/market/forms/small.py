"""Forms of one or two fields."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms

from hirehall.market.forms.fields import choose


class ReasonForm(forms.Form):
    reason = forms.CharField(max_length=500, label="Reason", widget=forms.Textarea(attrs={"rows": 2}))


class NoteForm(forms.Form):
    note = forms.CharField(
        max_length=500, required=False, label="Note for your side", widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Only you and your organisation read it.",
    )  # fmt: skip


class AskForm(forms.Form):
    question = forms.CharField(
        max_length=500, label="Your question", widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Everybody reads the answer; nobody but the client’s side is told who asked.",
    )  # fmt: skip


class AnswerForm(forms.Form):
    answer = forms.CharField(max_length=2000, label="Your answer", widget=forms.Textarea(attrs={"rows": 3}))


class AppealForm(forms.Form):
    text = forms.CharField(
        max_length=1000, min_length=20, label="Why do you need more?", widget=forms.Textarea(attrs={"rows": 5}),
        help_text="An operator reads it and answers with a reason.",
    )  # fmt: skip


class DecideForm(forms.Form):
    appeal_id = forms.UUIDField(widget=forms.HiddenInput)
    granted = forms.IntegerField(min_value=0, max_value=100, label="More proposals for seven days")
    reason = forms.CharField(max_length=500, label="Reason")


class ScreenForm(forms.Form):
    """What becomes of a service that an operator has looked at."""

    service_id = forms.UUIDField(widget=forms.HiddenInput)
    revision = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.ChoiceField(choices=[("list", "list"), ("send_back", "send back"), ("refuse", "refuse")])
    reason = forms.CharField(max_length=1000, required=False)


class InviteForm(forms.Form):
    brief_id = forms.TypedChoiceField(label="For which brief?", coerce=UUID, widget=forms.RadioSelect)
    note = forms.CharField(
        max_length=500, required=False, label="A word to them", widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Why you thought of them.",
    )  # fmt: skip

    def __init__(self, *args: Any, briefs: list[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "brief_id", [(str(brief_id), title) for brief_id, title in briefs])
