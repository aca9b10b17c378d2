"""Money beside the units of work: begun, collected and passed on in one step, or not collected."""

from __future__ import annotations

from typing import Any

from hirehall.contracts import facts
from hirehall.contracts.models import Contract, ExtraPayment
from hirehall.contracts.operations.endings import record_about
from hirehall.contracts.operations.units import fill, release
from hirehall.contracts.states import ExtraRule, ExtraState
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.money import Money
from hirehall.money import operations as money
from hirehall.money.models import Chargeback, Payment
from hirehall.money.queries import FeeQuote


def begin_extra(
    contract: Contract, *, rule: ExtraRule, quote: FeeQuote, note: str, method: str, by: Actor
) -> ExtraPayment:
    """Write a bonus or tip down and ask the rail for it; the freelancer has it once it has come in."""
    extra = ExtraPayment(
        contract=contract,
        title=rule.name.capitalize(),
        word=rule.name,
        note=note,
        amount_minor=quote.amount.minor,
        freelancer_fee_minor=quote.freelancer_fee.minor,
        client_fee_minor=quote.client_fee.minor,
        quote=quote.as_json(),
        made_by_id=by.require_person(),
        begun_at=clock.now(),
    )
    payment = money.begin_payment(
        hall_id=contract.hall_id,
        contract_id=contract.id,
        unit_id=extra.id,
        payer_id=contract.client_id,
        organisation_id=contract.organisation_id,
        payee_id=contract.freelancer_id,
        policy_id=contract.policy_id,
        amount=extra.amount,
        client_fee=extra.fee_to_pay,
        method=method,
        by=by,
    )
    extra.payment_id = payment.id
    extra.save(force_insert=True)
    contract.extras += 1
    contract.version += 1
    contract.save(update_fields=["extras", "version"])
    _tell(facts.ExtraBegun, contract, extra, by=by, payment_id=payment.id)
    return extra


def settle_extra(contract: Contract, extra: ExtraPayment, payment: Payment, *, by: Actor) -> None:
    """It has come in: into escrow and out to the freelancer, in one transaction."""
    fill(extra, payment)
    net = release(contract, extra, extra.amount, by=by)
    extra.state, extra.closed_at = ExtraState.PAID, clock.now()
    extra.version += 1
    extra.save()
    _tell(facts.ExtraPaid, contract, extra, by=by, net=net, note=extra.note)


def fail_extra(contract: Contract, extra: ExtraPayment, *, reason: str, by: Actor) -> None:
    """The rail could not collect it: nothing was taken."""
    extra.state, extra.closed_at, extra.reason = ExtraState.FAILED, clock.now(), reason[:300]
    extra.version += 1
    extra.save()
    _tell(facts.ExtraFailed, contract, extra, by=by, payment_id=extra.payment_id, reason=reason)


def lose_extra(contract: Contract, extra: ExtraPayment, lost: Chargeback, *, by: Actor) -> None:
    """A lost chargeback of it is booked: it was released, so nothing of it is in escrow."""
    settled = money.settle_chargeback(lost, from_escrow={}, by=by)
    _tell(
        facts.ExtraChargedBack,
        contract,
        extra,
        by=by,
        chargeback_id=settled.id,
        lost=settled.amount,
    )


def _tell(
    fact: type[facts.ExtraFact],
    contract: Contract,
    extra: ExtraPayment,
    *,
    by: Actor,
    lost: Money | None = None,
    **more: Any,
) -> None:
    record_about(
        fact, contract, by=by, extra_id=extra.id, word=extra.word, amount=lost or extra.amount, **more
    )
