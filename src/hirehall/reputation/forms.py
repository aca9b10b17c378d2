"""What people type: the three answers, two facts, words. Parsing only; every question may be left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from hirehall.foundation.money import parse as parse_money
from hirehall.reputation.queries import Piece
from hirehall.reputation.states import LADDERS, OPTIONAL_FACTS, Answer, Direction, Met

CHOICES = [(Answer.YES.value, "Yes"), (Answer.NO.value, "No"), (Answer.CANNOT_TELL.value, "Cannot tell")]
MET_CHOICES = [
    (Met.YES.value, "Yes"),
    (Met.PARTLY.value, "Partly"),
    (Met.NO.value, "No"),
    (Met.CANNOT_TELL.value, "Cannot tell"),
]
FACT_CHOICES = [(Answer.YES.value, "Yes"), (Answer.NO.value, "No"), ("", "Rather not say")]


class ReviewForm(forms.Form):
    """The ladder of one direction. Every question may be left out, which the page says once, not at each."""

    is_draft = True

    text = forms.CharField(
        label="In your own words",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Everybody can read this with your name once both reviews are in. It is never scored.",
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(
        self, *args: Any, direction: Direction, questions: Sequence[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked = [f"evaluation_{number}" for number in range(len(questions))]
        for name, question in zip(self.asked, questions, strict=True):
            self.fields[name] = forms.ChoiceField(
                label=question, choices=MET_CHOICES, widget=forms.RadioSelect, required=False
            )
        if questions:
            self.fields["advice"] = forms.CharField(
                label="What should they do better next time?", required=False, strip=False,
                widget=forms.Textarea(attrs={"rows": 3}),
                help_text="Only they read this, once both reviews are in.",
            )  # fmt: skip
        for rung in LADDERS[direction]:
            self.fields[rung.name] = forms.ChoiceField(
                label=rung.question, choices=CHOICES, widget=forms.RadioSelect, required=False
            )
        for name, question in OPTIONAL_FACTS.items():
            self.fields[name] = forms.ChoiceField(
                label=question, choices=FACT_CHOICES, widget=forms.RadioSelect, required=False, initial=""
            )

    @property
    def evaluation(self) -> list[str]:
        return [self.cleaned_data.get(name, "") for name in self.asked]

    @property
    def rungs(self) -> dict[str, str]:
        return {
            name: answer for name, answer in self.cleaned_data.items() if name.startswith("rung") and answer
        }

    @property
    def optional(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in OPTIONAL_FACTS if self.cleaned_data.get(name)}


class WhatIfForm(forms.Form):
    """One more review that nobody has written."""

    amount = forms.DecimalField(
        label="What the contract paid", min_value=0, max_value=10_000_000, required=False, decimal_places=2
    )
    client = forms.ChoiceField(label="By whom", required=False)

    def __init__(self, *args: Any, pieces: Iterable[Piece], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {piece.rater: piece.says for piece in pieces if piece.rater}
        self.fields["client"].choices = [  # type: ignore[attr-defined]
            ("", "Somebody you have not worked with"),
            *((rater, f"The client of “{says}”") for rater, says in known.items()),
        ]
        self.currency = next((piece.currency for piece in pieces if piece.currency), "EUR")
        for rung in LADDERS[Direction.OF_FREELANCER]:
            self.fields[rung.name] = forms.ChoiceField(
                label=rung.question, choices=CHOICES, widget=forms.RadioSelect, initial=Answer.YES.value
            )

    @property
    def answers(self) -> list[str]:
        return [self.cleaned_data[rung.name] for rung in LADDERS[Direction.OF_FREELANCER]]

    @property
    def paid_minor(self) -> int:
        return parse_money(str(self.cleaned_data["amount"] or 0), self.currency).minor


class ReplyForm(forms.Form):
    text = forms.CharField(
        label="Your reply",
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One reply, public below the review.",
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)
