"""The contract room of an order, and the pages of its single steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import FilteredRelation, Q, QuerySet
from django.utils.http import urlencode

from hirehall.contracts import queries as contracts
from hirehall.contracts import rules as contract_rules
from hirehall.contracts.models import Contract
from hirehall.contracts.queries import Bar, Button, Frame, Step
from hirehall.contracts.states import AskState, ContractState, Side
from hirehall.engagements.package import rules
from hirehall.engagements.package.models import Ask, Order, OrderDelivery, RevisionPurchase
from hirehall.engagements.package.queries.buying import may_buy_revisions
from hirehall.engagements.package.queries.rows import order_for, wished_since_delivery
from hirehall.engagements.package.queries.steps import next_step
from hirehall.engagements.package.queries.telling import WORDS
from hirehall.engagements.package.states import MODEL, BuyState, State
from hirehall.files import queries as files
from hirehall.files.queries import FileCard
from hirehall.foundation.actor import Actor
from hirehall.foundation.addresses import address
from hirehall.foundation.money import Money, zero
from hirehall.foundation.reads import kept
from hirehall.skills.queries import Piece, piece_in

STATE_WORDS = {
    State.ORDERED: ("Payment on its way", "info", "clock"),
    State.UNPAID: ("Not paid", "warn", "wallet"),
    State.REQUIREMENTS: ("Waits for answers", "warn", "message-square"),
    State.IN_PROGRESS: ("In work", "info", "shield-check"),
    State.DELIVERED: ("In review", "warn", "eye"),
    State.REVISION: ("Being revised", "info", "rotate-ccw"),
    State.LATE: ("Late", "bad", "clock"),
    State.VERY_LATE: ("Very late", "bad", "circle-alert"),
    State.CANCEL_ASKED: ("Wish to cancel", "warn", "undo-2"),
    State.ACCEPTED: ("Accepted", "ok", "check"),
    State.CANCELLED: ("Cancelled", "neutral", "x"),
}
BUYING = "buying"
FILES_OF = ("order", "order_delivery")
WITH_DATE = (State.IN_PROGRESS, State.REVISION, State.LATE, State.VERY_LATE, State.CANCEL_ASKED)


@dataclass(frozen=True, slots=True)
class DeliveryCard:
    """One hand-over with its files, and what was asked to be mended."""

    number: int
    note: str
    files: list[FileCard]
    delivered_at: datetime
    revision: str


@dataclass(frozen=True, slots=True)
class Room:
    """Everything that the contract page shows."""

    frame: Frame
    order: Order
    word: tuple[str, str, str]
    due_at: datetime | None
    revisions_left: int
    answers: list[tuple[str, str]]
    files: list[FileCard]
    deliveries: list[DeliveryCard]
    buttons: list[Button]
    again_href: str
    service_href: str
    revision_price: Money | None
    buying: RevisionPurchase | None
    piece: Piece | None


@dataclass(frozen=True, slots=True)
class StepPage:
    """One step of one order: what it is about, and what the money does."""

    order: Order
    contract: Contract
    side: Side
    last: DeliveryCard | None
    held: Money
    net: Money
    commission: Money
    revisions_left: int
    revision_price: Money | None
    may_ask_to_cancel: bool
    silence_days: int
    answer_hours: int
    piece: Piece | None


@dataclass(frozen=True, slots=True)
class AskPage:
    """What one side asks the other, for both of them."""

    ask: Ask
    order: Order
    contract: Contract
    side: Side
    is_mine: bool
    is_open: bool
    held: Money


def room_for(by: Actor, contract_id: UUID) -> Room:
    """The room of an order of the actor's. The number of queries does not grow with deliveries or facts.

    Raises:
        Refused: ``contract.not_found``.
    """
    deal = contracts.deal_for(by, contract_id, model=MODEL)
    order = _order.one(contract_id)
    order.contract = deal.contract
    buying: RevisionPurchase | None = getattr(order, BUYING, None)  # left away where none is
    asked, delivered = _asked(order.id), _delivered(order.id)
    attached = files.for_kinds(FILES_OF, [order.id, *(row.id for row in delivered if row.files_count)])
    asks = [ask for ask in asked if ask.state == AskState.OPEN]
    step = next_step(order, asks)
    frame = contracts.frame_of(deal, by, step=step, units=[order], bar=_bar(order, deal.side), words=WORDS)
    buttons = _buttons(order, asks, step, by, wished=asked) + _bought(order, buying, by)
    return Room(
        frame=frame,
        order=order,
        word=STATE_WORDS[State(order.state)],
        due_at=order.due_at if State(order.state) in WITH_DATE else None,
        revisions_left=rules.revisions_left(order),
        answers=list(zip(order.questions, order.answers or [""] * len(order.questions), strict=True)),
        files=attached.get(order.id, []),
        deliveries=[_card(row, attached.get(row.id, [])) for row in delivered],
        buttons=buttons,
        again_href=again_href(order) if deal.side is Side.CLIENT and not by.is_staff else "",
        service_href=service_href(order),
        revision_price=rules.revision_price(order),
        buying=buying,
        piece=like_of(order),
    )  # fmt: skip


@kept
def _order(contract_id: UUID) -> QuerySet[Order]:
    """The order with its service, and with more revisions for which a payment is on its way: one at a time."""
    begun = FilteredRelation("purchases", condition=Q(purchases__state=BuyState.BEGUN))
    found = Order.objects.filter(contract_id=contract_id).annotate(**{BUYING: begun})
    return found.select_related("service", BUYING)


@kept
def _asked(order_id: UUID) -> QuerySet[Ask]:
    return Ask.objects.filter(order_id=order_id)


@kept
def _delivered(order_id: UUID) -> QuerySet[OrderDelivery]:
    return OrderDelivery.objects.filter(order_id=order_id).order_by("number")


def service_href(order: Order) -> str:
    """The page of the service; empty when it is closed."""
    shown = order.service.state in ("published", "paused")
    return address("market:service", order.service_id) if shown else ""


def again_href(order: Order) -> str:
    """The order page with the same choices; empty while the service cannot be ordered."""
    if order.service.state != "published":
        return ""
    if not order.package["number"]:
        return address("package:ask_first", order.service_id)
    chosen = [("package", order.package["number"]), *(("extra", row["number"]) for row in order.extras)]
    return f"{address('package:order', order.service_id)}?{urlencode(chosen)}"


def _bar(order: Order, side: Side) -> Bar:
    nothing = zero(order.currency)
    reviewing = order.state == State.DELIVERED
    open_yet = order.state in (State.ORDERED, State.UNPAID)
    refunded = order.money(order.refunded_minor)
    segments = [
        ("Released", order.money(order.released_minor), "ok"),
        ("Your review" if side is Side.CLIENT else "In review", order.held if reviewing else nothing, "gold"),
        ("Held", nothing if reviewing else order.held, "info"),
        ("Not paid", order.to_fund if open_yet else nothing, "neutral"),
    ]
    return [*segments, ("Refunded", refunded, "bad")] if refunded else segments


def _card(row: OrderDelivery, attached: list[FileCard]) -> DeliveryCard:
    return DeliveryCard(row.number, row.note, attached, row.delivered_at, row.revision)


def _bought(order: Order, buying: RevisionPurchase | None, by: Actor) -> list[Button]:
    """What this actor may pay for on top of the order."""
    if order.contract.state != ContractState.ACTIVE or not may_buy_revisions(order, buying, by):
        return []
    href = address("package:revisions", order.id)
    return [Button("Buy more revisions", href, "secondary", "rotate-ccw")]


def _wished(order: Order, asked: Sequence[Ask], side: Side) -> bool:
    """See ``wished_since_delivery``; for asks that were read already."""
    since = order.delivered_at if order.state == State.DELIVERED else None
    return since is not None and any(
        ask.kind == Ask.Kind.CANCEL and ask.side == side and ask.asked_at >= since for ask in asked
    )


def _buttons(
    order: Order, asks: Sequence[Ask], step: Step | None, by: Actor, *, wished: Sequence[Ask]
) -> list[Button]:
    """What else the actor may do now; the primary one stands in the banner."""
    contract = order.contract
    side = contract_rules.side_of(contract, by)
    if (
        contract.state != ContractState.ACTIVE
        or side is None
        or not contract_rules.may_act_for(contract, by, side)
    ):
        return []  # fmt: skip

    def to(name: str) -> str:
        return address(f"package:{name}", order.id)

    found = []
    for ask in asks:
        if ask.side == side:
            wish = "your wish to cancel" if ask.kind == Ask.Kind.CANCEL else "your wish for more days"
            found.append(Button(f"See {wish}", address("package:ask", ask.id), "secondary", "undo-2"))
    if side is Side.FREELANCER and rules.can("deliver", order) and not (step and step.href == to("deliver")):
        found.append(Button("Deliver", to("deliver"), "primary", "package"))
    if side is Side.CLIENT and (
        rules.can("cancel at once", order) or rules.can("cancel as very late", order)
    ):
        found.append(Button("Cancel the order", to("cancel"), "secondary", "x"))
    if side is Side.CLIENT and rules.can("drop", order):
        found.append(Button("Let the order be", to("drop"), "quiet", "x"))
    if rules.can("extend", order) and not any(ask.kind == Ask.Kind.EXTEND for ask in asks):
        found.append(Button("Ask for more days", to("extend"), "secondary", "calendar"))
    if rules.can("ask to cancel", order) and not _wished(order, wished, side):
        found.append(Button("Ask to cancel", to("ask_to_cancel"), "quiet", "undo-2"))
    return found


def step_page(by: Actor, order_id: UUID) -> StepPage:
    """The page of a step: four queries at most, and one for the work that it should be like.

    Raises:
        Refused: ``order.not_found``.
    """
    order = order_for(by, order_id)
    contract = order.contract
    row = order.deliveries.order_by("-number").first()
    commission = order.money(order.freelancer_fee_minor)
    side = contract_rules.side_of(contract, by) or Side.CLIENT
    wished = order.state == State.DELIVERED and wished_since_delivery(order, side)
    return StepPage(
        order=order,
        contract=contract,
        side=side,
        last=_card(row, files.for_subject("order_delivery", row.id)) if row else None,
        held=order.held,
        net=order.amount - commission,
        commission=commission,
        revisions_left=rules.revisions_left(order),
        revision_price=rules.revision_price(order),
        may_ask_to_cancel=rules.can("ask to cancel", order) and not wished,
        silence_days=contract.policy.number("package.silence_accepts_after_days"),
        answer_hours=contract.policy.number("package.cancel_answer_hours"),
        piece=like_of(order),
    )


def like_of(order: Order) -> Piece | None:
    """The work of the freelancer that the order should be like; one query where there is one."""
    return piece_in(order.piece_id, order.contract.hall_id) if order.piece_id else None


def ask_page(ask: Ask, by: Actor) -> AskPage:
    contract = ask.order.contract
    side = contract_rules.side_of(contract, by)
    return AskPage(
        ask=ask,
        order=ask.order,
        contract=contract,
        side=side or Side.CLIENT,
        is_mine=side == ask.side,
        is_open=ask.state == AskState.OPEN
        and contract.state == ContractState.ACTIVE
        and side is not None
        and contract_rules.may_act_for(contract, by, side),
        held=ask.order.held,
    )
