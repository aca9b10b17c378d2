"""Rows of inputs of one name: lines of text, skills, milestones. A row is added or removed by a submit button of
the same form, which ``<row-list>`` of the look answers in the page where scripts run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.forms.utils import ErrorDict, flatatt
from markupsafe import Markup, escape

from hirehall.look.environment import icon_svg

ROWS_READ = 100


class Rows(forms.Widget):
    """Rows of inputs. ``columns`` is (suffix, label, attributes) each; values are lists of tuples.

    Args:
        one: what one row is called, in the middle of a sentence.
        least: how many rows there are at first.
        most: how many there may be.
        choices: the options of columns that are chosen from, by suffix.
        after: markup that follows the rows.
    """

    use_fieldset = True

    def __init__(
        self,
        columns: Sequence[tuple[str, str, dict[str, Any]]],
        *,
        one: str,
        least: int = 3,
        most: int = 12,
        choices: dict[str, Sequence[tuple[str, str]]] | None = None,
        after: Callable[[], str] | None = None,
    ) -> None:
        super().__init__()
        self.columns, self.one, self.least, self.most = columns, one, least, most
        self.choices, self.after = choices or {}, after
        self.shown = 0
        self.fresh = False

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[tuple[str, ...]]:
        lists = self._lists(data, name)
        typed = [suffix not in self.choices for suffix, _, _ in self.columns]
        rows = [
            tuple(values[index].strip() if index < len(values) else "" for values in lists)
            for index in range(min(_longest(lists), ROWS_READ))
        ]
        return [row for row in rows if any(cell for cell, by_hand in zip(row, typed, strict=True) if by_hand)]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}{self.columns[0][0]}" not in data

    def _lists(self, data: Any, name: str) -> list[list[str]]:
        return [data.getlist(f"{name}{suffix}") for suffix, _, _ in self.columns]

    def one_more(self, data: Any, name: str) -> None:
        """Show a row more than was sent, ready to be typed into."""
        self.shown = min(_longest(self._lists(data, name)) + 1, self.most)
        self.fresh = True

    def one_less(self, data: Any, name: str, number: int) -> None:
        """Forget the row of that number, counted from zero, in ``data``."""
        lists = self._lists(data, name)
        self.shown = max(_longest(lists) - 1, 1)
        for (suffix, _, _), values in zip(self.columns, lists, strict=True):
            data.setlist(f"{name}{suffix}", [*values[:number], *values[number + 1 :]])

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        rows = [row if isinstance(row, tuple | list) else (row,) for row in value or []]
        wanted = min(max(self.shown or self.least, len(rows)), max(self.most, len(rows)))
        new = len(rows) if self.fresh else -1
        rows += [("",) * len(self.columns)] * (wanted - len(rows))
        lines = [self._row(name, number, row, fresh=number == new) for number, row in enumerate(rows)]
        full = " hidden" if len(rows) >= self.most else ""
        after = Markup(self.after()) if self.after else ""  # noqa: S704 - made by us, of escaped parts
        return Markup(  # noqa: S704 - every part is escaped
            f'<row-list data-most="{self.most}" data-one="{escape(self.one)}">'
            f'<ol class="numbered numbered-{len(self.columns)}" id="id_{escape(name)}">{"".join(lines)}</ol>'
            f'<button class="button button-secondary button-small" type="submit" name="more_rows" '
            f'value="{escape(name)}"{full}>{icon_svg("plus")}Add another {escape(self.one)}</button>'
            f'<span class="unseen" role="status"></span>{after}</row-list>'
        )

    def _row(self, name: str, number: int, row: Sequence[Any], *, fresh: bool) -> str:
        cells = []
        for position, ((suffix, label, attributes), value) in enumerate(zip(self.columns, row, strict=True)):
            said = {"aria-label": f"{label} {number + 1}", "data-label": label}
            if fresh and not position:
                said["autofocus"] = True  # type: ignore[assignment]
            control = self._control(f"{name}{suffix}", suffix, {**attributes, **said}, value)
            if len(self.columns) > 1:
                control = f'<label class="cell"><span>{escape(label)}</span>{control}</label>'
            cells.append(control)
        remove = f"Remove {self.one}"
        return (
            f'<li>{"".join(cells)}<button class="row-remove" type="submit" name="fewer_rows" '
            f'value="{escape(name)}:{number}" data-label="{escape(remove)}" '
            f'aria-label="{escape(remove)} {number + 1}">{icon_svg("x")}</button></li>'
        )

    def _control(self, name: str, suffix: str, given: dict[str, Any], value: Any) -> str:
        if suffix in self.choices:
            options = "".join(_option(key, text, value) for key, text in self.choices[suffix])
            return f'<select name="{name}"{flatatt(given)}>{options}</select>'
        if given.pop("multiline", False):
            return f'<textarea name="{name}" rows="2"{flatatt(given)}>\n{escape(value)}</textarea>'
        return f'<input name="{name}" value="{escape(value)}"{flatatt({"type": "text", **given})}>'


def _longest(lists: Sequence[Sequence[str]]) -> int:
    return max((len(values) for values in lists), default=0)


def _option(key: str, text: str, chosen: Any) -> str:
    mark = " selected" if str(key) == str(chosen) else ""
    return f'<option value="{escape(key)}"{mark}>{escape(text)}</option>'


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

    def rows_change(self) -> bool:
        """Whether a button asked for a row more or less; then the form shows that, and no errors yet."""
        asked = self.data.get("fewer_rows") or self.data.get("more_rows") or ""
        name, _, number = asked.partition(":")
        widget = self.fields[name].widget if name in self.fields else None
        if not isinstance(widget, Rows):
            return False
        if number.isdecimal():
            self.data = self.data.copy()  # type: ignore[attr-defined]
            widget.one_less(self.data, name, int(number[:6]))
        else:
            widget.one_more(self.data, name)
        self.full_clean()
        self._errors = ErrorDict()
        return True
