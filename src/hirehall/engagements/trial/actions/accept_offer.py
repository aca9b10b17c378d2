from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts import queries as contracts
from hirehall.contracts import rules as contract_rules
from hirehall.contracts.states import OfferState
from hirehall.engagements.trial import operations, queries, rules
from hirehall.engagements.trial.models import Trial
from hirehall.engagements.trial.states import MODEL, MatchState, RequestState
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope


@action("trial.accept_offer", scope=Scope.CONTRACTS_WRITE)
def accept_offer(offer_id: UUID, *, by: Actor, version: int | None = None) -> Trial:
    """The chosen one accepts: there is a contract, the others are told, and the client pays the trial next."""
    offer = contracts.offer_to_move(offer_id, by=by, model=MODEL)
    side = contract_rules.require_answerable(offer, by)
    contract_rules.require_current(offer, version)
    match = queries.match_of_offer(offer)
    request = match.request
    rules.require_request_move("accept", request)
    rules.require_match_move("accept", match)
    contract_operations.require_nobody_suspended(
        by.require_person(), offer.client_id, offer.freelancer_id, hold=True
    )
    contract_operations.close_offer(offer, OfferState.ACCEPTED, by=by, side=side)
    contract, trial = operations.begin_trial(offer, contracts.version_on_table(offer), match, by=by)
    operations.set_match(match, MatchState.HIRED)
    operations.pass_over(request, why="The client has chosen somebody else.", by=by)
    request.contract_id = contract.id
    operations.move_request(request, RequestState.MATCHED)
    return trial
