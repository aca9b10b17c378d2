"""Forms of the hourly model. They parse what was typed; what is allowed is for the actions to say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms

from hirehall.engagements.hourly.operations import HourTerms
from hirehall.engagements.hourly.queries import Period, SheetPage
from hirehall.engagements.hourly.rules.reading import zones
from hirehall.engagements.hourly.rules.sheets import ROLES
from hirehall.foundation.money import Money, parse


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class AmountField(forms.CharField):
    """An amount as people type it, in the form's currency."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            max_length=30,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            **more,
        )


class HoursForm(forms.Form):
    """Which of one's own entries are asked for."""

    contract = forms.UUIDField(required=False)
    since = forms.DateField(label="From", required=False, widget=DayInput())
    until = forms.DateField(label="Until", required=False, widget=DayInput())

    def period(self) -> Period:
        given = self.cleaned_data
        return Period(given["contract"], given["since"], given["until"])


class HourTermsForm(forms.Form):
    title = forms.CharField(max_length=140, help_text="What both sides will call this piece of work.")
    scope = forms.CharField(
        label="What is to be done",
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=20_000,
        help_text="In plain words: what kind of work, with whom, and what is not part of it.",
    )
    rate = AmountField(label="Rate for an hour")
    cap_hours = forms.IntegerField(
        label="Hours a week at most",
        min_value=1,
        max_value=168,
        help_text="So much is held in advance each week. What is not worked is never taken.",
    )
    starts_on = forms.DateField(label="Work starts", required=False, widget=DayInput())
    note = forms.CharField(
        label="Note to the other side",
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def terms(self, currency: str, clause_ids: tuple[UUID, ...] | None = None) -> HourTerms | None:
        """The terms as typed, or None after noting at the field what is wrong."""
        given = self.cleaned_data
        try:
            rate: Money = parse(given["rate"], currency)
        except ValueError:
            self.add_error("rate", f"Write an amount like 60 or 60.50 (in {currency}).")
            return None
        return HourTerms(
            title=given["title"],
            scope=given["scope"],
            rate=rate,
            cap_hours=given["cap_hours"],
            starts_on=given["starts_on"],
            note=given["note"],
            clause_ids=clause_ids,
        )


class EntryForm(forms.Form):
    """One entry by hand: a day, from when to when, and what for. Midnight as the end is the day's end."""

    day = forms.DateField(widget=DayInput())
    begins = forms.TimeField(label="From (UTC)", widget=TimeInput())
    ends = forms.TimeField(label="To (UTC)", widget=TimeInput())
    memo = forms.CharField(label="What you worked on", max_length=300)

    def span(self) -> tuple[datetime, int]:
        """The start and the minutes as typed; an end before the start is the next day's."""
        given = self.cleaned_data
        start = datetime.combine(given["day"], given["begins"], UTC)
        end = datetime.combine(given["day"], given["ends"], UTC)
        if end <= start:
            end += timedelta(days=1)
        return start, int((end - start).total_seconds() // 60)


class UploadForm(forms.Form):
    """A timesheet of another tool, and the zone that its times are in."""

    file = forms.FileField(
        label="CSV file",
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv,text/plain"}),
        help_text="Up to 1 MB and 2,000 rows. It is read and shown first; nothing is logged yet.",
    )
    zone = forms.ChoiceField(
        label="Time zone of its times",
        choices=lambda: [(zone, zone.replace("_", " ")) for zone in zones()],
        help_text="That of your profile in the other tool.",
    )


class ReadingForm(forms.Form):
    """How an uploaded timesheet is to be read; one field for each role that a column can have."""

    zone = forms.ChoiceField(
        label="Time zone of its times",
        choices=lambda: [(zone, zone.replace("_", " ")) for zone in zones()],
    )
    order = forms.ChoiceField(
        label="Days like 03/04/2026",
        required=False,
        choices=[("", "As the file shows"), ("day", "Day first: 3 April"), ("month", "Month first: March 4")],
    )
    project = forms.ChoiceField(label="Rows of", required=False)

    def __init__(self, *args: Any, page: SheetPage, **more: Any) -> None:
        sheet = page.sheet
        first = {"zone": sheet.zone, "order": sheet.order, "project": sheet.project}
        super().__init__(*args, **{"initial": first, **more})
        self.fields["project"].choices = [("", "every project"), *((name, name) for name in page.projects)]  # type: ignore[attr-defined]
        if not page.projects:
            del self.fields["project"]
        columns = [
            ("", "in no column"),
            *((str(place), name or f"Column {place + 1}") for place, name in enumerate(page.header)),
        ]
        for role, label in ROLES.items():
            self.fields[f"column_{role}"] = forms.ChoiceField(
                label=label, required=False, choices=columns, initial=str(sheet.columns.get(role, ""))
            )

    def columns(self) -> list[forms.BoundField]:
        """The fields of the columns, for the page."""
        return [self[f"column_{role}"] for role in ROLES]

    def reading(self) -> dict[str, Any]:
        """What was chosen, as the action takes it."""
        given = self.cleaned_data
        chosen = {role: given[f"column_{role}"] for role in ROLES}
        return {
            "columns": {role: int(place) for role, place in chosen.items() if place},
            "order": given["order"],
            "zone": given["zone"],
            "project": given.get("project", ""),
        }


class NoteForm(forms.Form):
    note = forms.CharField(
        label="A word to the other side",
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def moment_or_none(text: str) -> datetime | None:
    """The instant with its zone in a text, if it is one."""
    try:
        found = datetime.fromisoformat(text[:40])
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
