"""What other rules would have charged on money that was really released. Pure: lines in, sums out, in one pass.

Each unit of work of which something was released is one line: it is charged as if what was released had been
agreed under these rules, by the same engine that quotes. Nothing is estimated.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from hirehall.foundation.money import Money
from hirehall.money.fees.primitives import WHOLE, Situation
from hirehall.money.fees.quotes import quote
from hirehall.money.fees.reading import Rules

FREELANCER, CLIENT = "freelancer", "client"
SIDES = (FREELANCER, CLIENT)
# By how much of what they were paid, or paid, a member's fees would change, in basis points: less, none, more.
EDGES = (-1000, -500, -200, 0, 1, 201, 501, 1001)
STEPS = len(EDGES) + 1
UNCHANGED = 4


@dataclass(frozen=True, slots=True)
class Party:
    """Who bears a fee: a person, or the organisation or agency in whose name they act."""

    id: UUID
    is_organisation: bool


@dataclass(frozen=True, slots=True)
class Line:
    """What was released of one unit of work, and what both sides really paid for it.

    Attributes:
        at: when the first of it was released.
        before: what this client's side had paid this freelancer's side by then.
        first: whether nothing was released under its contract before.
        tip: whether it was a bonus or a tip.
    """

    contract_id: UUID
    unit_id: UUID
    at: datetime
    freelancer: Party
    client: Party
    origin: str
    amount: Money
    before: int
    first: bool
    tip: bool
    freelancer_fee: int
    client_fee: int


@dataclass(slots=True)
class Member:
    """One side of the hall's work: what it was about, what it bore, and what it would have borne."""

    side: str
    party: Party
    lines: int = 0
    volume: int = 0
    before: int = 0
    after: int = 0

    @property
    def step(self) -> int:
        """Which step of the histogram: by the change in parts of the volume, rounded away from no change."""
        change = self.after - self.before
        parts = -(-abs(change) * WHOLE // self.volume) if self.volume else 0
        return bisect_right(EDGES, parts if change > 0 else -parts)


class Replay:
    """Adds up, line by line; holds one row for each member and month, however many lines there are."""

    def __init__(self, rules: Rules) -> None:
        self.rules, self.tips = rules, rules.for_tips()
        self.lines, self.volume = 0, 0
        self.members: dict[tuple[str, Party], Member] = {}
        self.months: dict[str, list[int]] = {}
        self._contracts: set[UUID] = set()

    def add(self, line: Line) -> tuple[int, int]:
        """Charge one line by the rules; what the freelancer's and the client's side would have borne."""
        situation = Situation(
            amount=line.amount.minor,
            origin=line.origin,
            pair_before=line.before,
            first_payment=line.first and not line.tip,
        )
        asked = quote(self.tips if line.tip else self.rules, line.amount, situation)
        fees = asked.freelancer_fee.minor, asked.client_fee.minor
        self.lines += 1
        self.volume += line.amount.minor
        self._contracts.add(line.contract_id)
        month = self.months.setdefault(f"{line.at:%Y-%m}", [0, 0])
        parties = (line.freelancer, line.client)
        for side, party, was, would in zip(
            SIDES, parties, (line.freelancer_fee, line.client_fee), fees, strict=True
        ):
            member = self.members.setdefault((side, party), Member(side, party))
            member.lines += 1
            member.volume += line.amount.minor
            member.before += was
            member.after += would
            month[0] += was
            month[1] += would
        return fees

    def of(self, side: str) -> Iterator[Member]:
        return (member for member in self.members.values() if member.side == side)

    def outcome(self) -> dict[str, Any]:
        """The sums without any name, as they are kept and published."""
        return {
            "lines": self.lines,
            "contracts": len(self._contracts),
            "volume": self.volume,
            "months": [[month, *sums] for month, sums in sorted(self.months.items())],
            **{side: self._side(side) for side in SIDES},
        }

    def _side(self, side: str) -> dict[str, Any]:
        members = list(self.of(side))
        steps = [0] * STEPS
        for member in members:
            steps[member.step] += 1
        return {
            "members": len(members),
            "before": sum(member.before for member in members),
            "after": sum(member.after for member in members),
            "more": sum(steps[UNCHANGED + 1 :]),
            "less": sum(steps[:UNCHANGED]),
            "steps": steps,
        }
