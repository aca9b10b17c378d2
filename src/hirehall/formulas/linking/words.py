"""Texts as linking reads them: words without their endings, and the runs of letters that misspellings share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

WORD = re.compile(r"\.net\b|\bc\+\+|\b[cf]#|[^\W_]+")
SHORTEST_RUN, LONGEST_RUN = 2, 5
LONGEST_READ = 20_000

# What stands for no kind of work: "managers, all other", "drivers, except of buses".
BESIDES = re.compile(
    r"\b(?:except|excluding|not elsewhere classified|n\.?e\.?c\.?)\b.*|\b(?:all )?other\b", re.IGNORECASE
)
# British and American spellings that endings do not already make alike.
SPELLINGS = (
    (re.compile(r"(?<=\w{3})is(?=(?:e[sdr]?|ers?|ing|ations?)$)"), "iz"),
    (re.compile(r"(?<=\w{2})our(?=(?:s|ed|ing|er|ers|al)?$)"), "or"),
    (re.compile(r"ogue(?=s?$)"), "og"),
    (re.compile(r"(?<=gr)ey(?=s?$)"), "ay"),
    (re.compile(r"(?<=progra)mme(?=s?$)"), "m"),
    (re.compile(r"(?<=cent)re(?=s?$)|(?<=theat)re(?=s?$)"), "er"),
    (re.compile(r"ll(?=(?:ed|ing|er|ers|or|ors)$)"), "l"),
)
# Words that stand in every request and in no term of a trade.
IDLE_WORDS = """
a an the of for to in on at by with from and or i we you he she it my our your their his her its me us them is are
was were be been am do does did have has had will would can could should must may might this that these those there
here who whom which what when where how as if so not no yes need needs needed want wants somebody someone anybody
anyone something anything everything please help looking look find get make made like just also very more most some
any each other than then too only own about into over after before up out off s t re ve ll d m etc
"""
IDLE = frozenset(IDLE_WORDS.split())


def words(text: str) -> list[str]:
    """The words of a text, small and without accents, in their order."""
    flat = unicodedata.normalize("NFKD", text[:LONGEST_READ].lower().replace("’", "'").replace("'s ", " "))
    return WORD.findall("".join(one for one in flat if not unicodedata.combining(one)))


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The word without plural and with one spelling: ``organisers`` and ``organizer`` are one."""
    for pattern, instead in SPELLINGS:
        word = pattern.sub(instead, word)
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def stems(text: str) -> list[str]:
    return [stem(word) for word in words(text)]


def telling(found: Sequence[str]) -> list[str]:
    """Without the words that tell nothing; all of them where nothing else is left."""
    return [word for word in found if word not in IDLE] or list(found)


@lru_cache(maxsize=65536)
def runs_of_word(word: str) -> tuple[str, ...]:
    """All runs of letters of a word with its edges, of two to five letters."""
    edged = f" {word} "
    return tuple(
        edged[at : at + long]
        for long in range(SHORTEST_RUN, LONGEST_RUN + 1)
        for at in range(len(edged) - long + 1)
    )


def runs(found: Sequence[str]) -> list[str]:
    return [run for word in found for run in runs_of_word(word)]


def core(text: str) -> str:
    """The text without what it says it is not: ``managers, all other`` is about managers."""
    kept = BESIDES.sub(" ", text)
    return kept if any(letter.isalnum() for letter in kept) else text
