"""Page models of terms before they bind, of paying for a week, and of one entry in dispute."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from hirehall.contracts import queries as contracts
from hirehall.contracts import rules as contract_rules
from hirehall.contracts.models import Contract, Offer, OfferVersion, Terms, TermsVersion
from hirehall.contracts.states import OPEN_OFFER, WHOSE_TURN, AskState, ContractState, OfferState, Side
from hirehall.engagements.hourly import rules
from hirehall.engagements.hourly.models import Arrangement, Entry, Week
from hirehall.engagements.hourly.queries.rows import entry_for, hourly_contract_for, week_for
from hirehall.engagements.hourly.states import MODEL, EntryState, State
from hirehall.foundation.actor import Actor
from hirehall.foundation.money import Money, zero
from hirehall.foundation.refused import not_found


@dataclass(frozen=True, slots=True)
class Version:
    """One version of hourly terms as it reads, with the sums of one full week."""

    terms: Terms
    rate: Money
    cap_hours: int
    price: Money
    client_fee: Money
    client_pays: Money
    commission: Money
    freelancer_gets: Money


@dataclass(frozen=True, slots=True)
class OfferPage:
    offer: Offer
    side: Side
    is_my_turn: bool
    may_decide: bool
    may_withdraw: bool
    is_open: bool
    current: Version
    versions: list[OfferVersion]
    contract_id: UUID | None

    def version(self, number: int | None) -> Version:
        """The version of that number as it reads; the one on the table where there is none."""
        named = next((row for row in self.versions if row.number == number), None)
        return version_of(named, self.offer.currency) if named else self.current


@dataclass(frozen=True, slots=True)
class TermsPage:
    contract: Contract
    side: Side
    proposed: Version
    in_force: Version
    row: TermsVersion
    is_open: bool
    is_my_turn: bool
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class FundPage:
    contract: Contract
    week: Week
    can: bool
    why_not: str
    total: Money
    review_words: str


@dataclass(frozen=True, slots=True)
class EndPage:
    """What the end would do now."""

    contract: Contract
    side: Side
    held: Money
    logged: Money
    is_paying_in: bool
    is_ending: bool


@dataclass(frozen=True, slots=True)
class EntryPage:
    """One entry, and what this actor may do about it."""

    contract: Contract
    side: Side
    week: Week
    entry: Entry
    hours: str
    amount: Money
    may_edit: bool
    may_dispute: bool
    may_withdraw: bool
    may_answer: bool
    may_take_off: bool
    may_split: bool
    may_accept: bool
    split: str
    split_amount: Money


def version_of(terms: Terms, currency: str) -> Version:
    plan = terms.plan[0]
    price, fee = Money(plan["amount_minor"], currency), Money(plan["client_fee_minor"], currency)
    commission = Money(plan["freelancer_fee_minor"], currency)
    return Version(
        terms,
        Money(plan["rate_minor"], currency),
        plan["cap_hours"],
        price,
        fee,
        price + fee,
        commission,
        price - commission,
    )


def offer_page(by: Actor, offer_id: UUID) -> OfferPage:
    """The offer as both sides see it, every version readable."""
    offer = contracts.offer_for(by, offer_id)
    rules.require_hourly(offer)
    side = contract_rules.side_of(offer, by) or Side.CLIENT
    versions = contracts.versions_of(offer)
    is_open = offer.state in OPEN_OFFER
    turn = WHOSE_TURN.get(OfferState(offer.state))
    may_decide = not by.is_staff and contract_rules.may_act_for(offer, by, side)
    return OfferPage(
        offer=offer,
        side=side,
        is_my_turn=is_open and turn is side and may_decide,
        may_decide=may_decide,
        may_withdraw=may_decide and (offer.state == OfferState.DRAFT or (is_open and turn is side.other)),
        is_open=is_open,
        current=version_of(versions[0], offer.currency),
        versions=versions,
        contract_id=Contract.objects.filter(offer=offer).values_list("id", flat=True).first(),
    )


def terms_page(by: Actor, terms_id: UUID) -> TermsPage:
    """New terms beside those in force.

    Raises:
        Refused: ``terms.not_found``.
    """
    row = TermsVersion.objects.select_related("written_by", "answered_by").filter(id=terms_id).first()
    if row is None or contracts.model_of_terms(by, terms_id) != MODEL:
        raise not_found("terms")
    contract = contracts.contract_for(by, row.contract_id)
    side = contract_rules.side_of(contract, by) or Side.CLIENT
    may = not by.is_staff and contract_rules.may_act_for(contract, by, side)
    is_open = row.state == AskState.OPEN
    return TermsPage(
        contract=contract,
        side=side,
        proposed=version_of(row, contract.currency),
        in_force=version_of(contracts.terms_in_force(contract), contract.currency),
        row=row,
        is_open=is_open,
        is_my_turn=is_open and may and row.side != side,
        may_withdraw=is_open and may and row.side == side,
    )


def fund_page(by: Actor, week_id: UUID) -> FundPage:
    week = week_for(by, week_id)
    contract = week.contract
    why_not = ""
    if not contract_rules.may_pay(contract, by):
        why_not = "Only the client’s side can pay: the owner or a billing member."
    elif not rules.can("begin hold", week):
        why_not = f"“{week.title}” {rules.WORDS[State(week.state)]}."
    elif contract.state != ContractState.ACTIVE:
        why_not = "This contract does not move now."
    return FundPage(
        contract=contract,
        week=week,
        can=not why_not,
        why_not=why_not,
        total=week.to_fund + week.fee_to_pay,
        review_words=f"{contract.policy.number('hourly.review_hours')} hours after the week’s end",
    )


def end_page(by: Actor, contract_id: UUID) -> EndPage:
    contract = hourly_contract_for(by, contract_id)
    weeks = list(contract.weeks.prefetch_related("entries"))
    for row in weeks:
        row.contract = contract
    nothing = zero(contract.currency)
    living = [row for row in weeks if row.held]
    logged = (row.worth(sum(entry.paid_minutes for entry in row.entries.all())) for row in living)
    return EndPage(
        contract=contract,
        side=contract_rules.side_of(contract, by) or Side.CLIENT,
        held=sum((row.held for row in living), nothing),
        logged=sum(logged, nothing) - sum((row.money(row.released_minor) for row in living), nothing),
        is_paying_in=any(row.state == State.FUNDING for row in weeks),
        is_ending=Arrangement.objects.filter(contract=contract, notice_at__isnull=False).exists(),
    )


def entry_page(by: Actor, entry_id: UUID) -> EntryPage:
    entry = entry_for(by, entry_id)
    week, state = entry.week, EntryState(entry.state)
    contract = week.contract
    side = contract_rules.side_of(contract, by) or Side.CLIENT
    may = contract.state == ContractState.ACTIVE and not by.is_staff
    may = may and contract_rules.may_act_for(contract, by, side)
    client, freelancer = may and side is Side.CLIENT, may and side is Side.FREELANCER
    is_open, contested = state in (EntryState.DISPUTED, EntryState.CONTESTED), state is EntryState.CONTESTED
    return EntryPage(
        contract=contract,
        side=side,
        week=week,
        entry=entry,
        hours=rules.hours_text(entry.minutes),
        amount=week.worth(entry.minutes),
        may_edit=freelancer and state is EntryState.LOGGED and rules.may_log(week),
        may_dispute=client and state is EntryState.LOGGED and week.state == State.REVIEW,
        may_withdraw=client and is_open,
        may_answer=freelancer and state is EntryState.DISPUTED,
        may_take_off=freelancer and is_open,
        may_split=may and contested,
        may_accept=may and contested and bool(entry.split_side) and entry.split_side != side,
        split=rules.hours_text(entry.split_minutes) if entry.split_minutes is not None else "",
        split_amount=week.worth(entry.split_minutes or 0),
    )
