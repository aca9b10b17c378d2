"""What the simulated hall remembers, and what it makes of it by the formulas."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hirehall.formulas.constants import Constants
from hirehall.formulas.ladder import readings
from hirehall.formulas.normal import Flags, Numbers, Places
from hirehall.formulas.standing import NOBODY, Evidence, Standings, decay, severity, standings, value
from hirehall.formulas.trust import Paid, trust
from hirehall.formulas.validity import measured, standardised

WEEKS_A_MONTH = 365.25 / 12 / 7


@dataclass(slots=True)
class Finished:
    """Work that has ended and awaits or has its answer; one row a hire.

    Attributes:
        said: the chance of a yes that was shown of the person when they were hired; NaN where nothing was.
    """

    ends: Places
    person: Places
    client: Places
    worth: Numbers
    delivered: Numbers
    said: Numbers

    def rows(self, keep: Flags) -> Finished:
        return Finished(
            self.ends[keep], self.person[keep], self.client[keep], self.worth[keep], self.delivered[keep],
            self.said[keep],
        )  # fmt: skip


class Memory:
    """All answers so far, who has paid whom, and how far each client is believed.

    Attributes:
        verified: which clients the operator knows (clients,).
        reported: which were found to threaten with their answers (clients,).
        validity: of the skill proof, as it was last measured.
    """

    def __init__(self, constants: Constants, verified: Flags, reported: Flags, *, median: float) -> None:
        self.constants, self.verified, self.median = constants, verified & ~reported, median
        self.reported = reported
        self.person = self.rater = np.zeros(0, dtype=np.intp)
        self.reading = self.precision = self.week = np.zeros(0)
        self.validity = constants.proof.validity
        self.taken_off, self.trusted = np.zeros(len(verified)), np.ones(len(verified))
        self.together: dict[tuple[int, int], int] = {}
        self.paid: dict[tuple[int, int], float] = {}

    def pay(self, done: Finished) -> None:
        for client, person, worth in zip(done.client, done.person, done.worth, strict=True):
            pair = (int(client), int(person))
            self.paid[pair] = self.paid.get(pair, 0.0) + float(worth)

    def keep(self, week: int, done: Finished, ladder: Numbers) -> None:
        """What the answers to some finished work (n, rungs) say from now on."""
        reading, precision = readings(ladder, self.constants.ladder)
        repeat = np.array([self._nth(c, p) for c, p in zip(done.client, done.person, strict=True)])
        weight = precision * value(done.worth, self.median, self.constants.standing) / np.maximum(repeat, 1)
        self.person = np.concatenate([self.person, done.person])
        self.rater = np.concatenate([self.rater, done.client])
        self.reading = np.concatenate([self.reading, reading])
        self.precision = np.concatenate([self.precision, weight])
        self.week = np.concatenate([self.week, np.full(len(reading), float(week))])

    def _nth(self, client: int, person: int) -> int:
        pair = (int(client), int(person))
        self.together[pair] = self.together.get(pair, 0) + 1
        return self.together[pair]

    def learn_hardness(self, known: Standings) -> None:
        """How hard each client reads, from how its readings differ from where people stand."""
        residual, clients = known.quality[self.person] - self.reading, len(self.verified)
        sums = np.bincount(self.rater, residual, clients)
        counts = np.bincount(self.rater, minlength=clients)
        self.taken_off = severity(sums, counts, self.constants.standing)

    def learn_trust(self, people: int) -> None:
        """How far each client is believed, by the paid work so far."""
        pairs = np.array(list(self.paid), dtype=np.intp).reshape(-1, 2)
        edges = Paid(pairs[:, 0], pairs[:, 1], np.array(list(self.paid.values())))
        walked = trust(edges, self.verified, freelancers=people, rules=self.constants.trust)
        self.trusted = np.where(self.reported, self.constants.trust.least, walked)

    def learn_validity(self, week: int, people: int, proof: Numbers) -> None:
        """How much the marks of the skill proof (people,) tell, measured as a hall does."""
        rules = self.constants.proof
        weight = self._weight(week)
        total = np.bincount(self.person, weight, people)
        said = total > 0
        if said.sum() < rules.people:
            return
        reading = self.reading + self.taken_off[self.rater]
        quality = np.bincount(self.person, weight * reading, people)[said] / total[said]
        marks = standardised(proof[said], 0.0, 1.0, rules)
        self.validity = measured(marks, quality, total[said], rules).mean

    def _weight(self, week: int) -> Numbers:
        age = (week - self.week) / WEEKS_A_MONTH
        return self.precision * decay(age, self.constants.standing) * self.trusted[self.rater]

    def forget(self, people: Places) -> None:
        """Nothing is known any more of some people (n,)."""
        gone = set(people.tolist())
        if not gone:
            return
        stays = ~np.isin(self.person, people)
        self.person, self.rater = self.person[stays], self.rater[stays]
        self.reading, self.precision, self.week = (
            some[stays] for some in (self.reading, self.precision, self.week)
        )
        self.together = {pair: many for pair, many in self.together.items() if pair[1] not in gone}
        self.paid = {pair: worth for pair, worth in self.paid.items() if pair[1] not in gone}

    def standings(self, week: int, people: int, *, proof: Numbers | None) -> Standings:
        """Everybody's standing in some week.

        Args:
            proof: the mark of everybody's skill proof (people,), where it counts.
        """
        person, rater, reading = self.person, self.rater, self.reading + self.taken_off[self.rater]
        precision, rules = self._weight(week), self.constants.proof
        if proof is not None and self.validity >= rules.least:
            person = np.concatenate([person, np.arange(people)])
            rater = np.concatenate([rater, np.full(people, NOBODY)])
            reading = np.concatenate([reading, standardised(proof, 0.0, 1.0, rules) / self.validity])
            precision = np.concatenate([precision, np.full(people, rules.precision_of(self.validity))])
        evidence = Evidence(person, rater, reading, precision)
        return standings(evidence, people=people, constants=self.constants)
