from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.halls.models import Hall
from hirehall.halls.operations import texts as step


@action("halls.change_hall_texts", scope=Scope.STAFF_WRITE)
def change_hall_texts(
    hall_id: UUID, *, by: Actor, languages: tuple[str, ...], texts: Mapping[str, Mapping[str, str]]
) -> Hall:
    """The hall's languages, the first of them its own, and its texts in each; what is left out stays.

    Raises:
        Refused: ``hall.text_invalid``, ``hall.language_in_use``.
    """
    return step.change_texts(hall_id, by=by, languages=languages, texts=texts)
