"""The templates from which an operator opens a hall: files of the same form, shipped with the package."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from hirehall.foundation.refused import Refused, not_found
from hirehall.halls.states import declared, switch_of, ways
from hirehall.halls.states.joining import APPLICATION, DOMAIN, INVITATION, OPEN

DOORS = (OPEN, INVITATION, DOMAIN, APPLICATION)
FOLDER = Path(__file__).resolve().parent.parent / "hall_templates"
KEYS = ("writers", "designers", "software", "translation", "local-trades", "empty")


@dataclass(frozen=True, slots=True)
class Template:
    """One file.

    Attributes:
        about: its first line, in which it says what kind of hall it makes.
    """

    key: str
    about: str
    text: str

    @property
    def title(self) -> str:
        return self.key.replace("-", " ").capitalize()


@cache
def templates() -> tuple[Template, ...]:
    """All of them, in the order in which they are offered."""
    return tuple(_read(key) for key in KEYS)


def _read(key: str) -> Template:
    text = (FOLDER / f"{key}.toml").read_text(encoding="utf-8")
    return Template(key, text.partition("\n")[0].removeprefix("# "), text)


def values_of(key: str) -> dict[str, Any]:
    """What a template says; a way of working that it does not name is off.

    Raises:
        Refused: ``hall_template.not_found``.
    """
    found = next((one for one in templates() if one.key == key), None)
    if found is None:
        raise not_found("hall_template")
    values = tomllib.loads(found.text)
    for way in ways():
        model, _, what = switch_of(way).partition(".")
        values["policy"].setdefault(model, {}).setdefault(what, False)
    return values


def begun(key: str, *, given: Mapping[str, Any], taken: Collection[str] = ()) -> dict[str, Any]:
    """A template under a name of one's own.

    Args:
        given: fields of the hall that differ from the template's; empty ones do not.
        taken: short names that other halls have.
    Raises:
        Refused: ``hall_template.not_found``.
    """
    values = deepcopy(values_of(key))
    values["hall"] |= {name: value for name, value in given.items() if value}
    if "slug" not in given or not given["slug"]:
        values["hall"]["slug"] = _free(values["hall"]["slug"], taken)
    return values


def is_as_begun(values: Mapping[str, Any]) -> bool:
    """Whether name and short name are still those that a template gave."""
    hall = values["hall"]
    given = {(one["name"], one["slug"]) for one in (values_of(key)["hall"] for key in KEYS)}
    return (hall.get("name"), re.sub(r"-\d+$", "", hall.get("slug", ""))) in given


def _free(slug: str, taken: Collection[str]) -> str:
    return next(
        one for one in (slug, *(f"{slug}-{number}" for number in range(2, 10_000))) if one not in taken
    )


def require_livable(values: Mapping[str, Any]) -> None:
    """Refuse to publish a hall in which nobody could describe any work, or into which nobody could come.

    Raises:
        Refused: ``hall_draft.no_trades``, ``hall_draft.no_way_in``.
    """
    if not any(category["skills"] for category in values.get("category", {}).values()):
        raise Refused(
            "hall_draft.no_trades", "Name at least one field of work with one skill first.", field="category"
        )
    joining = values.get("policy", {}).get("joining", {})
    if not any(joining.get(name.partition(".")[2], declared()[name].default) for name in DOORS):
        raise Refused(
            "hall_draft.no_way_in", "Nobody could come in: open at least one way in.", field="policy.joining"
        )
