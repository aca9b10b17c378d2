"""What every rail does, and the words in which it answers. Keys are business keys: a crashed worker repeats them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from hirehall.foundation.money import Money


class RailDown(Exception):
    """The rail did not answer, or not sensibly. Temporary: the same request is sent again later."""


class BadSignature(Exception):
    """An event that the rail did not sign, or too long ago."""


class Outcome(StrEnum):
    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Method:
    """One way to pay.

    Attributes:
        code: ``<rail>.<method>``; what a payment keeps.
        label: what people choose by.
        text: one sentence of what happens.
    """

    code: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """The client's bank wants a charge back, and what became of it.

    Attributes:
        reference: the rail's own name for the case.
        total: what it wants; at most what the charge still carries.
        outcome: PENDING while the bank looks into it, SUCCEEDED when the hall keeps the money, FAILED when it is lost.
        reason: what the bank says, for both sides.
    """

    reference: str
    total: Money
    outcome: Outcome
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Charge:
    """Money that came in under one collection; ``given_back`` when the rail returned it by itself."""

    reference: str
    total: Money
    given_back: bool = False
    dispute: Dispute | None = None


@dataclass(frozen=True, slots=True)
class Collected:
    """The state of one collection at the rail, whole, as re-fetched: later states contain earlier ones.

    Attributes:
        outcome: what became of it.
        charges: every charge that succeeded; more than one when the client was charged twice.
        reason: why it failed, for the client.
        next_href: where the client must go to finish it; empty when nothing is asked of them.
    """

    outcome: Outcome
    charges: tuple[Charge, ...] = ()
    reason: str = ""
    next_href: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """The state of one refund or payout at the rail."""

    outcome: Outcome
    reference: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a payout goes: the payee as the rail knows them, and the destination's number."""

    payee_reference: str
    kind: str
    number: str
    holder: str


@dataclass(frozen=True, slots=True)
class Event:
    """What a rail told us, reduced to what to look up: events come late, twice, and out of order."""

    event_id: str
    kind: str
    about: str


class Rail(Protocol):
    """One provider. Calls are made outside transactions; each is safe to repeat with the same key."""

    name: str

    def methods(self) -> tuple[Method, ...]:
        """The ways to pay that it offers now."""

    def onboard(self, *, person_id: UUID, holder: str) -> str:
        """Make the person payable; answers the rail's reference for them."""

    def collect(self, *, key: str, total: Money, method: str) -> Collected:
        """Ask for the client's money."""

    def look_up_collection(self, *, key: str) -> Collected:
        """The collection's state now."""

    def give_back(self, *, key: str, charge_reference: str, total: Money) -> Sent:
        """Return (a part of) a charge the way it came."""

    def pay_out(self, *, key: str, target: Target, amount: Money) -> Sent:
        """Send money to a payee's destination."""

    def look_up_payout(self, *, key: str) -> Sent:
        """The payout's state now."""

    def charge_href(self, *, charge_reference: str) -> str:
        """Where the payer can look at a charge at the rail; empty where there is no such page."""

    def read_event(self, raw: bytes, headers: Mapping[str, str]) -> Event:
        """Check the signature over the raw body and read the event.

        Raises:
            BadSignature: not signed by the rail, or older than five minutes.
            ValueError: not an event.
        """
