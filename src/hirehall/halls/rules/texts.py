"""What the texts of a hall may be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hirehall.foundation.refused import Because, Refused
from hirehall.halls.states.texts import DATED, KINDS, LANGUAGES_MOST, OWN, is_language


def _invalid(field: str, sentence: str) -> Refused:
    return Refused("hall.text_invalid", sentence, because=Because.INVALID, field=field)


def require_languages(languages: Sequence[str]) -> None:
    """Refuse no language, too many, one twice, or one that nobody knows."""
    if not 1 <= len(languages) <= LANGUAGES_MOST or len(set(languages)) < len(languages):
        raise _invalid("languages", f"Name between 1 and {LANGUAGES_MOST} languages, each once.")
    for code in languages:
        if not is_language(code):
            raise _invalid("languages", f"{code} is no language code; write it as en, de or pt-BR.")


def require_texts(texts: Mapping[str, Mapping[str, str]], languages: Sequence[str]) -> None:
    """Refuse texts that nobody knows, are too long, or are in a language that the hall has not."""
    for kind, by_language in texts.items():
        if kind not in OWN:
            raise _invalid(kind, f"A hall has no such text; it has {', '.join(OWN)}.")
        for language, text in by_language.items():
            require_text(kind, language, text, languages)


def require_text(kind: str, language: str, text: str, languages: Sequence[str]) -> None:
    """Refuse one text."""
    known, field = KINDS[kind], f"{kind}_{language}"
    if language not in languages:
        raise _invalid(field, f"The hall’s languages are {', '.join(languages)}.")
    if len(text) > known.longest or "\x00" in text:
        raise _invalid(field, f"{known.label}: at most {known.longest} characters.")
    if not known.lines and "\n" in text.strip():
        raise _invalid(field, f"{known.label}: one line.")


def require_dated(kind: str, language: str, text: str, languages: Sequence[str]) -> None:
    """Refuse a version of a dated text."""
    if kind not in DATED:
        raise _invalid("kind", f"Choose one of {', '.join(DATED)}.")
    require_text(kind, language, text, languages)
    if not text.strip():
        raise _invalid("text", "Write the text.")


def require_language_unused(gone: Sequence[str], used: Mapping[str, str]) -> None:
    """Refuse to drop a language in which a dated text is in force.

    Raises:
        Refused: ``hall.language_in_use``.
    """
    for code in gone:
        if code in used:
            raise Refused(
                "hall.language_in_use",
                f"{DATED[used[code]].label} of this hall: a version in {code} was dated, and stays readable.",
                field="languages",
            )
