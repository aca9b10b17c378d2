"""Chargebacks: for a payment's page, for the engagement that settles one, for the operator's desk."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from hirehall.foundation.money import Money
from hirehall.money.models import Chargeback, Earning, Payment, Refund
from hirehall.money.rules import losses
from hirehall.money.states import ChargebackStatus, RefundStatus

UNDECIDED = Q(status=ChargebackStatus.OPENED) | Q(status=ChargebackStatus.LOST, settled_at=None)


def chargeback(chargeback_id: UUID) -> Chargeback:
    """One chargeback, for jobs and settle actions; who may see it is theirs to say.

    Raises:
        Chargeback.DoesNotExist
    """
    return Chargeback.objects.select_related("payment").get(id=chargeback_id)


def is_disputed(contract_id: UUID) -> bool:
    """Whether money of the contract must stay where it is, because a bank wants it back. One query."""
    return Chargeback.objects.filter(UNDECIDED, contract_id=contract_id).exists()


def chargebacks_of_contract(contract_id: UUID) -> list[Chargeback]:
    """Every chargeback of a contract, oldest first. One query."""
    return list(Chargeback.objects.filter(contract_id=contract_id).select_related("payment").order_by("id"))


def open_chargebacks(hall_id: UUID, *, limit: int = 100) -> list[Chargeback]:
    """What no bank has decided yet, and losses that are not booked, oldest first; for the desk. One query."""
    return list(_at_desk(hall_id).filter(UNDECIDED).order_by("id")[:limit])


def latest_chargebacks(hall_id: UUID, *, after: UUID | None = None, limit: int = 20) -> list[Chargeback]:
    """The latest of all, newest first, older than ``after``; for the desk. One query."""
    found = _at_desk(hall_id)
    return list((found.filter(id__lt=after) if after else found).order_by("-id")[:limit])


def _at_desk(hall_id: UUID) -> QuerySet[Chargeback]:
    return Chargeback.objects.filter(hall_id=hall_id).select_related("payment__payer", "payment__payee")


def unsettled_chargebacks(*, limit: int = 500) -> list[UUID]:
    """Losses that no engagement has settled yet, oldest first."""
    lost = Chargeback.objects.filter(status=ChargebackStatus.LOST, settled_at=None)
    return list(lost.order_by("id").values_list("id", flat=True)[:limit])


def still_held_at_most(chargeback: Chargeback) -> Money:
    """How much may be taken out of escrow for a lost payment: what the bank took of its amount. One query."""
    payment = chargeback.payment
    taken = losses.taken_back(chargeback.amount, payment, stuck=stuck_refunds(payment.id))
    return chargeback.money(taken.principal)


def stuck_refunds(payment_id: UUID) -> QuerySet[Refund]:
    """Refunds that the rail could not give, oldest first: their money is the client's credit until a bank takes it."""
    return Refund.objects.filter(payment_id=payment_id, status=RefundStatus.FAILED).order_by("id")


def earned_of(contract_id: UUID, currency: str) -> tuple[Money, Money]:
    """What was released under a contract, and the hall's commission in it. One query."""
    sums = Earning.objects.filter(contract_id=contract_id, currency=currency).aggregate(
        gross=Sum("gross_minor"), fee=Sum("fee_minor")
    )
    return Money(int(sums["gross"] or 0), currency), Money(int(sums["fee"] or 0), currency)


def earned_by_each(payment: Payment, *, atleast: Money) -> dict[UUID, Money]:
    """What each person was owed for the payment's unit of work, or under its contract, where money rolled on."""
    for where in ({"unit_id": payment.unit_id}, {}):
        found = Earning.objects.filter(contract_id=payment.contract_id, currency=payment.currency, **where)
        rows = found.order_by().values_list("freelancer_id").annotate(total=Sum("net_minor"))
        earned = {person_id: Money(int(total), payment.currency) for person_id, total in rows if total}
        if sum(one.minor for one in earned.values()) >= atleast.minor:
            return earned
    return earned
