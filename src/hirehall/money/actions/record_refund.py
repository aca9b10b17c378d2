from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor
from hirehall.foundation.facts import record
from hirehall.money import facts, rules
from hirehall.money.ledger import credit, debit, post
from hirehall.money.models import Refund
from hirehall.money.rails.interface import Outcome, Sent
from hirehall.money.states import AccountKind, RefundStatus, TransferKind


@action("money.record_refund")
def record_refund(refund_id: UUID, *, sent: Sent, by: Actor) -> Refund:
    """A refund that the rail has given back leaves the books; one that it cannot give back stays owed.

    Raises:
        Refused: ``money.only_the_rail``.
    """
    rules.require_rail(by)
    refund = (
        Refund.objects.select_related("payment").select_for_update(no_key=True, of=["self"]).get(id=refund_id)
    )
    if refund.status != RefundStatus.PENDING or sent.outcome is Outcome.PENDING:
        return refund
    if sent.outcome is Outcome.FAILED:
        refund.status, refund.problem = RefundStatus.FAILED, sent.reason
        refund.save(update_fields=["status", "problem"])
        record(_failure(refund), by=by, hall_id=refund.hall_id, about=_about(refund))
        return refund
    payment = refund.payment
    post(
        hall_id=refund.hall_id,
        key=f"refund_settle:{refund.id}",
        kind=TransferKind.REFUND_SETTLE,
        legs=[
            debit(AccountKind.CLIENT_CREDIT, refund.total, subject=payment.id, group=payment.payer_side_id),
            credit(AccountKind.CLEARING, refund.total),
        ],
        contract_id=refund.contract_id,
        unit_id=refund.unit_id,
        cause_id=refund.id,
    )
    refund.status, refund.settled_at, refund.reference = RefundStatus.SETTLED, clock.now(), sent.reference
    refund.save(update_fields=["status", "settled_at", "reference"])
    record(_settlement(refund), by=by, hall_id=refund.hall_id, about=_about(refund))
    return refund


def _about(refund: Refund) -> list[UUID]:
    return [refund.id, refund.payment_id, refund.contract_id]


def _settlement(refund: Refund) -> facts.RefundSettled:
    return facts.RefundSettled(
        refund_id=refund.id,
        payment_id=refund.payment_id,
        contract_id=refund.contract_id,
        unit_id=refund.unit_id,
        total=refund.total,
    )


def _failure(refund: Refund) -> facts.RefundFailed:
    return facts.RefundFailed(
        refund_id=refund.id,
        payment_id=refund.payment_id,
        contract_id=refund.contract_id,
        unit_id=refund.unit_id,
        total=refund.total,
        reason=refund.problem,
    )
