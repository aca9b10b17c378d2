"""What must hold before an order moves; used to refuse and to show buttons."""

from __future__ import annotations

from hirehall.engagements.package.models import Order
from hirehall.engagements.package.states import State, sources
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Because, Refused
from hirehall.market.models import Service

MOST_FILES = 20
LONGEST_ANSWER = 4_000
MOST_DAYS = 180
UNPAID_AT_MOST = 3
REVISIONS_AT_ONCE = 10
INQUIRIES_PER_DAY = 30
OFFER_VALID_DAYS = 60
QUESTIONS_AT_MOST = 8

WORDS = {
    State.ORDERED: "has a payment under way",
    State.UNPAID: "waits for a payment that failed",
    State.REQUIREMENTS: "waits for the client’s answers",
    State.IN_PROGRESS: "is being worked on",
    State.DELIVERED: "was delivered and waits for the client’s answer",
    State.REVISION: "is being revised",
    State.LATE: "is late",
    State.VERY_LATE: "is very late",
    State.CANCEL_ASKED: "waits for the answer to a wish to cancel",
    State.ACCEPTED: "was already accepted",
    State.CANCELLED: "was cancelled",
}


def can(move: str, order: Order) -> bool:
    """Whether the move table lets this order make the move."""
    return State(order.state) in sources(move)


def require_move(move: str, order: Order) -> None:
    """Refuse a move that the table does not have from this state; the sentence says what the state is."""
    if not can(move, order):
        raise Refused(
            f"order.{order.state}", f"“{order.title}” {WORDS[State(order.state)]}, so this cannot happen now."
        )


def require_time_left(order: Order) -> None:
    """Refuse a late answer to a delivery: its silence has already spoken, the sweep only writes it down."""
    if order.auto_accept_at is not None and order.auto_accept_at <= clock.now():
        raise Refused(
            "order.clock_passed",
            f"The time to answer ended on {order.auto_accept_at:%-d %B %Y, %H:%M} UTC;"
            " the delivery counts as accepted.",
        )


def require_not_own(service: Service, by: Actor, what: str) -> None:
    """Nobody orders what they offer themselves, or what an agency offers that they belong to, for any client."""
    if by.person_id == service.freelancer_id and service.agency_id is None:
        raise Refused(f"{what}.own_service", "This is your own service.", because=Because.FORBIDDEN)
    if service.agency_id is not None and service.agency_id in by.agency_ids:
        raise Refused(
            f"{what}.own_service",
            "This service is of an agency that you belong to, so you cannot order it.",
            because=Because.FORBIDDEN,
        )


def require_few_unpaid(unpaid: int) -> None:
    """Refuse a client who takes places in a queue and pays for none of them."""
    if unpaid >= UNPAID_AT_MOST:
        raise Refused(
            "order.pay_first",
            f"{UNPAID_AT_MOST} of your orders of this service wait for their payment. Pay one, or let it be, first.",
        )


def revisions_left(order: Order) -> int:
    return order.revisions - order.revisions_used


def require_revision_left(order: Order) -> None:
    if not revisions_left(order):
        raise Refused(
            "order.no_revision_left",
            "Every revision of this package is used. Accept the work, write to the freelancer, or ask to cancel.",
        )


def revision_price(order: Order) -> Money | None:
    """What one more revision costs, as the package said when it was ordered; None where none is sold."""
    minor = order.package.get("revision_price_minor")
    return order.money(minor) if minor else None


def require_revisions_sold(order: Order, count: int) -> Money:
    """The price of so many more revisions."""
    price = revision_price(order)
    if price is None:
        raise Refused(
            "order.revisions_not_sold",
            "This package has no price for more revisions. Write to the freelancer, or accept the work.",
        )
    if not 1 <= count <= REVISIONS_AT_ONCE:
        raise invalid(
            "order.count_out_of_range", f"Buy 1 to {REVISIONS_AT_ONCE} revisions at a time.", "count"
        )
    return order.money(price.minor * count)


def invalid(code: str, sentence: str, field: str) -> Refused:
    return Refused(code, sentence, because=Because.INVALID, field=field)
