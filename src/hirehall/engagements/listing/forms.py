"""Forms of the board: they parse; what is allowed, the actions decide."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict

from hirehall.engagements.listing import rules
from hirehall.engagements.listing.models import Content, Position, Tracked
from hirehall.engagements.listing.queries import SORTS, Asked, IntakePage, query_of
from hirehall.engagements.listing.rules.reading import ROLES
from hirehall.engagements.listing.states import KIND_WORDS, PERS, STEP_WORDS, WORK_WORDS
from hirehall.foundation import money
from hirehall.foundation.posted import uuid_or_none
from hirehall.halls.models import Hall
from hirehall.look.formats import reader
from hirehall.skills.queries import open_categories, open_skills

MOST_SKILLS_ASKED = 10
COUNTRIES = sorted(rules.COUNTRIES.items(), key=lambda one: one[1])


class PositionForm(forms.Form):
    """An outside position: who offers it, what it is, where and for what, and how one applies."""

    title = forms.CharField(label="Title", min_length=5, max_length=rules.LONGEST_TITLE)
    employer = forms.CharField(label="Employer", max_length=120)
    site = forms.CharField(
        label="The employer’s own web address", max_length=300,
        help_text="With https:// before it. The desk looks at it before the position is listed.",
    )  # fmt: skip
    description = forms.CharField(
        label="What is to be done", max_length=rules.LONGEST_DESCRIPTION, widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Markdown. The work, who does well at it, how people are chosen, and when it begins.",
    )  # fmt: skip
    kind = forms.ChoiceField(label="Kind", choices=[(one.value, word) for one, word in KIND_WORDS.items()])
    work = forms.ChoiceField(
        label="Where the work is done", choices=[(one.value, word) for one, word in WORK_WORDS.items()]
    )
    place = forms.CharField(
        label="Place", max_length=120, required=False, help_text="Not needed for remote work."
    )
    country = forms.ChoiceField(
        label="Country", choices=[("", "Anywhere"), *COUNTRIES], required=False,
        help_text="For remote work: from which country people may apply.",
    )  # fmt: skip
    category = forms.ChoiceField(label="Field", required=False)
    skills = forms.MultipleChoiceField(label="Skills", required=False, widget=forms.CheckboxSelectMultiple)
    pay_min = forms.CharField(label="Pay, at least", max_length=20, required=False)
    pay_max = forms.CharField(label="Pay, at most", max_length=20, required=False)
    pay_per = forms.ChoiceField(label="That is", choices=[(name, per.one) for name, per in PERS.items()])
    apply_url = forms.CharField(
        label="Where to apply", max_length=500, required=False, help_text="A web address."
    )
    apply_email = forms.EmailField(label="Or an e-mail address for applications", required=False)
    apply_until = forms.DateField(
        label="Applications until", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, hall: Hall, **more: Any) -> None:
        super().__init__(*args, **more)
        self.hall = hall
        offered: dict[str, list[tuple[str, str]]] = {
            "category": [
                ("", "None of these"),
                *((str(one.id), one.name) for one in open_categories(hall.id)),
            ],
            "skills": [(str(one.id), one.name) for one in open_skills(hall.id)],
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        if not offered["skills"]:
            del self.fields["skills"]

    def _amount(self, name: str) -> int | None:
        text = self.cleaned_data.get(name) or ""
        if not text:
            return None
        try:
            return money.parse(text, self.hall.currency).minor
        except ValueError as error:
            raise forms.ValidationError(
                f"Write an amount in {self.hall.currency}, like 40 or 40.50."
            ) from error

    def clean_pay_min(self) -> int | None:
        return self._amount("pay_min")

    def clean_pay_max(self) -> int | None:
        return self._amount("pay_max")

    @property
    def content(self) -> Content:
        """What was filled in."""
        data = dict(self.cleaned_data)
        return Content(
            category_id=uuid_or_none(data.pop("category", "")),
            skill_ids=tuple(map(UUID, data.pop("skills", []))),
            pay_min_minor=data.pop("pay_min"),
            pay_max_minor=data.pop("pay_max"),
            **data,
        )


class MailForm(PositionForm):
    """The same for somebody without an account: with the address that is asked."""

    email = forms.EmailField(
        label="Your e-mail address", max_length=rules.LONGEST_EMAIL,
        help_text="A mail asks you whether you sent this. By the link in it you change or close the position later.",
    )  # fmt: skip

    @property
    def told(self) -> dict[str, Any]:
        """What was filled in, as the action takes it."""
        email = self.cleaned_data.pop("email")
        return {"email": email, "content": self.content}


def filled(position: Position) -> dict[str, Any]:
    """What the form shows of a position that is changed."""
    plain = (
        "title",
        "employer",
        "site",
        "description",
        "kind",
        "work",
        "place",
        "country",
        "pay_per",
        "apply_url",
        "apply_email",
        "apply_until",
    )
    return {
        **{name: getattr(position, name) for name in plain},
        "category": str(position.category_id or ""),
        "skills": [str(one) for one in position.skill_ids],
        "pay_min": position.pay_min.decimal if position.pay_min else "",
        "pay_max": position.pay_max.decimal if position.pay_max else "",
    }


class FileForm(forms.Form):
    """A file of positions."""

    file = forms.FileField(
        label="CSV file", widget=forms.FileInput(attrs={"accept": ".csv,text/csv,text/plain"}),
        help_text="Up to 2 MB. It is read and shown first; nothing is sent in yet.",
    )  # fmt: skip


class ColumnsForm(forms.Form):
    """Which column of a file is what; one field for each thing that a column can be."""

    def __init__(self, *args: Any, page: IntakePage, **more: Any) -> None:
        super().__init__(*args, **more)
        places = [(str(place), name or f"Column {place + 1}") for place, name in enumerate(page.header)]
        for role, label in ROLES.items():
            self.fields[role] = forms.ChoiceField(
                label=label, required=False, choices=[("", "in no column"), *places],
                initial=str(page.intake.columns.get(role, "")),
            )  # fmt: skip

    @property
    def columns(self) -> dict[str, int]:
        """What was chosen."""
        return {role: int(place) for role, place in self.cleaned_data.items() if place}


class NoteForm(forms.Form):
    """How far one is with a position that one keeps."""

    step = forms.ChoiceField(
        label="How far you are", choices=[(one.value, word) for one, word in STEP_WORDS.items()]
    )
    applied_on = forms.DateField(
        label="Applied on", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    next_at = forms.DateTimeField(
        label="The next date", required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text="An interview, a call. In your time zone; it stands in your calendar as well.",
    )  # fmt: skip
    next_what = forms.CharField(label="What that is", max_length=120, required=False)
    note = forms.CharField(
        label="Notes", max_length=rules.LONGEST_NOTE, required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Only you read them.",
    )  # fmt: skip

    def clean_next_at(self) -> datetime | None:
        """As the clock hangs where the reader lives."""
        at: datetime | None = self.cleaned_data["next_at"]
        return at.replace(tzinfo=ZoneInfo(reader().zone)).astimezone(UTC) if at else None


def noted(row: Tracked) -> dict[str, Any]:
    """What the form shows of a row of the tracker."""
    return {
        "step": row.step,
        "applied_on": row.applied_on,
        "next_at": row.next_at.astimezone(ZoneInfo(reader().zone)).replace(tzinfo=None)
        if row.next_at
        else None,
        "next_what": row.next_what,
        "note": row.note,
    }


class ReportForm(forms.Form):
    text = forms.CharField(
        label="What is wrong with it", max_length=rules.LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="What you saw or were asked for. The desk reads it; the poster does not learn who wrote it.",
    )  # fmt: skip


class Address:
    """The parameters of the board, as given and as understood; what cannot be read counts as not given."""

    def __init__(self, given: QueryDict, *, currency: str) -> None:
        self.given, self.currency = given, currency
        sort = given.get("sort", "")
        self.asked = Asked(
            text=given.get("q", "").strip()[:200],
            skills=tuple(
                found
                for value in given.getlist("skill")[:MOST_SKILLS_ASKED]
                if (found := uuid_or_none(value))
            ),
            category=str(uuid_or_none(given.get("category", "")) or ""),
            work=given.get("work", "")[:8],
            kind=given.get("kind", "")[:10],
            country=given.get("country", "")[:2],
            least_minor=_minor(given.get("pay", ""), currency),
            sort=sort if sort in SORTS else "relevance",
            after=given.get("after", ""),
        )

    def without(self, name: str, value: str = "") -> str:
        """The same address without one value of a parameter, from the first page."""
        kept = [
            (key, item)
            for key, items in self.given.lists()
            for item in items
            if item and key != "after" and not (key == name and value in ("", item))
        ]
        return "?" + urlencode(kept)

    @property
    def search(self) -> str:
        """What is asked for, for the address of a feed or of a saved search: not the page, not the order."""
        return query_of(self.asked, self.currency)

    def following(self, cursor: str) -> str:
        """The address of the next page; empty where there is none."""
        return f"{self.without('after')}&{urlencode({'after': cursor})}" if cursor else ""


def _minor(text: str, currency: str) -> int | None:
    try:
        return max(0, money.parse(text, currency).minor) if text.strip() else None
    except ValueError:
        return None


class MembershipForm(forms.Form):
    """What somebody chooses with a membership; neither is chosen for them."""

    at_once = forms.BooleanField(required=False)
    renews = forms.BooleanField(required=False)
