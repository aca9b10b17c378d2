"""Standing: a precision-weighted average that comes apart exactly into what each piece of evidence adds."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from hirehall.formulas.constants import Constants, StandingConstants
from hirehall.formulas.ladder import chance_of_yes
from hirehall.formulas.normal import Numbers, Places

NOBODY = -1


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of people, one row a piece of evidence; all arrays (n,).

    Attributes:
        person: number of the person, 0..people-1.
        rater: number of the client it comes from, or ``NOBODY`` for a proof, a voucher or work elsewhere.
        reading: in units of quality, after the rater's severity is taken off.
        precision: 1 / variance, after decay, value, trust and repeat.
    """

    person: Places
    rater: Places
    reading: Numbers
    precision: Numbers


@dataclass(frozen=True, slots=True)
class Standings:
    """What the evidence comes to; person arrays (people,), evidence arrays (n,).

    Attributes:
        quality: the expected quality.
        precision: what it rests on, capped at the ceiling; its standard deviation is 1 / sqrt(precision).
        counted: precision of each piece of evidence after the cap on one client.
        share: what each piece makes up of its person's standing; with the prior's share they sum to 1.
        prior_share: what the prior makes up of each person's standing.
    """

    quality: Numbers
    precision: Numbers
    counted: Numbers
    share: Numbers
    prior_share: Numbers

    @property
    def uncertainty(self) -> Numbers:
        return np.asarray(1 / np.sqrt(self.precision))

    def chance(self, constants: Constants) -> Numbers:
        """The number that is shown: the chance that the next client would hire again (people,)."""
        return chance_of_yes(self.quality, self.uncertainty, constants.ladder)


def standings(evidence: Evidence, *, people: int, prior: ArrayLike = 0.0, constants: Constants) -> Standings:
    """The standing of many people at once.

    Args:
        prior: the mean of those who enter, one number or one for each person (people,).
    """
    rules = constants.standing
    counted = _one_client_at_most(evidence, people, rules)
    total = rules.prior_precision + np.bincount(evidence.person, counted, people)
    start: Numbers = np.asarray(rules.prior_precision / total, dtype=np.float64)
    share = counted / total[evidence.person]
    quality = start * np.asarray(prior) + np.bincount(evidence.person, share * evidence.reading, people)
    return Standings(
        quality=quality,
        precision=np.minimum(total, rules.ceiling),
        counted=counted,
        share=share,
        prior_share=start,
    )


def _one_client_at_most(evidence: Evidence, people: int, rules: StandingConstants) -> Numbers:
    """Precisions scaled down so that no client makes up more than its share of all that is known of a person.

    With the k heaviest clients of a person at the cap, P = (everything else) / (1 - k * share); the smallest k for
    which the next one is within the cap is the answer, and more than 1 / share - 1 clients are never at it.
    """
    scaled = np.array(evidence.precision, dtype=np.float64)
    from_clients = evidence.rater >= 0
    if not from_clients.any():
        return scaled
    raters = int(evidence.rater.max()) + 1
    keys = evidence.person[from_clients] * raters + evidence.rater[from_clients]
    pairs, pair_of = np.unique(keys, return_inverse=True)
    weight = np.bincount(pair_of, scaled[from_clients])
    owner = (pairs // raters).astype(np.intp)
    heaviest = np.lexsort((-weight, owner))
    weight, owner = weight[heaviest], owner[heaviest]
    first = np.searchsorted(owner, np.arange(people))
    rank = np.arange(len(owner)) - first[owner]
    rest = rules.prior_precision + np.bincount(evidence.person, scaled, people)
    settled = np.zeros(people, dtype=bool)
    limit = np.zeros(people)
    for at_the_cap in range(math.ceil(1 / rules.client_share)):
        whole = rest / (1 - at_the_cap * rules.client_share)
        following = np.bincount(owner[rank == at_the_cap], weight[rank == at_the_cap], people)
        fits = ~settled & (following <= rules.client_share * whole)
        limit[fits] = (rules.client_share * whole)[fits]
        settled |= fits
        rest = rest - following
    factor = np.minimum(1.0, limit[owner] / np.maximum(weight, 1e-300))
    by_pair = np.empty_like(factor)
    by_pair[heaviest] = factor
    scaled[from_clients] *= by_pair[pair_of]
    return scaled


def decay(months: ArrayLike, rules: StandingConstants) -> Numbers:
    """How much a reading of some age still counts; the shape of ``months``."""
    age = np.maximum(np.asarray(months, dtype=np.float64), 0.0)
    faded = 2.0 ** (-age / rules.half_life_months)
    old = age >= rules.decay_floor_after_months
    return np.asarray(np.where(old, np.maximum(faded, rules.decay_floor), faded))


def value(paid: ArrayLike, median: ArrayLike, rules: StandingConstants) -> Numbers:
    """How much a contract of some worth counts, against the median of its field; as the median where there is none."""
    worth, middle = np.broadcast_arrays(
        np.asarray(paid, dtype=np.float64), np.asarray(median, dtype=np.float64)
    )
    ratio = np.divide(worth, middle, out=np.ones_like(worth), where=middle > 0)
    return np.asarray(np.clip(np.log1p(ratio) / np.log(2), rules.value_floor, rules.value_ceiling))


def severity(residual_sums: ArrayLike, counts: ArrayLike, rules: StandingConstants) -> Numbers:
    """How much lower a client reads than others do; the mean residual, taken with care while there are few."""
    n = np.asarray(counts, dtype=np.float64)
    mean = np.asarray(residual_sums, dtype=np.float64) / np.maximum(n, 1)
    return np.asarray(mean * n / (n + rules.severity_shrink))
