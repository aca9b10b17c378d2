"""What may be done with money, and by whom: plain predicates, and the refusals that they raise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from hirehall.foundation.actor import Actor
from hirehall.foundation.money import Money, precision
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.money import iban
from hirehall.money.models import Destination, Payment, Payout
from hirehall.money.rails.registry import offered
from hirehall.money.states import PAYOUT_MOVES, DestinationKind, PaymentStatus, PayoutStatus


def may_pay(payer_id: UUID, organisation_id: UUID | None, *, by: Actor) -> bool:
    return by.is_system or by.may_pay_for(payer_id, organisation_id)


def require_may_pay(payer_id: UUID, organisation_id: UUID | None, *, by: Actor) -> None:
    if not may_pay(payer_id, organisation_id, by=by):
        raise Refused(
            "money.not_yours_to_pay",
            "Only the client, or a member who may pay for the organisation, can do this.",
            because=Because.FORBIDDEN,
        )


def require_positive(amount: Money) -> None:
    if amount.minor <= 0:
        raise Refused(
            "money.amount_not_positive",
            "Enter an amount above zero.",
            because=Because.INVALID,
            field="amount",
        )


def require_fee(fee: Money, amount: Money) -> None:
    """A fee is not negative and in the amount's currency."""
    require_same_currency(fee, amount)
    if fee.minor < 0:
        raise Refused("money.fee_negative", "A fee cannot be negative.", because=Because.INVALID)


def require_fee_within(fee: Money, amount: Money) -> None:
    require_fee(fee, amount)
    if fee > amount:
        raise Refused("money.fee_above_amount", "The fee would be more than the amount itself.")


def require_same_currency(one: Money, other: Money) -> None:
    if one.currency != other.currency:
        raise Refused(
            "money.currency_mismatch",
            f"This is in {other.currency}; {one.currency} cannot be mixed in.",
            because=Because.INVALID,
            field="amount",
        )


def require_succeeded(payment: Payment) -> None:
    if payment.status != PaymentStatus.SUCCEEDED:
        raise Refused("payment.not_succeeded", "This payment has not come in, so it cannot be used.")


def require_unused(payment: Payment) -> None:
    require_succeeded(payment)
    if payment.funded_at is not None:
        raise Refused("payment.used", "This payment is in escrow already; ask for a refund instead.")


@dataclass(frozen=True, slots=True)
class RefundPart:
    """What goes back along one payment."""

    payment: Payment
    amount: Money
    client_fee: Money


def split_refund(
    payments: list[Payment], *, unit_id: UUID, amount: Money, client_fee: Money
) -> list[RefundPart]:
    """Which part of a refund goes back along which payment: the unit's own payments first, newest first.

    Money that was rolled over from another unit goes back along that unit's payment.

    Args:
        payments: the contract's payments that are in escrow, oldest first.
        amount: what comes out of escrow.
        client_fee: what the hall gives back of its fee.
    Raises:
        Refused: ``money.more_than_paid`` when the payments together do not carry that much.
    """
    own = [payment for payment in payments if payment.unit_id == unit_id]
    other = [payment for payment in payments if payment.unit_id != unit_id]
    left, fee_left, parts = amount.minor, client_fee.minor, []
    for payment in [*reversed(own), *reversed(other)]:
        part = min(left, payment.amount_minor - payment.refunded_minor)
        fee_part = min(fee_left, payment.client_fee_minor - payment.fee_refunded_minor)
        if part or fee_part:
            parts.append(RefundPart(payment, Money(part, amount.currency), Money(fee_part, amount.currency)))
        left, fee_left = left - part, fee_left - fee_part
    if left or fee_left:
        raise Refused("money.more_than_paid", "More would go back than was paid for this contract.")
    return parts


def require_free(amount: Money, free: Money) -> None:
    if amount > free:
        raise Refused(
            "money.owed_to_members",
            f"Only {free.text()} is the hall’s own; the rest is owed to its members and stays.",
        )


def require_undisputed(disputed: bool) -> None:
    """While a bank wants a contract's money back, none of it moves."""
    if disputed:
        raise Refused(
            "money.disputed",
            "The client’s bank wants a payment of this contract back. Nothing moves until the bank has decided.",
        )


def payout_minimum(minimum_minor: int, *, hall_currency: str, currency: str) -> Money:
    """The policy's minimum, said in the hall's currency, as the same figure of whole units in another one."""
    shift = precision(currency) - precision(hall_currency)
    minor = minimum_minor * 10**shift if shift >= 0 else minimum_minor // 10**-shift
    return Money(minor, currency)


def require_available(amount: Money, available: Money, minimum: Money) -> None:
    require_positive(amount)
    if amount < minimum:
        raise Refused(
            "payout.below_minimum",
            f"The smallest payout here is {minimum.text()}.",
            because=Because.INVALID,
            field="amount",
        )
    if amount > available:
        raise Refused(
            "payout.more_than_available",
            f"{available.text()} can be paid out now; ask for that or less.",
            field="amount",
        )


def is_owner(thing: Payout | Destination, by: Actor) -> bool:
    return by.person_id is not None and by.person_id == thing.person_id and not by.is_staff


CANNOT: Mapping[PayoutStatus, str] = {
    PayoutStatus.CANCELLED: "Only a payout that has not been sent yet can be cancelled.",
    PayoutStatus.REQUESTED: "Only a payout that came back can be tried again.",
}


def may_move(payout: Payout, to: PayoutStatus) -> bool:
    return to in PAYOUT_MOVES[PayoutStatus(payout.status)]


def may_cancel(payout: Payout) -> bool:
    """Whether its owner may still take it back: money of a payout that came back is in the balance already."""
    return payout.status == PayoutStatus.REQUESTED


def require_cancellable(payout: Payout) -> None:
    if not may_cancel(payout):
        raise Refused(f"payout.is_{payout.status}", CANNOT[PayoutStatus.CANCELLED])


def require_said(reason: str) -> str:
    """The reason, trimmed. Raises where nothing, or too much, is said."""
    said = reason.strip()
    if not said or len(said) > LONGEST_REASON or not said.isprintable():
        raise Refused(
            "payout.reason_missing",
            f"Say why, in one line of at most {LONGEST_REASON} characters: the person is told.",
            because=Because.INVALID,
            field="reason",
        )
    return said


LONGEST_REASON = 200


def require_move(payout: Payout, to: PayoutStatus) -> None:
    if not may_move(payout, to):
        raise Refused(
            f"payout.is_{payout.status}",
            CANNOT.get(to, f"This payout is {payout.status} already."),
        )


def require_method(method: str, known: frozenset[str]) -> None:
    if method not in known:
        raise Refused(
            "money.no_such_method",
            "Choose one of the ways to pay that this hall offers.",
            because=Because.INVALID,
            field="method",
        )


def require_rail(by: Actor) -> None:
    """Outcomes are recorded by the rail's own actor, never on somebody's word."""
    if not by.is_system:
        raise Refused("money.only_the_rail", "Only the payment rail can say this.", because=Because.FORBIDDEN)


def require_charged(charged: Money, asked: Money) -> None:
    if charged != asked:
        raise Refused(
            "payment.other_amount",
            f"The rail reports {charged.text()} where {asked.text()} was asked for; an operator must look.",
        )


MOST_DESTINATIONS = 10
LONGEST_HOLDER = 80
SANDBOX_ACCOUNTS: Mapping[str, str] = {
    "SANDBOX-PAYS": "Practice account, pays at once",
    "SANDBOX-SLOW": "Practice account, pays after two minutes",
    "SANDBOX-FAILS-ONCE": "Practice account, first try comes back",
    "SANDBOX-CLOSED": "Practice account, closed",
}


def require_freelancer_side(by: Actor) -> UUID:
    """Only a person, not an operator in a staff session, has a balance."""
    if by.is_staff:
        raise Refused("money.not_as_staff", "Leave the staff session first.", because=Because.FORBIDDEN)
    return by.require_person()


def require_holder(holder: str) -> None:
    if not 2 <= len(holder.strip()) <= LONGEST_HOLDER or not holder.strip().isprintable():
        raise Refused(
            "destination.holder_missing",
            "Enter the account holder’s name, as the bank knows it.",
            because=Because.INVALID,
            field="holder",
        )


def require_number(kind: str, number: str) -> None:
    """A destination is an IBAN with right check digits, or one of the sandbox's accounts."""
    if kind == DestinationKind.IBAN:
        wrong = iban.problem(number)
        if wrong:
            raise Refused("destination.iban_invalid", wrong, because=Because.INVALID, field="number")
    elif kind != DestinationKind.SANDBOX or number not in SANDBOX_ACCOUNTS or not sandbox_offered():
        raise Refused(
            "destination.unknown_account",
            "Choose one of the accounts offered.",
            because=Because.INVALID,
            field="number",
        )


def hint_of(kind: str, number: str) -> str:
    """How a destination is called without its number: ``DE … 3000``; a practice account by what it does."""
    return f"{number[:2]} … {number[-4:]}" if kind == DestinationKind.IBAN else SANDBOX_ACCOUNTS[number]


def require_room(count: int) -> None:
    if count >= MOST_DESTINATIONS:
        raise Refused(
            "destination.too_many",
            f"You have {MOST_DESTINATIONS} already; remove one that you no longer use.",
        )


def require_in_use(destination: Destination) -> None:
    if destination.removed_at is not None:
        raise Refused("destination.gone", "Its owner has removed that account; only they can choose another.")


def require_same_hall(destination: Destination, payout: Payout) -> None:
    """A person's accounts at another hall are not there for this hall's payouts."""
    if destination.hall_id != payout.hall_id:
        raise not_found("destination")


def require_idle(destination: Destination) -> None:
    moving = destination.payouts.filter(status__in=[PayoutStatus.REQUESTED, PayoutStatus.SENDING])
    if moving.exists():
        raise Refused("destination.in_use", "A payout is on its way there; remove it afterwards.")


def sandbox_offered() -> bool:
    """Whether practice accounts and practice payments may be used here."""
    return "sandbox" in offered()


def require_some_rail() -> None:
    """A hall without a payment rail can hold and pay out nothing."""
    if not offered():
        raise Refused(
            "money.no_rail", "No payment rail is switched on here yet. The operator has to choose one first."
        )
