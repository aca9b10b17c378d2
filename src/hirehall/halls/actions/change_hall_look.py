from __future__ import annotations

from uuid import UUID

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.halls.models import Hall
from hirehall.halls.operations import setting


@action("halls.change_hall_look", scope=Scope.STAFF_WRITE)
def change_hall_look(
    hall_id: UUID,
    *,
    by: Actor,
    name: str,
    tagline: str,
    hue: int,
    chroma_thousandths: int,
    escrow_word: str,
    contact_email: str,
    typeface: str | None = None,
    leads_with: str | None = None,
) -> Hall:
    """The hall's name, brand colour, type and words; contrast does not depend on them.

    Raises:
        Refused: ``hall.setting_invalid``.
    """
    return setting.change_hall_look(
        hall_id,
        by=by,
        name=name,
        tagline=tagline,
        hue=hue,
        chroma_thousandths=chroma_thousandths,
        escrow_word=escrow_word,
        contact_email=contact_email,
        typeface=typeface,
        leads_with=leads_with,
    )
