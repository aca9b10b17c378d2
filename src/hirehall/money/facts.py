"""What has happened with money. Modules above react to these; nothing here calls up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from hirehall.foundation.facts import Fact
from hirehall.foundation.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentBegun(Fact):
    """The intent to pay is recorded; a job calls the rail."""

    name: ClassVar[str] = "payment.begun"
    payment_id: UUID
    contract_id: UUID
    unit_id: UUID
    total: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentSucceeded(Fact):
    """The money is there and in the books; the engagement may settle its unit."""

    name: ClassVar[str] = "payment.succeeded"
    payment_id: UUID
    contract_id: UUID
    unit_id: UUID
    total: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentFailed(Fact):
    """No money came, or it went back before it was used; ``reason`` is a sentence for the client."""

    name: ClassVar[str] = "payment.failed"
    payment_id: UUID
    contract_id: UUID
    unit_id: UUID
    total: Money
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentReturned(Fact):
    """Money came that cannot be used (paid twice, no longer fundable); all of it goes back."""

    name: ClassVar[str] = "payment.returned"
    payment_id: UUID
    contract_id: UUID
    unit_id: UUID
    total: Money
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundBegun(Fact):
    """Money left escrow for the client and is on its way back."""

    name: ClassVar[str] = "refund.begun"
    refund_id: UUID
    payment_id: UUID
    contract_id: UUID
    unit_id: UUID
    total: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundSettled(Fact):
    """The rail has given the money back."""

    name: ClassVar[str] = "refund.settled"
    refund_id: UUID
    payment_id: UUID
    contract_id: UUID
    unit_id: UUID
    total: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundFailed(Fact):
    """The rail could not give the money back; the client's credit stays, an operator decides."""

    name: ClassVar[str] = "refund.failed"
    refund_id: UUID
    payment_id: UUID
    contract_id: UUID
    unit_id: UUID
    total: Money
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargebackFact(Fact):
    chargeback_id: UUID
    payment_id: UUID
    contract_id: UUID
    unit_id: UUID
    payer_id: UUID
    organisation_id: UUID | None
    payee_id: UUID | None
    total: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargebackOpened(ChargebackFact):
    """The client's bank wants a payment back; its contract must stand still until the bank has decided."""

    name: ClassVar[str] = "chargeback.opened"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargebackWon(ChargebackFact):
    """The bank let the hall keep the money."""

    name: ClassVar[str] = "chargeback.won"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargebackLost(ChargebackFact):
    """The money is gone for good; the engagement says what of it was still in escrow, and settles."""

    name: ClassVar[str] = "chargeback.lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargebackSettled(ChargebackFact):
    """A loss is booked: who bore which part of it; ``debtor_ids`` owe the freelancer's part, each of ``debts`` one."""

    name: ClassVar[str] = "chargeback.settled"
    from_client: Money
    from_escrow: Money
    from_freelancer: Money
    from_hall: Money
    debtor_ids: list[UUID]
    debts: list[Money]


@dataclass(frozen=True, slots=True, kw_only=True)
class DebtKeptBack(Fact):
    """A part of what a freelancer is owed was kept for what they owe the hall."""

    name: ClassVar[str] = "debt.kept_back"
    person_id: UUID
    amount: Money
    left: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyReleased(Fact):
    """Money left escrow: ``net`` is owed to the freelancer and can be paid out from ``available_at``."""

    name: ClassVar[str] = "money.released"
    earning_id: UUID
    contract_id: UUID
    unit_id: UUID
    freelancer_id: UUID
    gross: Money
    fee: Money
    net: Money
    available_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class GuaranteeFilled(Fact):
    """Fees that the hall has earned were set aside for its guarantee pot, which holds ``balance`` now."""

    name: ClassVar[str] = "guarantee.filled"
    transfer_id: UUID
    amount: Money
    balance: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class GuaranteePaid(Fact):
    """The hall's guarantee pot paid a freelancer for work that the client was not content with."""

    name: ClassVar[str] = "guarantee.paid"
    earning_id: UUID
    contract_id: UUID
    unit_id: UUID
    freelancer_id: UUID
    amount: Money
    available_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutRequested(Fact):
    name: ClassVar[str] = "payout.requested"
    payout_id: UUID
    person_id: UUID
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutCancelled(Fact):
    name: ClassVar[str] = "payout.cancelled"
    payout_id: UUID
    person_id: UUID
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutReturned(Fact):
    """An operator closed a payout; its money is in the freelancer's balance."""

    name: ClassVar[str] = "payout.returned"
    payout_id: UUID
    person_id: UUID
    amount: Money
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutPaid(Fact):
    name: ClassVar[str] = "payout.paid"
    payout_id: UUID
    person_id: UUID
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutFailed(Fact):
    """The rail or the bank sent it back; the money is in the freelancer's balance again."""

    name: ClassVar[str] = "payout.failed"
    payout_id: UUID
    person_id: UUID
    amount: Money
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DestinationSaved(Fact):
    """A new place for payouts: told to its owner, because a thief would add one."""

    name: ClassVar[str] = "destination.saved"
    destination_id: UUID
    person_id: UUID
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DestinationRemoved(Fact):
    name: ClassVar[str] = "destination.removed"
    destination_id: UUID
    person_id: UUID
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RailEventReceived(Fact):
    """A rail told us something; a job looks up what is so now."""

    name: ClassVar[str] = "rail_event.received"
    event_id: UUID
