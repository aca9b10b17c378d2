"""What dishonest people do to a market: rings, bombing, new names, copies of an offer, milking a name, extortion."""

from __future__ import annotations

import numpy as np

from hirehall.formulas.normal import Flags, Places
from hirehall.simulator.memory import Finished, Memory
from hirehall.simulator.people import NEVER, Freelancers
from hirehall.simulator.raters import Answers
from hirehall.simulator.world import World

ANSWERS_BEFORE_A_NEW_NAME = 3
BEST, WORST = 5.0, 1.0


class Attackers:
    """Who is dishonest in one market, and what they have done; which of it happens stands in the world's settings.

    Attributes:
        marked: those on whose hires an attack is judged (people,): attackers, or whom they aim at.
        from_hires: how often each of the marked had been hired when what counts began (people,).
        extorts: clients who answer badly whatever they had (raters,).
    """

    def __init__(self, world: World, people: Freelancers, rungs: int, rng: np.random.Generator) -> None:
        self.world, self.people, self.rungs, self.rng = world, people, rungs, rng
        late = people.joined > world.market.switch_at
        draws = [late & (rng.random(people.many) < share) for share in (
            world.bombing.targets, world.whitewash.share, world.duplicates.share, world.milking.share,
        )]  # fmt: skip
        self.targets, self.renames, self.copies, self.milks = draws
        self.found = self.copies & (rng.random(people.many) < world.duplicates.found)
        poor = world.whitewash.quality + 0.3 * people.quality
        people.quality = np.where(self.renames, poor, people.quality)
        raters = world.market.clients + world.attack.buyers
        self.extorts = rng.random(raters) < world.extortion.share
        self.extorts[world.market.clients :] = False
        self.reported = self.extorts & (rng.random(raters) < world.extortion.reported)
        self.from_hires = np.zeros(people.many, dtype=np.intp)
        self.milked = np.zeros(people.many, dtype=bool)
        anybody = late if world.extortion.share else np.zeros(people.many, dtype=bool)
        self.marked = people.ring | self.targets | self.renames | self.copies | self.milks | anybody

    def judged(self, hires: Places) -> tuple[Places, Flags]:
        """What the marked gained by: hires since it counts (people,), and of whom."""
        counted = np.where(self.milks, self.milked, self.marked)
        late = self.people.joined < self.world.market.weeks - 13
        return hires - self.from_hires, np.asarray(counted & (late | self.renames))

    def week(self, week: int, memory: Memory, hires: Places) -> None:
        """All that happens in a week besides honest work."""
        self._ring(week, memory)
        self._bomb(week, memory)
        self._rename(week, memory)
        self._milk(hires)

    def _ring(self, week: int, memory: Memory) -> None:
        """Who of a ring joined four weeks ago is paid by its buyers, who say only the best."""
        attack, people = self.world.attack, self.people
        members = np.flatnonzero(people.ring & (people.joined == week - 4) & people.here(week))
        self._bought(week, memory, np.repeat(members, attack.fakes), attack.fake_worth, best=True)

    def _bomb(self, week: int, memory: Memory) -> None:
        rules, people = self.world.bombing, self.people
        aimed_at = np.flatnonzero(self.targets & (people.joined == week - 8) & people.here(week))
        self._bought(week, memory, np.repeat(aimed_at, rules.lows), rules.worth, best=False)

    def _bought(self, week: int, memory: Memory, who: Places, worth: float, *, best: bool) -> None:
        """Contracts that exist for their answers alone."""
        n, people = len(who), self.people
        if not n:
            return
        buyer = self.world.market.clients + self.rng.integers(0, self.world.attack.buyers, n)
        done = Finished(
            np.full(n, week), who, buyer, np.full(n, worth), np.full(n, 9.0 if best else -9.0), np.full(n, np.nan)
        )  # fmt: skip
        np.add.at(people.jobs, who, 1)
        np.add.at(people.rated, who, 1)
        np.add.at(people.stars, who, BEST if best else WORST)
        np.add.at(people.successes, who, int(best))
        memory.pay(done)
        memory.keep(week, done, np.full((n, self.rungs), float(best)))

    def _rename(self, week: int, memory: Memory) -> None:
        """Who did badly comes back as somebody whom nobody knows, with another try at the skill proof."""
        rules, people = self.world.whitewash, self.people
        if not rules.below:
            return
        enough = people.rated >= ANSWERS_BEFORE_A_NEW_NAME
        share = people.successes / np.maximum(people.rated, 1)
        again = np.flatnonzero(self.renames & enough & (share < rules.below) & people.here(week))
        validity = self.world.newcomers.proof_validity
        for figure in (people.rated, people.stars, people.successes, people.jobs):
            figure[again] = 0
        people.first_hired[again], people.joined[again], people.shown[again] = NEVER, week, 0
        known = validity * people.quality[again] / self.world.quality.spread
        people.proof[again] = known + np.sqrt(1 - validity**2) * self.rng.standard_normal(len(again))
        memory.forget(again)

    def _milk(self, hires: Places) -> None:
        rules, people = self.world.milking, self.people
        now = self.milks & ~self.milked & (people.jobs >= rules.after)
        people.quality[now] -= rules.drop
        self.from_hires[now] = hires[now]
        self.milked |= now

    def offers(self, pool: Places) -> Places:
        """Candidates (n,) with everybody as often as they have put an offer."""
        return np.repeat(pool, np.where(self.copies[pool], self.world.duplicates.offers, 1))

    def folded(self, who: Places) -> Flags:
        """Which candidates (jobs, n), in order of their numbers, are a copy that the hall knows for one."""
        copy = np.zeros(who.shape, dtype=bool)
        copy[:, 1:] = (who[:, 1:] == who[:, :-1]) & self.found[who[:, 1:]]
        return copy

    def answers(self, client: Places, honest: Answers) -> Answers:
        """The answers with those of extorting clients among them; arrays as of ``Answers``."""
        rate = self.world.extortion.rate
        if not rate:
            return honest
        bad = self.extorts[client] & (self.rng.random(len(client)) < rate)
        return Answers(
            np.where(bad, WORST, honest.stars),
            honest.success & ~bad,
            np.where(bad[:, None], 0.0, honest.ladder),
        )
