"""The frame of every contract room: whose turn, where the money is, what happened, what was agreed.

An engagement model builds its own room from it, with its units of work in the middle.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from django.urls import NoReverseMatch

from hirehall.contracts import rules
from hirehall.contracts.models import Contract, Ending, HeldUnit, TermsVersion
from hirehall.contracts.queries.extras import ExtraRow, extras_of, may_pay_extra
from hirehall.contracts.queries.parties import contract_with_ending
from hirehall.contracts.queries.rows import terms_of
from hirehall.contracts.queries.sharing import SplitView, agreed_split
from hirehall.contracts.queries.steps import Step
from hirehall.contracts.queries.telling import Event, Words, events
from hirehall.contracts.states import EXTRAS, AskState, ContractState, ExtraState, Side
from hirehall.files import queries as files
from hirehall.foundation import facts
from hirehall.foundation.actor import Actor
from hirehall.foundation.addresses import address
from hirehall.foundation.money import Money, zero
from hirehall.look.formats import day_text, money_text
from hirehall.money import queries as money
from hirehall.money.queries import LedgerLine
from hirehall.people.models import Person

Bar = list[tuple[str, Money, str]]


@dataclass(frozen=True, slots=True)
class Button:
    """Something that this actor may do now."""

    text: str
    href: str
    kind: str = "secondary"
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Banner:
    """Whose turn it is, for the one who looks."""

    title: str
    text: str
    tone: str
    icon: str
    button: str
    href: str


@dataclass(frozen=True, slots=True)
class MoneySides:
    """The same table for both sides: what the client pays in all, what the freelancer gets."""

    work: Money
    count: int
    extras: Money
    client_fee: Money
    client_pays: Money
    commission: Money
    freelancer_gets: Money


@dataclass(frozen=True, slots=True)
class TermsRow:
    """One version of the terms in the history."""

    number: int
    href: str
    state: str
    by: str
    written_at: datetime
    in_force: bool
    agreement_href: str
    agreement_sha256: str


@dataclass(frozen=True, slots=True)
class Deal:
    """A contract with the questions that are open between its sides, as one look at the database found them."""

    contract: Contract
    side: Side
    versions: list[TermsVersion]
    open_terms: TermsVersion | None
    open_ending: Ending | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What the page of a contract shows, whatever its model."""

    contract: Contract
    side: Side
    is_staff: bool
    client_name: str
    freelancer_name: str
    freelancer_handle: str
    banner: Banner | None
    bar: Bar
    sides: MoneySides
    ledger: list[LedgerLine]
    unit_titles: dict[UUID, str]
    extras: list[ExtraRow]
    extra_name: str
    events: list[Event]
    terms: TermsVersion
    history: list[TermsRow]
    agreement: TermsRow | None
    open_ending: Ending | None
    buttons: list[Button]
    thread_href: str
    sharing: SplitView | None
    sharing_href: str


def deal_for(by: Actor, contract_id: UUID, *, model: str) -> Deal:
    """A contract of the actor's, of that engagement model, with all its terms: two queries.

    Raises:
        Refused: ``contract.not_found``.
    """
    contract, ending = contract_with_ending(by, contract_id, model=model)
    versions = terms_of(contract)
    return Deal(
        contract=contract,
        side=rules.side_of(contract, by) or Side.CLIENT,
        versions=versions,
        open_terms=next((row for row in versions if row.state == AskState.OPEN), None),
        open_ending=ending,
    )


def frame_of(
    deal: Deal,
    by: Actor,
    *,
    step: Step | None,
    units: Sequence[HeldUnit],
    bar: Bar,
    words: Words,
    worked: Mapping[UUID, Money] | None = None,
) -> Frame:
    """The frame around a deal's units: two queries, however many units and facts there are, and a third
    where another member of the client's organisation wrote terms.

    Args:
        step: the one next step; None when the contract has ended.
        units: those that count; cancelled ones are left out of the sums.
        bar: where the money is, as (label, amount, tone).
        words: the timeline's words for the model's own facts.
        worked: what a unit has come to, where its amount is only the most that it can; others count as a whole.
    """
    contract = deal.contract
    extras = extras_of(contract)
    shares = contract.agency_id is not None and deal.side is Side.FREELANCER and not by.is_staff
    writers = _writers(deal.versions, contract)
    ledger = money.contract_lines(contract.id)
    titles = {row.id: row.title for row in units} | {row.id: row.title for row in extras}
    unseen = {line.unit_id for line in ledger} - set(titles)
    history = [_terms_row(row, contract, writers) for row in deal.versions]
    return Frame(
        contract=contract,
        side=deal.side,
        is_staff=by.is_staff,
        client_name=contract.client_name,
        freelancer_name=contract.freelancer_name,
        freelancer_handle=contract.freelancer.handle,
        banner=banner_for(contract, step, by, deal.side, extras=extras),
        bar=bar,
        sides=sides_of(contract, units, extras, worked=worked),
        ledger=ledger,
        unit_titles=titles | money.unit_names_of(unseen),
        extras=extras,
        extra_name=EXTRAS[contract.model].name if contract.model in EXTRAS else "",
        events=events(facts.timeline(contract.id), contract, words=words, viewer=by),
        terms=next(row for row in deal.versions if row.number == contract.terms_number),
        history=history,
        agreement=next((row for row in history if row.in_force and row.agreement_href), None),
        open_ending=deal.open_ending,
        buttons=_contract_buttons(deal, by),
        thread_href=address("conversations:thread", contract.thread_id) if contract.thread_id else "",
        sharing=agreed_split(contract, by) if shares else None,
        sharing_href=address("contracts:split", contract.id) if shares else "",
    )


def sides_of(
    contract: Contract,
    units: Sequence[HeldUnit],
    extras: Sequence[ExtraRow] = (),
    *,
    worked: Mapping[UUID, Money] | None = None,
) -> MoneySides:
    """What both sides pay and get for these units, by the frozen quotes; what rolled on counts where it went.

    Args:
        extras: bonuses and tips; those that were paid are added.
        worked: see ``frame_of``; a unit that has come to less counts with its share of the fees.
    """
    nothing = zero(contract.currency)
    if worked is None:
        parts = [(row, row.own_amount) for row in units]
    else:
        parts = [(row, worked[row.id]) for row in units if worked.get(row.id)]
    work = sum((part for _, part in parts), nothing)
    fee = sum((row.money(_share(row, row.client_fee_minor, part)) for row, part in parts), nothing)
    commission = sum((row.money(_share(row, row.freelancer_fee_minor, part)) for row, part in parts), nothing)
    paid = [row for row in extras if row.state == ExtraState.PAID]
    beside = sum((row.amount for row in paid), nothing)
    fee = sum((row.client_fee for row in paid), fee)
    commission = sum((row.commission for row in paid), commission)
    whole = work + beside
    return MoneySides(work, len(parts), beside, fee, whole + fee, commission, whole - commission)


def banner_for(
    contract: Contract, step: Step | None, by: Actor, side: Side, *, extras: Sequence[ExtraRow] = ()
) -> Banner | None:
    """The step in the words of the one who looks; how it ended when there is no step any more."""
    if step is None:
        return _ended(contract, by, extras) if contract.state == ContractState.ENDED else None
    reads_only = side is Side.FREELANCER and not rules.may_work(contract, by)
    mine = step.side is side and not by.is_staff and not reads_only
    if mine and step.is_payment and not rules.may_pay(contract, by):
        return Banner(step.wait, f"{step.text} Owners and billing members pay.", "info", step.icon, "", "")
    if mine:
        return Banner(f"Your turn: {step.do}", step.text, "warn", step.icon, step.button, step.href)
    tone = step.tone if step.tone == "bad" else "neutral"
    return Banner(step.wait, step.text, tone, step.icon, "", "")


def _share(row: HeldUnit, fee_minor: int, part: Money) -> int:
    """The part of a frozen fee that belongs to that part of the amount; what rolled on took its own along."""
    if part == row.own_amount:
        return (
            fee_minor - fee_minor * row.rolled_on_minor // row.amount_minor if row.amount_minor else fee_minor
        )
    return fee_minor * part.minor // row.amount_minor if row.amount_minor else fee_minor


def _ended(contract: Contract, by: Actor, extras: Sequence[ExtraRow]) -> Banner:
    """How it ended and what became of the money; a bonus or tip is named beside it, for the picture is of the work."""
    how = {
        "completion": "Everything that was agreed is done.",
        "agreement": "Both sides agreed to end it.",
        "notice": f"{'The client' if contract.ended_side == Side.CLIENT else 'The freelancer'} ended it by notice.",
    }[contract.ended_by]
    back = Money(contract.refunded_minor, contract.currency)
    beside = sum((row.amount for row in extras if row.state == ExtraState.PAID), zero(contract.currency))
    text = f"{how} {money_text(contract.paid - beside)} was released"
    text += (
        f", and {money_text(beside)} was paid as {EXTRAS[contract.model].word} beside it" if beside else ""
    )
    text += f"; {money_text(back)} went back to the client." if back else "."
    when = day_text(contract.ended_at) if contract.ended_at else ""
    href = "" if by.is_staff or not contract.paid else _review_href(contract)
    text += " Nothing is left in escrow."
    button = "Write your review" if href else ""
    return Banner(f"This contract ended on {when}", text, "ok", "flag", button, href)


def _review_href(contract: Contract) -> str:
    """Where this side reviews the other; empty where the installation has no such page."""
    try:
        return address("reputation:of_contract", contract.id)
    except NoReverseMatch:
        return ""


def _contract_buttons(deal: Deal, by: Actor) -> list[Button]:
    contract = deal.contract
    side = rules.side_of(contract, by)
    found = []
    if may_pay_extra(contract, by):
        text = f"Pay {EXTRAS[contract.model].word}"
        found.append(Button(text, address("contracts:extra", contract.id), icon="gift"))
    if contract.state != ContractState.ACTIVE or side is None or not rules.may_act_for(contract, by, side):
        return found
    new_terms, end = _page_of(contract, "new_terms", contract.id), _page_of(contract, "end", contract.id)
    if new_terms and deal.open_terms is None:
        found.append(Button("Change the terms", new_terms, icon="file-pen"))
    if end and deal.open_ending is None:
        found.append(Button("End the contract", end, "quiet", "flag"))
    return found


def _page_of(contract: Contract, name: str, about: UUID) -> str:
    """A page of the contract's model; empty where the model has none: not each of them changes terms by agreement."""
    page = f"{contract.model}:{name}"
    return address(page, about) if _there_is(page) else ""


@cache
def _there_is(page: str) -> bool:
    """Whether there is such a page about one thing; asked once, for each contract's room asks of several."""
    try:
        address(page, UUID(int=0))
    except NoReverseMatch:
        return False
    return True


def _writers(versions: Sequence[TermsVersion], contract: Contract) -> dict[UUID, str]:
    """The names of who wrote the terms: of the two sides as a rule, else of the organisation's members."""
    known = {who.id: who.name for who in (contract.client, contract.freelancer)}
    missing = {row.written_by_id for row in versions} - known.keys()
    if missing:
        known.update(Person.objects.filter(id__in=missing).values_list("id", "name"))
    return known


def _terms_row(row: TermsVersion, contract: Contract, writers: dict[UUID, str]) -> TermsRow:
    return TermsRow(
        number=row.number,
        href=_page_of(contract, "terms", row.id),
        state=row.state,
        by=writers[row.written_by_id],
        written_at=row.written_at,
        in_force=row.number == contract.terms_number,
        agreement_href=files.href(row.agreement_file_id) if row.agreement_file_id else "",
        agreement_sha256=row.agreement_sha256,
    )
