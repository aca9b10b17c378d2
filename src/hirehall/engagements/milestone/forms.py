"""Forms of the milestone model. They parse what was typed; what is allowed is for the actions to say."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict

from hirehall.engagements.milestone.models import Milestone
from hirehall.engagements.milestone.operations import DealTerms, PlannedMilestone
from hirehall.files.fields import FilesField
from hirehall.foundation.money import Money, parse
from hirehall.foundation.posted import whole

MOST_ROWS = 60
PREFIX = "milestone_"


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class AmountField(forms.CharField):
    """An amount as people type it, in the form's currency."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            max_length=30,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            **more,
        )


def amount_in(form: forms.Form, name: str, currency: str) -> Money | None:
    """The amount of a checked field, or None after noting at the field what is wrong."""
    text = form.cleaned_data.get(name)
    if not text:
        return None
    try:
        return parse(text, currency)
    except ValueError:
        form.add_error(name, f"Write an amount like 1200 or 1200.50 (in {currency}).")
        return None


class TermsForm(forms.Form):
    title = forms.CharField(max_length=140, help_text="What both sides will call this piece of work.")
    scope = forms.CharField(
        label="What is to be done",
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=20_000,
        help_text="In plain words: what is in, what is not, who delivers what to whom.",
    )
    starts_on = forms.DateField(label="Work starts", required=False, widget=DayInput())
    ends_on = forms.DateField(label="Work ends", required=False, widget=DayInput())
    note = forms.CharField(
        label="Note to the other side",
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def deal(self, clause_ids: tuple[UUID, ...] | None = None) -> DealTerms:
        given = self.cleaned_data
        return DealTerms(
            title=given["title"],
            scope=given["scope"],
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
            note=given["note"],
            clause_ids=clause_ids,
        )


class MilestoneForm(forms.Form):
    """One row of the milestones editor."""

    id = forms.UUIDField(required=False, widget=forms.HiddenInput())
    title = forms.CharField(label="Milestone", max_length=140)
    amount = AmountField(label="Price")
    due_on = forms.DateField(label="Due", required=False, widget=DayInput())
    criteria = forms.CharField(
        label="It is accepted when",
        required=False,
        max_length=7_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One criterion a line. The client checks the delivery against them.",
    )

    def add_prefix(self, field_name: str) -> str:
        return PREFIX + field_name

    def planned(self, currency: str) -> PlannedMilestone | None:
        given = self.cleaned_data
        amount = amount_in(self, "amount", currency)
        if amount is None:
            return None
        lines = tuple(line.strip() for line in given["criteria"].splitlines() if line.strip())
        return PlannedMilestone(
            id=given["id"], title=given["title"], amount=amount, criteria=lines, due_on=given["due_on"]
        )


class Editor:
    """The milestones editor: rows that can be added and taken out, in the page or by the form's own buttons.

    All rows use the same names, so that the page can copy one; ``<row-list>`` of the look does that.
    """

    def __init__(
        self, data: QueryDict | None = None, *, rows: list[dict[str, Any]] | None = None, currency: str
    ) -> None:
        self.currency = currency
        if data is None:
            self.forms = [_row(index, initial) for index, initial in enumerate(rows or [{}])]
        else:
            self.forms = [_row(index, data=_sent(row)) for index, row in enumerate(_typed(data))]

    @property
    def count(self) -> int:
        return len(self.forms)

    @property
    def most(self) -> int:
        return MOST_ROWS

    def prices(self) -> list[Money | None]:
        """The price of each row as it stands there now; None where it cannot be read."""
        return [_price(str(row["amount"].value() or ""), self.currency) for row in self.forms]

    def titles(self) -> list[str]:
        return [str(row["title"].value() or "") for row in self.forms]

    @classmethod
    def changed(cls, data: QueryDict, *, currency: str) -> Editor:
        """The editor after "add a milestone" or "take out": what was typed stays, nothing is checked."""
        rows: list[dict[str, Any]] = list(_typed(data))
        gone = whole(data.get("fewer_rows", "").rpartition(":")[2])
        if gone is not None and gone < len(rows):
            del rows[gone]
        if "more_rows" in data and len(rows) < MOST_ROWS:
            rows.append({})
        return cls(rows=rows, currency=currency)

    def milestones(self, *, may_be_empty: bool = False) -> tuple[PlannedMilestone, ...] | None:
        """The planned milestones, or None when a row is not filled in properly (its form says how).

        Args:
            may_be_empty: whether one row left blank stands for no milestone at all.
        """
        if may_be_empty and len(self.forms) == 1 and not self.forms[0].has_changed():
            return ()
        checked = [form.planned(self.currency) if form.is_valid() else None for form in self.forms]
        found = tuple(row for row in checked if row is not None)
        return found if len(found) == len(self.forms) else None

    @staticmethod
    def row_of(unit: dict[str, Any], currency: str) -> dict[str, Any]:
        """What the editor shows for a unit of an agreed plan."""
        return {
            "id": unit["id"],
            "title": unit["title"],
            "amount": str(Money(unit["amount_minor"], currency).decimal) if unit["amount_minor"] else "",
            "due_on": date.fromisoformat(unit["due_on"]) if unit["due_on"] else None,
            "criteria": "\n".join(unit["criteria"]),
        }


def _row(
    index: int, initial: dict[str, Any] | None = None, *, data: dict[str, str] | None = None
) -> MilestoneForm:
    return MilestoneForm(data, auto_id=f"id_r{index}_%s", initial=initial, use_required_attribute=False)


def _typed(data: QueryDict) -> list[dict[str, Any]]:
    """What stands in each row, read across the lists of equal names; one empty row where nothing came."""
    lists = {name: data.getlist(PREFIX + name) for name in MilestoneForm.base_fields}
    longest = min(max(map(len, lists.values())), MOST_ROWS)
    return [
        {name: values[index] if index < len(values) else "" for name, values in lists.items()}
        for index in range(max(longest, 1))
    ]


def _sent(row: dict[str, Any]) -> dict[str, str]:
    return {PREFIX + name: value for name, value in row.items()}


def _price(text: str, currency: str) -> Money | None:
    try:
        found = parse(text, currency)
    except ValueError:
        return None
    return found if found.minor > 0 else None


def typed_prices(data: QueryDict, currency: str) -> tuple[list[str], list[Money | None]]:
    """Titles and prices of the rows as they were typed so far."""
    rows = _typed(data)
    return [row["title"] for row in rows], [_price(row["amount"], currency) for row in rows]


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Your reason", max_length=4_000, widget=forms.Textarea(attrs={"rows": 4}), required=False
    )


class DeliveryForm(forms.Form):
    note = forms.CharField(
        label="What you hand over",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Go through the criteria: where does the client find each of them?",
    )
    links = forms.CharField(
        label="Links",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="One address a line.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"] = FilesField(  # not in the class body: a form's own `files` is what was posted
            purpose="delivery",
            label="Files",
            help_text="Up to 100 MB each. Kept byte for byte as you send them, and read by the two of you only.",
        )


class ChangesForm(forms.Form):
    text = forms.CharField(
        label="What has to change",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Say it so that it can be done: where, what is there now, what should be there.",
    )


class PartForm(forms.Form):
    amount = AmountField(label="Release now")
    rest = forms.ChoiceField(
        label="The rest",
        choices=[
            ("stays", "Stays held for this milestone"),
            ("rolls_on", "Rolls on into the next milestone"),
        ],
        initial="stays",
        widget=forms.RadioSelect,
    )


class RefundForm(forms.Form):
    amount = AmountField(label="Amount to come back")
    reason = forms.CharField(label="Why", max_length=4_000, widget=forms.Textarea(attrs={"rows": 4}))


class EndForm(forms.Form):
    """The end of a contract: a note, and per milestone what of the held money is released."""

    note = forms.CharField(
        label="A word to the other side",
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, holding: list[Milestone], **more: Any) -> None:
        super().__init__(*args, **more)
        for row in holding:
            self.fields[f"release-{row.id}"] = AmountField(
                label=f"Release of “{row.title}”",
                required=False,
                initial="0",
                help_text=f"{row.held.text()} is held. What is not released goes back to the client.",
            )

    def splits(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("release-")]
