"""How milestones close, and how the last one to close ends its contract."""

from __future__ import annotations

from hirehall.contracts import operations as contracts
from hirehall.contracts import queries as contract_queries
from hirehall.contracts.models import Contract
from hirehall.contracts.states import AskState, EndedBy, Side
from hirehall.engagements.milestone import facts, rules
from hirehall.engagements.milestone.models import Milestone, RefundRequest
from hirehall.engagements.milestone.operations.telling import tell
from hirehall.engagements.milestone.states import State
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.money import Money


def move_to(milestone: Milestone, state: State) -> None:
    """Set the state and what follows from it; the caller's row is saved whole."""
    milestone.state = state
    milestone.version += 1
    if state is not State.DELIVERED:
        milestone.auto_accept_at = None
    if state in (State.ACCEPTED, State.REFUNDED, State.CANCELLED):
        milestone.closed_at = clock.now()
    milestone.save()


def cancel(contract: Contract, milestone: Milestone, *, by: Actor) -> None:
    """Close a milestone that never held money of its own."""
    move_to(milestone, State.CANCELLED)
    tell(facts.MilestoneCancelled, contract, milestone, by=by)


def settle(contract: Contract, milestone: Milestone, to_release: Money, *, by: Actor) -> None:
    """At the end of a contract: release one part of what is held, refund the rest, close."""
    to_refund = milestone.held - to_release
    if to_release:
        contracts.release(contract, milestone, to_release, by=by)
    if to_refund:
        contracts.refund(contract, milestone, to_refund, by=by)
    RefundRequest.objects.filter(milestone=milestone, state=AskState.OPEN).update(
        state=AskState.LAPSED, answered_at=clock.now()
    )
    if milestone.state == State.PLANNED:
        move_to(milestone, State.CANCELLED)
    else:
        move_to(milestone, State.REFUNDED if to_refund else State.ACCEPTED)
    tell(facts.MilestoneSettled, contract, milestone, by=by, released=to_release, refunded=to_refund)


def close_up(contract: Contract, *, by: Actor, side: Side | None = None) -> None:
    """After money has moved: an open split no longer fits; the last milestone to close completes the contract.

    A change of terms that still waits for an answer keeps the contract open: it may bring more work.
    """
    contracts.lapse_ending(contract)
    milestones = list(contract.milestones.all())
    if rules.is_done(milestones) and contract_queries.open_terms_change(contract) is None:
        contracts.end(contract, EndedBy.COMPLETION, by=by, side=side)
