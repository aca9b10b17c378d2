"""What happens to outside positions. Facts name who is to be told, so that notices need no look-up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from hirehall.foundation.facts import Fact
from hirehall.foundation.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionFact(Fact):
    position_id: UUID
    poster_id: UUID | None
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionSubmitted(PositionFact):
    name: ClassVar[str] = "position.submitted"
    source: str
    signals: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionListed(PositionFact):
    name: ClassVar[str] = "position.listed"
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionRefused(PositionFact):
    name: ClassVar[str] = "position.refused"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionWithdrawn(PositionFact):
    name: ClassVar[str] = "position.withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionConfirmed(PositionFact):
    name: ClassVar[str] = "position.confirmed"
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionClosed(PositionFact):
    name: ClassVar[str] = "position.closed"
    by_desk: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionExpired(PositionFact):
    name: ClassVar[str] = "position.expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionReported(PositionFact):
    """A member says that something is wrong; who, only the desk sees."""

    name: ClassVar[str] = "position.reported"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalDismissed(PositionFact):
    name: ClassVar[str] = "position.signal_dismissed"
    code: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningDated(Fact):
    name: ClassVar[str] = "position.screening_dated"
    screening_id: UUID
    effective_from: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipFact(Fact):
    membership_id: UUID
    person_id: UUID
    price: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipPaid(MembershipFact):
    """The money is there; it may go back until the membership is used."""

    name: ClassVar[str] = "membership.paid"
    begins_at: datetime
    ends_at: datetime
    renewed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipUnpaid(MembershipFact):
    name: ClassVar[str] = "membership.unpaid"
    reason: str
    renewed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipPaymentReturned(MembershipFact):
    """Money came for a membership that no longer waited for it; all of it goes back."""

    name: ClassVar[str] = "membership.payment_returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipBegun(MembershipFact):
    """Its member has begun to use it, and knows that it cannot be taken back any more."""

    name: ClassVar[str] = "membership.begun"


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipEarned(MembershipFact):
    """It cannot be taken back any more: its price is the hall's income."""

    name: ClassVar[str] = "membership.earned"


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipReturned(MembershipFact):
    """Taken back unused, in time; the whole price goes back."""

    name: ClassVar[str] = "membership.returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalChosen(MembershipFact):
    name: ClassVar[str] = "membership.renewal_chosen"
    renews: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipEnding(MembershipFact):
    """The notice before it ends. ``now_price`` and ``now_days`` are what the next one costs and lasts."""

    name: ClassVar[str] = "membership.ending"
    ends_at: datetime
    renews: bool
    stopped: str
    now_price: Money | None
    now_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalStopped(MembershipFact):
    """It was to renew itself and cannot: why, in a sentence."""

    name: ClassVar[str] = "membership.renewal_stopped"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipEnded(MembershipFact):
    name: ClassVar[str] = "membership.ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipHalted(MembershipFact):
    """The bank wants its price back; it opens nothing until the bank has decided."""

    name: ClassVar[str] = "membership.halted"


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipResumed(MembershipFact):
    name: ClassVar[str] = "membership.resumed"
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipLost(MembershipFact):
    """The bank took its price, or a part of it; ``back`` is what of the rest was not used, and goes back."""

    name: ClassVar[str] = "membership.lost"
    back: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipStopped(MembershipFact):
    """The hall sells what it opens no more; ``back`` is what of its price was not used, and goes back."""

    name: ClassVar[str] = "membership.stopped"
    back: Money
    is_free: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositFact(Fact):
    deposit_id: UUID
    position_id: UUID
    person_id: UUID
    title: str
    amount: Money
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositAsked(DepositFact):
    name: ClassVar[str] = "deposit.asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositHeld(DepositFact):
    name: ClassVar[str] = "deposit.held"


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositUnpaid(DepositFact):
    name: ClassVar[str] = "deposit.unpaid"


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositDropped(DepositFact):
    """The position is over before a deposit was paid for it."""

    name: ClassVar[str] = "deposit.dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositReturned(DepositFact):
    name: ClassVar[str] = "deposit.returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositWarned(DepositFact):
    """It is kept on ``keep_at`` for this reason, unless its poster objects."""

    name: ClassVar[str] = "deposit.warned"
    code: str
    keep_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositAppealed(DepositFact):
    name: ClassVar[str] = "deposit.appealed"


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositSpared(DepositFact):
    name: ClassVar[str] = "deposit.spared"


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositKept(DepositFact):
    name: ClassVar[str] = "deposit.kept"
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositLost(DepositFact):
    name: ClassVar[str] = "deposit.lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedKept(Fact):
    """An editor has entered a feed, changed it, or switched it on or off."""

    name: ClassVar[str] = "position.feed_kept"
    source_id: UUID
    address: str
    is_on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRead(Fact):
    """A feed has brought something new, or something in it is gone."""

    name: ClassVar[str] = "position.feed_read"
    source_id: UUID
    new: int
    changed: int
    gone: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRemoved(Fact):
    """An editor has taken a feed out; ``closes`` says whether what it had brought ended with it."""

    name: ClassVar[str] = "position.feed_removed"
    source_id: UUID
    address: str
    closes: bool
