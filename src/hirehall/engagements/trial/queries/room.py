"""The contract room of a trial, its offer, and the page on which it ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.http import urlencode

from hirehall.contracts import queries as contracts
from hirehall.contracts import rules as contract_rules
from hirehall.contracts.models import Contract, Offer, OfferVersion
from hirehall.contracts.queries import Bar, Button, Frame
from hirehall.contracts.states import OPEN_OFFER, ContractState, OfferState, Side
from hirehall.engagements.trial import rules
from hirehall.engagements.trial.models import Match, Trial
from hirehall.engagements.trial.queries.pots import pots_between
from hirehall.engagements.trial.queries.rows import trial_for
from hirehall.engagements.trial.queries.steps import next_step
from hirehall.engagements.trial.queries.telling import WORDS
from hirehall.engagements.trial.states import MODEL, POT_PERCENT, Further, State
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.addresses import address
from hirehall.foundation.money import Money, zero
from hirehall.foundation.refused import not_found
from hirehall.money.queries import guarantee_of

STATE_WORDS = {
    State.AGREED: ("Not paid yet", "warn", "wallet"),
    State.PAYING: ("Payment on its way", "info", "clock"),
    State.RUNNING: ("Running", "info", "shield-check"),
    State.WINDOW: ("Waits for the client’s word", "warn", "hourglass"),
    State.KEPT: ("Content, and goes on", "ok", "check"),
    State.CONTENT: ("Content", "ok", "check"),
    State.NOT_CONTENT: ("Not content", "bad", "undo-2"),
    State.CANCELLED: ("Cancelled", "neutral", "x"),
}


@dataclass(frozen=True, slots=True)
class Room:
    """Everything that the contract page shows."""

    frame: Frame
    trial: Trial
    word: tuple[str, str, str]
    rate: Money | None
    why: str
    pot: Money
    pot_waits: bool
    buttons: list[Button]
    further_hrefs: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class OfferPage:
    offer: Offer
    version: OfferVersion
    match: Match
    side: Side
    is_open: bool
    is_my_turn: bool
    may_withdraw: bool
    price: Money
    client_fee: Money
    commission: Money
    contract_id: UUID | None

    @property
    def client_pays(self) -> Money:
        return self.price + self.client_fee

    @property
    def freelancer_gets(self) -> Money:
        return self.price - self.commission


@dataclass(frozen=True, slots=True)
class EndPage:
    """What an end would do now: for either side."""

    trial: Trial
    contract: Contract
    side: Side
    held: Money
    net: Money
    back: Money
    window_days: int
    pot_percent: int
    pot_pays: bool
    pot_from: datetime | None
    pot: Money
    pot_there: Money


def room_for(by: Actor, contract_id: UUID) -> Room:
    """The room of a trial of the actor's. The number of queries does not grow with facts.

    Raises:
        Refused: ``contract.not_found``.
    """
    deal = contracts.deal_for(by, contract_id, model=MODEL)
    trial = Trial.objects.get(contract=deal.contract)
    trial.contract = deal.contract
    step = next_step(trial)
    frame = contracts.frame_of(deal, by, step=step, units=[trial], bar=_bar(trial, deal.side), words=WORDS)
    decides = not by.is_staff and contract_rules.may_act_for(deal.contract, by, deal.side)
    return Room(
        frame=frame,
        trial=trial,
        word=STATE_WORDS[State(trial.state)],
        rate=trial.money(trial.rate_minor) if trial.rate_minor else None,
        why=trial.reason,
        pot=trial.pot,
        pot_waits=bool(trial.pot_minor) and trial.pot_paid_at is None,
        buttons=_buttons(trial, deal.side) if decides else [],
        further_hrefs=_further(trial) if decides and deal.side is Side.CLIENT else [],
    )


def _further(trial: Trial) -> list[tuple[str, str]]:
    """How the client goes on after a trial that they were content with: what they said first, then the other way."""
    if trial.state not in (State.KEPT, State.CONTENT):
        return []
    words = {Further.HOURLY: "Go on by the hour", Further.MILESTONE: "Go on by milestones"}
    ways = sorted(Further, key=lambda way: way.value != trial.further)
    query = urlencode({"contract": str(trial.contract_id)})
    return [(words[way], f"{address(f'{way.value}:new_offer')}?{query}") for way in ways]


def _buttons(trial: Trial, side: Side) -> list[Button]:
    """What else the actor may do now; the primary one stands in the banner."""
    if trial.contract.state != ContractState.ACTIVE:
        return []
    found = []
    if side is Side.CLIENT and trial.state == State.RUNNING:
        found.append(Button("End the trial", address("trial:end", trial.id), "secondary", "flag"))
    if side is Side.FREELANCER and rules.can("give up", trial):
        found.append(Button("Give it up", address("trial:end", trial.id), "quiet", "undo-2"))
    if side is Side.FREELANCER and rules.can("let it be", trial):
        found.append(Button("Let it be", address("trial:drop", trial.id), "quiet", "x"))
    return found


def _bar(trial: Trial, side: Side) -> Bar:
    nothing = zero(trial.currency)
    deciding = trial.state == State.WINDOW
    unpaid = trial.state in (State.AGREED, State.PAYING)
    refunded = trial.money(trial.refunded_minor)
    segments = [
        ("Released", trial.money(trial.released_minor), "ok"),
        (
            "Your word" if side is Side.CLIENT else "The client’s word",
            trial.held if deciding else nothing,
            "gold",
        ),
        ("Held", nothing if deciding else trial.held, "info"),
        ("Not paid", trial.to_fund if unpaid else nothing, "neutral"),
    ]
    return [*segments, ("Refunded", refunded, "bad")] if refunded else segments


def offer_page(by: Actor, offer_id: UUID) -> OfferPage:
    """The offer of a trial, for both sides: four queries.

    Raises:
        Refused: ``offer.not_found``.
    """
    offer = contracts.offer_for(by, offer_id, model=MODEL)
    match = Match.objects.filter(offer_id=offer.id).select_related("request").first()
    if match is None:
        raise not_found("offer")
    version = contracts.versions_of(offer)[0]
    plan = version.plan[0]
    side = contract_rules.side_of(offer, by) or Side.CLIENT
    passed = offer.expires_at is not None and offer.expires_at <= clock.now()
    is_open = offer.state in OPEN_OFFER and not passed
    decides = not by.is_staff and contract_rules.may_act_for(offer, by, side)
    return OfferPage(
        offer=offer,
        version=version,
        match=match,
        side=side,
        is_open=is_open,
        is_my_turn=is_open and offer.state == OfferState.OFFERED and side is Side.FREELANCER and decides,
        may_withdraw=is_open and side is Side.CLIENT and decides,
        price=Money(plan["amount_minor"], offer.currency),
        client_fee=Money(plan["client_fee_minor"], offer.currency),
        commission=Money(plan["freelancer_fee_minor"], offer.currency),
        contract_id=Contract.objects.filter(offer=offer).values_list("id", flat=True).first(),
    )


def end_page(by: Actor, trial_id: UUID) -> EndPage:
    """What each way of ending does to the money. Three queries.

    Raises:
        Refused: ``trial.not_found``.
    """
    trial = trial_for(by, trial_id)
    contract = trial.contract
    percent = contract.policy.number(POT_PERCENT)
    before = pots_between(contract) if percent else 0
    often = bool(trial.pot_per_pair) and before >= trial.pot_per_pair
    return EndPage(
        trial=trial,
        contract=contract,
        side=contract_rules.side_of(contract, by) or Side.CLIENT,
        held=trial.held,
        net=trial.net,
        back=trial.held + trial.money(trial.client_fee_paid_minor),
        window_days=contract.policy.number("trial.window_days"),
        pot_percent=percent,
        pot_pays=rules.pot_pays(trial, before),
        pot_from=None if often else trial.pot_from,
        pot=trial.money(trial.net.minor * percent // 100),
        pot_there=guarantee_of(contract.hall_id, contract.currency),
    )
