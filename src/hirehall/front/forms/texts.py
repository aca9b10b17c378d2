"""Forms for the texts of a hall: a field for each text in each of its languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms

from hirehall.front.forms import DeskForm
from hirehall.halls.models import Hall
from hirehall.halls.queries.texts import language_name
from hirehall.halls.states.texts import DATED, OWN, TextKind

MARKDOWN = "Markdown."


def languages_in(text: str) -> tuple[str, ...]:
    """``en, de`` as a tuple."""
    return tuple(part.strip() for part in text.replace(";", ",").split(",") if part.strip())


def languages_field() -> forms.CharField:
    return forms.CharField(
        max_length=120,
        label="Languages",
        help_text="Codes with commas, the hall’s own first: en, de. Where one lacks a text, the first stands in. The "
        "pages themselves are in English; dates and amounts follow the reader.",
    )


def text_field(known: TextKind, rows: int) -> forms.CharField:
    """A field for one text in one language."""
    widget: forms.Widget = forms.TextInput()
    if known.lines:
        widget = forms.Textarea(attrs={"rows": rows})
    about = known.about if known.plain or not known.lines else f"{known.about} {MARKDOWN}"
    return forms.CharField(
        required=False, max_length=known.longest, label=known.label, help_text=about, widget=widget
    )


def add_texts(
    form: forms.Form, kinds: Mapping[str, TextKind], languages: Sequence[str], texts: Mapping[str, Any]
) -> None:
    """A field for each kind in each language, filled with what stands."""
    for kind, known in kinds.items():
        for code in languages:
            field = text_field(known, 3 if known.plain else 5)
            field.initial = texts.get(kind, {}).get(code, "")
            field.widget.attrs["lang"] = code
            form.fields[f"{kind}_{code}"] = field


def texts_in(
    form: forms.Form, kinds: Mapping[str, TextKind], codes: Sequence[str]
) -> dict[str, dict[str, str]]:
    """What was written, by kind and language."""
    data = form.cleaned_data
    return {
        kind: {code: data[f"{kind}_{code}"] for code in codes if f"{kind}_{code}" in data} for kind in kinds
    }


class TextsForm(DeskForm):
    def __init__(self, data: Any = None, *, hall: Hall) -> None:
        super().__init__(data, initial={"languages": ", ".join(hall.languages)})
        self.here = list(hall.languages)
        self.fields["languages"] = languages_field()
        add_texts(self, OWN, self.here, hall.texts)

    def groups(self) -> Iterator[tuple[str, str, list[forms.BoundField]]]:
        """For the page: a language, its name, and its fields."""
        for code in self.here:
            yield code, language_name(code), [self[f"{kind}_{code}"] for kind in OWN]

    def chosen(self) -> tuple[str, ...]:
        return languages_in(self.cleaned_data["languages"])

    def written(self) -> dict[str, dict[str, str]]:
        kept = [code for code in self.here if code in self.chosen()]
        return texts_in(self, OWN, kept)


class DatedTextForm(DeskForm):
    """The next version of the rules, terms or imprint in one language."""

    def __init__(self, data: Any = None, *, languages: Sequence[str]) -> None:
        super().__init__(data)
        self.fields["kind"] = forms.ChoiceField(choices=[(name, one.label) for name, one in DATED.items()])
        named = [(code, language_name(code)) for code in languages]
        self.fields["language"] = forms.ChoiceField(choices=named)
        self.fields["text"] = forms.CharField(
            max_length=40_000, widget=forms.Textarea(attrs={"rows": 10}), help_text=MARKDOWN
        )
        self.fields["effective_on"] = forms.DateField(
            required=False,
            label="Counts from",
            widget=forms.DateInput(attrs={"type": "date"}),
            help_text="From 00:00 UTC on; left empty, from now.",
        )
