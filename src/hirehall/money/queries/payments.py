"""The client's side of money: what was paid, what went back, what is held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Prefetch, Q, QuerySet, Sum

from hirehall.foundation.actor import Actor
from hirehall.foundation.addresses import at_hall
from hirehall.foundation.money import Money
from hirehall.foundation.reads import kept
from hirehall.foundation.refused import not_found
from hirehall.halls.models import Hall
from hirehall.money.models import Account, Payment, Refund
from hirehall.money.rails.interface import Method
from hirehall.money.rails.registry import methods
from hirehall.money.states import AccountKind, PaymentStatus, Purpose, RefundStatus

WORK = Q(purpose=Purpose.WORK)


@dataclass(frozen=True, slots=True)
class Spending:
    """What one client side has spent in one currency, over all time.

    Attributes:
        paid: came in, fees included.
        fees: the hall's client fees in it, less those given back.
        given_back: went back or is on its way back, fees included.
        held: in escrow now, or as a deposit.
        released: reached freelancers and the hall's commission; paid less fees, given back, held and bought.
        bought: what the hall itself was paid for, as memberships, less what went back.
    """

    currency: str
    paid: Money
    fees: Money
    given_back: Money
    held: Money
    released: Money
    bought: Money


def payment_methods() -> list[Method]:
    """The ways to pay that this installation offers, the usual one first."""
    return list(methods())


def outcome_of(payment: Payment, *, done: str) -> tuple[int, str]:
    """What a page says once the rail was asked: how loud (a level of Django's messages), and the sentence.

    Args:
        done: what is said when the money is there.
    """
    match payment.status:
        case PaymentStatus.FAILED:
            return messages.ERROR, payment.reason or "The payment did not go through. Nothing was taken."
        case PaymentStatus.PENDING:
            return messages.INFO, "The payment is on its way. You will be told when it arrives."
        case _:
            return messages.SUCCESS, done


def visible_to(actor: Actor) -> QuerySet[Payment]:
    """The payments of the actor's client sides: their own, and their organisations'."""
    if actor.person_id is None or actor.is_staff:
        return Payment.objects.none()
    return Payment.objects.filter(at_hall(actor)).filter(
        Q(payer_id=actor.person_id, organisation=None) | Q(organisation_id__in=actor.organisation_ids)
    )


def payments_for(actor: Actor, hall_id: UUID, *, after: UUID | None = None, limit: int = 50) -> list[Payment]:
    """The actor's payments in a hall, newest first, with their refunds and chargebacks. Three queries."""
    mine = visible_to(actor).filter(hall_id=hall_id)
    if after is not None:
        mine = mine.filter(id__lt=after)
    refunds = Prefetch("refunds", queryset=Refund.objects.order_by("id"))
    return list(mine.select_related("payee").prefetch_related(refunds, "chargebacks").order_by("-id")[:limit])


def payment(payment_id: UUID) -> Payment:
    """A payment for system jobs and settle actions; who may see it is theirs to say.

    Raises:
        Payment.DoesNotExist
    """
    found = _by_id.first(payment_id)
    if found is None:
        raise Payment.DoesNotExist
    return found


@kept
def _by_id(payment_id: UUID) -> QuerySet[Payment]:
    return Payment.objects.filter(id=payment_id)


def payment_for(actor: Actor, payment_id: UUID) -> Payment:
    """One payment of the actor's client sides.

    Raises:
        Refused: ``payment.not_found`` when it is missing or somebody else's.
    """
    found = (
        visible_to(actor)
        .select_related("payee", "payer", "organisation", "hall")
        .prefetch_related("chargebacks")
        .filter(id=payment_id)
        .first()
    )
    if found is None:
        raise not_found("payment")
    return found


def payments_of_contract(contract_id: UUID) -> list[Payment]:
    """Every payment of a contract, oldest first, for modules above; who may see them is theirs to say."""
    return list(Payment.objects.filter(contract_id=contract_id).order_by("id"))


def failed_refunds(hall_id: UUID, *, limit: int = 100) -> list[Refund]:
    """Refunds that the rail could not give back, oldest first; for the operator's desk. One query."""
    failed = Refund.objects.filter(hall_id=hall_id, status=RefundStatus.FAILED)
    return list(failed.select_related("payment__payer").order_by("id")[:limit])


def spending_of(actor: Actor, hall: Hall) -> tuple[Spending, ...]:
    """What the actor's client sides have spent in a hall, by currency, the hall's own first. Two queries."""
    came = visible_to(actor).filter(hall=hall, succeeded_at__isnull=False)
    sums = {
        row["currency"]: row
        for row in came.order_by()
        .values("currency")
        .annotate(
            came=Sum("amount_minor", filter=WORK, default=0),
            bought=Sum("amount_minor", filter=~WORK, default=0),
            fee=Sum("client_fee_minor"),
            back=Sum("refunded_minor", filter=WORK, default=0),
            bought_back=Sum("refunded_minor", filter=~WORK, default=0),
            fee_back=Sum("fee_refunded_minor"),
        )
    }
    holding = Account.objects.filter(
        hall_id=hall.id,
        kind__in=[AccountKind.ESCROW, AccountKind.DEPOSIT],
        group_id__in=came.values("contract_id"),
    )
    totals = holding.order_by().values_list("currency", "kind").annotate(total=Sum("balance_minor"))
    held = {(currency, kind): int(total) for currency, kind, total in totals}
    currencies = sorted({hall.currency, *sums}, key=lambda code: (code != hall.currency, code))
    return tuple(
        _spending(
            currency,
            sums.get(currency),
            held.get((currency, AccountKind.ESCROW), 0),
            held.get((currency, AccountKind.DEPOSIT), 0),
        )
        for currency in currencies
    )


def _spending(currency: str, row: Mapping[str, Any] | None, held: int, deposits: int) -> Spending:
    names = ("came", "fee", "back", "fee_back", "bought", "bought_back")
    amount, fee, back, fee_back, bought, bought_back = (int((row or {}).get(name, 0)) for name in names)
    return Spending(
        currency=currency,
        paid=Money(amount + fee + bought, currency),
        fees=Money(fee - fee_back, currency),
        given_back=Money(back + fee_back + bought_back, currency),
        held=Money(held + deposits, currency),
        released=Money(amount - back - held, currency),
        bought=Money(bought - bought_back - deposits, currency),
    )
