"""The board of the demo's Writers’ Hall from the day on which it is paid for: memberships, and deposits for positions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from hirehall.engagements.listing.actions.buy_membership import buy_membership
from hirehall.engagements.listing.actions.decide_deposit import appeal_keeping, warn_of_keeping
from hirehall.engagements.listing.actions.put_down_deposit import pay_deposit
from hirehall.engagements.listing.actions.use_membership import begin_membership, take_back_membership
from hirehall.engagements.listing.models import Position
from hirehall.engagements.listing.queries.deposits import deposit_open
from hirehall.engagements.listing.queries.memberships import latest_of
from hirehall.engagements.listing.states import DEPOSIT, SOLD, KeepReason
from hirehall.foundation.actor import Actor
from hirehall.halls.actions.date_policy import date_policy
from hirehall.wiring.demo.small_halls import SmallHall
from hirehall.wiring.demo.stage import Steps

DECIDED, PAID_FROM = 42, 40
"""How many days before the end it was dated, and from when it holds."""
WHY = "Screening by hand is paid by those who read it; who sends in leaves a deposit, against fraud."
RENEWS, ENDS, DOUBTS = "Idris Quay", "Maeve Tolan", "Ottilie Brandt"
INSTANT, DECLINED = "sandbox.instant", "sandbox.declined"
SCAM = "Who applied was sent a bill for the starter kit. Three members have shown us theirs."
SILENT = (
    "Asked three times in a week, by mail and by telephone, whether the place is still open; nobody answered."
)
ANSWERED = (
    "We were at the seed fair for ten days without a line. The catalogue is late, and the place is open."
)


class PaidBoard(SmallHall):
    """One member's membership renews itself, one's ends, and one's is refused, taken back and bought again."""

    def set_up(self) -> None:
        """Set it into the calendar."""
        self._when(DECIDED, self._decides)
        self._when(39, self._buys, RENEWS, {"at_once": True, "renews": True})
        self._when(35, self._buys, ENDS, {})
        self._when(34, self._begins, ENDS)
        self._when(30, self._buys, DOUBTS, {"method": DECLINED})
        self._when(29, self._buys, DOUBTS, {})
        self._when(27, self._takes_back, DOUBTS)
        self._when(4, self._buys, DOUBTS, {})

    def _decides(self) -> None:
        date_policy(
            self.hall.id, by=self.editor(), effective_from=self.calendar.now + timedelta(days=DECIDED - PAID_FROM),
            changes={SOLD: 1, DEPOSIT: 1}, reason=WHY,
        )  # fmt: skip

    def _buys(self, name: str, how: dict[str, Any]) -> None:
        buy_membership(self.hall.id, by=self.freelancer(name).actor, **{"method": INSTANT, **how})

    def _begins(self, name: str) -> None:
        begin_membership(self._latest(name), by=self.freelancer(name).actor)

    def _takes_back(self, name: str) -> None:
        take_back_membership(self._latest(name), by=self.freelancer(name).actor)

    def _latest(self, name: str) -> UUID:
        row = latest_of(self.freelancer(name).actor.require_person(), self.hall.id)
        assert row is not None, "a membership is bought before it is used"  # noqa: S101
        return row.id


def put_down(position: Position, row: dict[str, Any], *, by: Actor) -> None:
    """Who sent it in pays what the hall asks for, unless the file leaves it due."""
    due = deposit_open(position.id)
    if due is not None and row.get("deposit") != "due":
        pay_deposit(due.id, by=by, method=INSTANT)


def to_be_kept(hall: SmallHall, position: Position, row: dict[str, Any], *, by: Actor) -> Steps:
    """The desk warns that it keeps the deposit of a fraud, or of who is silent; one of them objects."""
    told, held = row.get("deposit"), deposit_open(position.id)
    if held is None or told not in {"fraud", "silent"}:
        return
    code, reason = (KeepReason.SCAM, SCAM) if told == "fraud" else (KeepReason.SILENT, SILENT)
    warn_of_keeping(held.id, by=hall.editor(), code=code, reason=reason)
    if told == "silent":
        yield 2
        appeal_keeping(held.id, by=by, text=ANSWERED)
