from __future__ import annotations

from uuid import UUID

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor
from hirehall.money.models import Payment
from hirehall.money.states import Purpose
from hirehall.papers.models import Paper
from hirehall.papers.operations import Draft, issue, require_clerk
from hirehall.papers.states import PaperKind


@action("papers.issue_payment_receipt")
def issue_payment_receipt(payment_id: UUID, *, by: Actor) -> Paper:
    """Each payment that came in gives the client one receipt.

    Raises:
        Refused: ``paper.not_on_request``.
    """
    require_clerk(by)
    payment = Payment.objects.select_related("hall", "payer", "organisation").get(id=payment_id)
    fee = (("Service fee", payment.client_fee),) if payment.purpose == Purpose.WORK else ()
    draft = Draft(
        kind=PaperKind.PAYMENT_RECEIPT,
        hall=payment.hall,
        receiver=payment.payer,
        organisation=payment.organisation,
        cause_id=payment.id,
        contract_id=payment.contract_id,
        unit_id=payment.unit_id,
        lines=((payment.line.words, payment.amount), *fee),
        total=("You paid", payment.total),
    )
    return issue(draft, by=by)
