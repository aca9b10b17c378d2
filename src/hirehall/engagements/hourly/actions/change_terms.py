from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts import queries as contract_queries
from hirehall.contracts import rules as contract_rules
from hirehall.contracts.models import Contract, TermsVersion
from hirehall.contracts.states import Side
from hirehall.engagements.hourly import queries, rules
from hirehall.engagements.hourly.operations import HourTerms, reprice, written_terms
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused
from hirehall.people import queries as people


@action("hourly.propose_terms", scope=Scope.CONTRACTS_WRITE)
def propose_terms(
    contract_id: UUID, *, by: Actor, terms: HourTerms, version: int | None = None
) -> TermsVersion:
    """One side asks for another rate or cap; nothing changes until the other side accepts."""
    contract, arrangement = queries.contract_to_move(contract_id, by=by)
    side = contract_rules.require_deciding_side(contract, by)
    contract_rules.require_active(contract)
    contract_rules.require_current(contract, version)
    rules.require_running(arrangement)
    contract_operations.require_nobody_suspended(by.person_id)
    pricing = contract_queries.pricing_of(contract, schedule_id=contract.schedule_id)
    written = written_terms(terms, currency=contract.currency, policy=contract.policy, pricing=pricing)
    return contract_operations.propose_terms(contract, written, side=side, by=by)


@action("hourly.accept_terms", scope=Scope.CONTRACTS_WRITE)
def accept_terms(terms_id: UUID, *, by: Actor, version: int | None = None) -> TermsVersion:
    """The other side agrees: the new terms count from the next week whose money is not held yet.

    Where a week costs more now, and whoever agreed for the client may not pay, the next week waits for one who may:
    the calendar asks nobody's bank for more than a payer has seen.
    """
    contract, proposed = contract_queries.terms_to_move(terms_id, by=by)
    _, arrangement = queries.contract_to_move(contract.id, by=by)
    side = contract_rules.require_deciding_side(contract, by)
    if side == proposed.side:
        raise Refused(
            "contract.wrong_party", "The other side answers what you proposed.", because=Because.FORBIDDEN
        )
    contract_rules.require_active(contract)
    contract_rules.require_current(contract, version)
    contract_rules.require_ask_open(proposed.state)
    rules.require_running(arrangement)
    contract_operations.require_nobody_suspended(by.person_id)
    if arrangement.method and _costs_more(contract, proposed) and not _payer_agrees(contract, proposed, by):
        arrangement.method = ""
        arrangement.save(update_fields=["method"])
    contract_operations.adopt_terms(contract, proposed, side=side, by=by)
    reprice(contract)
    return proposed


def _costs_more(contract: Contract, proposed: TermsVersion) -> bool:
    return proposed.total_minor > contract_queries.terms_in_force(contract).total_minor


def _payer_agrees(contract: Contract, proposed: TermsVersion, by: Actor) -> bool:
    """Whether the person of the client's side who proposed or accepts the terms may pay; a token needs the scope."""
    if proposed.side == Side.CLIENT:
        return contract_rules.may_pay(contract, people.actor_for(proposed.written_by))
    return contract_rules.may_pay(contract, by) and (by.scopes is None or Scope.MONEY_WRITE in by.scopes)
