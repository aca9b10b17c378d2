"""Forms about becoming a member of a hall, and of the desk that decides about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from hirehall.front.forms import DeskForm


class AnswersForm(DeskForm):
    """The hall's questions, each with room for an answer."""

    def __init__(self, *args: Any, questions: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, question in enumerate(questions):
            self.fields[f"answer_{number}"] = forms.CharField(
                max_length=4000, label=question, widget=forms.Textarea(attrs={"rows": 4})
            )

    def answers(self) -> tuple[str, ...]:
        return tuple(self.cleaned_data[name] for name in self.fields)


class CodeForm(DeskForm):
    code = forms.CharField(max_length=60, label="Code of your invitation")


class CodesForm(DeskForm):
    """A code for whoever has it."""

    note = forms.CharField(
        max_length=120, required=False, label="For whom", help_text="Only the desk reads it."
    )
    most_uses = forms.IntegerField(min_value=1, max_value=10_000, initial=10, label="How many people")
    days = forms.IntegerField(min_value=1, max_value=365, initial=30, label="For how many days")


class InviteForm(DeskForm):
    """Personal invitations."""

    emails = forms.CharField(
        max_length=10_000,
        label="E-mail addresses",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One on a line. Each invitation is for its address alone.",
    )
    note = forms.CharField(
        max_length=120, required=False, label="For whom", help_text="Only the desk reads it."
    )
    days = forms.IntegerField(min_value=1, max_value=365, initial=30, label="For how many days")

    def addresses(self) -> list[str]:
        typed: str = self.cleaned_data["emails"]
        return typed.replace(",", " ").replace(";", " ").split()


class HallSessionForm(DeskForm):
    reason = forms.CharField(
        min_length=5,
        max_length=300,
        label="Reason",
        help_text="What you want to look at or decide. It is recorded.",
    )
