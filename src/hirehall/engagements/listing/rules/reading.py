"""Positions that somebody else has written down: words of files and feeds, read as ours. Nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from babel.numbers import get_currency_symbol

from hirehall.engagements.listing import rules
from hirehall.engagements.listing.models import Content
from hirehall.engagements.listing.states import KIND_WORDS, PERS, WORK_WORDS, Kind, Work
from hirehall.foundation import money
from hirehall.foundation.refused import Refused

# What a column, or a part of a feed's entry, can be.
ROLES: Mapping[str, str] = {
    "title": "Title",
    "employer": "Employer",
    "site": "The employer’s web address",
    "description": "What is to be done",
    "kind": "Kind",
    "work": "Where the work is done",
    "place": "Place",
    "country": "Country",
    "category": "Field",
    "skills": "Skills",
    "pay_min": "Pay, at least",
    "pay_max": "Pay, at most",
    "pay_per": "Pay is for",
    "apply_url": "Where to apply",
    "apply_email": "E-mail for applications",
    "apply_until": "Applications until",
}
NEEDED = ("title", "employer", "site", "description")
ALSO: Mapping[str, tuple[str, ...]] = {
    "title": ("position", "role", "job title", "name"),
    "employer": ("company", "organisation", "organization", "company name", "hiring organization"),
    "site": ("website", "company website", "employer site", "homepage", "company url"),
    "description": ("text", "details", "body", "summary"),
    "kind": ("type", "employment type", "job type"),
    "work": ("remote", "workplace", "location type"),
    "place": ("city", "location", "town"),
    "category": ("field", "department"),
    "skills": ("tags", "keywords"),
    "pay_min": ("pay from", "salary min", "min salary", "rate from"),
    "pay_max": ("pay to", "salary max", "max salary", "rate to"),
    "pay_per": ("per", "salary unit", "salary period"),
    "apply_url": ("url", "link", "apply", "application url"),
    "apply_email": ("email", "e-mail", "application email"),
    "apply_until": ("until", "deadline", "closing date", "valid through", "expires"),
}
KINDS = {
    **{word.lower(): kind for kind, word in KIND_WORDS.items()},
    **{kind.value: kind for kind in Kind},
    "freelance": Kind.CONTRACT, "contractor": Kind.CONTRACT, "project": Kind.PROJECT, "temporary": Kind.PROJECT,
    "parttime": Kind.PART_TIME, "fulltime": Kind.FULL_TIME, "part time": Kind.PART_TIME, "full time": Kind.FULL_TIME,
}  # fmt: skip
WORKS = {
    **{word.lower(): work for work, word in WORK_WORDS.items()},
    **{work.value: work for work in Work},
    "telecommute": Work.REMOTE, "yes": Work.REMOTE, "hybrid": Work.PARTLY, "onsite": Work.ON_SITE, "no": Work.ON_SITE,
}  # fmt: skip
UNITS = {**{name: name for name in PERS}, **{per.one: name for name, per in PERS.items()}}
BY_NAME = {name.casefold(): code for code, name in rules.COUNTRIES.items()}
DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the hall calls things: its fields and skills by name in small letters, and its currency."""

    currency: str
    categories: Mapping[str, UUID]
    skills: Mapping[str, UUID]


def columns_of(header: tuple[str, ...]) -> dict[str, int]:
    """Which column is what, by its name; the first that fits."""
    names = [re.sub(r"[\s_]+", " ", name).strip().casefold() for name in header]
    found: dict[str, int] = {}
    for role, label in ROLES.items():
        wanted = (role.replace("_", " "), label.casefold(), *ALSO.get(role, ()))
        place = next((names.index(name) for name in wanted if name in names), None)
        if place is not None and place not in found.values():
            found[role] = place
    return found


def missing_in(columns: Mapping[str, int]) -> str:
    """What has to be said about the columns first; empty where a position can be read."""
    lacking = [ROLES[role].lower() for role in NEEDED if role not in columns]
    if not {"apply_url", "apply_email"} & columns.keys():
        lacking.append("where to apply")
    return f"Say which column holds: {', '.join(lacking)}." if lacking else ""


def why_of(refused: Refused) -> str:
    """Why something is no position, with the part that it is about before it where the sentence does not say so."""
    field, said = refused.field or "", refused.sentence
    named = said.casefold().startswith(field.partition("_")[0]) or field not in ROLES
    return said if named else f"{ROLES[field]}: {said}"


def content_of(told: Mapping[str, str], words: Vocabulary) -> Content:
    """A position as a file or feed tells it, as ours; not yet checked as a whole.

    Raises:
        Refused: at the part whose words are not understood.
    """
    said = {name: value.strip() for name, value in told.items()}
    return Content(
        title=said.get("title", ""),
        employer=said.get("employer", ""),
        site=said.get("site", ""),
        description=said.get("description", ""),
        kind=_chosen(KINDS, said.get("kind", ""), Kind.CONTRACT, "kind", KIND_WORDS.values()),
        work=_chosen(WORKS, said.get("work", ""), Work.REMOTE, "work", WORK_WORDS.values()),
        place=said.get("place", ""),
        country=_country(said.get("country", "")),
        apply_url=said.get("apply_url", ""),
        apply_email=said.get("apply_email", ""),
        apply_until=_day(said.get("apply_until", "")),
        category_id=_category(said.get("category", ""), words),
        skill_ids=_skills(said.get("skills", ""), words),
        pay_min_minor=_minor(said.get("pay_min", ""), words.currency, "pay_min"),
        pay_max_minor=_minor(said.get("pay_max", ""), words.currency, "pay_max"),
        pay_per=_chosen(UNITS, said.get("pay_per", ""), "hour", "pay_per", PERS),
    )


def _chosen(known: Mapping[str, str], said: str, first: str, field: str, offered: object) -> str:
    if not said:
        return first
    word = re.sub(r"[\s_-]+", " ", said).casefold()
    found = known.get(said.casefold()) or known.get(word) or known.get(word.replace(" ", "_"))
    if found is None:
        names = ", ".join(f"“{one}”" for one in offered)  # type: ignore[attr-defined]
        raise rules.invalid("position.unknown_choice", f"“{said[:60]}” is none of {names}.", field)
    return str(found)


def _country(said: str) -> str:
    if not said or said.casefold() in {"anywhere", "worldwide"}:
        return ""
    code = said.upper() if said.upper() in rules.COUNTRIES else BY_NAME.get(said.casefold(), "")
    if not code:
        raise rules.invalid(
            "position.unknown_country", f"“{said[:60]}” is no country or code of one.", "country"
        )
    return code


def _day(said: str) -> date | None:
    if not said:
        return None
    dotted = DOTTED.fullmatch(said)
    try:
        if dotted:
            return date(int(dotted[3]), int(dotted[2]), int(dotted[1]))
        return date.fromisoformat(said[:10])
    except ValueError as error:
        raise rules.invalid(
            "position.day_unusable", f"Write the day like 2026-12-31; “{said[:30]}” is none.", "apply_until"
        ) from error


def _category(said: str, words: Vocabulary) -> UUID | None:
    """A field that the hall does not have is left out: the hall’s editors see the position all the same."""
    return words.categories.get(said.casefold()) if said else None


def _skills(said: str, words: Vocabulary) -> tuple[UUID, ...]:
    names = [one.strip().casefold() for one in re.split(r"[;|,]", said)]
    found = [words.skills[name] for name in names if name in words.skills]
    return tuple(dict.fromkeys(found))[: rules.MOST_SKILLS]


def _minor(said: str, currency: str, field: str) -> int | None:
    if not said:
        return None
    bare = said.replace(currency, "").replace(get_currency_symbol(currency, "en"), "").strip()
    try:
        return money.parse(bare, currency).minor
    except ValueError as error:
        raise rules.invalid(
            "position.pay_unusable", f"“{said[:30]}” is no amount in {currency}.", field
        ) from error
