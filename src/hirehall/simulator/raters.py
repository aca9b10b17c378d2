"""How satisfied clients are, and what becomes of it in stars, in a success score and on the ladder."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from hirehall.formulas.constants import published
from hirehall.formulas.normal import Flags, Numbers, quantile
from hirehall.simulator.world import World

DRAWS = 200_000


@dataclass(frozen=True, slots=True)
class Answers:
    """What clients answer to some finished jobs; arrays (n,), the ladder's (n, rungs)."""

    stars: Numbers
    success: Flags
    ladder: Numbers


@dataclass(frozen=True, slots=True)
class Scale:
    """How a public figure reads as quality: ``(figure - mean) / slope`` with some variance for one answer."""

    mean: float
    slope: float
    variance: float


class Raters:
    """All answers of one world, from one source of chance."""

    def __init__(self, world: World, rng: np.random.Generator) -> None:
        self.world, self.rng = world, rng
        spread = float(np.sqrt(world.quality.spread**2 + world.clients.rater_noise**2))
        self.star_steps = [quantile(share) * spread for share in np.cumsum(world.stars.shares)]
        self.rungs = [quantile(1 - rate) * spread for rate in published().ladder.rates]

    def answer(self, delivered: Numbers, severity: Numbers) -> Answers:
        """What is said of delivered quality (n,) by clients of some severity (n,)."""
        n = len(delivered)
        felt = delivered - severity + self.world.clients.rater_noise * self.rng.standard_normal(n)
        raw = 1.0 + np.searchsorted(self.star_steps, felt)
        soft = self.rng.random(n) < self.world.stars.soften
        stars = np.where(soft, 5.0, raw)
        unhappy = felt < self.rungs[0]
        tells = self.rng.random(n) < self.world.clients.tells_privately
        success = ~(unhappy & (~soft | tells))
        ladder = (felt[:, None] > np.array(self.rungs)[None, :]).astype(np.float64)
        return Answers(stars, success, ladder)


@cache
def scales(world: World) -> tuple[Scale, Scale]:
    """How stars and success read in a world: what a client who has seen many of them would know."""
    rng = np.random.default_rng(20_260_101)
    quality = world.quality.spread * rng.standard_normal(DRAWS)
    severity = world.clients.severity * rng.standard_normal(DRAWS)
    said = Raters(world, rng).answer(quality, severity)
    return _scale(said.stars, quality), _scale(said.success.astype(np.float64), quality)


def _scale(figure: Numbers, quality: Numbers) -> Scale:
    slope = float(np.cov(figure, quality)[0, 1] / quality.var())
    noise = float(np.var(figure - slope * quality)) / slope**2
    return Scale(float(figure.mean()), slope, noise)
