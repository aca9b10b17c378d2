"""What an address of the gallery asks for, and its forms."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict

from hirehall.foundation.money import Money, parse
from hirehall.look.swatches import SWATCHES
from hirehall.portfolio import rules
from hirehall.portfolio.queries import SORTS, WallAsked
from hirehall.skills.models import Category, Skill


@dataclass(frozen=True, slots=True)
class WallAddress:
    """The address of a wall, what it asks for, and how the neighbouring addresses are written."""

    asked: WallAsked
    given: dict[str, str]
    skill: Skill | None

    def with_(self, **changed: str) -> str:
        """The query of the same wall but for this; an empty value takes the filter away."""
        given = {**self.given, "after": "", **changed}
        return "?" + urlencode({name: value for name, value in given.items() if value})


def read_wall(query: QueryDict, categories: list[Category], skills: list[Skill]) -> WallAddress:
    """What the address asks for; what it names and is not there filters nothing."""
    field = next((one for one in categories if one.slug == query.get("field")), None)
    word = " ".join(query.get("skill", "").split()).lower()[:60]
    skill = next((one for one in skills if word and word in (one.name.lower(), one.slug)), None)
    colour = query.get("colour", "") if query.get("colour") in SWATCHES else ""
    sort = query.get("sort", "") if query.get("sort") in SORTS else "newest"
    asked = WallAsked(
        category_id=field.id if field else None,
        skill_id=skill.id if skill else None,
        colour=colour,
        sort=sort,
        after=query.get("after", "")[:80],
    )
    given = {
        "field": field.slug if field else "",
        "skill": skill.slug if skill else "",
        "colour": colour,
        "sort": "" if sort == "newest" else sort,
    }
    return WallAddress(asked, given, skill)


def without_following(address: WallAddress) -> WallAddress:
    """For who is not signed in and follows nobody."""
    if address.asked.sort != "following":
        return address
    return replace(address, asked=replace(address.asked, sort="newest"), given={**address.given, "sort": ""})


class CollectionForm(forms.Form):
    title = forms.CharField(max_length=rules.LONGEST_COLLECTION_TITLE, label="Name")
    text = forms.CharField(
        required=False, max_length=rules.LONGEST_COLLECTION_TEXT, label="What it is for",
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    public = forms.BooleanField(required=False, label="Everybody may see it")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class ProjectForm(forms.Form):
    """What is needed of several makers. Which, is chosen beside it."""

    title = forms.CharField(max_length=rules.LONGEST_PROJECT_TITLE, label="What it is, in a few words")
    need = forms.CharField(
        min_length=20, max_length=3800, label="What do you need?", widget=forms.Textarea(attrs={"rows": 7}),
        help_text="What is to be done, and what is there already. Each of them reads the same.",
    )  # fmt: skip
    budget = forms.CharField(
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    wanted_by = forms.DateField(
        required=False, label="Wanted by", widget=forms.DateInput(attrs={"type": "date"})
    )
    answer_days = forms.IntegerField(
        min_value=1, max_value=rules.ANSWER_DAYS_AT_MOST, initial=rules.ANSWER_DAYS, label="Days for an answer",
        help_text="Then it closes by itself. Quotes that came stay for you to answer.",
    )  # fmt: skip

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.currency = currency
        self.fields["budget"].label = f"Budget in {currency}"

    def clean_budget(self) -> Money | None:
        text = self.cleaned_data["budget"].strip()
        if not text:
            return None
        try:
            return parse(text, self.currency)
        except ValueError as error:
            raise forms.ValidationError(
                f"Write an amount in {self.currency}, like 1200 or 1,200.50."
            ) from error
