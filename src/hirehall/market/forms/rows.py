"""Fields of several rows: lines of text, skills, milestones. Plain inputs of one name, so no script is needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from markupsafe import Markup, escape

from hirehall.foundation.money import Money, parse

SPARE_ROWS = 2


class Rows(forms.Widget):
    """Rows of inputs. ``columns`` is (suffix, label, attributes) each; values are lists of tuples."""

    use_fieldset = True

    def __init__(
        self,
        columns: Sequence[tuple[str, str, dict[str, Any]]],
        *,
        least: int = 3,
        most: int = 12,
        choices: dict[str, Sequence[tuple[str, str]]] | None = None,
        after: Callable[[], str] | None = None,
    ) -> None:
        super().__init__()
        self.columns, self.least, self.most = columns, least, most
        self.choices, self.after = choices or {}, after

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[tuple[str, ...]]:
        lists = [data.getlist(f"{name}{suffix}") for suffix, _, _ in self.columns]
        longest = max((len(values) for values in lists), default=0)
        rows = [
            tuple(values[index].strip() if index < len(values) else "" for values in lists)
            for index in range(min(longest, 100))
        ]
        return [row for row in rows if row[0] or (any(row[1:]) and len(self.columns) > 2)]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}{self.columns[0][0]}" not in data

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        rows = [row if isinstance(row, tuple | list) else (row,) for row in value or []]
        spare = max(self.least - len(rows), SPARE_ROWS if len(rows) < self.most else 0)
        rows += [("",) * len(self.columns)] * min(spare, max(self.most - len(rows), 0))
        lines = [self._row(name, number, row) for number, row in enumerate(rows)]
        after = Markup(self.after()) if self.after else ""  # noqa: S704 - made below, of escaped parts
        return Markup(  # noqa: S704 - every part is escaped
            f'<ol class="numbered numbered-{len(self.columns)}" id="id_{escape(name)}">{"".join(lines)}</ol>{after}'
        )

    def _row(self, name: str, number: int, row: Sequence[Any]) -> str:
        cells = []
        for (suffix, label, attributes), value in zip(self.columns, row, strict=True):
            said = f"{label} {number + 1}"
            if suffix in self.choices:
                options = "".join(_option(key, text, value) for key, text in self.choices[suffix])
                cells.append(f'<select name="{name}{suffix}" aria-label="{escape(said)}">{options}</select>')
                continue
            given = {"type": "text", "aria-label": said, "placeholder": label, **attributes}
            if given.pop("multiline", False):
                given.pop("type")
                cells.append(
                    f'<textarea name="{name}{suffix}" rows="2"{flatatt(given)}>{escape(value)}</textarea>'
                )
                continue
            cells.append(f'<input name="{name}{suffix}" value="{escape(value)}"{flatatt(given)}>')
        return f"<li>{''.join(cells)}</li>"


def _option(key: str, text: str, chosen: Any) -> str:
    mark = " selected" if str(key) == str(chosen) else ""
    return f'<option value="{escape(key)}"{mark}>{escape(text)}</option>'


def choose(form: forms.Form, name: str, choices: Sequence[tuple[str, str]]) -> None:
    """Offer these choices at a field."""
    cast(forms.ChoiceField, form.fields[name]).choices = list(choices)


class LinesField(forms.Field):
    """Several lines of text; a tuple of what is not empty."""

    def __init__(self, *, label: str, one: str, most: int, longest: int = 300, **more: Any) -> None:
        widget = Rows([("", one, {"maxlength": longest, "placeholder": ""})], most=most)
        super().__init__(label=label, widget=widget, required=False, **more)

    def to_python(self, value: Any) -> tuple[str, ...]:
        return tuple(row[0] for row in value or [])


class SkillsField(forms.Field):
    """Skills by name, each a must or nice to have; answers [(skill id, must)]."""

    def __init__(self, *, find: Callable[[str], Any], names: Callable[[], list[str]], **more: Any) -> None:
        def datalist() -> str:
            options = "".join(f"<option>{escape(name)}</option>" for name in names())
            return f'<datalist id="known_skills">{options}</datalist>'

        widget = Rows(
            [("", "Skill", {"list": "known_skills", "maxlength": 60, "placeholder": "", "autocomplete": "off"}),
             ("_kind", "How much it matters", {})],
            choices={"_kind": [("must", "Must have"), ("nice", "Nice to have")]}, least=4, after=datalist,
        )  # fmt: skip
        self.find = find
        super().__init__(widget=widget, required=False, **more)

    def to_python(self, value: Any) -> list[tuple[Any, bool]]:
        found, problems = [], []
        for name, kind in value or []:
            if not name:
                continue
            skill, alike = self.find(name)
            if skill is not None:
                found.append((skill, kind != "nice"))
            elif alike:
                problems.append(f"“{name}” is not known here. Did you mean {alike}?")
            else:
                problems.append(f"“{name}” is not known here. Choose a skill from the list.")
        if problems:
            raise ValidationError(problems)
        return found


class AmountField(forms.CharField):
    """An amount in the hall's currency as a person types it; answers Money."""

    def __init__(self, *, currency: str, **more: Any) -> None:
        self.currency = currency
        more.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**more)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return amount_of(text, self.currency)
        except ValueError as error:
            raise ValidationError("Write an amount like 1200 or 1,200.50.") from error


def amount_of(text: str, currency: str) -> Money:
    return parse(text, currency)


def amount_text(amount: Money | None) -> str:
    """As one would type it: ``1200`` or ``1200.50``."""
    if amount is None:
        return ""
    plain = amount.decimal
    return f"{plain:.0f}" if plain == plain.to_integral_value() else f"{plain}"


class PlanField(forms.Field):
    """Milestones; answers [(title, criteria, Money, due days or None)]."""

    def __init__(self, *, currency: str, most: int, **more: Any) -> None:
        self.currency = currency
        widget = Rows(
            [("_title", "Milestone", {"maxlength": 120}),
             ("_amount", f"Price in {currency}", {"inputmode": "decimal", "class": "number"}),
             ("_days", "Done by day", {"inputmode": "numeric"}),
             ("_criteria", "What shows that it is done", {"multiline": True, "maxlength": 1000})],
            least=2, most=most,
        )  # fmt: skip
        super().__init__(widget=widget, required=False, **more)

    def to_python(self, value: Any) -> list[tuple[str, str, Money, int | None]]:
        steps, problems = [], []
        for number, (title, amount, days, criteria) in enumerate(value or [], start=1):
            try:
                money = amount_of(amount, self.currency)
            except ValueError:
                problems.append(f"Milestone {number}: write a price like 400 or 400.50.")
                continue
            if not title:
                problems.append(f"Milestone {number}: give it a title.")
                continue
            if days and not (days.isdecimal() and 0 < int(days) <= 3650):
                problems.append(
                    f"Milestone {number}: write the day as a whole number, counted from the start."
                )
                continue
            steps.append((title, criteria, money, int(days) if days else None))
        if problems:
            raise ValidationError(problems)
        return steps


class Lenient(forms.Form):
    """A form of a draft: some fields are marked as needed, and a draft may miss them all the same."""

    use_required_attribute = False
    needed: tuple[str, ...] = ()

    def full_clean(self) -> None:
        self._mark(required=False)
        super().full_clean()
        self._mark(required=True)

    def mark_needed(self) -> None:
        self._mark(required=True)

    def _mark(self, *, required: bool) -> None:
        for name, field in self.fields.items():
            if name in self.needed or name.startswith("answer_"):
                field.required = required
