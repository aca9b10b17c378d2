from __future__ import annotations

from uuid import UUID

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_operator
from hirehall.foundation.facts import record
from hirehall.foundation.refused import Refused, not_found
from hirehall.money import facts
from hirehall.money.models import Refund
from hirehall.money.states import RefundStatus


@action("money.retry_refund", scope=Scope.STAFF_WRITE)
def retry_refund(refund_id: UUID, *, by: Actor) -> Refund:
    """An operator lets the rail try a refund again that it could not give back.

    Raises:
        Refused: ``staff.session_needed``, ``refund.not_found``, ``refund.is_<state>``.
    """
    refund = Refund.objects.select_for_update(no_key=True).filter(id=refund_id).first()
    require_operator(by, hall_id=refund.hall_id if refund else None)
    if refund is None:
        raise not_found("refund")
    if refund.status != RefundStatus.FAILED:
        raise Refused(f"refund.is_{refund.status}", "Only a refund that failed can be tried again.")
    refund.status, refund.problem = RefundStatus.PENDING, ""
    refund.save(update_fields=["status", "problem"])
    record(
        facts.RefundBegun(
            refund_id=refund.id,
            payment_id=refund.payment_id,
            contract_id=refund.contract_id,
            unit_id=refund.unit_id,
            total=refund.total,
        ),
        by=by,
        hall_id=refund.hall_id,
        about=[refund.id, refund.payment_id, refund.contract_id],
    )
    return refund
