"""How clients choose: what they read of each person, what they expect, and to whom they go back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hirehall.formulas.constants import Constants
from hirehall.formulas.ladder import weighing
from hirehall.formulas.normal import Flags, Numbers, Places, chance_below
from hirehall.formulas.standing import Standings
from hirehall.simulator.arms import Arm
from hirehall.simulator.people import NEVER, Freelancers
from hirehall.simulator.raters import Scale
from hirehall.simulator.world import World


@dataclass(frozen=True, slots=True)
class Told:
    """What a client believes of everybody who reads what an arm shows and knows how it is made; arrays (people,).

    Attributes:
        answer: what one more answer would add to the precision.
    """

    mean: Numbers
    precision: Numbers
    answer: float


def told(arm: Arm, people: Freelancers, known: Standings, scale: Scale, constants: Constants) -> Told:
    """By the arm's figure; ``scale`` is that of the figure, where it is not the standing."""
    if arm.told == "standing":
        whole = weighing((True,) * len(constants.ladder.rates), constants.ladder)
        return Told(known.quality, known.precision, 1 / whole.variance)
    sums = people.stars if arm.told == "stars" else people.successes
    weight = people.rated / scale.variance
    reading = (sums / np.maximum(people.rated, 1) - scale.mean) / scale.slope
    return Told(weight * reading / (1 + weight), 1 + weight, 1 / scale.variance)


def slack(reads: Told, who: Places, world: World) -> Numbers:
    """How much less somebody gives whom the next answer moves less than it moves a newcomer; the shape of ``who``."""
    if not world.effort.slack:
        return np.zeros(who.shape)
    moves = (1 + reads.answer) / (reads.precision[who] + reads.answer)
    return world.effort.slack * (1 - np.minimum(1.0, moves))


class Clients:
    """What the clients of a market remember of whom they hired, apart from anything that the hall shows."""

    def __init__(self, world: World, rng: np.random.Generator) -> None:
        self.world, self.rng = world, rng
        self.hired = np.zeros(world.market.clients, dtype=np.intp)
        self.pleased_by: dict[tuple[int, int], tuple[int, float]] = {}

    def remember(self, client: Places, family: Places, person: Places, gain: Numbers) -> None:
        """Who was hired and how it went: the best so far in each field is whom one goes back to."""
        np.add.at(self.hired, client, 1)
        if not self.world.learning.returns:
            return
        for one, kind, who, felt in zip(client, family, person, gain, strict=True):
            best = self.pleased_by.get((int(one), int(kind)))
            if best is None or best[0] == who or felt > best[1]:
                self.pleased_by[int(one), int(kind)] = (int(who), float(felt))

    def go_back(self, client: Places, family: Places, free: Flags) -> Places:
        """To whom each client goes straight back, (jobs,); -1 where they look around.

        Args:
            free: who can be had (people,).
        """
        back = np.full(len(client), -1, dtype=np.intp)
        rules = self.world.learning
        if not rules.returns:
            return back
        draws = self.rng.random(len(client))
        for job, pair in enumerate(zip(client.tolist(), family.tolist(), strict=True)):
            who, felt = self.pleased_by.get(pair, (-1, 0.0))
            if who >= 0 and felt >= rules.content and free[who] and draws[job] < rules.returns:
                back[job] = who
        return back

    def outside_the_hall(self, client: Places, family: Places, back: Places) -> Flags:
        """Which of those who go back do it where no fee is taken, (jobs,)."""
        leaves, rules = np.zeros(len(back), dtype=bool), self.world.leakage
        if not rules.pull:
            return leaves
        for job in np.flatnonzero(back >= 0):
            felt = self.pleased_by[int(client[job]), int(family[job])][1]
            chance = rules.pull * rules.fee * float(chance_below(felt))
            leaves[job] = self.rng.random() < chance
        return leaves

    def looks(self, client: Places) -> Numbers:
        """The noise of each client's private look, (jobs,)."""
        noise, learns = self.world.clients.screening_noise, self.world.learning.learns
        return np.asarray(noise / np.sqrt(1 + learns * self.hired[client]))


@dataclass(frozen=True, slots=True)
class Place:
    """The places of each slate; arrays (jobs, places).

    Attributes:
        filled: whether somebody stands there, whose number is ``who``.
        over: how far the rate is over what the client has in mind (logarithm).
        lane: whether the job is open to first-timers (jobs,).
        client: who asks (jobs,).
    """

    filled: Flags
    who: Places
    fit: Numbers
    over: Numbers
    lane: Flags
    client: Places


def wishes(
    places: Place, reads: Told, people: Freelancers, clients: Clients, market: np.random.Generator
) -> tuple[Numbers, Numbers]:
    """What each client thinks of each place, -inf for one that is not looked at; and what it would bring."""
    world = clients.world
    rules, shape = world.clients, places.who.shape
    seen = market.random(shape) < rules.examines ** np.arange(shape[1])[None, :]
    quality = people.quality[places.who]
    noise = clients.looks(places.client)[:, None]
    look = quality + noise * market.standard_normal(shape)
    mean, precision = reads.mean[places.who], reads.precision[places.who]
    sharper = precision + 1 / noise**2
    expected = (precision * mean + look / noise**2) / sharper
    unknown = np.sqrt(1 / sharper + world.quality.luck**2)
    dislike = np.where(places.lane, world.lane.dislike_of_risk, rules.dislike_of_risk)[:, None]
    waived = places.lane[:, None] & (people.first_hired[places.who] == NEVER)
    price = world.prices.matters * places.over
    wish = expected + places.fit - dislike * unknown + world.lane.worth * waived - price
    wish = wish + rules.taste * market.gumbel(size=shape)
    gain = quality + places.fit + world.quality.luck * market.standard_normal(shape)
    gain = gain - slack(reads, places.who, world) - price
    return np.where(seen & places.filled, wish, -np.inf), gain
