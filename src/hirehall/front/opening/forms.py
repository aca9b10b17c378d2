"""The wizard's forms: each reads its part out of a hall's file, and says what it changes in it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from babel.core import get_global
from babel.numbers import get_currency_name
from django import forms
from django.utils.text import slugify

from hirehall.front.forms import DeskForm, FeesForm, LogoForm, LookForm, label_of, shares_in
from hirehall.front.hall_file.templates import is_as_begun
from hirehall.halls.models import Policy
from hirehall.halls.operations import trouble_with_address
from hirehall.halls.states import declared, switch_of, ways
from hirehall.people.queries import available_time_zones
from hirehall.skills.queries import seed_categories

Values = Mapping[str, Any]
PERCENTS = ("freelancer_percent", "client_percent", "direct_freelancer", "direct_client")
CLOCKS = ("silence_accepts_after_days", "payout_hold_days", "proposal_answer_days", "proposals_per_brief")
MOST_SKILLS = 6_000
PICTURE = ("picture", "no_logo")
DOORS, LISTS = ("open", "invitation", "domain", "application"), ("domains", "questions")


class StepForm(DeskForm):
    """One step.

    Attributes:
        part: of the file, that it changes.
    """

    part = "hall"
    place = ""  # a narrower one, where several steps have the same part

    def __init__(self, data: Any = None, *, values: Values) -> None:
        self.values = values
        super().__init__(data, initial=self.initial_of(values))

    def initial_of(self, values: Values) -> dict[str, Any]:
        return {name: values["hall"][name] for name in self.base_fields if name in values["hall"]}

    def changes(self) -> dict[str, Any]:
        """The parts of the file as the form has them."""
        return {"hall": dict(self.cleaned_data)}

    def field_of(self, place: str) -> str | None:
        """The field at which a mistake at this place of the file is shown."""
        name = place.partition(".")[2]
        return name if name in self.fields else None


class AddressForm(StepForm):
    name = forms.CharField(max_length=80, label="Name of the hall")
    tagline = forms.CharField(
        max_length=160, required=False, label="In one line", help_text="The headline of its home page."
    )
    slug = forms.CharField(
        max_length=48,
        required=False,
        label="Short name",
        help_text="Its address is /at/ and this. Left empty, it is made from the name.",
    )
    domain = forms.CharField(
        max_length=253,
        required=False,
        label="A domain of its own",
        help_text="As work.example.org; it has to lead to this installation. Without one, the address above is used.",
    )
    contact_email = forms.EmailField(required=False, label="Address for questions")

    def initial_of(self, values: Values) -> dict[str, Any]:
        """A short name that the template brought along is not shown: it follows the name that is written."""
        first = super().initial_of(values)
        return {**first, "slug": ""} if is_as_begun(values) else first

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("slug"):
            made = slugify(data.get("name", "")).replace("_", "-")[:44].strip("-")
            data["slug"] = self._free(made) if len(made) > 1 else self.values["hall"]["slug"]
        return data

    def _free(self, made: str) -> str:
        choices = (made, *(f"{made}-{number}" for number in range(2, 100)))
        return next((one for one in choices if not trouble_with_address(slug=one)), made)


class BrandForm(StepForm):
    hue = LookForm.base_fields["hue"]
    chroma_thousandths = LookForm.base_fields["chroma_thousandths"]
    typeface = LookForm.base_fields["typeface"]
    leads_with = LookForm.base_fields["leads_with"]
    escrow_word = LookForm.base_fields["escrow_word"]
    picture = LogoForm.base_fields["picture"]
    no_logo = forms.BooleanField(required=False, label="Take the logo away")

    def changes(self) -> dict[str, Any]:
        """All but the picture, which is no part of the file."""
        return {"hall": {name: value for name, value in self.cleaned_data.items() if name not in PICTURE}}


class TradesForm(StepForm):
    """A row for each category of the file, then for each founding one that it lacks, and one for another."""

    part = "category"

    def __init__(self, data: Any = None, *, values: Values) -> None:
        super().__init__(data, values=values)
        self.rows = [*values.get("category", {}).items(), *_others(values)]
        here = len(values.get("category", {}))
        for number, (_, category) in enumerate(self.rows):
            self._add(str(number), category["name"], category["skills"], on=number < here, place=number + 1)
        self._add("new", "", {}, on=True, place=len(self.rows) + 1)
        self.fields["name_new"].required = False

    def initial_of(self, values: Values) -> dict[str, Any]:
        return {}

    def _add(self, key: str, name: str, skills: Mapping[str, list[str]], *, on: bool, place: int) -> None:
        self.fields[f"on_{key}"] = forms.BooleanField(required=False, initial=on, label=name or "Another")
        self.fields[f"name_{key}"] = forms.CharField(max_length=60, initial=name, label="Field of work")
        self.fields[f"place_{key}"] = forms.IntegerField(
            min_value=1, max_value=99, initial=place, required=False, label="Place in the list"
        )
        self.fields[f"skills_{key}"] = forms.CharField(
            required=False,
            max_length=MOST_SKILLS,
            label="Skills, one a line",
            initial="\n".join(_line(skill, words) for skill, words in skills.items()),
            widget=forms.Textarea(attrs={"rows": min(12, max(3, len(skills) + 1)), "spellcheck": "false"}),
        )

    def trades(self) -> Iterator[tuple[str, bool, tuple[forms.BoundField, ...]]]:
        """For the page: the name, whether it is in the hall, and the fields."""
        here = len(self.values.get("category", {}))
        for number, (_, category) in enumerate(self.rows):
            bound = tuple(self[f"{what}_{number}"] for what in ("on", "name", "place", "skills"))
            yield category["name"], number < here, bound

    def another(self) -> tuple[forms.BoundField, ...]:
        return tuple(self[f"{what}_new"] for what in ("name", "skills"))

    def changes(self) -> dict[str, Any]:
        data, found = self.cleaned_data, []
        for number, (slug, category) in enumerate(self.rows):
            if data[f"on_{number}"]:
                made = {"name": data[f"name_{number}"], "icon": category["icon"]}
                made["skills"] = _skills(data[f"skills_{number}"])
                found.append((data[f"place_{number}"] or number + 1, slug, made))
        if data["name_new"]:
            made = {"name": data["name_new"], "icon": "briefcase", "skills": _skills(data["skills_new"])}
            slug = _slug(data["name_new"], {slug for slug, _ in self.rows})
            found.append((len(self.rows) + 1, slug, made))
        return {"category": {slug: made for _, slug, made in sorted(found, key=lambda row: row[0])}}

    def field_of(self, place: str) -> str | None:
        slug = place.split(".")[1] if "." in place else ""
        number = next((number for number, row in enumerate(self.rows) if row[0] == slug), None)
        return f"skills_{number}" if number is not None else "skills_new" if slug else None


def _others(values: Values) -> list[tuple[str, dict[str, Any]]]:
    """The founding fields of work that the file has not, each with the skills that stand nowhere in the file."""
    here = values.get("category", {})
    named = {skill.casefold() for category in here.values() for skill in category["skills"]}
    found = []
    for slug, name, icon, skills in seed_categories():
        left = {skill: list(words) for skill, words in skills if skill.casefold() not in named}
        if slug not in here and left:
            found.append((slug, {"name": name, "icon": icon, "skills": left}))
    return found


def _line(skill: str, words: list[str]) -> str:
    return f"{skill}: {', '.join(words)}" if words else skill


def _skills(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        name, _, words = line.partition(":")
        if name.strip():
            found[" ".join(name.split())] = [word.strip() for word in words.split(",") if word.strip()]
    return found


def _slug(name: str, taken: set[str]) -> str:
    slug = slugify(name)[:40] or "trade"
    return next(one for one in (slug, *(f"{slug}-{number}" for number in range(2, 99))) if one not in taken)


class WaysForm(StepForm):
    """The switches of the ways of working, and the clocks that people ask for first."""

    part = "policy"

    def __init__(self, data: Any = None, *, values: Values) -> None:
        super().__init__(data, values=values)
        policy = values.get("policy", {})
        for way in ways():
            name = switch_of(way)
            on = policy.get(way, {}).get(name.partition(".")[2], bool(declared()[name].default))
            self.fields[way] = forms.BooleanField(required=False, initial=on, label=label_of(name))
        for name in CLOCKS:
            now = policy.get(name, getattr(Policy(), name))
            self.fields[name] = forms.IntegerField(
                min_value=0, max_value=1000, initial=now, label=label_of(name)
            )

    def initial_of(self, values: Values) -> dict[str, Any]:
        return {}

    def switches(self) -> list[forms.BoundField]:
        return [self[way] for way in ways()]

    def clocks(self) -> list[forms.BoundField]:
        return [self[name] for name in CLOCKS]

    def changes(self) -> dict[str, Any]:
        found: dict[str, Any] = {name: self.cleaned_data[name] for name in CLOCKS}
        for way in ways():
            found[way] = {switch_of(way).partition(".")[2]: self.cleaned_data[way]}
        return {"policy": found}

    def field_of(self, place: str) -> str | None:
        name = place.split(".")[1] if "." in place else ""
        return name if name in self.fields else None


class JoiningForm(StepForm):
    """Who may become a member, and what is asked of who applies."""

    part = "policy"
    place = "policy.joining"
    open = forms.BooleanField(required=False, label="Everybody may join")
    invitation = forms.BooleanField(required=False, label="Whoever is invited may join")
    domain = forms.BooleanField(
        required=False, label="Whoever has an address of these e-mail domains may join"
    )
    domains = forms.CharField(
        required=False,
        max_length=13_000,
        label="E-mail domains, one a line",
        help_text="As example.org. An address counts when its owner has confirmed it.",
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
    )
    application = forms.BooleanField(required=False, label="Whoever applies and is accepted may join")
    questions = forms.CharField(
        required=False,
        max_length=4_000,
        label="Questions to who applies, one a line",
        help_text="Left empty, one is asked: “What would you like to do here?”",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def initial_of(self, values: Values) -> dict[str, Any]:
        joining = values.get("policy", {}).get("joining", {})
        found = {door: joining.get(door, bool(declared()[f"joining.{door}"].default)) for door in DOORS}
        return found | {name: "\n".join(joining.get(name, ())) for name in LISTS}

    def changes(self) -> dict[str, Any]:
        data = self.cleaned_data
        lists = {name: [line.strip() for line in data[name].splitlines() if line.strip()] for name in LISTS}
        lists["domains"] = [domain.removeprefix("@").lower() for domain in lists["domains"]]
        return {"policy": {"joining": {door: data[door] for door in DOORS} | lists}}

    def field_of(self, place: str) -> str | None:
        name = place.rpartition(".")[2]
        return name if name in self.fields else None


class PriceForm(FeesForm, StepForm):
    """Who pays what to the hall; with the clients that a freelancer brings along set apart."""

    part = "fees"

    def __init__(self, data: Any = None, *, values: Values) -> None:
        StepForm.__init__(self, data, values=values)
        for name in set(self.fields) - {*PERCENTS, "rules"}:
            del self.fields[name]

    def initial_of(self, values: Values) -> dict[str, Any]:
        rules = values.get("fees", {})
        return shares_in(rules) or {"rules": json.dumps(rules, indent=2)}

    def changes(self) -> dict[str, Any]:
        return {"fees": self.schedule()}

    def field_of(self, place: str) -> str | None:
        return "rules" if self.cleaned_data.get("rules") else "freelancer_percent"


class MoneyForm(StepForm):
    currency = forms.ChoiceField(
        choices=lambda: currencies(), help_text="Stays as it is as soon as something is booked."
    )
    time_zone = forms.ChoiceField(
        choices=lambda: [(zone, zone.replace("_", " ")) for zone in available_time_zones()]
    )


def currencies() -> list[tuple[str, str]]:
    """Those that are in use somewhere today."""
    used = {
        row[0]
        for rows in get_global("territory_currencies").values()
        for row in rows
        if row[3] and not row[2]
    }
    return [(code, f"{code}, {get_currency_name(code, locale='en')}") for code in sorted(used)]
