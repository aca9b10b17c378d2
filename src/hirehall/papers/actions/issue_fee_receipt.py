from __future__ import annotations

from uuid import UUID

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor
from hirehall.money.models import Earning
from hirehall.money.queries import percent_text
from hirehall.papers.models import Paper
from hirehall.papers.operations import Draft, issue, require_clerk
from hirehall.papers.states import PaperKind


@action("papers.issue_fee_receipt")
def issue_fee_receipt(earning_id: UUID, *, by: Actor) -> Paper:
    """Each release gives the freelancer one receipt for the fee that the hall kept of it.

    Raises:
        Refused: ``paper.not_on_request``.
    """
    require_clerk(by)
    earning = Earning.objects.select_related("hall", "freelancer", "agency").get(id=earning_id)
    draft = Draft(
        kind=PaperKind.FEE_RECEIPT,
        hall=earning.hall,
        receiver=earning.freelancer,
        organisation=None,
        cause_id=earning.id,
        contract_id=earning.contract_id,
        unit_id=earning.unit_id,
        lines=((_released(earning), earning.gross), ("You receive", earning.net)),
        total=("Fee of the hall", earning.fee),
    )
    return issue(draft, by=by)


def _released(earning: Earning) -> str:
    if earning.agency is None or earning.share_basis_points is None:
        return "Work released to you"
    return f"Your share of {percent_text(earning.share_basis_points)} of what was released to {earning.agency.name}"
