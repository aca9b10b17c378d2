"""Page models of terms before they bind: an offer on the table, new terms, an end with a split."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from hirehall.contracts import queries as contracts
from hirehall.contracts import rules as contract_rules
from hirehall.contracts.models import Contract, Ending, Offer, OfferVersion, Terms, TermsVersion
from hirehall.contracts.states import OPEN_OFFER, WHOSE_TURN, AskState, OfferState, Side
from hirehall.engagements.milestone.models import Milestone
from hirehall.engagements.milestone.queries.rows import planned_units
from hirehall.engagements.milestone.states import MODEL, State
from hirehall.foundation.actor import Actor
from hirehall.foundation.money import Money, zero
from hirehall.foundation.refused import not_found


@dataclass(frozen=True, slots=True)
class Unit:
    """One milestone of a plan with its frozen fees."""

    title: str
    criteria: list[str]
    due_on: date | None
    amount: Money
    client_fee: Money
    commission: Money


@dataclass(frozen=True, slots=True)
class Sums:
    """What a plan costs the client and gives the freelancer, together."""

    price: Money
    client_fee: Money
    client_pays: Money
    commission: Money
    freelancer_gets: Money


@dataclass(frozen=True, slots=True)
class Version:
    """One version of terms as it reads; ``waived`` is what the hall gives up of its fees, in the starter lane."""

    terms: Terms
    units: list[Unit]
    sums: Sums
    waived: Money | None = None


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
class EndPage:
    """How a contract could end now, and what would become of the money."""

    contract: Contract
    side: Side
    holding: list[Milestone]
    held: Money
    is_paying_in: bool
    open_ending: Ending | None


@dataclass(frozen=True, slots=True)
class EndingPage:
    contract: Contract
    side: Side
    ending: Ending
    lines: list[tuple[str, Money, Money, Money]]
    released: Money
    refunded: Money
    is_open: bool
    is_my_turn: bool
    may_withdraw: bool


def version_of(terms: Terms, currency: str) -> Version:
    units = [_unit(unit, currency) for unit in terms.plan]
    return Version(terms, units, sums_of(units, currency), contracts.waived_in(terms.plan, currency))


def _unit(unit: dict[str, Any], currency: str) -> Unit:
    return Unit(
        unit["title"],
        unit["criteria"],
        date.fromisoformat(unit["due_on"]) if unit["due_on"] else None,
        Money(unit["amount_minor"], currency),
        Money(unit["client_fee_minor"], currency),
        Money(unit["freelancer_fee_minor"], currency),
    )


def sums_of(units: list[Unit], currency: str) -> Sums:
    nothing = zero(currency)
    price = sum((unit.amount for unit in units), nothing)
    fee = sum((unit.client_fee for unit in units), nothing)
    commission = sum((unit.commission for unit in units), nothing)
    return Sums(price, fee, price + fee, commission, price - commission)


def offer_page(by: Actor, offer_id: UUID) -> OfferPage:
    """The offer as both sides see it, every version readable."""
    offer = contracts.offer_for(by, offer_id, model=MODEL)
    side = contract_rules.side_of(offer, by) or Side.CLIENT
    versions = contracts.versions_of(offer)
    is_open = offer.state in OPEN_OFFER
    turn = WHOSE_TURN.get(OfferState(offer.state))
    may_decide = not by.is_staff and contract_rules.may_act_for(offer, by, side)
    contract = Contract.objects.filter(offer=offer).values_list("id", flat=True).first()
    draft = offer.state == OfferState.DRAFT
    return OfferPage(
        offer=offer,
        side=side,
        is_my_turn=is_open and turn is side and may_decide,
        may_decide=may_decide,
        may_withdraw=may_decide and (draft or (is_open and turn is side.other)),
        is_open=is_open,
        current=version_of(versions[0], offer.currency),
        versions=versions,
        contract_id=contract,
    )


def terms_page(by: Actor, terms_id: UUID) -> TermsPage:
    """New terms beside those in force.

    Raises:
        Refused: ``terms.not_found``.
    """
    row = TermsVersion.objects.select_related("written_by", "answered_by").filter(id=terms_id).first()
    if row is None:
        raise not_found("terms")
    contract = contracts.contract_for(by, row.contract_id, model=MODEL)
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


def changeable_units(contract: Contract) -> tuple[list[dict[str, Any]], list[Milestone]]:
    """What new terms may change (as plan units), and what they leave as it is."""
    rows = list(contract.milestones.order_by("position"))
    for row in rows:
        row.contract = contract
    units = planned_units(rows)
    free = [row for row in rows if row.state == State.PLANNED and not row.funded_minor]
    fixed = [row for row in rows if row not in free and row.state != State.CANCELLED]
    return [units[row.id] for row in free], fixed


def end_page(by: Actor, contract_id: UUID) -> EndPage:
    contract = contracts.contract_for(by, contract_id, model=MODEL)
    rows = list(contract.milestones.order_by("position"))
    for row in rows:
        row.contract = contract
    holding = [row for row in rows if row.held]
    return EndPage(
        contract=contract,
        side=contract_rules.side_of(contract, by) or Side.CLIENT,
        holding=holding,
        held=sum((row.held for row in holding), zero(contract.currency)),
        is_paying_in=any(row.state == State.FUNDING for row in rows),
        open_ending=contracts.open_ending(contract),
    )


def ending_page(by: Actor, ending_id: UUID) -> EndingPage:
    """A proposed end for both sides.

    Raises:
        Refused: ``ending.not_found``.
    """
    ending = Ending.objects.select_related("proposed_by").filter(id=ending_id).first()
    if ending is None:
        raise not_found("ending")
    contract = contracts.contract_for(by, ending.contract_id, model=MODEL)
    side = contract_rules.side_of(contract, by) or Side.CLIENT
    may = not by.is_staff and contract_rules.may_act_for(contract, by, side)
    nothing = zero(contract.currency)
    lines = [_split_line(line, contract.currency) for line in ending.split]
    is_open = ending.state == AskState.OPEN
    return EndingPage(
        contract=contract,
        side=side,
        ending=ending,
        lines=lines,
        released=sum((line[2] for line in lines), nothing),
        refunded=sum((line[3] for line in lines), nothing),
        is_open=is_open,
        is_my_turn=is_open and may and ending.side != side,
        may_withdraw=is_open and may and ending.side == side,
    )


def _split_line(line: dict[str, Any], currency: str) -> tuple[str, Money, Money, Money]:
    held, released = Money(line["held_minor"], currency), Money(line["release_minor"], currency)
    return line["title"], held, released, held - released
