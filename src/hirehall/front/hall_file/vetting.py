"""The hall's tests and screenings in its file: their form, how they differ, and how they are applied."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Refused
from hirehall.front.hall_file.change import Change, one_change
from hirehall.halls.models import Hall
from hirehall.vetting import operations
from hirehall.vetting.queries import screenings_configured, tests_configured
from hirehall.vetting.queries.files import QUESTION_NUMBERS

Path = tuple[str, ...]
Require = Callable[..., None]
TEST = {"open": bool, **dict.fromkeys(QUESTION_NUMBERS, int), "question": list}
QUESTION = {"key": str, "kind": str, "text": str, "points": int}
QUESTION_MORE = {"options": list, "why": str, "tolerance": str, "right": object}
SCREENING = {
    "open": bool,
    "admits": bool,
    "intro": str,
    "reapply_days": int,
    "valid_months": int,
    "stage": list,
}
STAGE = {
    "kind": str, "name": str, "text": str, "days": int, "pass_percent": int, "examiners": int, "blind": bool,
    "minutes": int,
}  # fmt: skip
STAGE_MORE = {"test": str, "questions": list, "rubric": list, "hours": int, "proves": str}
SCREENING_MORE = {"vets": bool}
CRITERION = {"text": str, "most": int}


def configured(hall: Hall) -> dict[str, Any]:
    """Up to two sections of the file, right answers included."""
    found = {"test": tests_configured(hall.id), "screening": screenings_configured(hall.id)}
    return {name: section for name, section in found.items() if section}


def require_form(require: Require, values: Mapping[str, Any]) -> None:
    """Known keys of the right kind, all that are needed.

    Args:
        require: ``(path, given, known, more)`` refuses with the line of what is wrong.
    """
    for slug, test in values.get("test", {}).items():
        require(("test", slug), test, TEST, {})
        for number, question in enumerate(test["question"]):
            require(("test", slug, "question", str(number)), question, QUESTION, QUESTION_MORE)
    for name, screening in values.get("screening", {}).items():
        require(("screening", name), screening, SCREENING, SCREENING_MORE)
        for number, stage in enumerate(screening["stage"]):
            place = ("screening", name, "stage", str(number))
            require(place, stage, STAGE, STAGE_MORE)
            for row, criterion in enumerate(stage.get("rubric", [])):
                require((*place, "rubric", str(row)), criterion, CRITERION, {})


def differences(now: Mapping[str, Any], wanted: Mapping[str, Any]) -> Iterator[Change]:
    """Numbers one by one, questions by their keys, stages in their order."""
    for section, rows in (("test", "question"), ("screening", "stage")):
        for name, given in wanted.get(section, {}).items():
            before = now.get(section, {}).get(name, {})
            for field, value in given.items():
                if field != rows:
                    yield from one_change((section, name, field), before.get(field), value)
            standing, asked = _named(rows, before.get(rows, [])), _named(rows, given[rows])
            if [key for key in asked if key in standing] != [key for key in standing if key in asked]:
                yield Change((section, name, rows), list(standing), list(asked))
            for key in dict.fromkeys([*standing, *asked]):
                yield from one_change((section, name, rows, key), standing.get(key), asked.get(key))


def _named(rows: str, given: list[Mapping[str, Any]]) -> dict[str, str]:
    """Each row in words, by the key of a question or the name of a stage (with its place where two share it)."""
    found: dict[str, str] = {}
    for number, row in enumerate(given, 1):
        name = str(row["key" if rows == "question" else "name"])
        told = {key: value for key, value in row.items() if key not in ("key", "name")}
        found[name if name not in found else f"{name} ({number})"] = _words(told)
    return found


def _words(row: Mapping[str, Any]) -> str:
    said = (f"{key} {_plain(value)}" for key, value in row.items() if value not in ("", []))
    return "; ".join(said)


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_words(one) if isinstance(one, Mapping) else str(one) for one in value)
    return str(value)


def apply(
    values: Mapping[str, Any], hall: Hall, mistake: Callable[[Path, Refused], Refused], *, by: Actor
) -> None:
    """Tests first, since screenings may have them as a stage.

    Args:
        mistake: gives a refusal its place in the file.
    """
    for section, like in (("test", operations.test_like), ("screening", operations.screening_like)):
        for name, wanted in values.get(section, {}).items():
            try:
                like(hall.id, name, wanted, by=by)
            except Refused as refused:
                place: Path = (section, name)
                if refused.code == "bank.file_wrong":
                    place = (*place, "question", str(refused.field))
                elif refused.field in wanted:
                    place = (*place, str(refused.field))
                raise mistake(place, refused) from refused
