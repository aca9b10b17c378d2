"""Whose turn it is: one next actor and one primary button per contract. Models add the steps of their own units."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.db.models import Q

from hirehall.contracts import rules
from hirehall.contracts.models import Contract, Ending, Offer, TermsVersion
from hirehall.contracts.queries.parties import client_side, freelancer_side
from hirehall.contracts.queries.rows import offer_href, room_href
from hirehall.contracts.states import WHOSE_TURN, ContractState, OfferState, Side
from hirehall.foundation.actor import Actor
from hirehall.foundation.addresses import address, at_hall
from hirehall.foundation.turns import Turn
from hirehall.look.formats import money_text, when_text

MOST_TURNS = 50
NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Step:
    """What comes next under one contract, and on which side.

    Attributes:
        side: who is to act; None when the hall or the rail is.
        do: what to do, for the one who is to act: "review “Checkout redesign”".
        wait: the same for the one who waits: "Ana Moreno reviews “Checkout redesign”".
        text: what happens next, when, and what silence means; true for both sides.
        subject_id: the unit that it is about, if it is one.
        is_payment: whether it is paying: owners and billing members do that, not who hires.
    """

    side: Side | None
    do: str
    wait: str
    text: str
    href: str
    button: str
    due_at: datetime | None = None
    tone: str = "info"
    icon: str = "hourglass"
    subject_id: UUID | None = None
    is_payment: bool = False


def shared_step(contract: Contract, *, terms: TermsVersion | None, ending: Ending | None) -> Step | None:
    """The step that goes before any unit's own: a dispute, an ending or new terms that wait for an answer."""
    if contract.state == ContractState.FROZEN:
        return Step(
            None,
            "wait for the decision",
            "This contract stands still",
            f"{contract.frozen_reason} Nothing moves until that is decided, and no clock runs out meanwhile.",
            room_href(contract),
            "",
            tone="bad",
            icon="snowflake",
        )
    if ending is not None:
        return _answer_ending(contract, ending)
    return _answer_terms(contract, terms) if terms is not None else None


def name_of(contract: Contract, side: Side) -> str:
    return contract.client_name if side is Side.CLIENT else contract.freelancer_name


def _answer_ending(contract: Contract, ending: Ending) -> Step:
    side = Side(ending.side).other
    return Step(
        side,
        "answer the proposal to end this contract",
        f"{name_of(contract, side)} answers the proposal to end this contract",
        "Held money goes as the proposal says once it is accepted. Until then nothing moves, and clocks run on.",
        address(f"{contract.model}:ending", ending.id),
        "See the proposal",
        tone="warn",
        icon="handshake",
    )


def _answer_terms(contract: Contract, terms: TermsVersion) -> Step:
    side = Side(terms.side).other
    return Step(
        side,
        "answer the new terms",
        f"{name_of(contract, side)} answers the new terms",
        "The terms in force stay as they are until both sides agree on new ones.",
        address(f"{contract.model}:terms", terms.id),
        "Compare the terms",
        icon="file-pen",
    )


def may_take(step: Step, contract: Contract, by: Actor) -> bool:
    """Whether this actor is the one to act."""
    if step.side is None:
        return False
    if step.is_payment:
        return rules.may_pay(contract, by)
    return rules.may_act_for(contract, by, step.side)


def turn_of(step: Step | None, contract: Contract, by: Actor) -> Turn | None:
    """The step as something that waits for this actor, or None when it waits for somebody else.

    It stands among those of other contracts, so what does not name its unit names its contract.
    """
    if step is None or not may_take(step, contract, by):
        return None
    title = step.do[0].upper() + step.do[1:]
    text = step.text if "“" in step.do else f"{contract.title}, with {_other_name(contract, by)}. {step.text}"
    return Turn(title, text, step.href, step.button, step.due_at, step.tone)


def _other_name(contract: Contract, by: Actor) -> str:
    return name_of(contract, Side.CLIENT if by.person_id == contract.freelancer_id else Side.FREELANCER)


def offer_turns(by: Actor) -> list[Turn]:
    """The offers of every model that wait for this actor's answer: one query."""
    if by.person_id is None:
        return []
    answering = (freelancer_side(by) & Q(state=OfferState.OFFERED)) | (
        client_side(by) & Q(state=OfferState.COUNTERED)
    )
    found = (
        Offer.objects.filter(at_hall(by), answering)
        .select_related("client", "organisation", "freelancer", "agency")
        .order_by("expires_at")[:MOST_TURNS]
    )
    return [turn for offer in found if (turn := _offer_turn(offer, by))]


def most_urgent(turns: list[Turn]) -> list[Turn]:
    return sorted(turns, key=lambda turn: (turn.due_at is None, turn.due_at or NEVER))[:MOST_TURNS]


def _offer_turn(offer: Offer, by: Actor) -> Turn | None:
    side = WHOSE_TURN[OfferState(offer.state)]
    if not rules.may_act_for(offer, by, side):
        return None
    other = offer.client_name if side is Side.FREELANCER else offer.freelancer_name
    is_counter = side is Side.CLIENT and offer.written_by_side is Side.CLIENT
    what = "quote" if side is Side.CLIENT and offer.is_quote else "counter-offer" if is_counter else "offer"
    expiry = f" It expires on {when_text(offer.expires_at)}." if offer.expires_at else ""
    return Turn(
        f"Answer the {what} “{offer.title}”",
        f"{other} offers {money_text(offer.total)}.{expiry}",
        offer_href(offer),
        f"See the {what}",
        offer.expires_at,
        "warn",
    )
