"""One milestone as the room shows it: its word, its sentence, its deliveries, and what one may do with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from hirehall.contracts import rules as contract_rules
from hirehall.contracts.queries import Button, Step
from hirehall.contracts.states import ContractState, Side
from hirehall.engagements.milestone import rules
from hirehall.engagements.milestone.models import Delivery, Milestone
from hirehall.engagements.milestone.queries.turns import Situation
from hirehall.engagements.milestone.states import State
from hirehall.files import queries as files
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.addresses import address
from hirehall.foundation.money import Money
from hirehall.look.formats import day_text, money_text, when_text


@dataclass(frozen=True, slots=True)
class MilestoneCard:
    """One milestone as the room shows it."""

    id: UUID
    title: str
    amount: Money
    held: Money
    word: str
    tone: str
    icon: str
    line: str
    due_on: date | None
    is_late: bool
    criteria: list[str]
    deliveries: list[DeliveryCard]
    buttons: list[Button]
    is_turn: bool


@dataclass(frozen=True, slots=True)
class DeliveryCard:
    """One hand-over with its files."""

    number: int
    note: str
    links: list[str]
    files: list[files.FileCard]
    delivered_at: datetime
    met: list[bool]
    changes: str


WORDS = {
    State.PLANNED: ("Not funded", "neutral", "circle-dashed"),
    State.FUNDING: ("Payment on its way", "info", "clock"),
    State.FUNDED: ("Held, in work", "info", "shield-check"),
    State.DELIVERED: ("In review", "warn", "eye"),
    State.CHANGES_ASKED: ("Changes asked", "warn", "message-square"),
    State.REFUND_ASKED: ("Refund asked", "warn", "undo-2"),
    State.ACCEPTED: ("Released", "ok", "check"),
    State.REFUNDED: ("Refunded", "neutral", "undo-2"),
    State.CANCELLED: ("Cancelled", "neutral", "x"),
}


def delivery_card(row: Delivery, kept: list[files.FileCard]) -> DeliveryCard:
    change = getattr(row, "change_request", None)
    return DeliveryCard(
        row.number, row.note, row.links, kept, row.delivered_at, row.met, change.text if change else ""
    )


def card_of(
    now: Situation, row: Milestone, deliveries: list[DeliveryCard], step: Step | None, by: Actor
) -> MilestoneCard:
    word, tone, icon = WORDS[State(row.state)]
    open_states = (State.PLANNED, State.FUNDED, State.CHANGES_ASKED)
    return MilestoneCard(
        id=row.id,
        title=row.title,
        amount=row.amount,
        held=row.held,
        word=word,
        tone=tone,
        icon=icon,
        line=_line(now, row),
        due_on=row.due_on,
        is_late=row.due_on is not None
        and row.due_on < clock.now().date()
        and State(row.state) in open_states,
        criteria=row.criteria,
        deliveries=deliveries,
        buttons=_buttons(now, row, by),
        is_turn=step is not None and step.subject_id == row.id,
    )


def _line(now: Situation, row: Milestone) -> str:
    """One sentence: what is so, and what happens next."""
    parts = []
    if row.released_minor and row.state not in (State.ACCEPTED, State.REFUNDED):
        parts.append(f"{money_text(row.money(row.released_minor))} of it is released already.")
    match State(row.state):
        case State.PLANNED:
            rolled = f" {money_text(row.held)} rolled in from an earlier one." if row.held else ""
            parts.append(f"Work starts when it is funded.{rolled}")
        case State.FUNDING:
            parts.append("It is funded as soon as the payment arrives.")
        case State.FUNDED:
            parts.append(f"{money_text(row.held)} is held for it.")
        case State.DELIVERED if row.auto_accept_at and row.delivered_at:
            silence = f"Released by itself on {when_text(row.auto_accept_at)} unless changes are asked for."
            parts.append(f"Delivered {day_text(row.delivered_at)}. {_unless_frozen(now, silence)}")
        case State.CHANGES_ASKED:
            parts.append(f"{money_text(row.held)} stays held until it is delivered again.")
        case State.REFUND_ASKED if row.id in now.refund_requests:
            request = now.refund_requests[row.id]
            asked = f"The client asked for {money_text(row.money(request.amount_minor))} back."
            silence = f"Granted by itself on {when_text(request.answer_by)} without an answer."
            parts.append(f"{asked} {_unless_frozen(now, silence)}")
        case State.ACCEPTED:
            parts.append(_accepted_line(row))
        case State.REFUNDED:
            parts.append(f"{money_text(row.money(row.refunded_minor))} went back to the client.")
        case _:
            parts.append("It was taken out of the contract.")
    return " ".join(parts)


def _unless_frozen(now: Situation, silence: str) -> str:
    """What silence means, as long as time runs under the contract."""
    return "The time to answer stands still." if now.contract.state == ContractState.FROZEN else silence


def _accepted_line(row: Milestone) -> str:
    how = "by silence" if row.accepted_in_silence else "by the client"
    when = f" on {day_text(row.closed_at)}" if row.closed_at else ""
    rolled = f" {money_text(row.money(row.rolled_on_minor))} rolled on." if row.rolled_on_minor else ""
    return f"{money_text(row.money(row.released_minor))} released{when} {how}.{rolled}"


def _buttons(now: Situation, row: Milestone, by: Actor) -> list[Button]:
    """What the actor may do with this milestone now, the primary one first."""
    contract = now.contract
    if contract.state != ContractState.ACTIVE or by.is_staff:
        return []
    hiring, paying = contract_rules.may_hire(contract, by), contract_rules.may_pay(contract, by)
    working = contract_rules.may_act_for(contract, by, Side.FREELANCER)

    def to(name: str) -> str:
        return address(f"milestone:{name}", row.id)

    found: list[Button] = []
    if paying and rules.can("begin funding", row):
        found.append(Button(f"Fund {money_text(row.to_fund, short=True)}", to("fund"), "primary", "wallet"))
    if working and rules.can("deliver", row):
        found.append(Button("Deliver work", to("deliver"), "primary", "package"))
    if hiring and rules.can("accept", row):
        found.append(Button("Review delivery", to("review"), "primary", "eye"))
    if hiring and rules.can("release a part", row):
        found.append(Button("Release a part", to("release"), "secondary", "split"))
    if hiring and rules.can("ask for a refund", row):
        found.append(Button("Ask for a refund", to("refund"), "quiet", "undo-2"))
    request = now.refund_requests.get(row.id)
    if request is not None and (working or hiring):
        answer = address("milestone:refund_answer", request.id)
        text = "Answer the request" if working else "See the request"
        found.append(Button(text, answer, "primary" if working else "secondary", "undo-2"))
    return found
