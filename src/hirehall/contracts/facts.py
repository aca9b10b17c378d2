"""What happens to offers and contracts of every engagement model."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from hirehall.foundation.facts import Fact
from hirehall.foundation.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferFact(Fact):
    """What every fact about an offer says."""

    offer_id: UUID
    client_id: UUID
    organisation_id: UUID | None
    freelancer_id: UUID
    title: str
    number: int
    total: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferMade(OfferFact):
    name: ClassVar[str] = "offer.made"
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferQuoted(OfferFact):
    """A freelancer has sent a quote for what a client of their own asked for."""

    name: ClassVar[str] = "offer.quoted"
    request_id: UUID | None
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferCountered(OfferFact):
    name: ClassVar[str] = "offer.countered"
    side: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferAccepted(OfferFact):
    name: ClassVar[str] = "offer.accepted"
    side: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferDeclined(OfferFact):
    name: ClassVar[str] = "offer.declined"
    side: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferWithdrawn(OfferFact):
    name: ClassVar[str] = "offer.withdrawn"
    side: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferExpired(OfferFact):
    name: ClassVar[str] = "offer.expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractFact(Fact):
    """What every fact about a contract says."""

    contract_id: UUID
    client_id: UUID
    organisation_id: UUID | None
    freelancer_id: UUID
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractStarted(ContractFact):
    name: ClassVar[str] = "contract.started"
    offer_id: UUID | None
    model: str
    origin: str
    agreed: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementFiled(ContractFact):
    name: ClassVar[str] = "agreement.filed"
    number: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsChangeProposed(ContractFact):
    name: ClassVar[str] = "terms.change_proposed"
    terms_id: UUID
    number: int
    side: str
    total: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsChanged(ContractFact):
    name: ClassVar[str] = "terms.changed"
    terms_id: UUID
    number: int
    side: str
    total: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsChangeDeclined(ContractFact):
    name: ClassVar[str] = "terms.change_declined"
    terms_id: UUID
    number: int
    side: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsChangeWithdrawn(ContractFact):
    name: ClassVar[str] = "terms.change_withdrawn"
    terms_id: UUID
    number: int
    side: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EndingProposed(ContractFact):
    name: ClassVar[str] = "ending.proposed"
    ending_id: UUID
    side: str
    released: Money
    refunded: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class EndingDeclined(ContractFact):
    name: ClassVar[str] = "ending.declined"
    ending_id: UUID
    side: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EndingWithdrawn(ContractFact):
    name: ClassVar[str] = "ending.withdrawn"
    ending_id: UUID
    side: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractEnded(ContractFact):
    """The end, with nothing left in escrow. Reputation opens its review window from this."""

    name: ClassVar[str] = "contract.ended"
    ended_by: str
    side: str
    paid: Money
    refunded: Money
    paid_minor: int
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitFact(Fact):
    """What every fact about an agency's split says. The client is not told of it: its contract is ``agreed_for_id``."""

    split_id: UUID
    agreed_for_id: UUID
    agency_id: UUID
    title: str
    number: int
    proposed_by_id: UUID
    people: list[UUID]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitProposed(SplitFact):
    name: ClassVar[str] = "split.proposed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitAgreed(SplitFact):
    """Everybody has accepted; it holds for every later release."""

    name: ClassVar[str] = "split.agreed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitFilledIn(SplitFact):
    """A contract began under a split that had been agreed for it beforehand."""

    name: ClassVar[str] = "split.filled_in"


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingSplitEnded(SplitFact):
    """It fills in no further contract; those that began under it keep it."""

    name: ClassVar[str] = "split.standing_ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitDeclined(SplitFact):
    name: ClassVar[str] = "split.declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitWithdrawn(SplitFact):
    name: ClassVar[str] = "split.withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitLapsed(SplitFact):
    """Somebody who was to answer has left the agency."""

    name: ClassVar[str] = "split.lapsed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractFrozen(ContractFact):
    name: ClassVar[str] = "contract.frozen"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractThawed(ContractFact):
    """It runs on; its clocks moved by the time that it stood."""

    name: ClassVar[str] = "contract.thawed"
    stood_seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraFact(ContractFact):
    """``word`` is what it is called: a bonus, a tip."""

    extra_id: UUID
    word: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraBegun(ExtraFact):
    name: ClassVar[str] = "extra.begun"
    payment_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraPaid(ExtraFact):
    name: ClassVar[str] = "extra.paid"
    net: Money
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraFailed(ExtraFact):
    name: ClassVar[str] = "extra.payment_failed"
    payment_id: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraChargedBack(ExtraFact):
    """The client’s bank took it back for good; the ledger says who bears it."""

    name: ClassVar[str] = "extra.charged_back"
    chargeback_id: UUID
