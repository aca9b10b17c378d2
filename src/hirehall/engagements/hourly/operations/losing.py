"""What a lost chargeback does to weeks: held money is gone."""

from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations as contracts
from hirehall.contracts.models import Contract
from hirehall.engagements.hourly.models import Week
from hirehall.engagements.hourly.operations.weeks import price
from hirehall.engagements.hourly.states import State
from hirehall.foundation.money import Money, zero


def take_from_escrow(contract: Contract, week: Week, rows: list[Week], most: Money) -> dict[UUID, Money]:
    """Take up to ``most`` out of what the week holds, then out of what rolled on from it; the columns only.

    Args:
        rows: all weeks of the contract, locked, in order; their columns are saved.
        most: what the client has not had back of the lost payment.
    Returns:
        what was taken, by week; the caller posts it.
    """
    taken: dict[UUID, Money] = {}
    left, rolled = most.minor, 0
    for row in rows:
        is_own = row.id == week.id
        part = min(left, row.held.minor if is_own else min(row.held.minor, rolled))
        if is_own:
            rolled = row.rolled_on_minor
        elif rolled and row.funded_minor:
            rolled = min(rolled - part, row.rolled_on_minor)  # what was taken here is gone
        if part:
            taken[row.id] = row.money(part)
            left -= part
            _lose(row, part)
    total = sum(taken.values(), zero(contract.currency))
    if total:
        contracts.tally(contract, refunded=total)
    return taken


def _lose(row: Week, part: int) -> None:
    row.version += 1
    if row.state == State.PLANNED:  # what rolled in is gone: the week has to be paid for like any other
        share = row.client_fee_paid_minor * part // row.funded_minor
        commission = row.rolled_fee_minor * part // row.funded_minor
        row.funded_minor -= part
        row.client_fee_paid_minor -= share
        row.rolled_fee_minor -= commission
        price(row)
    else:
        row.refunded_minor += part
        fee_back = row.client_fee_minor * row.refunded_minor // row.amount_minor
        row.client_fee_back_minor = max(min(fee_back, row.client_fee_paid_minor), row.client_fee_back_minor)
    row.save()
