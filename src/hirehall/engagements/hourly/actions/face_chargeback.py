from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts.models import Contract
from hirehall.engagements.hourly import facts, queries
from hirehall.engagements.hourly.models import Week
from hirehall.engagements.hourly.operations import take_from_escrow, tell
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Because, Refused
from hirehall.money import operations as money
from hirehall.money import queries as money_queries
from hirehall.money.models import Chargeback


@action("hourly.freeze_for_chargeback")
def freeze_for_chargeback(chargeback_id: UUID, *, by: Actor) -> Contract:
    """The client's bank wants a payment back: nothing of its contract moves until the bank has decided."""
    found, contract, _ = _case(chargeback_id, by=by)
    contract_operations.stand_still(contract, found, by=by)
    return contract


@action("hourly.resume_after_chargeback")
def resume_after_chargeback(chargeback_id: UUID, *, by: Actor) -> Contract:
    """The bank let the hall keep the money: the contract runs on, with the time that it stood still."""
    _, contract, _ = _case(chargeback_id, by=by)
    contract_operations.run_on(contract, by=by)
    return contract


@action("hourly.settle_chargeback")
def settle_chargeback(chargeback_id: UUID, *, by: Actor) -> Week:
    """A chargeback was lost: what is still held is the client's again; the ledger says who bears the rest."""
    found, contract, week = _case(chargeback_id, by=by)
    if not found.is_open or found.payment.funded_at is None:
        contract_operations.run_on(contract, by=by)
        return week
    rows = queries.weeks_to_move(contract)
    taken = take_from_escrow(contract, week, rows, money_queries.still_held_at_most(found))
    settled = money.settle_chargeback(found, from_escrow=taken, by=by)
    tell(
        facts.ChargedBack,
        contract,
        week,
        by=by,
        chargeback_id=settled.id,
        amount=settled.amount,
        from_escrow=settled.money(settled.from_escrow_minor),
    )
    contract_operations.run_on(contract, by=by)
    return next(row for row in rows if row.id == week.id)


def _case(chargeback_id: UUID, *, by: Actor) -> tuple[Chargeback, Contract, Week]:
    """The locked contract and week, and the case as it is after the lock."""
    if not by.is_system:
        raise Refused("hourly.system_only", "Only the payment rail reports this.", because=Because.FORBIDDEN)
    unit_id = money_queries.chargeback(chargeback_id).unit_id
    contract, _, week = queries.week_to_move(unit_id, by=by)
    return money_queries.chargeback(chargeback_id), contract, week
