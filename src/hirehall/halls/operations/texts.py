"""The hall's own texts, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actor import Actor, require_operator
from hirehall.foundation.refused import Because, Refused
from hirehall.halls.facts import HallTextsChanged, LegalTextDated
from hirehall.halls.models import Hall, LegalText
from hirehall.halls.operations.rows import locked_hall
from hirehall.halls.rules import require_near
from hirehall.halls.rules import texts as rules


def change_texts(
    hall_id: UUID, *, by: Actor, languages: Sequence[str], texts: Mapping[str, Mapping[str, str]]
) -> Hall:
    """The hall's languages, the first of them its own, and its texts that are not dated.

    Args:
        texts: by kind and language; what is left out stays, an empty one goes.
    Raises:
        Refused: ``hall.text_invalid`` with the field, ``hall.language_in_use``.
    """
    require_operator(by, hall_id=hall_id)
    hall = locked_hall(hall_id)
    rules.require_languages(languages)
    rules.require_texts(texts, languages)
    dated = LegalText.objects.filter(hall=hall).values_list("language", "kind")
    rules.require_language_unused([code for code in hall.languages if code not in languages], dict(dated))
    kept = {
        kind: {code: text for code, text in by_language.items() if code in languages}
        for kind, by_language in hall.texts.items()
    }
    for kind, by_language in texts.items():
        kept[kind] = {**kept.get(kind, {}), **{code: text.strip() for code, text in by_language.items()}}
    wanted = {kind: {code: text for code, text in one.items() if text} for kind, one in kept.items()}
    wanted = {kind: one for kind, one in wanted.items() if one}
    if (list(languages), wanted) == (hall.languages, hall.texts):
        return hall
    changed = tuple(kind for kind in {**hall.texts, **wanted} if hall.texts.get(kind) != wanted.get(kind))
    hall.languages, hall.texts = list(languages), wanted
    hall.save(update_fields=["languages", "texts"])
    fact = HallTextsChanged(languages=tuple(languages), kinds=changed)
    facts.record(fact, by=by, hall_id=hall.id, about=[hall.id])
    return hall


def date_text(
    hall_id: UUID, *, by: Actor, kind: str, language: str, text: str, effective_from: datetime | None = None
) -> LegalText:
    """A version of the rules, terms or imprint, from an instant on; earlier versions stay readable.

    Args:
        effective_from: now, where it is left out.
    Raises:
        Refused: ``hall.text_invalid``, ``legal_text.in_the_past``, ``legal_text.too_far_ahead``,
            ``legal_text.instant_taken``.
    """
    require_operator(by, hall_id=hall_id)
    hall, now = locked_hall(hall_id), clock.now()
    rules.require_dated(kind, language, text, hall.languages)
    since = effective_from or now
    if since < now:
        sentence = "A text is dated ahead; what was in force stays as it was."
        raise Refused("legal_text.in_the_past", sentence, because=Because.INVALID, field="effective_from")
    require_near(since, "legal_text")
    if LegalText.objects.filter(hall=hall, kind=kind, language=language, effective_from=since).exists():
        sentence = "Another version starts at this moment already."
        raise Refused("legal_text.instant_taken", sentence, field="effective_from")
    row = LegalText.objects.create(
        hall=hall, kind=kind, language=language, text=text.strip(), effective_from=since
    )
    fact = LegalTextDated(legal_text_id=row.id, kind=kind, language=language, effective_from=since)
    facts.record(fact, by=by, hall_id=hall.id, about=[hall.id])
    return row
