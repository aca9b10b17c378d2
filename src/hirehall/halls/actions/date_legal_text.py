from __future__ import annotations

from datetime import datetime
from uuid import UUID

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.halls.models import LegalText
from hirehall.halls.operations import texts as step


@action("halls.date_legal_text", scope=Scope.STAFF_WRITE)
def date_legal_text(
    hall_id: UUID, *, by: Actor, kind: str, language: str, text: str, effective_from: datetime | None = None
) -> LegalText:
    """A version of the rules, terms or imprint in one language; every earlier version stays readable.

    Raises:
        Refused: ``hall.text_invalid``, ``legal_text.in_the_past``, ``legal_text.too_far_ahead``,
            ``legal_text.instant_taken``.
    """
    return step.date_text(
        hall_id, by=by, kind=kind, language=language, text=text, effective_from=effective_from
    )
