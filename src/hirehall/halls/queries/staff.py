"""Who serves as an operator of one hall, and in which session."""

from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock
from hirehall.halls.models import HallOperator, HallSession


def hall_operators(hall_id: UUID) -> list[HallOperator]:
    """Those who serve now, the first appointed first."""
    rows = HallOperator.objects.filter(hall_id=hall_id, ended_at=None).select_related("person")
    return list(rows.order_by("appointed_at", "id"))


def office_of(hall_id: UUID, person_id: UUID) -> HallOperator | None:
    """The person's office in the hall, where they have one now."""
    return HallOperator.objects.filter(hall_id=hall_id, person_id=person_id, ended_at=None).first()


def serves_a_hall(person_id: UUID) -> bool:
    """Whether the person has an office in any hall now."""
    return HallOperator.objects.filter(person_id=person_id, ended_at=None).exists()


def hall_session(session_id: UUID | str, *, person_id: UUID, hall_id: UUID) -> HallSession | None:
    """The person's running session at this hall's desk; none at any other hall's."""
    return HallSession.objects.filter(
        id=session_id,
        operator__person_id=person_id,
        operator__hall_id=hall_id,
        operator__ended_at=None,
        ended_at=None,
        expires_at__gt=clock.now(),
    ).first()
