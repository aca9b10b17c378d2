"""From pieces to standings: in each field, and altogether. Pure; the numbers come from ``hirehall.formulas``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

import numpy as np

from hirehall.formulas.constants import Constants
from hirehall.formulas.ladder import chance_of_yes
from hirehall.formulas.standing import NOBODY, Evidence, standings
from hirehall.reputation.queries.pieces import Piece
from hirehall.reputation.states import Source


@dataclass(frozen=True, slots=True)
class Computed:
    """A standing with what it was made of; ``prior_share`` and the pieces' shares sum to 1."""

    category_id: UUID | None
    prior: float
    prior_share: float
    quality: float
    precision: float
    chance: float
    low: float
    high: float
    pieces: tuple[Piece, ...]

    @property
    def clients(self) -> int:
        """How many different clients have said something that counts by now."""
        return len({piece.rater for piece in self.pieces if piece.source == Source.CONTRACT.value})


def compute(
    category_id: UUID | None, pieces: Iterable[Piece], *, prior: float, constants: Constants
) -> Computed:
    """One standing of one person."""
    rows = list(pieces)
    numbers: dict[str, int] = {}
    raters = [NOBODY if row.rater is None else numbers.setdefault(row.rater, len(numbers)) for row in rows]
    evidence = Evidence(
        person=np.zeros(len(rows), dtype=np.intp),
        rater=np.array(raters, dtype=np.intp),
        reading=np.array([row.reading for row in rows], dtype=np.float64),
        precision=np.array([row.weight for row in rows], dtype=np.float64),
    )
    found = standings(evidence, people=1, prior=prior, constants=constants)
    quality, precision = float(found.quality[0]), float(found.precision[0])
    chance, low, high = shown(quality, precision, constants)
    return Computed(
        category_id=category_id, prior=prior, prior_share=float(found.prior_share[0]), quality=quality,
        precision=precision, chance=chance, low=low, high=high,
        pieces=tuple(
            replace(row, counted=float(counted), share=float(share))
            for row, counted, share in zip(rows, found.counted, found.share, strict=True)
        ),
    )  # fmt: skip


def shown(
    quality: float, precision: float, constants: Constants, *, rung: int = 0
) -> tuple[float, float, float]:
    """The chance of a yes, and the ends of its band: what it would be if quality were at the ends of its own."""
    sigma = precision**-0.5
    reach = constants.standing.band * sigma
    chance = chance_of_yes(quality, sigma, constants.ladder, rung=rung)
    ends = chance_of_yes([quality - reach, quality + reach], 0.0, constants.ladder, rung=rung)
    return float(chance), float(ends[0]), float(ends[1])


def by_field(
    pieces: Iterable[Piece],
    *,
    fields: Mapping[UUID, tuple[UUID, str]],
    priors: Mapping[UUID | None, float],
    constants: Constants,
) -> list[Computed]:
    """Altogether, and in each field; what is known of one field says something in those beside it.

    Args:
        fields: hall and short name of every field in which the person is to have a standing, or has pieces.
    """
    every = list(pieces)
    usual = priors.get(None, 0.0)
    own: dict[UUID, list[Piece]] = {field: [] for field in fields}
    for piece in every:
        if piece.category_id is not None:
            own.setdefault(UUID(piece.category_id), []).append(piece)
    alone = {
        field: compute(field, found, prior=priors.get(field, usual), constants=constants)
        for field, found in own.items()
    }
    told = [compute(None, every, prior=usual, constants=constants)]
    for field, found in own.items():
        beside = [
            _carried(other, fields[field], fields[other.category_id], constants)
            for other in alone.values()
            if other.category_id not in {None, field} and field in fields and other.category_id in fields
        ]
        carried = [piece for piece in beside if piece is not None]
        told.append(compute(field, [*found, *carried], prior=priors.get(field, usual), constants=constants))
    return told


def _carried(
    other: Computed, here: tuple[UUID, str], there: tuple[UUID, str], constants: Constants
) -> Piece | None:
    """What a standing in another field says here; None where nothing is known there, or it is too far away."""
    weight = sum(piece.counted for piece in other.pieces)
    if not weight or (here[0] != there[0] and here[1] != there[1]):
        return None
    rules = constants.standing
    variance = rules.field_near if here[1] == there[1] else rules.field_far
    return Piece(
        source=Source.FIELD.value, source_id=str(other.category_id), says=there[1],
        category_id=str(other.category_id), hall_id=str(there[0]), rater=None,
        reading=sum(piece.counted * piece.reading for piece in other.pieces) / weight,
        base=1 / (variance + 1 / weight),
    )  # fmt: skip
