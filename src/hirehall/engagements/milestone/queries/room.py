"""The contract room: whose turn, where the money is, the milestones, what happened, what was agreed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.urls import NoReverseMatch, reverse

from hirehall.contracts import queries as contracts
from hirehall.contracts import rules as contract_rules
from hirehall.contracts.models import Contract, Ending, TermsVersion
from hirehall.contracts.states import AskState, ContractState, Side
from hirehall.engagements.milestone.models import Delivery, Milestone, RefundRequest
from hirehall.engagements.milestone.queries.cards import (
    Button,
    DeliveryCard,
    MilestoneCard,
    card_of,
    delivery_card,
)
from hirehall.engagements.milestone.queries.telling import Event, events
from hirehall.engagements.milestone.queries.turns import Situation, Step, next_step
from hirehall.engagements.milestone.states import State
from hirehall.files import queries as files
from hirehall.foundation import facts
from hirehall.foundation.actor import Actor
from hirehall.foundation.money import Money, zero
from hirehall.look.formats import day_text, money_text
from hirehall.money import queries as money
from hirehall.money.queries import LedgerLine


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
class Room:
    """Everything that the contract page shows."""

    contract: Contract
    side: Side
    is_staff: bool
    client_name: str
    freelancer_name: str
    freelancer_handle: str
    banner: Banner | None
    bar: list[tuple[str, Money, str]]
    sides: MoneySides
    cards: list[MilestoneCard]
    ledger: list[LedgerLine]
    unit_titles: dict[UUID, str]
    events: list[Event]
    terms: TermsVersion
    history: list[TermsRow]
    agreement: TermsRow | None
    open_ending: Ending | None
    buttons: list[Button] = field(default_factory=list)
    thread_href: str = ""


def room_for(by: Actor, contract_id: UUID) -> Room:
    """The room of a contract of the actor's. The number of queries does not grow with milestones or facts.

    Raises:
        Refused: ``contract.not_found``.
    """
    contract = contracts.contract_for(by, contract_id)
    side = contract_rules.side_of(contract, by) or Side.CLIENT
    milestones = list(contract.milestones.order_by("position"))
    for row in milestones:
        row.contract = contract
    versions = list(contract.terms.select_related("written_by", "answered_by").order_by("-number"))
    now = Situation(
        contract,
        milestones,
        next((row for row in versions if row.state == AskState.OPEN), None),
        contracts.open_ending(contract),
        _open_requests(milestones),
    )
    step = next_step(now)
    history = [_terms_row(row, contract) for row in versions]
    deliveries = _deliveries(milestones)
    return Room(
        contract=contract,
        side=side,
        is_staff=by.is_staff,
        client_name=contract.client_name,
        freelancer_name=contract.freelancer.name,
        freelancer_handle=contract.freelancer.handle,
        banner=_banner(contract, step, by, side),
        bar=_bar(contract, milestones, side),
        sides=sides_of(contract, milestones),
        cards=[card_of(now, row, deliveries.get(row.id, []), step, by) for row in milestones],
        ledger=money.contract_lines(contract.id),
        unit_titles={row.id: row.title for row in milestones},
        events=events(facts.timeline(contract.id), contract, viewer=by),
        terms=next(row for row in versions if row.number == contract.terms_number),
        history=history,
        agreement=next((row for row in history if row.in_force and row.agreement_href), None),
        open_ending=now.open_ending,
        buttons=_contract_buttons(now, by),
        thread_href=_thread_href(contract),
    )


def sides_of(contract: Contract, milestones: list[Milestone]) -> MoneySides:
    """What both sides pay and get for everything that was not cancelled, by the frozen quotes."""
    nothing = zero(contract.currency)
    counted = [row for row in milestones if row.state != State.CANCELLED]
    work = sum((row.amount - row.money(row.rolled_on_minor) for row in counted), nothing)
    fee = sum((row.money(_share(row, row.client_fee_minor)) for row in counted), nothing)
    commission = sum((row.money(_share(row, row.freelancer_fee_minor)) for row in counted), nothing)
    return MoneySides(work, len(counted), fee, work + fee, commission, work - commission)


def _share(row: Milestone, fee_minor: int) -> int:
    """The part of a frozen fee that did not roll on with the money."""
    return fee_minor - fee_minor * row.rolled_on_minor // row.amount_minor


def _open_requests(milestones: list[Milestone]) -> dict[UUID, RefundRequest]:
    asked = [row.id for row in milestones if row.state == State.REFUND_ASKED]
    if not asked:
        return {}
    found = RefundRequest.objects.filter(milestone_id__in=asked, state=AskState.OPEN)
    return {request.milestone_id: request for request in found}


def _deliveries(milestones: list[Milestone]) -> dict[UUID, list[DeliveryCard]]:
    ids = [row.id for row in milestones if row.delivered_at is not None]
    if not ids:
        return {}
    rows = list(
        Delivery.objects.filter(milestone_id__in=ids).select_related("change_request").order_by("number")
    )
    kept = files.for_subjects("delivery", [row.id for row in rows if row.files_count])
    cards: defaultdict[UUID, list[DeliveryCard]] = defaultdict(list)
    for row in rows:
        cards[row.milestone_id].append(delivery_card(row, kept.get(row.id, [])))
    return cards


def _banner(contract: Contract, step: Step | None, by: Actor, side: Side) -> Banner | None:
    if step is None:
        return _ended(contract, by)
    mine = step.side is side and not by.is_staff
    if mine and step.icon == "wallet" and not contract_rules.may_pay(contract, by):
        return Banner(step.wait, f"{step.text} Owners and billing members pay.", "info", step.icon, "", "")
    if mine:
        return Banner(f"Your turn: {step.do}", step.text, "warn", step.icon, step.button, step.href)
    tone = step.tone if step.tone == "bad" else "neutral"
    return Banner(step.wait, step.text, tone, step.icon, "", "")


def _ended(contract: Contract, by: Actor) -> Banner:
    how = {
        "completion": "Everything that was agreed is done.",
        "agreement": "Both sides agreed to end it.",
        "notice": f"{'The client' if contract.ended_side == Side.CLIENT else 'The freelancer'} ended it by notice.",
    }[contract.ended_by]
    back = Money(contract.refunded_minor, contract.currency)
    text = f"{how} {money_text(contract.paid)} was released"
    text += f", {money_text(back)} went back to the client." if back else "."
    when = day_text(contract.ended_at) if contract.ended_at else ""
    href = "" if by.is_staff or not contract.paid else _review_href(contract)
    text += " Nothing is left in escrow."
    button = "Write your review" if href else ""
    return Banner(f"This contract ended on {when}", text, "ok", "flag", button, href)


def _review_href(contract: Contract) -> str:
    """Where this side reviews the other; empty where the installation has no such page."""
    try:
        return reverse("reputation:of_contract", args=[contract.id])
    except NoReverseMatch:
        return ""


def _bar(contract: Contract, milestones: list[Milestone], side: Side) -> list[tuple[str, Money, str]]:
    nothing = zero(contract.currency)

    def total(states: set[State]) -> Money:
        return sum((row.held for row in milestones if State(row.state) in states), nothing)

    released = sum((row.money(row.released_minor) for row in milestones), nothing)
    refunded = sum((row.money(row.refunded_minor) for row in milestones), nothing)
    open_states = {State.PLANNED, State.FUNDING}
    to_fund = sum((row.to_fund for row in milestones if State(row.state) in open_states), nothing)
    in_review = total({State.DELIVERED})
    held = sum((row.held for row in milestones), nothing) - in_review
    segments = [
        ("Released", released, "ok"),
        ("Your review" if side is Side.CLIENT else "In review", in_review, "gold"),
        ("Held", held, "info"),
        ("Not funded", to_fund, "neutral"),
    ]
    return [*segments, ("Refunded", refunded, "bad")] if refunded else segments


def _contract_buttons(now: Situation, by: Actor) -> list[Button]:
    contract = now.contract
    side = contract_rules.side_of(contract, by)
    if (
        contract.state != ContractState.ACTIVE
        or side is None
        or not contract_rules.may_act_for(contract, by, side)
    ):
        return []
    found = []
    if now.open_terms is None:
        found.append(
            Button("Change the terms", reverse("milestone:new_terms", args=[contract.id]), icon="file-pen")
        )
    if now.open_ending is None:
        found.append(
            Button("End the contract", reverse("milestone:end", args=[contract.id]), "quiet", "flag")
        )
    return found


def _terms_row(row: TermsVersion, contract: Contract) -> TermsRow:
    return TermsRow(
        number=row.number,
        href=reverse("milestone:terms", args=[row.id]),
        state=row.state,
        by=row.written_by.name,
        written_at=row.written_at,
        in_force=row.number == contract.terms_number,
        agreement_href=files.href(row.agreement_file_id) if row.agreement_file_id else "",
        agreement_sha256=row.agreement_sha256,
    )


def _thread_href(contract: Contract) -> str:
    return reverse("conversations:thread", args=[contract.thread_id]) if contract.thread_id else ""
