"""One market, week by week."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from hirehall.formulas import ranking
from hirehall.formulas.constants import Constants
from hirehall.formulas.normal import Flags, Numbers, Places
from hirehall.formulas.standing import Standings
from hirehall.simulator.arms import ARMS, BEFORE, Arm, View
from hirehall.simulator.attacks import Attackers
from hirehall.simulator.clients import Clients, Place, Told, slack, told, wishes
from hirehall.simulator.memory import Finished, Memory
from hirehall.simulator.people import NEVER, Freelancers, everybody
from hirehall.simulator.prices import Prices
from hirehall.simulator.raters import Raters, scales
from hirehall.simulator.slates import slates
from hirehall.simulator.world import World

QUARTER = 13


@dataclass(slots=True)
class Jobs:
    """Every job that was asked for, one row a job; arrays (jobs,), grown by week.

    Attributes:
        gain: what the client had of it; 0 where nobody was hired.
        person: who was hired, -1 for nobody.
        back: whether the client went straight back to somebody; ``outside``: and did so where no fee is taken.
    """

    week: list[Places] = field(default_factory=list)
    gain: list[Numbers] = field(default_factory=list)
    worth: list[Numbers] = field(default_factory=list)
    lane: list[Flags] = field(default_factory=list)
    person: list[Places] = field(default_factory=list)
    back: list[Flags] = field(default_factory=list)
    outside: list[Flags] = field(default_factory=list)


@dataclass(slots=True)
class Ran:
    """What is left of a run.

    Attributes:
        score: of everybody by the arm, at the end (people,).
        said, yes: of each work finished after the first quarter, the chance that was shown, and whether a yes came.
        met: every four weeks, how many were shown at least the floor, of how many.
        hires: how often each person was hired by somebody who is no attacker's account (people,).
        attackers: who was dishonest.
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
    attackers: Attackers


@dataclass(slots=True)
class Asked:
    """The jobs of one week; arrays (jobs,).

    Attributes:
        back: to whom the client goes straight back, -1 for nobody; ``outside``: without the hall.
        budget: what the client has in mind, as the logarithm of its ratio to the usual.
    """

    family: Places
    client: Places
    worth: Numbers
    lane: Flags
    back: Places
    outside: Flags
    budget: Numbers


class Run:
    """A market under one arm from its first week to its last."""

    def __init__(self, world: World, arm: Arm, seed: int, constants: Constants) -> None:
        self.world, self.arm, self.constants = world, arm, constants
        people, market, chance = np.random.default_rng([seed, 0]).spawn(3)
        prices, clients, attackers = np.random.default_rng([seed, 2]).spawn(3)
        self.people = everybody(world, people)
        self.market, self.chance = market, chance
        self.raters = Raters(world, np.random.default_rng([seed, 1]))
        raters = world.market.clients + world.attack.buyers
        self.hardness = world.clients.severity * people.standard_normal(raters)
        verified = np.zeros(raters, dtype=bool)
        verified[: world.market.clients] = people.random(world.market.clients) < world.attack.verified
        self.attackers = Attackers(world, self.people, len(constants.ladder.rates), attackers)
        self.prices, self.clients = Prices(world, self.people, prices), Clients(world, clients)
        self.star_scale, self.success_scale = scales(world)
        self.jobs = Jobs()
        self.waiting: list[Finished] = []
        median = world.newcomers.value_median
        self.memory = Memory(constants, verified, self.attackers.reported, median=median)
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
            self.world, self.people, self.jobs, self.known, self.arm.score(view)[0], np.concatenate(self.said),
            np.concatenate(self.yes), self.met, self.hires, self.attackers,
        )  # fmt: skip

    def _view_of_all(self) -> View:
        who = np.arange(self.people.many)[None, :]
        nothing = np.zeros(who.shape)
        return self._view(who, np.ones(who.shape, dtype=bool), nothing, nothing, nothing)

    def _view(self, who: Places, there: Flags, fit: Numbers, lack: Numbers, over: Numbers) -> View:
        first_timer = self.people.first_hired[who] == NEVER
        return View(
            who, there, fit, lack, first_timer, np.expm1(over), self.people, self.known, self.success_scale,
            self.constants, self.chance,
        )  # fmt: skip

    def _week(self, week: int) -> None:
        market = self.world.market
        self._leave(week)
        self.attackers.week(week, self.memory, self.hires)
        self._answers(week)
        arm = self.arm if week >= market.switch_at else BEFORE
        if week % 4 == 0 and week >= market.switch_at + 4:
            self._count_the_floor(week)
        self.people.shown[:, week % 4] = 0
        if week % QUARTER == 0:
            self.memory.learn_hardness(self.known)
            if self.arm.proof:
                self.memory.learn_validity(week, self.people.many, self.people.proof)
        if week % 4 == 0:
            self.memory.learn_trust(self.people.many)
        self.known = self._standings(week)
        self.prices.adapt(week)
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
        honest = self.raters.answer(done.delivered, self.hardness[done.client])
        answers = self.attackers.answers(done.client, honest)
        if week >= self.world.market.switch_at + QUARTER:
            self.said.append(done.said)
            self.yes.append(answers.ladder[:, 0])
        speaks = self.raters.rng.random(len(done.ends)) < self.world.clients.responds
        np.add.at(people.rated, done.person[speaks], 1)
        np.add.at(people.stars, done.person[speaks], answers.stars[speaks])
        np.add.at(people.successes, done.person[speaks], answers.success[speaks])
        self.memory.pay(done)
        self.memory.keep(week, done.rows(speaks), answers.ladder[speaks])

    def _standings(self, week: int) -> Standings:
        proof = self.people.proof if self.arm.proof else None
        return self.memory.standings(week, self.people.many, proof=proof)

    def _hire(self, week: int, arm: Arm) -> None:
        asked = self._asked(week, arm)
        reads = self._told(arm)
        who, there = self._candidates(week, asked)
        fit = self.world.quality.fit_spread * self.market.standard_normal(who.shape)
        over = self.prices.over(who, asked.budget)
        if arm.told == "standing":  # the product ranks people, not offers
            there &= ~self.attackers.folded(who)
        shown = slates(arm, self._view(who, there, fit, self._lack(week)[who], over), asked.lane)
        shown[asked.back >= 0] = -1  # these clients do not look around

        at = np.maximum(shown, 0)
        places = Place(
            filled=shown >= 0,
            who=np.take_along_axis(who, at, axis=1),
            fit=np.take_along_axis(fit, at, axis=1),
            over=np.take_along_axis(over, at, axis=1),
            lane=asked.lane,
            client=asked.client,
        )
        self._note_shown(week, places.who[places.filled])
        wish, gain = wishes(places, reads, self.people, self.clients, self.market)
        self._first_those_who_go_back(asked, reads, places, wish, gain)
        self._agree(week, asked, places.who, wish, gain)

    def _asked(self, week: int, arm: Arm) -> Asked:
        world = self.world
        market, n = world.market, world.market.jobs_a_week
        family = self.market.integers(0, market.families, n)
        client = self.market.integers(0, market.clients, n)
        worth = world.newcomers.value_median * np.exp(
            world.newcomers.value_spread * self.market.standard_normal(n)
        )
        back = self.clients.go_back(client, family, self.people.here(week) & self.people.free(week))
        outside = self.clients.outside_the_hall(client, family, back)
        lane = self._lane(worth, arm) & (back < 0)
        return Asked(family, client, worth, lane, back, outside, self.prices.budgets(n))

    def _lane(self, worth: Numbers, arm: Arm) -> Flags:
        """The smallest jobs, as many as the lane may have."""
        many = round(arm.lane * len(worth))
        lane = np.zeros(len(worth), dtype=bool)
        lane[np.argsort(worth)[:many]] = True
        return lane

    def _told(self, arm: Arm) -> Told:
        scale = self.star_scale if arm.told == "stars" else self.success_scale
        return told(arm, self.people, self.known, scale, self.constants)

    def _candidates(self, week: int, asked: Asked) -> tuple[Places, Flags]:
        people, market = self.people, self.world.market
        ready = people.here(week) & people.free(week)
        who = np.zeros((len(asked.family), market.candidates), dtype=np.intp)
        there = np.zeros(who.shape, dtype=bool)
        for kind in range(market.families):
            pool = self.attackers.offers(np.flatnonzero(ready & (people.family == kind)))
            jobs = np.flatnonzero(asked.family == kind)
            some = min(market.candidates, len(pool))
            if not len(jobs) or not some:
                continue
            turn = self.market.random((len(jobs), len(pool)))
            turn = np.where(asked.lane[jobs, None], self._first_timers_first(turn, pool), turn)
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

    def _note_shown(self, week: int, who: Places) -> None:
        np.add.at(self.people.shown[:, week % 4], who, 1.0)

    def _first_those_who_go_back(
        self, asked: Asked, reads: Told, places: Place, wish: Numbers, gain: Numbers
    ) -> None:
        """Puts whom a client goes back to before everybody else, in the arrays (jobs, places) that are given."""
        jobs = np.flatnonzero(asked.back >= 0)
        if not len(jobs):
            return
        who, rules, chance = asked.back[jobs], self.world.quality, self.clients.rng
        luck = np.hypot(rules.fit_spread, rules.luck) * chance.standard_normal(len(jobs))
        price = self.world.prices.matters * self.prices.over(who[:, None], asked.budget[jobs])[:, 0]
        places.who[jobs, 0], wish[jobs, 0] = who, np.inf
        gain[jobs, 0] = self.people.quality[who] + luck - slack(reads, who, self.world) - price

    def _agree(self, week: int, asked: Asked, named: Places, wish: Numbers, gain: Numbers) -> None:
        """Clients choose in the order of their coming; who is full by then cannot be had any more."""
        world, people, many = self.world, self.people, len(asked.client)
        outside = world.clients.outside + world.clients.taste * self.market.gumbel(size=many)
        length = self.market.integers(1, world.market.longest_job + 1, many)
        had, hired = np.zeros(many), np.full(many, -1, dtype=np.intp)
        for job in range(many):
            for place in np.argsort(-wish[job]):
                if wish[job, place] <= outside[job]:
                    break
                person = named[job, place]
                slot = int(np.argmin(people.free_at[person]))
                if people.free_at[person, slot] > week:
                    continue
                people.free_at[person, slot] = week + length[job]
                people.first_hired[person] = min(people.first_hired[person], week)
                self.hires[person] += 1
                had[job], hired[job] = gain[job, place], person
                break
        self._begin(week, asked, hired, had, length)
        kept = self.jobs
        kept.week.append(np.full(many, week))
        kept.gain.append(had)
        kept.worth.append(asked.worth)
        kept.lane.append(asked.lane)
        kept.person.append(hired)
        kept.back.append((asked.back >= 0) & (hired == asked.back))
        kept.outside.append(asked.outside & (hired == asked.back))

    def _begin(self, week: int, asked: Asked, hired: Places, had: Numbers, length: Places) -> None:
        """The work that the hall sees ends some day and is answered; the other is only remembered by the client."""
        had_some = hired >= 0
        self.clients.remember(asked.client[had_some], asked.family[had_some], hired[had_some], had[had_some])
        jobs = np.flatnonzero(had_some & ~(asked.outside & (hired == asked.back)))
        who = hired[jobs]
        chance = self.known.chance(self.constants)
        worth = asked.worth[jobs] * np.exp(self.prices.asked()[who])
        self.waiting.append(
            Finished(week + length[jobs], who, asked.client[jobs], worth, had[jobs], chance[who])
        )

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
