from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations, queries
from hirehall.contracts.models import TermsVersion
from hirehall.contracts.states import AskState
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Because, Refused


@action("contracts.file_agreement")
def file_agreement(contract_id: UUID, *, by: Actor, number: int) -> TermsVersion:
    """Both sides get one version of the terms as a paper, once, with the hash of its bytes on the page."""
    if not by.is_system:
        raise Refused(
            "agreement.clerk_only", "The hall files agreements by itself.", because=Because.FORBIDDEN
        )
    contract = queries.contract_to_move(contract_id, by=by)
    terms = contract.terms.select_related("written_by", "answered_by").get(number=number)
    if terms.agreement_file_id is not None or terms.state != AskState.ACCEPTED:
        return terms
    return operations.keep_agreement(contract, terms, by=by)
