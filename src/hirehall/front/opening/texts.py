"""The wizard's step for the hall's own texts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms

from hirehall.front.forms.texts import add_texts, languages_field, languages_in, texts_in
from hirehall.front.opening.forms import StepForm, Values
from hirehall.halls.queries.texts import language_name
from hirehall.halls.states.texts import KINDS, is_language


class WordsForm(StepForm):
    """A field for each text in each language of the draft."""

    part = "texts"

    def __init__(self, data: Any = None, *, values: Values) -> None:
        super().__init__(data, values=values)
        self.here = [code for code in values.get("texts", {}).get("languages", ["en"]) if is_language(code)]
        self.fields["languages"] = languages_field()
        self.fields["languages"].initial = ", ".join(self.here)
        add_texts(self, KINDS, self.here, values.get("texts", {}))

    def initial_of(self, values: Values) -> dict[str, Any]:
        return {}

    def groups(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """For the page: the name of a language, and its fields."""
        for code in self.here:
            yield language_name(code), [self[f"{kind}_{code}"] for kind in KINDS]

    def changes(self) -> dict[str, Any]:
        codes = languages_in(self.cleaned_data["languages"])
        kept = texts_in(self, KINDS, [code for code in self.here if code in codes])
        said = {kind: {code: text for code, text in one.items() if text} for kind, one in kept.items()}
        return {"texts": {"languages": list(codes), **{kind: one for kind, one in said.items() if one}}}

    def field_of(self, place: str) -> str | None:
        name = "_".join(place.split(".")[1:])
        return name if name in self.fields else None
