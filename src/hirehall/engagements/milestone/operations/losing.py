"""What a chargeback does to milestones: held money is gone, and the time of a frozen contract does not count."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db.models import F

from hirehall.contracts import operations as contracts
from hirehall.contracts.models import Contract
from hirehall.contracts.states import AskState
from hirehall.engagements.milestone.models import Milestone, RefundRequest
from hirehall.engagements.milestone.operations.closing import move_to
from hirehall.engagements.milestone.states import State
from hirehall.foundation import clock
from hirehall.foundation.money import Money, zero


def take_from_escrow(
    contract: Contract, milestone: Milestone, rows: list[Milestone], most: Money
) -> dict[UUID, Money]:
    """Take up to ``most`` out of what the milestone holds, then out of what rolled on from it; the columns only.

    Args:
        rows: all milestones of the contract, locked, in order; their columns are saved.
        most: what the client has not had back of the lost payment.
    Returns:
        what was taken, by milestone; the caller posts it.
    """
    taken: dict[UUID, Money] = {}
    left, rolled = most.minor, 0
    for row in rows:
        is_own = row.id == milestone.id
        part = min(left, row.held.minor if is_own else min(row.held.minor, rolled))
        if is_own:
            rolled = row.rolled_on_minor
        elif rolled and row.funded_minor:
            rolled = min(rolled, part + row.rolled_on_minor)
        if part:
            taken[row.id] = row.money(part)
            left -= part
            _lose(row, part)
    total = sum(taken.values(), zero(contract.currency))
    if total:
        contracts.tally(contract, refunded=total)
        contracts.lapse_ending(contract)
    return taken


def _lose(row: Milestone, part: int) -> None:
    if row.state == State.PLANNED:  # what rolled in is gone: it has to be paid for like any other
        fee = min(row.client_fee_minor * part // row.amount_minor, row.client_fee_paid_minor)
        row.funded_minor -= part
        row.client_fee_paid_minor -= fee
        move_to(row, State.PLANNED)
        return
    row.refunded_minor += part
    fee_back = row.client_fee_minor * row.refunded_minor // row.amount_minor
    row.client_fee_back_minor = max(min(fee_back, row.client_fee_paid_minor), row.client_fee_back_minor)
    RefundRequest.objects.filter(milestone=row, state=AskState.OPEN).update(
        state=AskState.LAPSED, answered_at=clock.now()
    )
    if not row.held:
        move_to(row, State.REFUNDED)
    else:
        move_to(row, State.FUNDED if row.state == State.REFUND_ASKED else State(row.state))


def stop_clocks_for(contract: Contract, stood: timedelta) -> None:
    """Nothing could be answered while the contract stood still, so its clocks get that time back."""
    running = Milestone.objects.filter(contract=contract, auto_accept_at__isnull=False)
    running.update(auto_accept_at=F("auto_accept_at") + stood)
    waiting = RefundRequest.objects.filter(milestone__contract=contract, state=AskState.OPEN)
    waiting.update(answer_by=F("answer_by") + stood)
