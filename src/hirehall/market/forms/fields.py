"""The fields of the market's forms: choices, rows, amounts, plans, files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

from babel.numbers import get_currency_symbol
from django import forms
from django.core.exceptions import ValidationError
from markupsafe import escape

from hirehall.foundation.money import Money, parse
from hirehall.look.formats import reader
from hirehall.market.forms.rows import Rows
from hirehall.market.rules import LINKS_AT_MOST, SKILLS_AT_MOST, is_web_address

LARGEST_MINOR = 10**12
LONGEST_DAYS = 3650


def choose(form: forms.Form, name: str, choices: Sequence[tuple[str, str]]) -> None:
    """Offer these choices at a field."""
    cast(forms.ChoiceField, form.fields[name]).choices = list(choices)


class LinesField(forms.Field):
    """Several lines of text; a tuple of what is not empty."""

    def __init__(self, *, label: str, one: str, most: int, longest: int = 300, **more: Any) -> None:
        widget = Rows([("", one.capitalize(), {"maxlength": longest})], one=one, most=most)
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
            [("", "Skill", {"list": "known_skills", "maxlength": 60, "autocomplete": "off"}),
             ("_kind", "How much it matters", {})], one="skill", most=SKILLS_AT_MOST,
            choices={"_kind": [("must", "Must have"), ("nice", "Nice to have")]}, after=datalist,
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
            amount = amount_of(text, self.currency)
        except ValueError as error:
            raise ValidationError(f"Write an amount in {self.currency}, like 1200 or 1,200.50.") from error
        if amount.minor <= 0:
            raise ValidationError("Write an amount above zero.")
        if amount.minor > LARGEST_MINOR:
            raise ValidationError("That is more than anybody could pay. Write a smaller amount.")
        return amount


def amount_of(text: str, currency: str) -> Money:
    """An amount with or without the currency's own sign or code.

    Raises:
        ValueError: for anything else, another currency included.
    """
    for sign in (currency, get_currency_symbol(currency, locale=reader().locale)):
        if text.upper().startswith(sign.upper()):
            text = text[len(sign) :]
        elif text.upper().endswith(sign.upper()):
            text = text[: -len(sign)]
    return parse(text, currency)


def payable(text: str, currency: str) -> Money | None:
    """The amount, where it can be read and somebody could pay it."""
    try:
        amount = amount_of(text.strip(), currency)
    except ValueError:
        return None
    return amount if 0 < amount.minor <= LARGEST_MINOR else None


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
             ("_amount", f"Price in {currency}", {"inputmode": "decimal", "class": "number", "autocomplete": "off"}),
             ("_days", "Done by day", {"inputmode": "numeric", "autocomplete": "off"}),
             ("_criteria", "What shows that it is done", {"multiline": True, "maxlength": 1000})],
            one="milestone", least=2, most=most,
        )  # fmt: skip
        super().__init__(widget=widget, required=False, **more)

    def to_python(self, value: Any) -> list[tuple[str, str, Money, int | None]]:
        steps, problems = [], []
        for number, (title, amount, days, criteria) in enumerate(value or [], start=1):
            money, wrong = self._read(title, amount, days)
            if money is None:
                problems.append(f"Milestone {number}: {wrong}")
            else:
                steps.append((title, criteria, money, int(days) if days else None))
        if problems:
            raise ValidationError(problems)
        return steps

    def _read(self, title: str, amount: str, days: str) -> tuple[Money | None, str]:
        try:
            money = amount_of(amount, self.currency)
        except ValueError:
            return None, f"write a price in {self.currency}, like 400 or 400.50."
        if not 0 < money.minor <= LARGEST_MINOR:
            return None, "write a price above zero that somebody could pay."
        if not title:
            return None, "give it a title."
        if days and not (days.isascii() and days.isdecimal() and 0 < int(days[:9]) <= LONGEST_DAYS):
            return (
                None,
                f"write the day as a whole number from 1 to {LONGEST_DAYS:,}, counted from the start.",
            )
        return money, ""


class LinksField(forms.Field):
    """Evidence elsewhere; answers [(label, address)]."""

    def __init__(self, **more: Any) -> None:
        widget = Rows(
            [("_url", "Address", {"type": "url", "placeholder": "https://", "maxlength": 500}),
             ("_label", "What one sees there", {"maxlength": 80})],
            one="link", least=2, most=LINKS_AT_MOST,
        )  # fmt: skip
        super().__init__(widget=widget, required=False, **more)

    def to_python(self, value: Any) -> list[tuple[str, str]]:
        problems = [
            f"Link {number}: write an address that starts with https:// and names a site."
            for number, (url, _) in enumerate(value or [], start=1)
            if not is_web_address(url)
        ]
        if problems:
            raise ValidationError(problems)
        return [(label, url) for url, label in value or []]
