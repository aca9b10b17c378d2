"""Forms of skills and portfolio. They parse; the actions decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse_lazy

from hirehall.files.fields import FilesField
from hirehall.skills import rules
from hirehall.skills.models import SkillClaim


class PieceForm(forms.Form):
    title = forms.CharField(max_length=rules.LONGEST_PIECE_TITLE)
    text = forms.CharField(
        required=False,
        max_length=rules.LONGEST_PIECE_TEXT,
        widget=forms.Textarea(attrs={"rows": 6, "data-markdown": reverse_lazy("look:preview")}),
        label="What it was, and what you did",
        help_text="The task, your part, the result. Markdown works.",
    )
    link = forms.CharField(required=False, max_length=200, widget=forms.URLInput, label="Link")
    pictures = FilesField(
        purpose="portfolio",
        label="Pictures",
        help_text=f"Up to {rules.PICTURES_PER_PIECE_AT_MOST}, each up to 10 MB.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class ClaimForm(forms.Form):
    skill = forms.CharField(
        max_length=60, widget=forms.TextInput(attrs={"list": "skill-names", "autocomplete": "off"})
    )
    level = forms.TypedChoiceField(
        choices=SkillClaim.Level.choices, coerce=int, initial=SkillClaim.Level.WORKING
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
