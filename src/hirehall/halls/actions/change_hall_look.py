from __future__ import annotations

from uuid import UUID

from hirehall.foundation import facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_operator
from hirehall.halls import rules
from hirehall.halls.facts import HallLookChanged
from hirehall.halls.models import Hall
from hirehall.halls.operations import locked_hall


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
) -> Hall:
    """The hall's name, brand colour and words; contrast does not depend on them.

    Raises:
        Refused: ``hall.setting_invalid``.
    """
    require_operator(by)
    hall = locked_hall(hall_id)
    values: dict[str, str | int] = {
        "name": name.strip(),
        "tagline": tagline.strip(),
        "hue": hue,
        "chroma_thousandths": chroma_thousandths,
        "escrow_word": escrow_word.strip(),
        "contact_email": contact_email.strip(),
    }
    rules.require_look(values)
    changed = tuple(field for field, value in values.items() if getattr(hall, field) != value)
    for field in changed:
        setattr(hall, field, values[field])
    if changed:
        hall.save(update_fields=changed)
        facts.record(HallLookChanged(fields=changed), by=by, hall_id=hall.id, about=[hall.id])
    return hall
