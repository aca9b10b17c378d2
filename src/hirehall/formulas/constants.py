"""The published constants, read from ``constants.toml`` or from another file of the same shape."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class StandingConstants:
    prior_precision: float
    half_life_months: float
    decay_floor_after_months: float
    decay_floor: float
    value_floor: float
    value_ceiling: float
    client_share: float
    ceiling: float
    severity_shrink: float
    silence_reading: float
    silence_weight: float
    band: float
    outside_weight: float
    outside_ceiling: float
    voucher_precision: float
    vouchers_counted: int
    field_near: float
    field_far: float
    entrants_shrink: float


@dataclass(frozen=True, slots=True)
class PrivacyConstants:
    """How coarse a batch's common reading is, so that no answer in it can be told."""

    counterparties: int
    step: float
    furthest: float
    precision_step: float
    wait_days: int


@dataclass(frozen=True, slots=True)
class LadderConstants:
    """Attributes:
    rates: share of yes for an average freelancer, rung by rung, each in 0..1 and falling.
    rater_noise: standard deviation between raters of the same work, in units of quality.
    """

    rates: tuple[float, ...]
    rater_noise: float


@dataclass(frozen=True, slots=True)
class ProofConstants:
    """Attributes:
    validity, spread: the correlation of a mark with quality as long as it is not measured, and how sure that is.
    least: a validity below this says nothing.
    people: of so many at least clients have said something before it is measured.
    usual_mark, usual_spread, norms_shrink: where marks lie; many marks count n / (n + norms_shrink) against that.
    furthest: standard deviations.
    """

    validity: float
    spread: float
    least: float
    people: int
    usual_mark: float
    usual_spread: float
    norms_shrink: float
    furthest: float

    @property
    def precision(self) -> float:
        """What a mark is worth as evidence while its validity is not measured."""
        return self.precision_of(self.validity)

    @staticmethod
    def precision_of(validity: float) -> float:
        """r² / (1 - r²) of a mark's correlation with quality."""
        return validity**2 / (1 - validity**2)


@dataclass(frozen=True, slots=True)
class RankingConstants:
    fit: float
    standing: float
    allowance: float
    goal_precision: float
    ready: float
    over_budget: float
    tier: float
    gate: float
    places: int
    upper_places: int
    exposure_floor: float
    served_below: float
    exposure_days: int
    first_timers: int


@dataclass(frozen=True, slots=True)
class InputConstants:
    """How what is known of a candidate becomes an input of the ranking; each is said in ``constants.toml``."""

    version: str
    covers_skills: float
    covers_field: float
    covers_text: float
    text_full: float
    fit_centre: float
    fit_spread: float
    free_now: float
    free_soon: float
    free_later: float
    soon_days: int
    answered_before: float
    asked_before: float
    answer_days: int
    hours_of_a_day: int


@dataclass(frozen=True, slots=True)
class TrustConstants:
    least: float
    steps: int
    restart: float
    levels: tuple[float, ...]
    reach: float


@dataclass(frozen=True, slots=True)
class Constants:
    """One version of the formulas."""

    version: str
    standing: StandingConstants
    privacy: PrivacyConstants
    ladder: LadderConstants
    proof: ProofConstants
    ranking: RankingConstants
    inputs: InputConstants
    trust: TrustConstants


@cache
def published() -> Constants:
    """The constants in force in this version of Hirehall."""
    text = files("hirehall.formulas").joinpath("constants.toml").read_text(encoding="utf-8")
    return read(tomllib.loads(text))


def read(table: Mapping[str, Any]) -> Constants:
    """Constants from a table of the shape of ``constants.toml``.

    Raises:
        TypeError: a constant is missing, or one is there that no formula knows.
    """
    ladder = {**table["ladder"], "rates": tuple(table["ladder"]["rates"])}
    return Constants(
        version=str(table["version"]),
        standing=StandingConstants(**table["standing"]),
        privacy=PrivacyConstants(**table["privacy"]),
        ladder=LadderConstants(**ladder),
        proof=ProofConstants(**table["proof"]),
        ranking=RankingConstants(**table["ranking"]),
        inputs=InputConstants(**table["inputs"]),
        trust=TrustConstants(**{**table["trust"], "levels": tuple(table["trust"]["levels"])}),
    )
