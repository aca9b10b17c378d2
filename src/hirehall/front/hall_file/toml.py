"""TOML as we write it, and where in a text a key stands. Reading is the standard library's."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

BARE = re.compile(r"[A-Za-z0-9_-]+")
HEADER = re.compile(r"\s*(\[\[?)([^\]]+)\]\]?\s*(#.*)?$")
KEY = re.compile(r"""\s*("(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_.-]+)\s*=""")
PART = re.compile(r'"(?:[^"\\]|\\.)*"|[^."]+')


def dumps(values: Mapping[str, Any]) -> str:
    """Plain values first, then tables, then lists of tables; several lines of text stay several lines."""
    return "\n".join(_table((), values)).strip() + "\n"


def _table(path: tuple[str, ...], values: Mapping[str, Any]) -> Iterator[str]:
    later = {key: value for key, value in values.items() if _is_table(value) or _is_tables(value)}
    plain = {key: value for key, value in values.items() if key not in later}
    if path and (plain or not later):
        yield f"[{_dotted(path)}]"
    for key, value in plain.items():
        yield f"{_key(key)} = {_value(value)}"
    if plain or (path and not later):
        yield ""
    for key, value in later.items():
        if _is_table(value):
            yield from _table((*path, key), value)
            continue
        for row in value:
            lines = list(_table((*path, key), row))
            yield f"[[{_dotted((*path, key))}]]"
            yield from lines[1:] if lines[0] == f"[{_dotted((*path, key))}]" else lines


def _is_table(value: object) -> bool:
    return isinstance(value, Mapping)


def _is_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, Mapping) for row in value)


def _dotted(path: tuple[str, ...]) -> str:
    return ".".join(_key(part) for part in path)


def _key(key: str) -> str:
    return key if BARE.fullmatch(key) else _text(key)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return "[" + ", ".join(_value(one) for one in value) + "]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(key)} = {_value(one)}" for key, one in value.items()) + "}"
    return _long(str(value)) if "\n" in str(value) else _text(str(value))


def _text(text: str) -> str:
    """As JSON writes it, which TOML reads too; but for the one control character that JSON leaves alone."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def _long(text: str) -> str:
    lines = [_text(line)[1:-1] for line in text.split("\n")]
    return '"""\n' + "\n".join(lines) + '"""'


def line_of(text: str, path: tuple[str, ...]) -> int | None:
    """The line, from one, on which the value at ``path`` is written, or the table that it would stand in.

    Tables in lists are counted in the path: ``("clause", "1", "text")`` is the text of the second one.
    """
    table: tuple[str, ...] = ()
    counted: dict[tuple[str, ...], int] = {}
    best: tuple[int, int] | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        header = HEADER.match(line)
        key = None if header else KEY.match(line)
        if header:
            table = _parts(header[2])
            if header[1] == "[[":
                counted = {
                    one: last for one, last in counted.items() if one[: len(table)] != table or one == table
                }
                counted[table] = counted.get(table, -1) + 1
        if not header and not key:
            continue
        here = _counted(table, counted) + (_parts(key[1]) if key else ())
        shared = len(here) if path[: len(here)] == here else 0
        if shared and (best is None or shared > best[0]):
            best = (shared, number)
    return best[1] if best else None


def _counted(table: tuple[str, ...], counted: Mapping[tuple[str, ...], int]) -> tuple[str, ...]:
    found: tuple[str, ...] = ()
    for length in range(1, len(table) + 1):
        found += (table[length - 1],)
        if table[:length] in counted:
            found += (str(counted[table[:length]]),)
    return found


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(
        json.loads(part) if part.startswith('"') else part.strip(" '") for part in PART.findall(dotted)
    )
