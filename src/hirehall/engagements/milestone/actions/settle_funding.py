from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts.states import ContractState
from hirehall.engagements.milestone import facts, queries
from hirehall.engagements.milestone.models import Milestone
from hirehall.engagements.milestone.operations import move_to, tell
from hirehall.engagements.milestone.states import State
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Because, Refused
from hirehall.money import operations as money
from hirehall.money import queries as money_queries


@action("milestone.settle_funding")
def settle_funding(payment_id: UUID, *, by: Actor) -> Milestone:
    """The rail has the money: the milestone is funded, once. A payment that is not awaited goes back in full."""
    if not by.is_system:
        raise Refused("milestone.rail_only", "Only the payment rail reports this.", because=Because.FORBIDDEN)
    payment = money_queries.payment(payment_id)
    contract, milestone = queries.milestone_of_payment(payment, by=by)
    if milestone.payment_id == payment.id and milestone.state != State.FUNDING and milestone.funded_at:
        return milestone
    awaited = milestone.state == State.FUNDING and milestone.payment_id == payment.id
    if not awaited or contract.state == ContractState.ENDED:
        money.return_payment(payment, reason="The milestone no longer waits for this payment.", by=by)
        amount = Money(payment.amount_minor + payment.client_fee_minor, payment.currency)
        tell(facts.PaymentReturned, contract, milestone, by=by, payment_id=payment.id, amount=amount)
        return milestone
    amount = contract_operations.fill(milestone, payment)
    move_to(milestone, State.FUNDED)
    contract_operations.touch(contract)
    tell(facts.MilestoneFunded, contract, milestone, by=by, payment_id=payment.id, amount=amount)
    return milestone
