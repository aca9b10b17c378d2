"""Money in and out of a milestone: the columns here and the ledger there, in one transaction."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hirehall.contracts import operations as contracts
from hirehall.contracts.models import Contract
from hirehall.engagements.milestone import facts, rules
from hirehall.engagements.milestone.models import Milestone
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.facts import record
from hirehall.foundation.money import Money
from hirehall.money import operations as money


def release(contract: Contract, milestone: Milestone, amount: Money, *, by: Actor) -> Money:
    """Move held money to the freelancer, the frozen commission taken in proportion; answers what they get."""
    rules.require_held(milestone, amount)
    released = milestone.released_minor + amount.minor
    taken = milestone.freelancer_fee_minor * released // milestone.amount_minor
    fee = milestone.money(taken - milestone.freelancer_fee_taken_minor)
    milestone.releases += 1
    milestone.released_minor, milestone.freelancer_fee_taken_minor = released, taken
    money.release(
        hall_id=contract.hall_id,
        contract_id=contract.id,
        unit_id=milestone.id,
        freelancer_id=contract.freelancer_id,
        amount=amount,
        fee=fee,
        available_at=clock.now() + timedelta(days=contract.policy.payout_hold_days),
        key=f"release:{milestone.id}:{milestone.releases}",
        by=by,
    )
    contracts.tally(contract, paid=amount)
    return amount - fee


def refund(contract: Contract, milestone: Milestone, amount: Money, *, by: Actor) -> Money:
    """Send held money back to the client with the client fee on it; answers what goes back in all."""
    rules.require_held(milestone, amount)
    refunded = milestone.refunded_minor + amount.minor
    fee_back = min(
        milestone.client_fee_minor * refunded // milestone.amount_minor, milestone.client_fee_paid_minor
    )
    back = milestone.money(fee_back - milestone.client_fee_back_minor)
    milestone.refunds += 1
    milestone.refunded_minor, milestone.client_fee_back_minor = refunded, fee_back
    money.refund(
        hall_id=contract.hall_id,
        contract_id=contract.id,
        unit_id=milestone.id,
        amount=amount,
        client_fee_back=back,
        key=f"refund:{milestone.id}:{milestone.refunds}",
        by=by,
    )
    contracts.tally(contract, refunded=amount)
    return amount + back


def roll_on(contract: Contract, milestone: Milestone, following: Milestone, *, by: Actor) -> Money:
    """Move all that is still held into the next planned milestone, with its share of both frozen fees."""
    rest = milestone.held
    used = milestone.freelancer_fee_minor * (milestone.released_minor + rest.minor) // milestone.amount_minor
    share_of_commission = used - milestone.freelancer_fee_taken_minor
    share_of_client_fee = milestone.client_fee_minor * rest.minor // milestone.amount_minor
    milestone.rolled_on_minor += rest.minor
    following.amount_minor += rest.minor
    following.funded_minor += rest.minor
    following.freelancer_fee_minor += share_of_commission
    following.client_fee_minor += share_of_client_fee
    following.client_fee_paid_minor += share_of_client_fee
    following.version += 1
    following.save()
    money.roll(
        hall_id=contract.hall_id,
        contract_id=contract.id,
        from_unit_id=milestone.id,
        to_unit_id=following.id,
        amount=rest,
        key=f"roll:{milestone.id}:{milestone.releases}",
        by=by,
    )
    return rest


def tell(
    fact: type[facts.MilestoneFact], contract: Contract, milestone: Milestone, *, by: Actor, **more: Any
) -> None:
    """Record a fact about a milestone, for the timelines of both the milestone and its contract."""
    record(
        fact(
            contract_id=contract.id,
            milestone_id=milestone.id,
            client_id=contract.client_id,
            organisation_id=contract.organisation_id,
            freelancer_id=contract.freelancer_id,
            title=milestone.title,
            **more,
        ),
        by=by,
        hall_id=contract.hall_id,
        about=[contract.id, milestone.id],
    )
