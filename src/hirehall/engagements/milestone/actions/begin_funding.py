from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts import rules as contract_rules
from hirehall.engagements.milestone import facts, queries, rules
from hirehall.engagements.milestone.models import Milestone
from hirehall.engagements.milestone.operations import move_to, tell
from hirehall.engagements.milestone.states import State
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.money import operations as money


@action("milestone.begin_funding", scope=Scope.MONEY_WRITE)
def begin_funding(
    milestone_id: UUID, *, by: Actor, method: str = "sandbox.instant", version: int | None = None
) -> Milestone:
    """The client's side starts a payment for a planned milestone. It counts as funded when the money is here."""
    contract, milestone = queries.milestone_to_move(milestone_id, by=by)
    contract_rules.require_payer(contract, by)
    contract_rules.require_active(contract)
    contract_rules.require_current_unit(milestone, version)
    rules.require_move("begin funding", milestone)
    contract_operations.require_nobody_suspended(by.person_id, contract.freelancer_id)
    payment = money.begin_payment(
        hall_id=contract.hall_id,
        contract_id=contract.id,
        unit_id=milestone.id,
        payer_id=contract.client_id,
        organisation_id=contract.organisation_id,
        payee_id=contract.freelancer_id,
        policy_id=contract.policy_id,
        amount=milestone.to_fund,
        client_fee=milestone.fee_to_pay,
        method=method,
        by=by,
    )
    milestone.payment_id = payment.id
    move_to(milestone, State.FUNDING)
    contract_operations.touch(contract)
    tell(facts.FundingBegun, contract, milestone, by=by, payment_id=payment.id, amount=milestone.to_fund)
    return milestone
