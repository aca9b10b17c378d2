from __future__ import annotations

from uuid import UUID

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor
from hirehall.money.models import Refund
from hirehall.money.states import Purpose
from hirehall.papers.models import Paper
from hirehall.papers.operations import Draft, issue, require_clerk
from hirehall.papers.states import PaperKind


@action("papers.issue_refund_receipt")
def issue_refund_receipt(refund_id: UUID, *, by: Actor) -> Paper:
    """Each refund that has gone back gives the client one receipt.

    Raises:
        Refused: ``paper.not_on_request``.
    """
    require_clerk(by)
    refund = Refund.objects.select_related("hall", "payment__payer", "payment__organisation").get(
        id=refund_id
    )
    fee = (("Service fee, given back", refund.client_fee),) if refund.payment.purpose == Purpose.WORK else ()
    draft = Draft(
        kind=PaperKind.REFUND_RECEIPT,
        hall=refund.hall,
        receiver=refund.payment.payer,
        organisation=refund.payment.organisation,
        cause_id=refund.id,
        contract_id=refund.contract_id,
        unit_id=refund.unit_id,
        lines=((refund.payment.line.words_back, refund.amount), *fee),
        total=("You got back", refund.total),
    )
    return issue(draft, by=by)
