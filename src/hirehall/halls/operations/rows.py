"""Steps inside the caller's transaction."""

from __future__ import annotations

from uuid import UUID

from hirehall.foundation.refused import not_found
from hirehall.halls import rules
from hirehall.halls.models import Hall, Policy


def require_way(policy: Policy, way: str) -> None:
    """Refuse to begin what the hall does not offer under the policy in force.

    Raises:
        Refused: ``hall.way_off``.
    """
    rules.require_offered(policy, way)


def locked_hall(hall_id: UUID) -> Hall:
    """The hall's row, locked until the transaction ends.

    Raises:
        Refused: ``hall.not_found``.
    """
    hall = Hall.objects.select_for_update(no_key=True).filter(id=hall_id).first()
    if hall is None:
        raise not_found("hall")
    return hall
