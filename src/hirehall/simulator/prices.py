"""What freelancers ask, and how they change it."""

from __future__ import annotations

import numpy as np

from hirehall.formulas.normal import Numbers, Places
from hirehall.simulator.people import NEVER, Freelancers
from hirehall.simulator.world import World

FURTHEST = 1.5


class Prices:
    """The rate of everybody, as the logarithm of its ratio to the usual (people,)."""

    def __init__(self, world: World, people: Freelancers, rng: np.random.Generator) -> None:
        self.rules, self.people, self.rng = world.prices, people, rng
        self.spread = self.rules.spread * rng.standard_normal(people.many)
        self.moved = np.zeros(people.many)

    def asked(self) -> Numbers:
        never = self.people.first_hired == NEVER
        usual = self.rules.follows * self.people.quality + self.spread + self.moved
        return np.asarray(usual - self.rules.discount * never)

    def adapt(self, week: int) -> None:
        """Who is full asks more, who is not a little less."""
        if self.rules.adapts:
            step = np.where(self.people.free(week), -self.rules.adapts / 5, self.rules.adapts)
            self.moved = np.clip(self.moved + step * self.people.here(week), -FURTHEST, FURTHEST)

    def budgets(self, jobs: int) -> Numbers:
        """What each client has in mind, in the same measure (jobs,)."""
        return self.rules.budgets * self.rng.standard_normal(jobs)

    def over(self, who: Places, budget: Numbers) -> Numbers:
        """How far each candidate's rate is over it (jobs, candidates)."""
        return np.asarray(self.asked()[who] - budget[:, None])
