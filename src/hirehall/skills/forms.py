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

    video = forms.CharField(
        required=False, max_length=rules.LONGEST_LINK, widget=forms.URLInput, label="Film",
        help_text="An address of a film. Nobody’s browser goes there before they click.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class WholePieceForm(PieceForm):
    """The page of a piece: its words, a comparison, and how it stands in the hall."""

    before = FilesField(purpose="portfolio", many=False, label="Before")
    after = FilesField(purpose="portfolio", many=False, label="After")
    before_alt = forms.CharField(required=False, max_length=rules.LONGEST_ALT, label="What “before” shows")
    after_alt = forms.CharField(required=False, max_length=rules.LONGEST_ALT, label="What “after” shows")
    shown = forms.BooleanField(required=False, label="Show it in this hall")
    category = forms.ChoiceField(required=False, label="Field")
    skills = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label="Skills that it shows",
        help_text=f"Up to {rules.SKILLS_PER_PIECE_AT_MOST} of those that you claim.",
    )  # fmt: skip

    def __init__(
        self, *args: Any, categories: list[tuple[str, str]], skills: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [("", "That of the first skill"), *categories]  # type: ignore[attr-defined]
        self.fields["skills"].choices = skills  # type: ignore[attr-defined]
        if not skills:
            del self.fields["skills"]


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
