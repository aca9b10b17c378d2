"""One person's standings are made anew, from everything that is known by now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q

from hirehall.formulas.constants import Constants, published
from hirehall.foundation import clock
from hirehall.foundation.ids import new_id
from hirehall.halls.queries import halls
from hirehall.halls.queries.joining import hide_elsewhere
from hirehall.reputation.models import StandingRow
from hirehall.reputation.operations.batches import fill_batches
from hirehall.reputation.queries.computing import Computed, by_field
from hirehall.reputation.queries.pieces import Piece, pieces_of
from hirehall.reputation.queries.standings import priors_of
from hirehall.skills.models import Category


def lock_readings(person_id: UUID) -> None:
    """Until the transaction ends, nobody else makes batches or standings of this person; others are not touched."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 5))", [f"standing:{person_id}"])


def refresh_standing(person_id: UUID) -> None:
    """Fill batches that are full by now, and store where the person stands: altogether, and in each field."""
    lock_readings(person_id)
    constants, now = published(), clock.now()
    fill_batches(person_id, at=now, constants=constants)
    pieces = pieces_of(person_id, at=now, constants=constants)
    kept = _store(person_id, None, pieces, constants, at=now)
    for hall in halls():
        if hide_elsewhere(hall.id, [person_id]):
            here = [piece for piece in pieces if piece.hall_id == str(hall.id)]
            kept += _store(person_id, hall.id, here, constants, at=now)
    StandingRow.objects.filter(person_id=person_id, version=constants.version).exclude(id__in=kept).delete()


def _store(
    person_id: UUID, hall_id: UUID | None, pieces: Sequence[Piece], constants: Constants, *, at: datetime
) -> list[UUID]:
    """Answers the ids of the rows that hold now."""
    if not pieces:
        return []
    fields = {
        row.id: (row.hall_id, row.slug)
        for row in Category.objects.filter(hall_id__in={piece.hall_id for piece in pieces})
    }
    priors = priors_of([None, *fields])
    return [
        _row(person_id, hall_id, found, constants, at=at)
        for found in by_field(pieces, fields=fields, priors=priors, constants=constants)
        if found.category_id is None or found.pieces
    ]


def _row(
    person_id: UUID, hall_id: UUID | None, found: Computed, constants: Constants, *, at: datetime
) -> UUID:
    values = {
        "prior": found.prior, "quality": found.quality, "precision": found.precision, "chance": found.chance,
        "low": found.low, "high": found.high, "clients": found.clients,
        "pieces": [asdict(piece) for piece in found.pieces], "computed_at": at,
    }  # fmt: skip
    kept = StandingRow.objects.filter(
        Q(hall_id=hall_id) if hall_id else Q(hall=None),
        person_id=person_id,
        category_id=found.category_id,
        version=constants.version,
    ).first()
    row = kept or StandingRow(
        id=new_id(),
        person_id=person_id,
        category_id=found.category_id,
        hall_id=hall_id,
        version=constants.version,
    )
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    return row.id
