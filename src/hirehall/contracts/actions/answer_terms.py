from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations, queries, rules
from hirehall.contracts.models import TermsVersion
from hirehall.contracts.states import AskState
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused


@action("contracts.decline_terms", scope=Scope.CONTRACTS_WRITE)
def decline_terms(terms_id: UUID, *, by: Actor, reason: str = "") -> TermsVersion:
    """The other side says no to new terms; the old ones stay in force."""
    contract, terms = queries.terms_to_move(terms_id, by=by)
    side = rules.require_deciding_side(contract, by)
    if side == terms.side:
        raise Refused(
            "contract.wrong_party", "The other side answers what you proposed.", because=Because.FORBIDDEN
        )
    rules.require_active(contract)
    rules.require_ask_open(terms.state)
    clean = rules.require_text(reason, field="reason", least=0, most=rules.LONGEST_NOTE)
    operations.close_terms_change(contract, terms, AskState.DECLINED, side=side, by=by, reason=clean)
    return terms


@action("contracts.withdraw_terms", scope=Scope.CONTRACTS_WRITE)
def withdraw_terms(terms_id: UUID, *, by: Actor) -> TermsVersion:
    """Whoever proposed new terms takes them back; the old ones stay in force."""
    contract, terms = queries.terms_to_move(terms_id, by=by)
    side = rules.require_deciding_side(contract, by)
    if side != terms.side:
        raise Refused(
            "contract.wrong_party",
            "Only the side that proposed this can take it back.",
            because=Because.FORBIDDEN,
        )
    rules.require_active(contract)
    rules.require_ask_open(terms.state)
    operations.close_terms_change(contract, terms, AskState.WITHDRAWN, side=side, by=by)
    return terms
