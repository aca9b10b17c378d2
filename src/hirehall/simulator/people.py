"""The simulated people and what is remembered of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hirehall.formulas.normal import Flags, Numbers, Places
from hirehall.simulator.world import World

NEVER = 10_000


@dataclass(slots=True)
class Freelancers:
    """Everybody who has ever been there, one row a person; arrays (people,).

    Attributes:
        free_at: the week from which each of a person's places for work is free (people, capacity).
        shown: how often each person was shown in each of the last four weeks (people, 4).
        proof: the mark of the skill proof, in units of quality and of unit variance.
        ring: who belongs to a ring that buys itself reviews.
    """

    quality: Numbers
    family: Places
    joined: Places
    left: Places
    first_hired: Places
    free_at: Places
    shown: Numbers
    proof: Numbers
    jobs: Places
    earned: Numbers
    stars: Numbers
    rated: Numbers
    successes: Numbers
    ring: Flags

    @property
    def many(self) -> int:
        return len(self.quality)

    def here(self, week: int) -> Flags:
        return np.asarray((self.joined <= week) & (self.left > week))

    def free(self, week: int) -> Flags:
        return np.asarray((self.free_at <= week).any(axis=1))

    def exposure(self) -> Numbers:
        return np.asarray(self.shown.sum(axis=1))


def everybody(world: World, rng: np.random.Generator) -> Freelancers:
    """Those who are there at the start and all who will join."""
    market = world.market
    many = market.freelancers + market.joiners_a_week * market.weeks
    joined = np.concatenate(
        [np.zeros(market.freelancers), np.repeat(np.arange(market.weeks), market.joiners_a_week)]
    ).astype(np.intp)
    quality = world.quality.spread * rng.standard_normal(many)
    ring = (joined > market.switch_at) & (rng.random(many) < world.attack.ring)
    quality[ring] = world.attack.quality + 0.3 * quality[ring]
    validity = world.newcomers.proof_validity
    proof = validity * quality / world.quality.spread + np.sqrt(1 - validity**2) * rng.standard_normal(many)
    return Freelancers(
        quality=quality,
        family=rng.integers(0, market.families, many).astype(np.intp),
        joined=joined,
        left=np.full(many, NEVER, dtype=np.intp),
        first_hired=np.full(many, NEVER, dtype=np.intp),
        free_at=np.zeros((many, market.capacity), dtype=np.intp),
        shown=np.zeros((many, 4)),
        proof=proof,
        jobs=np.zeros(many, dtype=np.intp),
        earned=np.zeros(many),
        stars=np.zeros(many),
        rated=np.zeros(many),
        successes=np.zeros(many),
        ring=ring,
    )
