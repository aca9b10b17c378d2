"""One market, week by week."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from hirehall.formulas import ranking
from hirehall.formulas.constants import Constants
from hirehall.formulas.normal import Flags, Numbers, Places
from hirehall.formulas.standing import Standings
from hirehall.simulator.arms import ARMS, BEFORE, Arm, View
from hirehall.simulator.memory import Finished, Memory
from hirehall.simulator.people import NEVER, Freelancers, everybody
from hirehall.simulator.raters import Raters, scales
from hirehall.simulator.world import World

QUARTER = 13


@dataclass(slots=True)
class Jobs:
    """Every job that was asked for, one row a job; arrays (jobs,), grown by week.

    Attributes:
        gain: what the client had of it; 0 where nobody was hired.
    """

    week: list[Places] = field(default_factory=list)
    gain: list[Numbers] = field(default_factory=list)
    worth: list[Numbers] = field(default_factory=list)
    lane: list[Flags] = field(default_factory=list)
    filled: list[Flags] = field(default_factory=list)


@dataclass(slots=True)
class Ran:
    """What is left of a run.

    Attributes:
        score: of everybody by the arm, at the end (people,).
        said, yes: of each work finished after the first quarter, the chance that was shown, and whether a yes came.
        met: every four weeks, how many were shown at least the floor, of how many.
        hires: how often each person was hired by somebody who is no buyer of a ring (people,).
    """

    world: World
    people: Freelancers
    jobs: Jobs
    standings: Standings
    score: Numbers
    said: Numbers
    yes: Numbers
    met: list[tuple[int, int]]
    hires: Places


class Run:
    """A market under one arm from its first week to its last."""

    def __init__(self, world: World, arm: Arm, seed: int, constants: Constants) -> None:
        self.world, self.arm, self.constants = world, arm, constants
        people, market, chance = np.random.default_rng([seed, 0]).spawn(3)
        self.people = everybody(world, people)
        self.market, self.chance = market, chance
        self.raters = Raters(world, np.random.default_rng([seed, 1]))
        raters = world.market.clients + world.attack.buyers
        self.hardness = world.clients.severity * people.standard_normal(raters)
        verified = np.zeros(raters, dtype=bool)
        verified[: world.market.clients] = people.random(world.market.clients) < world.attack.verified
        self.star_scale, self.success_scale = scales(world)
        self.jobs = Jobs()
        self.waiting: list[Finished] = []
        self.memory = Memory(constants, verified, median=world.newcomers.value_median)
        self.known = self._standings(0)
        self.hires = np.zeros(self.people.many, dtype=np.intp)
        self.said: list[Numbers] = []
        self.yes: list[Numbers] = []
        self.met: list[tuple[int, int]] = []

    def whole(self) -> Ran:
        for week in range(self.world.market.weeks):
            self._week(week)
        view = self._view_of_all()
        return Ran(
            self.world, self.people, self.jobs, self.known, self.arm.score(view)[0],
            np.concatenate(self.said), np.concatenate(self.yes), self.met, self.hires,
        )  # fmt: skip

    def _view_of_all(self) -> View:
        who = np.arange(self.people.many)[None, :]
        return self._view(who, np.ones(who.shape, dtype=bool), np.zeros(who.shape), np.zeros(who.shape))

    def _view(self, who: Places, there: Flags, fit: Numbers, lack: Numbers) -> View:
        first_timer = self.people.first_hired[who] == NEVER
        return View(
            who, there, fit, lack, first_timer, self.people, self.known, self.success_scale, self.constants, self.chance
        )  # fmt: skip

    def _week(self, week: int) -> None:
        market = self.world.market
        self._leave(week)
        self._fake(week)
        self._answers(week)
        arm = self.arm if week >= market.switch_at else BEFORE
        if week % 4 == 0 and week >= market.switch_at + 4:
            self._count_the_floor(week)
        self.people.shown[:, week % 4] = 0
        if week % QUARTER == 0:
            self.memory.learn_hardness(self.known)
        if week % 4 == 0:
            self.memory.learn_trust(self.people.many)
        self.known = self._standings(week)
        self._hire(week, arm)

    def _leave(self, week: int) -> None:
        people, market = self.people, self.world.market
        here = people.here(week)
        never = people.first_hired == NEVER
        chance = np.where(never, market.give_up, market.retire)
        leaves = here & (self.market.random(people.many) < chance)
        people.left[leaves] = week
        if self.world.quality.drift:
            people.quality += self.world.quality.drift * self.market.standard_normal(people.many)

    def _answers(self, week: int) -> None:
        """The work that ends now is answered by those who answer."""
        still: list[Finished] = []
        for batch in self.waiting:
            ends = batch.ends <= week
            if ends.any():
                self._answer(week, batch, ends)
            if not ends.all():
                still.append(batch.rows(~ends))
        self.waiting = still

    def _answer(self, week: int, batch: Finished, ends: Flags) -> None:
        done = batch.rows(ends)
        people = self.people
        np.add.at(people.jobs, done.person, 1)
        np.add.at(people.earned, done.person, done.worth)
        answers = self.raters.answer(done.delivered, self.hardness[done.client])
        if week >= self.world.market.switch_at + QUARTER:
            self.said.append(done.said)
            self.yes.append(answers.ladder[:, 0])
        speaks = self.raters.rng.random(len(done.ends)) < self.world.clients.responds
        np.add.at(people.rated, done.person[speaks], 1)
        np.add.at(people.stars, done.person[speaks], answers.stars[speaks])
        np.add.at(people.successes, done.person[speaks], answers.success[speaks])
        self.memory.pay(done)
        self.memory.keep(week, done.rows(speaks), answers.ladder[speaks])

    def _fake(self, week: int) -> None:
        """Who of a ring joined four weeks ago is paid by its buyers, who say only the best."""
        attack, people = self.world.attack, self.people
        members = np.flatnonzero(people.ring & (people.joined == week - 4) & people.here(week))
        if not len(members) or not attack.fakes:
            return
        who = np.repeat(members, attack.fakes)
        buyer = self.world.market.clients + self.market.integers(0, attack.buyers, len(who))
        n = len(who)
        done = Finished(
            np.full(n, week), who, buyer, np.full(n, attack.fake_worth), np.full(n, 9.0), np.full(n, np.nan)
        )
        np.add.at(people.jobs, who, 1)
        np.add.at(people.rated, who, 1)
        np.add.at(people.stars, who, 5.0)
        np.add.at(people.successes, who, 1)
        self.memory.pay(done)
        self.memory.keep(week, done, np.ones((n, len(self.constants.ladder.rates))))

    def _standings(self, week: int) -> Standings:
        proof = self.people.proof if self.arm.proof else None
        return self.memory.standings(week, self.people.many, proof=proof)

    def _hire(self, week: int, arm: Arm) -> None:
        world = self.world
        market, n = world.market, world.market.jobs_a_week
        family = self.market.integers(0, market.families, n)
        client = self.market.integers(0, market.clients, n)
        worth = world.newcomers.value_median * np.exp(
            world.newcomers.value_spread * self.market.standard_normal(n)
        )
        lane = self._lane(worth, arm)
        who, there = self._candidates(week, family, lane)
        fit = world.quality.fit_spread * self.market.standard_normal(who.shape)
        view = self._view(who, there, fit, self._lack(week)[who])
        shown = self._shown(arm, view, lane)
        named = np.take_along_axis(who, np.maximum(shown, 0), axis=1)
        self._note_shown(week, named[shown >= 0])
        fit = np.take_along_axis(fit, np.maximum(shown, 0), axis=1)
        wish, gain = self._wishes(arm, shown, named, fit, lane)
        self._agree(week, client, worth, lane, named, wish, gain)

    def _lane(self, worth: Numbers, arm: Arm) -> Flags:
        """The smallest jobs, as many as the lane may have."""
        many = round(arm.lane * len(worth))
        lane = np.zeros(len(worth), dtype=bool)
        lane[np.argsort(worth)[:many]] = True
        return lane

    def _candidates(self, week: int, family: Places, lane: Flags) -> tuple[Places, Flags]:
        people, market = self.people, self.world.market
        ready = people.here(week) & people.free(week)
        who = np.zeros((len(family), market.candidates), dtype=np.intp)
        there = np.zeros(who.shape, dtype=bool)
        for kind in range(market.families):
            pool = np.flatnonzero(ready & (people.family == kind))
            jobs = np.flatnonzero(family == kind)
            some = min(market.candidates, len(pool))
            if not len(jobs) or not some:
                continue
            turn = self.market.random((len(jobs), len(pool)))
            turn = np.where(lane[jobs, None], self._first_timers_first(turn, pool), turn)
            who[jobs, :some] = np.sort(pool[np.argsort(turn, axis=1)[:, :some]], axis=1)
            there[jobs, :some] = True
        return who, there

    def _first_timers_first(self, turn: Numbers, pool: Places) -> Numbers:
        """Turns in which some who were never hired come before all others; the shape of ``turn`` (jobs, pool)."""
        new = np.where(self.people.first_hired[pool] == NEVER, turn, np.inf)
        order = np.argsort(np.argsort(new, axis=1), axis=1)
        return np.where(np.isfinite(new) & (order < self.world.lane.first_timers), turn - 1, turn)

    def _lack(self, week: int) -> Numbers:
        people = self.people
        ready = people.here(week) & people.free(week)
        lack = np.zeros(people.many)
        lack[ready] = ranking.lack_of_exposure(
            people.exposure()[ready], people.family[ready], self.constants.ranking
        )
        return lack

    def _shown(self, arm: Arm, view: View, lane: Flags) -> Places:
        score = np.where(view.there, arm.score(view), -np.inf)
        rules = self.constants.ranking
        if arm.told == "standing":
            gate = self.known.chance(self.constants)[view.who] >= rules.gate
            score = np.where(gate, score, -np.inf)
        shown = ranking.slate(score, view.lack if arm.floor else np.zeros(score.shape), rules)
        wide = rules if arm.lane_places is None else replace(rules, first_timers=arm.lane_places)
        shown[lane] = ranking.lane_slate(score[lane], view.first_timer[lane], wide)
        if arm.newcomer_places:
            shown = self._with_newcomers(arm, view, score, shown)
        return shown

    def _with_newcomers(self, arm: Arm, view: View, score: Numbers, shown: Places) -> Places:
        """The best newcomers who are not shown yet, in the places that are kept for them."""
        new = np.where(self.people.jobs[view.who] == 0, score, -np.inf)
        np.put_along_axis(new, np.maximum(shown, 0), -np.inf, axis=1)
        order = np.argsort(-new, axis=1)
        for number, place in enumerate(arm.newcomer_places):
            pick = order[:, number]
            fits = np.isfinite(np.take_along_axis(new, pick[:, None], axis=1)[:, 0])
            shown[fits, place] = pick[fits]
        return shown

    def _note_shown(self, week: int, who: Places) -> None:
        np.add.at(self.people.shown[:, week % 4], who, 1.0)

    def _wishes(
        self, arm: Arm, shown: Places, named: Places, fit: Numbers, lane: Flags
    ) -> tuple[Numbers, Numbers]:
        """What each client thinks of each place, -inf for one that is not looked at; and what it would bring."""
        world, rules = self.world, self.world.clients
        places = np.arange(shown.shape[1])
        seen = self.market.random(shown.shape) < rules.examines ** places[None, :]
        quality = self.people.quality[named]
        look = quality + rules.screening_noise * self.market.standard_normal(shown.shape)
        mean, precision = self._told(arm, named)
        sharper = precision + 1 / rules.screening_noise**2
        expected = (precision * mean + look / rules.screening_noise**2) / sharper
        unknown = np.sqrt(1 / sharper + world.quality.luck**2)
        dislike = np.where(lane, world.lane.dislike_of_risk, rules.dislike_of_risk)[:, None]
        waived = lane[:, None] & (self.people.first_hired[named] == NEVER)
        wish = expected + fit - dislike * unknown + world.lane.worth * waived
        wish = wish + rules.taste * self.market.gumbel(size=shown.shape)
        gain = quality + fit + world.quality.luck * self.market.standard_normal(shown.shape)
        return np.where(seen & (shown >= 0), wish, -np.inf), gain

    def _told(self, arm: Arm, named: Places) -> tuple[Numbers, Numbers]:
        """Mean and precision of what a client believes who reads what the arm shows and knows how it is made."""
        people = self.people
        if arm.told == "standing":
            return self.known.quality[named], self.known.precision[named]
        figures = (
            (people.stars, self.star_scale) if arm.told == "stars" else (people.successes, self.success_scale)
        )
        sums, scale = figures
        weight = people.rated / scale.variance
        reading = (sums / np.maximum(people.rated, 1) - scale.mean) / scale.slope
        return (weight * reading / (1 + weight))[named], (1 + weight)[named]

    def _agree(
        self,
        week: int,
        client: Places,
        worth: Numbers,
        lane: Flags,
        named: Places,
        wish: Numbers,
        gain: Numbers,
    ) -> None:
        """Clients choose in the order of their coming; who is full by then cannot be had any more."""
        world, people = self.world, self.people
        outside = world.clients.outside + world.clients.taste * self.market.gumbel(size=len(client))
        length = self.market.integers(1, world.market.longest_job + 1, len(client))
        had, filled = np.zeros(len(client)), np.zeros(len(client), dtype=bool)
        hired: list[tuple[int, int]] = []
        for job in range(len(client)):
            for place in np.argsort(-wish[job]):
                if wish[job, place] <= outside[job]:
                    break
                person = named[job, place]
                slot = int(np.argmin(people.free_at[person]))
                if people.free_at[person, slot] > week:
                    continue
                people.free_at[person, slot] = week + length[job]
                people.first_hired[person] = min(people.first_hired[person], week)
                hired.append((job, int(person)))
                self.hires[person] += 1
                had[job], filled[job] = gain[job, place], True
                break
        jobs = np.array([job for job, _ in hired], dtype=np.intp)
        who = np.array([person for _, person in hired], dtype=np.intp)
        chance = self.known.chance(self.constants)
        self.waiting.append(
            Finished(week + length[jobs], who, client[jobs], worth[jobs], had[jobs], chance[who])
        )
        kept = self.jobs
        kept.week.append(np.full(len(client), week))
        kept.gain.append(had)
        kept.worth.append(worth)
        kept.lane.append(lane)
        kept.filled.append(filled)

    def _count_the_floor(self, week: int) -> None:
        """How many of those who were there for the last four weeks were shown at least the floor."""
        people = self.people
        there = people.here(week) & (people.joined <= week - 4)
        gate = self.known.chance(self.constants) >= self.constants.ranking.gate
        eligible = there & gate
        late = ranking.behind_the_floor(
            people.exposure()[eligible], people.family[eligible], self.constants.ranking
        )
        self.met.append((int((~late).sum()), int(eligible.sum())))


def run(world: World, arm: str, seed: int, constants: Constants) -> Ran:
    """One market under one arm."""
    return Run(world, ARMS[arm], seed, constants).whole()
