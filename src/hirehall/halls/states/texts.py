"""The texts that are a hall's own: which there are, how long, and which of them are dated because law may ask when."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from babel import Locale, UnknownLocaleError

LANGUAGES_MOST = 12
CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")


@dataclass(frozen=True, slots=True)
class TextKind:
    """One text.

    Attributes:
        label: how the desk names it.
        longest: characters in each language.
        lines: whether it may have several lines; they are Markdown unless the text is ``plain``.
    """

    label: str
    longest: int
    about: str
    lines: bool = True
    plain: bool = False


OWN: Mapping[str, TextKind] = MappingProxyType(
    {
        "welcome": TextKind("Headline", 120, "On the home page, instead of the line under the name.", lines=False),
        "lead": TextKind("Opening words", 400, "Under the headline.", plain=True),
        "joining": TextKind("About joining", 4_000, "Above the ways in, on the page Joining."),
        "help": TextKind("Help and contact", 4_000, "At the end of the help page."),
        "footer": TextKind("Footer", 300, "Under every page.", lines=False),
        "signature": TextKind("Signature of mails", 400, "Under every mail of this hall.", plain=True),
    }
)  # fmt: skip
DATED: Mapping[str, TextKind] = MappingProxyType(
    {
        "rules": TextKind("Rules of the hall", 40_000, "What members promise each other."),
        "terms": TextKind("Terms", 40_000, "What the hall and its members agree on."),
        "imprint": TextKind("Imprint", 10_000, "Who runs the hall, as your law asks."),
    }
)
KINDS: Mapping[str, TextKind] = MappingProxyType({**OWN, **DATED})


def is_language(code: str) -> bool:
    """Whether it is the code of a language that is known: ``de``, ``pt-BR``."""
    try:
        return bool(CODE.fullmatch(code)) and bool(Locale.parse(code, sep="-"))
    except (UnknownLocaleError, ValueError):
        return False
