"""One’s own standing, with everything that it is made of: for its owner’s page, export and what-if."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from importlib.resources import files
from typing import Any
from uuid import UUID

from hirehall.formulas import ladder
from hirehall.formulas import standing as formula
from hirehall.formulas.constants import published
from hirehall.foundation.actor import Actor
from hirehall.halls.queries import halls
from hirehall.halls.queries.joining import hide_elsewhere
from hirehall.reputation.models import StandingRow
from hirehall.reputation.queries.computing import Computed, compute
from hirehall.reputation.queries.pieces import Piece
from hirehall.reputation.queries.standings import Standing, standings_of
from hirehall.reputation.states import Answer, Source
from hirehall.skills.models import Category

SOURCE_NAMES = {
    Source.CONTRACT: "Review",
    Source.SILENCE: "No answer after two reminders",
    Source.REHIRE: "Hired again",
    Source.LATER: "Asked again later",
    Source.PROOF: "Skill proof",
    Source.VOUCHER: "Voucher",
    Source.OUTSIDE: "Verified elsewhere",
    Source.FIELD: "From another field",
}


@dataclass(frozen=True, slots=True)
class OwnField:
    """One of the person's standings: ``category_id`` None is everything together."""

    category_id: UUID | None
    name: str
    standing: Standing
    prior: float
    prior_share: float
    pieces: tuple[Piece, ...]

    @property
    def prior_adds(self) -> float:
        return self.prior_share * self.prior


def own_standings(actor: Actor) -> list[OwnField]:
    """Everything together first, then the fields by name, as the hall shows them. Five queries."""
    me = actor.require_person()
    hidden = actor.hall_id is not None and bool(hide_elsewhere(actor.hall_id, [me]))
    rows = list(StandingRow.objects.filter(person_id=me, version=published().version))
    rows = [row for row in rows if row.hall_id == (actor.hall_id if hidden else None)]
    names = {
        row.id: f"{row.name} ({row.hall.name})" if row.hall_id != actor.hall_id else row.name
        for row in Category.objects.select_related("hall").filter(
            id__in=[row.category_id for row in rows if row.category_id]
        )
    }
    found = [
        _own(
            row,
            actor.hall_id,
            names.get(row.category_id, "A closed field") if row.category_id else "Everything together",
        )
        for row in rows
    ]
    found.sort(key=lambda one: (one.category_id is not None, one.name))
    if not found:
        start = standings_of([me], hall_id=actor.hall_id)[me]
        return [OwnField(None, "Everything together", start, start.quality, 1.0, ())]
    return found


def _own(row: StandingRow, hall_id: UUID | None, name: str) -> OwnField:
    """What was earned in other halls counts, and is named by its hall alone: their contracts are shown there."""
    named = {str(hall.id): hall.name for hall in halls()}
    pieces = tuple(
        replace(piece, says=f"Work in {named.get(piece.hall_id, 'another hall')}")
        if hall_id is not None and piece.hall_id != str(hall_id)
        else piece
        for piece in (Piece(**stored) for stored in row.pieces)
    )
    standing = Standing(
        quality=row.quality, precision=row.precision, chance=row.chance, low=row.low, high=row.high,
        version=row.version, clients=row.clients, is_new=row.clients == 0, computed_at=row.computed_at,
    )  # fmt: skip
    return OwnField(
        row.category_id, name, standing, row.prior, 1 - sum(piece.share for piece in pieces), pieces
    )


def exported_standings(own: Iterable[OwnField]) -> dict[str, Any]:
    """Everything that another program needs to arrive at the same numbers (see ``docs/recompute_standing.py``)."""
    return {
        "version": published().version,
        "constants": constants_table(),
        "standings": [
            {
                "field": field.name,
                "category_id": str(field.category_id) if field.category_id else None,
                "computed_at": _iso(field.standing.computed_at),
                "prior": field.prior,
                "quality": field.standing.quality,
                "precision": field.standing.precision,
                "chance": field.standing.chance,
                "low": field.standing.low,
                "high": field.standing.high,
                "pieces": [{**asdict(piece), "weight": piece.weight} for piece in field.pieces],
            }
            for field in own
        ],
    }


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def constants_table() -> dict[str, Any]:
    """The published constants as they stand in their file."""
    text = files("hirehall.formulas").joinpath("constants.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


NUMBER = {Answer.YES.value: 1.0, Answer.NO.value: 0.0}


def what_if(
    field: OwnField, *, answers: Iterable[str], paid_minor: int, currency: str, rater: str | None
) -> Computed:
    """The standing with one more review of today. Nothing is kept of it.

    Args:
        answers: rung by rung, yes, no or cannot_tell.
        rater: the client whose piece it would be; None for somebody who has not worked with the person yet.
    """
    constants = published()
    given = [[NUMBER.get(answer, float("nan")) for answer in answers]]
    reading, precision = ladder.readings(given, constants.ladder)
    same = [piece for piece in field.pieces if rater is not None and piece.rater == rater]
    usual = next((piece.median for piece in field.pieces if piece.currency == currency and piece.median), 0)
    piece = Piece(
        source=Source.CONTRACT.value, source_id="what-if", says="One more review", rater=rater or "somebody new",
        category_id=str(field.category_id) if field.category_id else None, hall_id="",
        reading=float(reading[0]), base=float(precision[0]), paid=paid_minor, currency=currency, median=usual,
        value=float(formula.value(paid_minor, usual, constants.standing)),
        nth=1 + sum(one.source == Source.CONTRACT for one in same), trust=min((one.trust for one in same), default=1.0),
    )  # fmt: skip
    pieces = [replace(one, counted=0.0, share=0.0) for one in field.pieces]
    return compute(field.category_id, [*pieces, piece], prior=field.prior, constants=constants)
