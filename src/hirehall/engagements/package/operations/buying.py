"""What a client pays for on top of an order: more revisions while it runs."""

from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations as contracts
from hirehall.contracts.models import Contract
from hirehall.engagements.package.models import Order, RevisionPurchase
from hirehall.engagements.package.states import BuyState
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.money import Money
from hirehall.money import operations as money
from hirehall.money.models import Payment
from hirehall.money.queries import FeeQuote


def begin_payment(
    contract: Contract, *, unit_id: UUID, amount: Money, client_fee: Money, method: str, by: Actor
) -> Payment:
    """Begin a payment under a contract that has one already."""
    return money.begin_payment(
        hall_id=contract.hall_id,
        contract_id=contract.id,
        unit_id=unit_id,
        payer_id=contract.client_id,
        organisation_id=contract.organisation_id,
        payee_id=contract.freelancer_id,
        policy_id=contract.policy_id,
        amount=amount,
        client_fee=client_fee,
        method=method,
        by=by,
    )


def begin_purchase(
    contract: Contract, order: Order, quote: FeeQuote, *, count: int, method: str, by: Actor
) -> RevisionPurchase:
    """Remember what is bought, and ask the client for the money; the order itself changes when it is here."""
    payment = begin_payment(
        contract,
        unit_id=order.id,
        amount=quote.amount,
        client_fee=quote.client_fee,
        method=method,
        by=by,
    )
    return RevisionPurchase.objects.create(
        order=order,
        count=count,
        amount_minor=quote.amount.minor,
        freelancer_fee_minor=quote.freelancer_fee.minor,
        client_fee_minor=quote.client_fee.minor,
        quote=quote.as_json(),
        payment_id=payment.id,
        begun_at=clock.now(),
    )


def add_revisions(contract: Contract, order: Order, purchase: RevisionPurchase, payment: Payment) -> Money:
    """The money is here: the order costs and holds more, and may be revised more often."""
    order.amount_minor += purchase.amount_minor
    order.freelancer_fee_minor += purchase.freelancer_fee_minor
    order.client_fee_minor += purchase.client_fee_minor
    order.revisions += purchase.count
    amount = contracts.fill(order, payment)
    contracts.tally(contract, agreed=amount)
    order.version += 1
    order.save()
    return amount


def take_back_revisions(order: Order, payment_id: UUID) -> None:
    """The bank took the money of more revisions back: those that were not used are not owed."""
    purchase = order.purchases.filter(payment_id=payment_id, state=BuyState.PAID).first()
    if purchase is None:
        return
    purchase.state = BuyState.RETURNED
    purchase.save(update_fields=["state"])
    order.revisions = max(order.revisions_used, order.revisions - purchase.count)
    order.version += 1
    order.save(update_fields=["revisions", "version"])
