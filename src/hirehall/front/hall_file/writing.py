"""A hall as it is dated now, what is announced included, as one configuration and as a file."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import models

from hirehall.front.hall_file import board, vetting
from hirehall.front.hall_file.toml import dumps
from hirehall.halls.models import Hall, Policy
from hirehall.halls.queries import clauses, policies
from hirehall.halls.queries.texts import newest_legal
from hirehall.halls.queries.zones import zones_of
from hirehall.halls.states import declared, lists
from hirehall.halls.states.texts import OWN
from hirehall.money.queries import schedules_of
from hirehall.skills.models import Skill
from hirehall.skills.queries import taxonomy

HALL_FIELDS = (
    "slug", "name", "tagline", "domain", "currency", "time_zone", "hue", "chroma_thousandths", "typeface",
    "leads_with", "escrow_word", "contact_email",
)  # fmt: skip
OWN_NUMBERS = tuple(
    field.name for field in Policy._meta.concrete_fields if isinstance(field, models.IntegerField)
)
FIRST_LINES = """\
# The whole configuration of a hall. Check it with `hirehall hall import FILE --check`, which shows what would change.
# What is left out stays as it is; a category that is named has the skills that are named with it, and no others.
# A test or a screening that is named asks what stands under it, and nothing else. Tests hold their right answers: give
# this file only to who may read those. Members, staff, drafts, feeds and the logo are not in it.
# Amounts are in the smallest unit of the currency, shares of fees in basis points (100 are one percent).
"""


def as_file(hall: Hall) -> str:
    """The file that describes the hall."""
    return FIRST_LINES + "\n" + dumps(configuration_of(hall))


def configuration_of(hall: Hall) -> dict[str, Any]:
    """The configuration with the newest version of everything that is dated. Thirteen queries."""
    return {
        "hall": {name: getattr(hall, name) for name in HALL_FIELDS}
        | {"time_zone": zones_of(hall)[0].time_zone},
        "texts": texts_of(hall),
        "policy": numbers_of(policies(hall.id)[0]),
        "fees": fees_of(hall),
        "category": categories_of(hall),
        "clause": newest_clauses(hall),
        **board.configured(hall),
        **vetting.configured(hall),
    }


def categories_of(hall: Hall) -> dict[str, Any]:
    """Fields of work with their skills, those that are closed and what took their place included. Two queries."""
    rows = taxonomy(hall.id)
    names = {skill.id: skill.name for _, skills in rows for skill in skills}
    found: dict[str, Any] = {}
    for category, skills in rows:
        one: dict[str, Any] = {"name": category.name, "icon": category.icon}
        if category.closed_at is not None:
            one["closed"] = True
        one["skills"] = {skill.name: list(skill.synonyms) for skill in skills if skill.closed_at is None}
        retired = {skill.name: _retired(skill, names) for skill in skills if skill.closed_at is not None}
        found[category.slug] = one | ({"retired": retired} if retired else {})
    return found


def _retired(skill: Skill, names: dict[UUID, str]) -> dict[str, Any]:
    words: dict[str, Any] = {"synonyms": list(skill.synonyms)}
    return words | ({"successor": names[skill.successor_id]} if skill.successor_id else {})


def texts_of(hall: Hall) -> dict[str, Any]:
    """The languages, the texts in each, and the newest words of what is dated."""
    dated = newest_legal(hall.id)
    said = {kind: by_language for kind in OWN if (by_language := hall.texts.get(kind))}
    ordered = {
        kind: {code: one[code] for code in hall.languages if code in one}
        for kind, one in {**said, **dated}.items()
    }
    return {"languages": list(hall.languages), **ordered}


def numbers_of(row: Policy) -> dict[str, Any]:
    """The clocks and caps; those of a model in a table of its own, switches as true and false, words as lists."""
    found: dict[str, Any] = {name: row.number(name) for name in OWN_NUMBERS}
    for name, number in declared().items():
        model, _, what = name.partition(".")
        value = row.number(name)
        found.setdefault(model, {})[what] = bool(value) if number.is_switch else value
    for name in lists():
        model, _, what = name.partition(".")
        found.setdefault(model, {})[what] = list(row.words(name))
    return found


def fees_of(hall: Hall) -> dict[str, Any]:
    """The rules of the newest schedule that stands."""
    standing = [schedule for schedule in schedules_of(hall.id) if schedule.withdrawn_at is None]
    return dict(standing[0].rules) if standing else {}


def newest_clauses(hall: Hall) -> list[dict[str, str]]:
    """The newest words of each clause."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for row in clauses(hall.id):  # the newest of each first
        found.setdefault((row.kind, row.title), {"kind": row.kind, "title": row.title, "text": row.text})
    return list(found.values())
