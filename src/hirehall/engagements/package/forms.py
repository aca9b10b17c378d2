"""Forms of the package model: they parse; what is allowed, the actions decide."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms

from hirehall.engagements.package.rules import LONGEST_ANSWER, MOST_DAYS
from hirehall.files.fields import FilesField


def whole(text: str) -> int | None:
    """A version number from a hidden field; None when it is missing or broken."""
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 9 else None


def uuid_or_none(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


class RequirementsForm(forms.Form):
    """One field for each question of the freelancer, and files."""

    def __init__(self, *args: Any, questions: list[str], **more: Any) -> None:
        super().__init__(*args, **more)
        for number, question in enumerate(questions, start=1):
            self.fields[f"answer_{number}"] = forms.CharField(
                label=question, max_length=LONGEST_ANSWER, widget=forms.Textarea(attrs={"rows": 3})
            )
        self.fields["files"] = FilesField(
            purpose="attachment",
            label="Files",
            help_text="What the freelancer needs: texts, pictures, tables.",
        )

    def answers(self) -> tuple[str, ...]:
        return tuple(text for name, text in self.cleaned_data.items() if name.startswith("answer_"))


class DeliveryForm(forms.Form):
    note = forms.CharField(
        label="What you hand over", max_length=20_000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text="What is there, where to find it, how to use it.",
    )  # fmt: skip

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["files"] = FilesField(
            purpose="delivery",
            label="Files",
            help_text="Up to 100 MB each. Kept byte for byte as you send them, and read by the two of you only.",
        )


class RevisionForm(forms.Form):
    text = forms.CharField(
        label="What has to change", max_length=20_000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Say it so that it can be done: where, what is there now, what should be there.",
    )  # fmt: skip


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Why",
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The other side reads it.",
    )


class AnswerForm(forms.Form):
    reason = forms.CharField(
        label="Why you want to go on",
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ExtensionForm(ReasonForm):
    field_order = ("days", "reason")
    days = forms.IntegerField(label="More days", min_value=1, max_value=MOST_DAYS)
