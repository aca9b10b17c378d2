"""What a file says, with the line of each mistake. Whether the hall may be like that is asked by the actions."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from hirehall.foundation.refused import Because, Refused
from hirehall.front.hall_file import board, vetting
from hirehall.front.hall_file.toml import line_of
from hirehall.front.hall_file.writing import HALL_FIELDS, OWN_NUMBERS
from hirehall.halls.states import declared, lists
from hirehall.halls.states.texts import KINDS
from hirehall.money.queries import UnreadableRules, read_rules

LONGEST_FILE = 4_000_000
NUMBERS = {"hue", "chroma_thousandths"}
SECTIONS = {
    "hall": dict,
    "texts": dict,
    "policy": dict,
    "fees": dict,
    "category": dict,
    "clause": list,
    "board": dict,
    "test": dict,
    "screening": dict,
    "reason": str,
}
CATEGORY = {"name": str, "icon": str, "skills": dict}
CLAUSE = {"kind": str, "title": str, "text": str}
WORDS = {
    dict: "a table",
    list: "a list",
    str: "a text",
    int: "a whole number",
    bool: "true or false",
}
WAS = "was"  # the short name that the hall has now, where the file gives it another
Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HallFile:
    """A file that has the right form.

    Attributes:
        values: only what the file names.
        numbers: the policy's, by the names that actions take; ``lists`` likewise.
    """

    text: str
    values: dict[str, Any]
    numbers: dict[str, int]
    lists: dict[str, list[str]]

    @property
    def slug(self) -> str:
        return str(self.values["hall"]["slug"])

    @property
    def was(self) -> str:
        """The short name that the hall had, where the file gives it another."""
        return str(self.values["hall"].get(WAS, ""))

    def mistake(self, path: Path, sentence: str, *, because: Because = Because.INVALID) -> Refused:
        """A refusal that says where in the file."""
        return _mistake(self.text, path, sentence, because=because)


def _mistake(text: str, path: Path, sentence: str, *, because: Because = Because.INVALID) -> Refused:
    line, where = line_of(text, path), ".".join(path)
    place = f"Line {line}, {where}" if line else where
    return Refused("hall_file.invalid", f"{place}: {sentence}", because=because, field=where)


def read(text: str) -> HallFile:
    """The file.

    Raises:
        Refused: ``hall_file.invalid`` with the line and the field; ``hall_file.not_toml``, ``hall_file.too_long``.
    """
    if len(text) > LONGEST_FILE:
        raise Refused(
            "hall_file.too_long", f"A file has at most {LONGEST_FILE} characters.", because=Because.INVALID
        )
    try:
        values = tomllib.loads(text.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Refused(
            "hall_file.not_toml", f"This is not TOML: {error}.", because=Because.INVALID, field="text"
        ) from error
    _require(text, (), values, SECTIONS)
    _require_hall(text, values)
    _require_texts(text, values.get("texts", {}))
    for slug, category in values.get("category", {}).items():
        _require_category(text, ("category", slug), category)
    for number, clause in enumerate(values.get("clause", [])):
        _require(text, ("clause", str(number)), clause, CLAUSE, whole=True)
    board.require_form(partial(_require_parts, text), values)
    vetting.require_form(partial(_require_parts, text), values)
    if "fees" in values:
        _require_fees(text, values["fees"])
    return HallFile(text, values, *_policy(text, values.get("policy", {})))


def _require_hall(text: str, values: Mapping[str, Any]) -> None:
    fields = {name: int if name in NUMBERS else str for name in (*HALL_FIELDS, WAS)}
    _require(text, ("hall",), values.get("hall", {}), fields)
    if "slug" not in values.get("hall", {}):
        raise _mistake(text, ("hall", "slug"), "Name the hall by its short name.")


def _require_texts(text: str, given: Mapping[str, Any]) -> None:
    for kind, value in given.items():
        if kind == "languages":
            _words(text, ("texts", kind), value)
        elif kind not in KINDS:
            raise _mistake(text, ("texts", kind), f"This is not known here; known are {', '.join(KINDS)}.")
        elif not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
            raise _mistake(text, ("texts", kind), "Write a table with a text for each language.")


def _require_fees(text: str, rules: dict[str, Any]) -> None:
    try:
        read_rules(rules)
    except UnreadableRules as error:
        raise _mistake(text, ("fees",), f"These rules cannot be read. {error}.") from error


def _require_category(text: str, path: Path, category: object) -> None:
    if not isinstance(category, dict):
        raise _mistake(text, path, "Write a table.")
    _require_parts(text, path, category, CATEGORY, {"was": dict, "closed": bool, "retired": dict})
    for name, one in category.get("retired", {}).items():
        place = (*path, "retired", name)
        _require_parts(text, place, one, {"synonyms": list}, {"successor": str})
        _words(text, (*place, "synonyms"), one["synonyms"])
        if name in category["skills"]:
            raise _mistake(text, place, "Write it among the skills or here, not in both.")
    for name, before in category.get("was", {}).items():
        if name not in category["skills"] or not isinstance(before, str) or before in category["skills"]:
            sentence = "Write the new name, which stands among the skills, and the old one, which does not."
            raise _mistake(text, (*path, "was", name), sentence)
    for name, synonyms in category["skills"].items():
        if not isinstance(synonyms, list) or not all(isinstance(word, str) for word in synonyms):
            raise _mistake(text, (*path, "skills", name), "Write a list of texts, [] for none.")


def _require(text: str, path: Path, given: object, known: Mapping[str, type], *, whole: bool = False) -> None:
    """Known keys of the right kind; with ``whole``, all of them."""
    if not isinstance(given, dict):
        raise _mistake(text, path, "Write a table.")
    for key, value in given.items():
        if key not in known:
            raise _mistake(text, (*path, key), f"This is not known here; known are {', '.join(known)}.")
        if type(value) is not known[key]:
            raise _mistake(text, (*path, key), f"Write {WORDS[known[key]]}.")
    if whole and (missing := [key for key in known if key not in given]):
        raise _mistake(text, (*path, missing[0]), "This is missing.")


def _require_parts(
    text: str, path: Path, given: object, known: Mapping[str, type], more: Mapping[str, type]
) -> None:
    """All of the known keys, perhaps some more; each of the right kind."""
    rest = (
        {key: value for key, value in given.items() if key not in more} if isinstance(given, dict) else given
    )
    if isinstance(rest, dict) and (unknown := next((key for key in rest if key not in known), None)):
        sentence = f"This is not known here; known are {', '.join([*known, *more])}."
        raise _mistake(text, (*path, unknown), sentence)
    _require(text, path, rest, known, whole=True)
    for key, kind in more.items():
        if isinstance(given, dict) and key in given and not isinstance(given[key], kind):
            raise _mistake(text, (*path, key), f"Write {WORDS[kind]}.")


def _policy(text: str, policy: Mapping[str, Any]) -> tuple[dict[str, int], dict[str, list[str]]]:
    """The numbers and the lists of words."""
    numbers: dict[str, int] = {}
    words: dict[str, list[str]] = {}
    for key, value in policy.items():
        rows = (
            {(key, what): one for what, one in value.items()} if isinstance(value, dict) else {(key,): value}
        )
        for parts, one in rows.items():
            name = ".".join(parts)
            if name in lists():
                words[name] = _words(text, ("policy", *parts), one)
            else:
                numbers[name] = _number(text, ("policy", *parts), name, one)
    return numbers, words


def _number(text: str, path: Path, name: str, value: Any) -> int:
    if name not in declared() and name not in OWN_NUMBERS:
        raise _mistake(text, path, "A policy has no such number.")
    wanted = bool if name in declared() and declared()[name].is_switch else int
    if type(value) is not wanted:
        raise _mistake(text, path, f"Write {WORDS[wanted]}.")
    return int(value)


def _words(text: str, path: Path, value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise _mistake(text, path, "Write a list of texts, [] for none.")
    return value


def place_of(name: str) -> Path:
    """Where a number of the policy stands in a file."""
    return ("policy", *name.split("."))
