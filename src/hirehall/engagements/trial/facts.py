"""What happens to requests for a freelancer, to who is proposed, and to trials."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from hirehall.foundation.facts import Fact
from hirehall.foundation.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFact(Fact):
    request_id: UUID
    client_id: UUID
    organisation_id: UUID | None
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestMade(RequestFact):
    name: ClassVar[str] = "match_request.made"
    propose_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskLate(RequestFact):
    """The desk has proposed nobody in the policy's hours; the request stays there."""

    name: ClassVar[str] = "match_request.desk_late"
    propose_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleShown(RequestFact):
    name: ClassVar[str] = "match_request.shown"
    people: int
    choose_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonChosen(RequestFact):
    name: ClassVar[str] = "match_request.chosen"
    match_id: UUID
    person_id: UUID
    offer_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedAgain(RequestFact):
    name: ClassVar[str] = "match_request.asked_again"
    reason: str
    propose_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAgain(RequestFact):
    """The offer to the chosen one came to nothing, or all have drawn back; ``people`` can still be chosen."""

    name: ClassVar[str] = "match_request.open_again"
    offer_id: UUID | None
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestWithdrawn(RequestFact):
    name: ClassVar[str] = "match_request.withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestClosed(RequestFact):
    """The desk knows nobody who fits, or the client chose nobody in time."""

    name: ClassVar[str] = "match_request.closed"
    reason: str
    in_silence: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchFact(Fact):
    request_id: UUID
    match_id: UUID
    person_id: UUID
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAsked(MatchFact):
    name: ClassVar[str] = "match.asked"
    reason: str
    answer_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAnswered(MatchFact):
    name: ClassVar[str] = "match.answered"
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchLapsed(MatchFact):
    name: ClassVar[str] = "match.lapsed"


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchTakenBack(MatchFact):
    name: ClassVar[str] = "match.taken_back"


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchPassed(MatchFact):
    """Somebody else was chosen, or the request is over, or wanted otherwise."""

    name: ClassVar[str] = "match.passed"
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialFact(Fact):
    contract_id: UUID
    trial_id: UUID
    client_id: UUID
    organisation_id: UUID | None
    freelancer_id: UUID
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialAgreed(TrialFact):
    name: ClassVar[str] = "trial.agreed"
    amount: Money
    pay_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentBegun(TrialFact):
    name: ClassVar[str] = "trial.payment_begun"
    payment_id: UUID
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentFailed(TrialFact):
    name: ClassVar[str] = "trial.payment_failed"
    payment_id: UUID
    reason: str
    pay_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentReturned(TrialFact):
    name: ClassVar[str] = "trial.payment_returned"
    payment_id: UUID
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialBegun(TrialFact):
    name: ClassVar[str] = "trial.begun"
    payment_id: UUID
    amount: Money
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialOver(TrialFact):
    """Its days are over: the client has the window's days to say that they are not content."""

    name: ClassVar[str] = "trial.over"
    amount: Money
    decide_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialEnded(TrialFact):
    """``how`` is kept, content or not_content; ``pot`` is what the guarantee pot owes the freelancer then."""

    name: ClassVar[str] = "trial.ended"
    how: str
    in_silence: bool
    further: str
    reason: str
    amount: Money
    net: Money
    pot: Money
    pot_short: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialCancelled(TrialFact):
    name: ClassVar[str] = "trial.cancelled"
    amount: Money
    why: str
    in_silence: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargedBack(TrialFact):
    """The client's bank took the payment back for good; ``from_escrow`` of it was still held."""

    name: ClassVar[str] = "trial.charged_back"
    chargeback_id: UUID
    amount: Money
    from_escrow: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PotPaid(TrialFact):
    name: ClassVar[str] = "trial.pot_paid"
    amount: Money
