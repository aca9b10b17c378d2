"""What the calls about requests to the matcher and about trials take and answer."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from hirehall.engagements.trial import queries, rules
from hirehall.engagements.trial.jobs import settle_now
from hirehall.engagements.trial.models import Match, MatchRequest, Trial, Wanted
from hirehall.engagements.trial.queries import MatchCard
from hirehall.foundation.http import actor_in
from hirehall.foundation.money import Money
from hirehall.foundation.schemas import MoneyIn, MoneyOut

VERSION = Field(
    None, ge=1, lt=10**9, description="As last seen; a move by somebody else meanwhile is refused."
)


def _out(amount: Money | None) -> MoneyOut | None:
    return MoneyOut.of(amount) if amount is not None else None


class MatchVersionIn(Schema):
    version: int | None = VERSION


class MatchReasonIn(MatchVersionIn):
    reason: str = Field(max_length=4_000)


class MatchRequestIn(Schema):
    """Either a price for the whole trial, or rates by the hour with the hours a week."""

    title: str = Field(max_length=140)
    need: str = Field(max_length=rules.LONGEST_NEED)
    skill_ids: list[UUID] = Field(default=[], max_length=rules.MOST_SKILLS)
    price: MoneyIn | None = None
    rate_least: MoneyIn | None = None
    rate_most: MoneyIn | None = None
    weekly_hours: int = Field(0, ge=0, le=rules.MOST_HOURS)
    starts_on: date | None = None
    organisation_id: UUID | None = None

    def wanted(self) -> Wanted:
        return Wanted(
            title=self.title, need=self.need, skill_ids=tuple(self.skill_ids),
            price=self.price.money if self.price else None,
            rate_least=self.rate_least.money if self.rate_least else None,
            rate_most=self.rate_most.money if self.rate_most else None,
            weekly_hours=self.weekly_hours, starts_on=self.starts_on,
        )  # fmt: skip


class PersonShownOut(Schema):
    """Somebody who was proposed to the client and has said yes."""

    match_id: UUID
    person_id: UUID
    name: str
    handle: str
    state: str
    reason: str
    note: str
    vetted_since: datetime | None
    certificates: list[str]
    rate: MoneyOut | None
    price: MoneyOut
    client_pays: MoneyOut

    @staticmethod
    def of(card: MatchCard) -> PersonShownOut:
        return PersonShownOut(
            match_id=card.match.id, person_id=card.person.id, name=card.person.name, handle=card.person.handle,
            state=card.match.state, reason=card.match.reason, note=card.match.note, vetted_since=card.vetted_since,
            certificates=list(card.certificates), rate=_out(card.match.rate), price=MoneyOut.of(card.price),
            client_pays=MoneyOut.of(card.quote.client_pays),
        )  # fmt: skip


class MatchRequestOut(Schema):
    id: UUID
    title: str
    need: str
    skills: list[str]
    state: str
    version: int
    round: int
    price: MoneyOut | None
    rate_least: MoneyOut | None
    rate_most: MoneyOut | None
    weekly_hours: int
    starts_on: date | None
    asked_at: datetime
    propose_by: datetime | None
    choose_by: datetime | None
    answer: str
    contract_id: UUID | None
    people: list[PersonShownOut] = Field(
        default=[], description="Who can be chosen; filled where one request is asked for."
    )

    @staticmethod
    def of(row: MatchRequest, people: list[MatchCard] | None = None) -> MatchRequestOut:
        return MatchRequestOut(
            id=row.id, title=row.title, need=row.need, skills=row.skill_names, state=row.state, version=row.version,
            round=row.round, price=_out(row.money(row.price_minor)), rate_least=_out(row.money(row.rate_least_minor)),
            rate_most=_out(row.money(row.rate_most_minor)), weekly_hours=row.weekly_hours, starts_on=row.starts_on,
            asked_at=row.asked_at, propose_by=row.propose_by, choose_by=row.choose_by, answer=row.answer,
            contract_id=row.contract_id, people=[PersonShownOut.of(card) for card in people or []],
        )  # fmt: skip


class MatchRequestPage(Schema):
    items: list[MatchRequestOut]
    next: UUID | None


class MatchOut(Schema):
    """What somebody is proposed for."""

    id: UUID
    request_id: UUID
    title: str
    need: str
    state: str
    version: int
    reason: str
    answer_by: datetime | None
    rate_least: MoneyOut | None
    rate_most: MoneyOut | None
    rate: MoneyOut | None
    price: MoneyOut | None
    note: str
    offer_id: UUID | None

    @staticmethod
    def of(row: Match) -> MatchOut:
        asked = row.request
        return MatchOut(
            id=row.id, request_id=row.request_id, title=asked.title, need=asked.need, state=row.state,
            version=row.version, reason=row.reason, answer_by=row.answer_by,
            rate_least=_out(asked.money(asked.rate_least_minor)), rate_most=_out(asked.money(asked.rate_most_minor)),
            rate=_out(row.rate), price=_out(row.price or asked.money(asked.price_minor)), note=row.note,
            offer_id=row.offer_id,
        )  # fmt: skip


class MatchPage(Schema):
    items: list[MatchOut]
    next: UUID | None


class YesIn(MatchVersionIn):
    note: str = Field(max_length=rules.LONGEST_NOTE)
    rate: MoneyIn | None = Field(None, description="For an hour, where the client pays by the hour.")


class ProposeIn(MatchVersionIn):
    person_id: UUID
    reason: str = Field(max_length=rules.LONGEST_REASON)


class TrialOfferOut(Schema):
    id: UUID
    state: str
    version: int
    price: MoneyOut


class TrialPaymentIn(MatchVersionIn):
    method: str = "sandbox.instant"


class KeepIn(MatchVersionIn):
    further: Literal["hourly", "milestone"]


class TrialOut(Schema):
    id: UUID
    contract_id: UUID
    title: str
    state: str
    version: int
    price: MoneyOut
    held: MoneyOut
    days: int
    pay_by: datetime | None
    ends_at: datetime | None
    decide_by: datetime | None
    in_silence: bool
    further: str
    reason: str
    pot: MoneyOut = Field(description="What the hall’s guarantee pot pays, or has paid, for it.")
    pot_paid_at: datetime | None
    pot_from: datetime | None = Field(
        description="Before it an end without content is not paid for by the pot."
    )

    @staticmethod
    def of(row: Trial) -> TrialOut:
        return TrialOut(
            id=row.id, contract_id=row.contract_id, title=row.title, state=row.state, version=row.version,
            price=MoneyOut.of(row.amount), held=MoneyOut.of(row.held), days=row.days, pay_by=row.pay_by,
            ends_at=row.ends_at, decide_by=row.decide_by, in_silence=row.in_silence, further=row.further,
            reason=row.reason, pot=MoneyOut.of(row.pot), pot_paid_at=row.pot_paid_at,
            pot_from=row.pot_from,
        )  # fmt: skip


class TrialPaidOut(Schema):
    trial: TrialOut
    payment_status: str
    next_href: str


def paid(request: HttpRequest, trial: Trial) -> TrialPaidOut:
    payment, settled = settle_now(trial.payment_id) if trial.payment_id else (None, None)
    return TrialPaidOut(
        trial=TrialOut.of(settled or queries.trial_for(actor_in(request), trial.id)),
        payment_status=payment.status if payment else "",
        next_href=payment.next_href if payment else "",
    )
