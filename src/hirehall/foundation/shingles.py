"""Whether two texts share passages: pure. A text is known by some of its runs of six words, chosen alike in each.

Of every five runs that follow each other the one with the smallest hash is kept (winnowing), so any passage of ten
words that stands in two texts leaves the same print in both, wherever it stands in them. Case and punctuation do not
count.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

RUN, WINDOW = 6, 5
PASSAGE = RUN + WINDOW - 1
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def words_at(text: str) -> list[tuple[str, int, int]]:
    """Each word in small letters, and from where to where it stands."""
    return [(found[0].casefold(), found.start(), found.end()) for found in _WORD.finditer(text)]


def digest_of(text: str) -> str:
    """The same for texts that differ in case, spaces and punctuation alone."""
    words = " ".join(word for word, _, _ in words_at(text))
    return hashlib.sha256(words.encode()).hexdigest()


def prints_of(text: str) -> set[int]:
    """The prints of a text; none of one that is shorter than a run."""
    return set(_winnowed(_runs([word for word, _, _ in words_at(text)])))


def marked(text: str, other: str) -> list[tuple[str, bool]]:
    """The text in pieces, and whether each stands in the other as well, by runs of six words."""
    words = words_at(text)
    there = set(_runs([word for word, _, _ in words_at(other)]))
    shared = [False] * len(words)
    for at, run in enumerate(_runs([word for word, _, _ in words])):
        if run in there:
            shared[at : at + RUN] = [True] * RUN
    pieces: list[tuple[str, bool]] = []
    done = at = 0
    while at < len(words):
        if not shared[at]:
            at += 1
            continue
        end = at
        while end + 1 < len(words) and shared[end + 1]:
            end += 1
        pieces += [(text[done : words[at][1]], False), (text[words[at][1] : words[end][2]], True)]
        done, at = words[end][2], end + 1
    return [piece for piece in [*pieces, (text[done:], False)] if piece[0]]


def _runs(words: Sequence[str]) -> list[int]:
    """A hash of each run of words, in their order, as the database keeps whole numbers."""
    return [
        int.from_bytes(
            hashlib.blake2b(" ".join(words[at : at + RUN]).encode(), digest_size=8).digest(), signed=True
        )
        for at in range(len(words) - RUN + 1)
    ]


def _winnowed(runs: Sequence[int]) -> list[int]:
    if len(runs) <= WINDOW:
        return [min(runs)] if runs else []
    return [min(runs[at : at + WINDOW]) for at in range(len(runs) - WINDOW + 1)]
