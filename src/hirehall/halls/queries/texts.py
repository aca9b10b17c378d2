"""The hall's own texts for somebody who reads: in their language where the hall has it, else in the hall's first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from babel import Locale

from hirehall.foundation import clock
from hirehall.halls.models import Hall, LegalText
from hirehall.halls.states.texts import DATED, OWN

RIGHT_TO_LEFT = "right-to-left"


@dataclass(frozen=True, slots=True)
class Text:
    """A text and the language that it is in, as HTML's ``lang`` and ``dir`` want it."""

    text: str
    language: str

    @property
    def direction(self) -> str:
        order = Locale.parse(self.language, sep="-").character_order
        return "rtl" if order == RIGHT_TO_LEFT else "ltr"

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class LegalPage:
    """One dated text in one language.

    Attributes:
        text: in force; None where it is only announced.
        since: from when.
        announced: versions to come, ``past``: those before, each with its day; the newest first.
        others: the other languages that it stands in.
    """

    kind: str
    label: str
    text: Text | None
    since: datetime | None
    announced: tuple[LegalText, ...]
    past: tuple[LegalText, ...]
    others: tuple[str, ...]


def languages_for(hall: Hall, wanted: Sequence[str]) -> list[str]:
    """The hall's languages, first those that the reader wants (``pt-BR`` is met by ``pt``), then the hall's order."""
    found = [code for one in wanted for code in hall.languages if _same(code, one)]
    return list(dict.fromkeys([*found, *hall.languages]))


def _same(code: str, wanted: str) -> bool:
    one, other = code.lower(), wanted.replace("_", "-").lower()
    return one == other or one.partition("-")[0] == other.partition("-")[0]


def text_of(hall: Hall, kind: str, wanted: Sequence[str] = ()) -> Text:
    """One undated text; empty where the hall has none in any language. No query.

    The tagline opens the home page in the hall's first language, where no other words are given for that.
    """
    by_language = hall.texts.get(kind, {})
    if kind == "welcome" and hall.tagline:
        by_language = {
            hall.languages[0]: hall.tagline,
            **{code: said for code, said in by_language.items() if said},
        }
    code = next((code for code in languages_for(hall, wanted) if by_language.get(code)), "")
    return Text(by_language[code], code) if code else Text("", hall.languages[0])


def texts_of(hall: Hall, wanted: Sequence[str] = ()) -> dict[str, Text]:
    """All undated texts."""
    return {kind: text_of(hall, kind, wanted) for kind in OWN}


def legal_texts(hall_id: UUID) -> list[LegalText]:
    """Every version of every dated text, the newest first; future ones included."""
    return list(LegalText.objects.filter(hall_id=hall_id).order_by("kind", "language", "-effective_from"))


def legal_page(hall: Hall, kind: str, wanted: Sequence[str] = ()) -> LegalPage | None:
    """What one reads of a dated text; None where the hall has none. One query."""
    rows = list(LegalText.objects.filter(hall=hall, kind=kind).order_by("-effective_from"))
    if kind not in DATED or not rows:
        return None
    now = clock.now()
    order = languages_for(hall, wanted)
    shown = [
        code for code in order if any(row.language == code and row.effective_from <= now for row in rows)
    ]
    code = (shown or [code for code in order if any(row.language == code for row in rows)])[0]
    mine = [row for row in rows if row.language == code]
    begun = [row for row in mine if row.effective_from <= now]
    others = tuple(one for one in hall.languages if one != code and any(row.language == one for row in rows))
    return LegalPage(
        kind,
        DATED[kind].label,
        Text(begun[0].text, code) if begun else None,
        begun[0].effective_from if begun else None,
        tuple(row for row in mine if row.effective_from > now),
        tuple(begun[1:]),
        others,
    )


def newest_legal(hall_id: UUID) -> dict[str, dict[str, str]]:
    """The newest words of each dated text by kind and language, what is announced included."""
    found: dict[str, dict[str, str]] = {}
    for row in legal_texts(hall_id):
        found.setdefault(row.kind, {}).setdefault(row.language, row.text)
    return found


def language_name(code: str) -> str:
    """A language as those who speak it call it."""
    name = Locale.parse(code, sep="-").display_name or code
    return name[:1].upper() + name[1:]
