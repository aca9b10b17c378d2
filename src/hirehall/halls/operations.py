"""Steps inside the caller's transaction."""

from __future__ import annotations

from uuid import UUID

from hirehall.foundation.refused import not_found
from hirehall.halls.models import Hall


def locked_hall(hall_id: UUID) -> Hall:
    """The hall's row, locked until the transaction ends.

    Raises:
        Refused: ``hall.not_found``.
    """
    hall = Hall.objects.select_for_update(no_key=True).filter(id=hall_id).first()
    if hall is None:
        raise not_found("hall")
    return hall
