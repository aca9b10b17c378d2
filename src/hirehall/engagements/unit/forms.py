"""Forms of the unit order: they parse; what is allowed, the actions decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse_lazy

from hirehall.engagements.unit import rules
from hirehall.engagements.unit.queries import OwnRow
from hirehall.engagements.unit.states import LEVELS, UNITS
from hirehall.files.fields import FilesField
from hirehall.foundation.money import parse
from hirehall.look.formats import money_text

DECLARED = {
    "items": "Leave it empty if your files say it: the rows of a table (.csv), the lines of a list (.txt).",
    "minutes": "Leave it empty if your files say it: sound, film, or subtitles (.srt, .vtt).",
}


def _written(rows: int) -> forms.Textarea:
    """A box for Markdown, with its bar and its preview."""
    return forms.Textarea(attrs={"rows": rows, "data-markdown": reverse_lazy("look:preview")})


class OrderForm(forms.Form):
    """What is to be written, how much of it, at which level, by when."""

    title = forms.CharField(label="Title", min_length=5, max_length=140)
    instructions = forms.CharField(
        label="Instructions", max_length=19_500, widget=_written(8),
        help_text="For whom, what must be in it, the tone, what to leave out. It is read before the order is claimed.",
    )  # fmt: skip
    what = forms.ChoiceField(
        label="What is counted",
        choices=[(kind.code, kind.many.capitalize()) for kind in UNITS.values()],
        help_text="Words and pages are counted by the hall; items and minutes too where the files say them.",
    )
    least = forms.IntegerField(label="At least", min_value=1, max_value=rules.MOST_UNITS)
    most = forms.IntegerField(label="At most", min_value=1, max_value=rules.MOST_UNITS)
    level = forms.TypedChoiceField(
        label="Level", coerce=int, choices=[(level, f"{level} {word}") for level, word in LEVELS.items()],
        help_text="Editors of the hall set the level of who writes. A higher one costs more.",
    )  # fmt: skip
    hours = forms.IntegerField(
        label="Hours for the work", min_value=1, max_value=rules.MOST_HOURS, initial=48,
        help_text="From the start of the work. What is not handed in by then goes back into the pool.",
    )  # fmt: skip


class BulkForm(forms.Form):
    """A file of orders."""

    file = forms.FileField(
        label="CSV file",
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv,text/plain"}),
        help_text="Up to 500 lines. They are checked and shown first; nothing is posted or paid yet.",
    )


class DirectForm(OrderForm):
    """The same, from one person at their own price."""

    to_pool = forms.TypedChoiceField(
        label="If it is not taken on", coerce=lambda given: given == "pool",
        choices=[("back", "My money comes back"), ("pool", "It goes into the pool, at the same price")],
        widget=forms.RadioSelect,
        initial="back",
    )  # fmt: skip

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        del self.fields["level"]
        self.fields["instructions"].help_text = "For whom, what must be in it, the tone, what to leave out."
        self.fields["hours"].help_text = "From when it is taken on to the hand-over."
        what = self.fields["what"]
        assert isinstance(what, forms.ChoiceField)  # noqa: S101 - as declared above
        what.choices = kinds


class TeamForm(forms.Form):
    name = forms.CharField(label="Name of the team", min_length=3, max_length=80)
    about = forms.CharField(
        label="What it writes, and for whom", min_length=20, max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    task = forms.CharField(
        label="The test", min_length=20, max_length=4_000, widget=_written(6),
        help_text="A small task by which you see how somebody writes for you. It is not paid, so keep it short.",
    )  # fmt: skip


class TestForm(forms.Form):
    text = forms.CharField(label="Your test", min_length=20, max_length=20_000, widget=_written(10))


class AnswerForm(forms.Form):
    admitted = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
    reason = forms.CharField(min_length=10, max_length=1_000)


class PricesForm(forms.Form):
    """One's own prices: a field for each unit, left empty where one takes no direct orders by it."""

    def __init__(self, *args: Any, rows: tuple[OwnRow, ...], currency: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.currency = currency
        for row in rows:
            self.fields[row.kind.code] = forms.CharField(
                label=f"For {row.kind.measure}",
                required=False,
                max_length=20,
                initial=str(row.price.decimal) if row.price else "",
                help_text=f"At least {money_text(row.floor)}." if row.floor else "",
                widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            )

    def clean(self) -> dict[str, Any]:
        prices = {}
        for what in self.fields:
            text = str(self.cleaned_data.get(what, "")).strip()
            if not text:
                continue
            try:
                prices[what] = parse(text, self.currency).minor
            except ValueError:
                self.add_error(what, "Give a price, like 2.50.")
        return {"prices": prices}


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label="Why, if you want to say it",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class QuestionForm(forms.Form):
    text = forms.CharField(
        label="Your question",
        min_length=10,
        max_length=rules.LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReplyForm(forms.Form):
    text = forms.CharField(
        label="Your answer",
        min_length=2,
        max_length=rules.LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It cannot be changed later.",
    )


class DeliveryForm(forms.Form):
    """The work: a text, or files that are counted in its place."""

    text = forms.CharField(
        label="Text", max_length=rules.LONGEST_TEXT, required=False, widget=_written(16),
        help_text="Or leave it empty and hand files in below: one or the other is counted.",
    )  # fmt: skip
    count = forms.IntegerField(label="How many", min_value=1, max_value=rules.MOST_UNITS, required=False)
    note = forms.CharField(
        label="A note to the client",
        max_length=rules.LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, declared: str = "", **more: Any) -> None:
        super().__init__(*args, **more)
        if declared:
            self.fields["count"].label = f"How many {declared}"
            self.fields["count"].help_text = DECLARED.get(declared, "")
        else:
            del self.fields["count"]
        self.fields["files"] = FilesField(
            purpose="delivery",
            label="Files",
            help_text="Words are counted in .txt, .md, .html and .docx, pages in .pdf too, in the same file once. "
            "Other files go along and count for nothing.",
        )


class RevisionForm(forms.Form):
    text = forms.CharField(
        label="What has to change", max_length=4_000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Say it so that it can be done: where, what is there now, what should be there.",
    )  # fmt: skip


class CheckForm(forms.Form):
    reason = forms.CharField(
        label="Why it is not what you ordered", max_length=4_000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="The editor and the freelancer read it.",
    )  # fmt: skip


class SampleForm(forms.Form):
    """A text that asks for a level; after a decision, an appeal against it."""

    text = forms.CharField(label="Your text", max_length=20_000, widget=_written(12))

    def __init__(self, *args: Any, is_appeal: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        if is_appeal:
            self.fields["text"].label = "Your appeal"
