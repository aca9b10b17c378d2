"""Forms of the trial model. They parse what was typed; what is allowed is for the actions to say."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django import forms

from hirehall.engagements.trial import rules
from hirehall.engagements.trial.models import Wanted
from hirehall.foundation.money import Money, parse
from hirehall.foundation.posted import uuid_or_none
from hirehall.halls.models import Hall
from hirehall.skills.queries import open_skills

PAYS = [("hour", "By the hour, within a range"), ("fixed", "A fixed price for the whole trial")]


class AmountField(forms.CharField):
    """An amount as people type it, in the form's currency."""

    def __init__(self, **more: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(max_length=30, widget=widget, **more)


class MoneyForm(forms.Form):
    """A form with amounts in one currency."""

    def __init__(self, *args: Any, currency: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.currency = currency

    def amount(self, name: str) -> Money | None:
        """The amount as typed; None where nothing was, or after noting at the field what is wrong."""
        text = self.cleaned_data.get(name) or ""
        if not text:
            return None
        try:
            return parse(text, self.currency)
        except ValueError:
            self.add_error(name, f"Write an amount like 60 or 60.50 (in {self.currency}).")
            return None


class RequestForm(MoneyForm):
    """What a client asks the matcher's desk for."""

    title = forms.CharField(label="In one line", max_length=140, help_text="What somebody will do for you.")
    need = forms.CharField(
        label="What for", widget=forms.Textarea(attrs={"rows": 6}), max_length=rules.LONGEST_NEED,
        help_text="In plain words: what is to be done, with whom, and what the first two weeks should show.",
    )  # fmt: skip
    skills = forms.MultipleChoiceField(label="Skills", required=False, widget=forms.CheckboxSelectMultiple)
    pays = forms.ChoiceField(
        label="How the trial is paid", choices=PAYS, initial="hour", widget=forms.RadioSelect
    )
    rate_least = AmountField(label="Rate for an hour, from", required=False)
    rate_most = AmountField(label="to at most", required=False)
    weekly_hours = forms.IntegerField(
        label="Hours a week", min_value=1, max_value=rules.MOST_HOURS, required=False
    )
    price = AmountField(label="Price of the whole trial", required=False)
    starts_on = forms.DateField(
        label="Wished start",
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    organisation = forms.ChoiceField(label="For whom", required=False)
    needed_by_choice = ("rate_most", "weekly_hours", "price")
    NEEDED: ClassVar[dict[str, dict[str, str]]] = {
        "hour": {
            "rate_most": "Name the most that you pay for an hour.",
            "weekly_hours": f"Name 1 to {rules.MOST_HOURS} hours a week.",
        },
        "fixed": {"price": "Name the price of the whole trial."},
    }
    ONLY_OF: ClassVar[dict[str, tuple[str, ...]]] = {
        "hour": ("rate_least", "rate_most", "weekly_hours"),
        "fixed": ("price",),
    }

    def __init__(self, *args: Any, hall: Hall, organisations: list[tuple[UUID, str]], **more: Any) -> None:
        super().__init__(*args, currency=hall.currency, **more)
        offered = [(str(one.id), one.name) for one in open_skills(hall.id)]
        self.fields["skills"].choices = offered  # type: ignore[attr-defined]
        if not offered:
            del self.fields["skills"]
        if organisations:
            people = [("", "Yourself"), *((str(key), name) for key, name in organisations)]
            self.fields["organisation"].choices = people  # type: ignore[attr-defined]
        else:
            del self.fields["organisation"]

    @property
    def organisation_id(self) -> UUID | None:
        return uuid_or_none(self.cleaned_data.get("organisation") or "")

    def clean(self) -> dict[str, Any]:
        """What the chosen way of paying needs is there; what only the other way needs does not matter."""
        data = super().clean() or {}
        pays = data.get("pays")
        for way, names in self.ONLY_OF.items():
            for name in names if pays and way != pays else ():
                self.errors.pop(name, None)
                data[name] = None
        for name, says in self.NEEDED.get(pays or "", {}).items():
            if name not in self.errors and not data.get(name):
                self.add_error(name, says)
        return data

    def wanted(self) -> Wanted | None:
        """The request as typed; None after noting at a field what is wrong."""
        given, fixed = self.cleaned_data, self.cleaned_data["pays"] == "fixed"
        wanted = Wanted(
            title=given["title"],
            need=given["need"],
            skill_ids=tuple(UUID(one) for one in given.get("skills", [])),
            price=self.amount("price") if fixed else None,
            rate_least=None if fixed else self.amount("rate_least"),
            rate_most=None if fixed else self.amount("rate_most"),
            weekly_hours=0 if fixed else given["weekly_hours"] or 0,
            starts_on=given["starts_on"],
        )
        return None if self.errors else wanted


class YesForm(MoneyForm):
    """Somebody who is proposed says yes."""

    rate = AmountField(label="Your rate for an hour", required=False)
    note = forms.CharField(
        label="A few words to the client", widget=forms.Textarea(attrs={"rows": 4}), max_length=rules.LONGEST_NOTE,
        help_text="Why it fits, and when you can begin. The client reads it beside the matcher’s reason.",
    )  # fmt: skip

    def __init__(self, *args: Any, by_the_hour: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if not by_the_hour:
            del self.fields["rate"]


class ReasonForm(forms.Form):
    reason = forms.CharField(label="Reason", widget=forms.Textarea(attrs={"rows": 4}), max_length=4_000)
