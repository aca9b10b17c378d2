"""The contract room of the milestone model: its milestones, and where their money is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from hirehall.contracts import queries as contracts
from hirehall.contracts.models import Contract
from hirehall.contracts.queries import Bar, Frame
from hirehall.contracts.states import AskState, Side
from hirehall.engagements.milestone.models import Delivery, Milestone, RefundRequest
from hirehall.engagements.milestone.queries.cards import DeliveryCard, MilestoneCard, card_of, delivery_card
from hirehall.engagements.milestone.queries.telling import WORDS
from hirehall.engagements.milestone.queries.turns import Situation, next_step
from hirehall.engagements.milestone.states import MODEL, State
from hirehall.files import queries as files
from hirehall.foundation.actor import Actor
from hirehall.foundation.money import Money, zero
from hirehall.foundation.reads import kept


@dataclass(frozen=True, slots=True)
class Room:
    """Everything that the contract page shows."""

    frame: Frame
    cards: list[MilestoneCard]


def room_for(by: Actor, contract_id: UUID) -> Room:
    """The room of a contract of the actor's. The number of queries does not grow with milestones or facts.

    Raises:
        Refused: ``contract.not_found``.
    """
    deal = contracts.deal_for(by, contract_id, model=MODEL)
    milestones = _milestones(contract_id)
    for row in milestones:
        row.contract = deal.contract
    now = Situation(deal.contract, milestones, deal.open_terms, deal.open_ending, _open_requests(milestones))
    step = next_step(now)
    deliveries = _deliveries(milestones)
    frame = contracts.frame_of(
        deal,
        by,
        step=step,
        units=[row for row in milestones if row.state != State.CANCELLED],
        bar=_bar(deal.contract, milestones, deal.side),
        words=WORDS,
    )
    cards = [card_of(now, row, deliveries.get(row.id, []), step, by) for row in milestones]
    return Room(frame, cards)


@kept
def _milestones(contract_id: UUID) -> QuerySet[Milestone]:
    return Milestone.objects.filter(contract_id=contract_id).order_by("position")


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
    rows = _delivered(tuple(ids))
    attached = files.for_subjects("delivery", [row.id for row in rows if row.files_count])
    cards: defaultdict[UUID, list[DeliveryCard]] = defaultdict(list)
    for row in rows:
        cards[row.milestone_id].append(delivery_card(row, attached.get(row.id, [])))
    return cards


@kept
def _delivered(milestone_ids: tuple[UUID, ...]) -> QuerySet[Delivery]:
    found = Delivery.objects.filter(milestone_id__any_of=milestone_ids)
    return found.select_related("change_request").order_by("number")


def _bar(contract: Contract, milestones: list[Milestone], side: Side) -> Bar:
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
