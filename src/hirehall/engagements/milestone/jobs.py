"""What runs in the background: the rail's answers, and the clocks of silence."""

from __future__ import annotations

from uuid import UUID

from hirehall.engagements.milestone import queries
from hirehall.engagements.milestone.actions.accept_delivery import accept_in_silence
from hirehall.engagements.milestone.actions.ask_refund import grant_refund_in_silence
from hirehall.engagements.milestone.actions.complete_contract import complete_contract as complete
from hirehall.engagements.milestone.actions.fail_funding import fail_funding
from hirehall.engagements.milestone.actions.settle_funding import settle_funding as settle
from hirehall.engagements.milestone.models import Milestone
from hirehall.foundation import clock
from hirehall.foundation.actor import system
from hirehall.foundation.facts import read
from hirehall.foundation.jobs import enqueue, job, periodic, unless_moved
from hirehall.money import rails as money_rails
from hirehall.money.models import Payment

RAIL = system("rail")
CLOCK = system("clock")


@job("milestone.settle_funding")
def settle_funding(fact_id: str) -> None:
    """A payment has arrived: fund its milestone, or send back what is not awaited."""
    fact = read(fact_id)
    if queries.is_milestone(UUID(fact.data["unit_id"])):
        settle(UUID(fact.data["payment_id"]), by=RAIL)


@job("milestone.funding_failed")
def funding_failed(fact_id: str) -> None:
    fact = read(fact_id)
    if queries.is_milestone(UUID(fact.data["unit_id"])):
        fail_funding(UUID(fact.data["payment_id"]), by=RAIL, reason=fact.data["reason"])


@job("milestone.complete_contract")
def complete_contract(fact_id: str) -> None:
    """A change of terms, or an end, was turned down: perhaps nothing is left to do."""
    contract_id = UUID(read(fact_id).data["contract_id"])
    if queries.is_milestone_contract(contract_id):
        complete(contract_id, by=CLOCK)


@job("milestone.accept_in_silence")
def accept_one(milestone_id: str) -> None:
    unless_moved(accept_in_silence, milestone_id, by=CLOCK)


@job("milestone.grant_in_silence")
def grant_one(request_id: str) -> None:
    unless_moved(grant_refund_in_silence, request_id, by=CLOCK)


@periodic("milestone.sweep_deliveries", cron="*/5 * * * *")
def sweep_deliveries() -> None:
    """Deliveries whose silence has spoken: one job each, so that one failure holds up nobody else."""
    for milestone_id in queries.deliveries_to_accept(clock.now()):
        enqueue(accept_one, once=f"accept:{milestone_id}", milestone_id=str(milestone_id))


@periodic("milestone.sweep_refunds", cron="*/5 * * * *")
def sweep_refunds() -> None:
    """Refund requests that nobody answered in time."""
    for request_id in queries.refunds_to_grant(clock.now()):
        enqueue(grant_one, once=f"grant:{request_id}", request_id=str(request_id))


def settle_now(payment_id: UUID) -> tuple[Payment, Milestone | None]:
    """See ``money.rails.settle_now``; the unit is there when its state followed from the answer."""
    return money_rails.settle_now(payment_id, settle=settle, fail=fail_funding)
