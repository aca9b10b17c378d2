"""Pieces of SQL that both lists share: words, conditions, cursors. Values always travel as parameters."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from string import ascii_lowercase
from typing import Any
from uuid import UUID

from django.db import connection

from hirehall.foundation.refused import Because, Refused

LONGEST_TEXT = 200
MOST_WORDS = 12
ALIKE = 0.35
LONGEST_SLIP = 7


@dataclass(slots=True)
class Where:
    """Conditions and their parameters, in step."""

    conditions: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def add(self, condition: str, *values: Any) -> None:
        self.conditions.append(condition)
        self.values.extend(values)

    @property
    def sql(self) -> str:
        return " AND ".join(self.conditions) or "true"


def words_of(text: str) -> list[str]:
    """The searchable words of what was typed: letters and digits, at most ``MOST_WORDS``."""
    return re.findall(r"[^\W_]+", text[:LONGEST_TEXT].lower())[:MOST_WORDS]


@dataclass(frozen=True, slots=True)
class TextQuery:
    """A tsquery as SQL and its parameters: all words must occur, the last one may be unfinished.

    Each word is looked for as written and by its stem, because names are kept as written and texts by stem.
    """

    sql: str
    values: list[str]


def text_query(words: list[str], *, weights: str = "") -> TextQuery:
    """The query for ``words``, which hold letters and digits only (see ``words_of``), in parts of these weights alone."""
    one = "(to_tsquery('simple', unaccent(%s)) || to_tsquery('english', unaccent(%s)))"
    only = f":{weights}" if weights else ""
    unfinished = [*(f"{word}{only}" for word in words[:-1]), f"{words[-1]}:*{weights}"]
    return TextQuery(f"({' && '.join([one] * len(words))})", [word for word in unfinished for _ in range(2)])


def slips_of(word: str) -> list[str]:
    """What was perhaps meant by a short word: two letters swapped, one missing, too many, or wrong.

    Short words share too few trigrams with their misspellings ("lgoo" and "logo" share one of nine), so all
    words at one step (Damerau, 1964) are looked up instead; of more letters than ``LONGEST_SLIP`` trigrams
    tell enough. A word of three letters is only looked for with two swapped: every other step leads to another word.
    """
    if not 3 <= len(word) <= LONGEST_SLIP:
        return []
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    swaps = [a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1]
    if len(word) == 3:
        return swaps
    missing = [a + letter + b for a, b in cuts for letter in ascii_lowercase]
    wrong = [a + letter + b[1:] for a, b in cuts if b for letter in ascii_lowercase]
    return [*swaps, *(a + b[1:] for a, b in cuts if b), *missing, *wrong]


def nearest_words(hall_id: UUID, words: list[str]) -> list[str]:
    """Each word, or where the hall does not know it, the known word that is spelled most like it."""
    if not words:
        return []
    slips = [(word, slip) for word in words for slip in slips_of(word)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.typed, COALESCE((SELECT w.word FROM market_word w WHERE w.hall_id = %s"
            " AND w.word %% unaccent(t.typed) AND similarity(w.word, unaccent(t.typed)) >= %s"
            " ORDER BY w.word <> unaccent(t.typed), similarity(w.word, unaccent(t.typed)) * (1 + 0.05 * w.weight) DESC, w.word LIMIT 1),"
            " (SELECT w.word FROM unnest(%s::text[], %s::text[]) AS s(typed, slip) JOIN market_word w"
            " ON w.hall_id = %s AND w.word = s.slip WHERE s.typed = t.typed ORDER BY w.weight DESC, w.word LIMIT 1),"
            " t.typed) FROM unnest(%s::text[]) WITH ORDINALITY AS t(typed, position) ORDER BY t.position",
            [hall_id, ALIKE, [typed for typed, _ in slips], [slip for _, slip in slips], hall_id, words],
        )
        return [nearest for _, nearest in cursor.fetchall()]


def encode(*parts: Any) -> str:
    """A cursor: opaque to people, JSON inside."""
    return base64.urlsafe_b64encode(json.dumps(parts, default=str).encode()).decode().rstrip("=")


def decode(cursor: str, *, kinds: Sequence[Callable[[str], Any]]) -> list[Any]:
    """What ``encode`` was given, each part read by its kind (``int``, ``UUID``, ``datetime.fromisoformat``).

    Raises:
        Refused: ``find.cursor_broken`` for anything else.
    """
    try:
        found = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return [kind(str(part)) for kind, part in zip(kinds, found, strict=True)]
    except (ValueError, TypeError, OverflowError) as error:
        raise Refused(
            "find.cursor_broken",
            "This page address is damaged. Start again from the first page.",
            because=Because.INVALID,
            field="after",
        ) from error


def rows(sql: str, values: list[Any]) -> list[dict[str, Any]]:
    """The rows of a query, by column name."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
