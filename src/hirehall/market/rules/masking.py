"""Taking out of a text whatever says who has written it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

NAME, ADDRESS = "[name taken out]", "[address taken out]"
_ADDRESSES = re.compile(
    r"(?:https?://|www\.)\S+"  # sites with their scheme
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"  # mail
    r"|(?<![\w@])@[\w][\w.-]+"  # @handles
    r"|(?<![\w.-])(?:[\w-]+\.)+(?:com|net|org|dev|app|info|studio|design|xyz|online|agency|shop|site|work"
    r"|io|me|eu|de|fr|es|it|pt|nl|uk|pl|se|no|dk|fi|at|ch|be|cz)(?:/\S*)?(?!\w)"
    # any country, but not what files of programs end with, nor "e.g."
    r"|(?<![\w.-])(?:[\w-]{2,}\.)+(?!(?:js|py|md|ts|rb|sh|cs|go|rs)(?!\w))[a-z]{2}(?:/\S*)?(?!\w)",
    re.IGNORECASE,
)
LETTERS = re.compile(r"[^\W_]+")


def _folded(text: str) -> tuple[str, list[int]]:
    """The text in small letters without accents, and for each letter its place in the text."""
    letters, places = [], []
    for place, letter in enumerate(text):
        for plain in unicodedata.normalize("NFKD", letter).casefold():
            if not unicodedata.combining(plain):
                letters.append(plain)
                places.append(place)
    return "".join(letters), places


def _patterns(names: Iterable[str]) -> list[tuple[re.Pattern[str], bool]]:
    """What to look for in a folded text: whole names however they are put together, then their single words.

    Short names are looked for as words of their own only, so that no other word is cut. A single word counts only
    where it begins with a capital: “Mark” is a name, “mark” is not. What is typed, a handle or a mailbox of one word
    in small letters, counts as it is.
    """
    whole, single = [], []
    for name in names:
        words = LETTERS.findall(_folded(name)[0])
        if len("".join(words)) < 3:
            continue
        if len(words) > 1:
            joined = r"[\W_]*".join(map(re.escape, words))
            edges = ("", "") if len("".join(words)) >= 8 else (r"(?<![^\W_])", r"(?![^\W_])")
            whole.append((re.compile(edges[0] + joined + edges[1]), False))
        typed = len(words) == 1 and name == name.lower()
        single += [
            (re.compile(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])"), not typed)
            for word in words
            if len(word) > 2
        ]
    return [*whole, *single]


def _spans(text: str, names: Iterable[str]) -> list[tuple[int, int]]:
    plain, places = _folded(text)
    found = []
    for pattern, needs_capital in _patterns(names):
        for match in pattern.finditer(plain):
            if match.start() == match.end():
                continue
            start, end = places[match.start()], places[match.end() - 1] + 1
            if not needs_capital or text[start].isupper():
                found.append((start, end))
    return found


def masked(text: str, names: Iterable[str]) -> str:
    """The text without these names, and without addresses of sites and mailboxes."""
    parts = [(start, end, ADDRESS) for start, end in (match.span() for match in _ADDRESSES.finditer(text))]
    parts += [(start, end, NAME) for start, end in _spans(text, names)]
    done, reached = [], 0
    for start, end, instead in sorted(parts, key=lambda part: (part[0], -part[1])):
        if start >= reached:
            done += [text[reached:start], instead]
        reached = max(reached, end)
    return "".join([*done, text[reached:]])


def given_away(texts: Iterable[str], names: Iterable[str]) -> list[str]:
    """What in these texts would be taken out, each once, as it stands there."""
    names = list(names)
    found: dict[str, None] = {}
    for text in texts:
        spans = [match.span() for match in _ADDRESSES.finditer(text)] + _spans(text, names)
        covered = [
            (start, end)
            for start, end in spans
            if not any(a <= start and end <= b and (a, b) != (start, end) for a, b in spans)
        ]
        found.update(dict.fromkeys(text[start:end] for start, end in sorted(covered)))
    return list(found)
