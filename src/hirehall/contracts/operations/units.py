"""Money in and out of a unit of work: its columns and the ledger, in the caller's transaction.

Each step changes the unit's fields and leaves saving them to the caller, who moves the unit's state as well.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hirehall.contracts import rules
from hirehall.contracts.models import Contract, Held, HeldUnit
from hirehall.contracts.operations.terms import tally
from hirehall.contracts.queries import shares_for
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.money import Money
from hirehall.money import operations as money
from hirehall.money.models import Earning, Payment
from hirehall.money.queries import FeeQuote


def fill(unit: Held, payment: Payment) -> Money:
    """Put a payment that has come in into the unit's escrow; answers what came into escrow.

    Raises:
        Refused: ``payment.not_succeeded``.
    """
    amount = unit.to_fund
    unit.client_fee_paid_minor = unit.client_fee_minor
    unit.funded_minor = unit.amount_minor
    unit.funded_at = unit.funded_at or clock.now()  # money added later changes nothing about who shares in it
    money.post_funding(payment)
    return amount


def release(contract: Contract, unit: HeldUnit, amount: Money, *, by: Actor) -> Money:
    """Move held money to the freelancer, the frozen commission taken in proportion; answers what they get.

    Of an agency's contract it goes to the members who agreed on how to share it.

    Raises:
        Refused: ``<kind>.more_than_held``, ``<kind>.amount_not_positive``, ``<kind>.currency_mismatch``.
    """
    rules.require_held(unit, amount)
    released = unit.released_minor + amount.minor
    taken = unit.freelancer_fee_minor * released // unit.amount_minor
    fee = unit.money(taken - unit.freelancer_fee_taken_minor)
    unit.releases += 1
    unit.released_minor, unit.freelancer_fee_taken_minor = released, taken
    whole: dict[str, Any] = {
        "hall_id": contract.hall_id,
        "contract_id": contract.id,
        "unit_id": unit.id,
        "amount": amount,
        "fee": fee,
        "available_at": clock.now() + timedelta(days=contract.policy.payout_hold_days),
        "key": f"release:{unit.id}:{unit.releases}",
        "by": by,
    }
    shares = shares_for(contract, unit)
    if contract.agency_id is not None and shares:
        money.release_in_shares(agency_id=contract.agency_id, shares=shares, **whole)
    else:
        earning = money.release(freelancer_id=contract.freelancer_id, **whole)
        _waive(contract, unit, amount, earning)
    tally(contract, paid=amount)
    return amount - fee


def _roll_waiver(unit: HeldUnit, following: HeldUnit, rest: Money) -> None:
    """What the hall waives of what rolls on goes along; ``unit`` has counted it as rolled on already."""
    waiver = FeeQuote.from_json(unit.quote).waiver if unit.quote else None
    if waiver is None:
        return
    gone = unit.released_minor + unit.rolled_on_minor
    before = gone - rest.minor
    known = following.quote.get("waiver") or {"reason": waiver.reason}
    for name, fee in (
        ("freelancer_fee_minor", waiver.freelancer_fee),
        ("client_fee_minor", waiver.client_fee),
    ):
        share = fee.minor * gone // unit.amount_minor - fee.minor * before // unit.amount_minor
        known = {**known, name: known.get(name, 0) + share}
    following.quote = {**following.quote, "waiver": known}


def _waive(contract: Contract, unit: HeldUnit, amount: Money, earning: Earning) -> None:
    """Book the share of the waived fees that belongs to a release of which nothing was taken."""
    waiver = FeeQuote.from_json(unit.quote).waiver if contract.lane and unit.quote else None
    if waiver is None:
        return
    before = unit.released_minor - amount.minor

    def share(fee: Money) -> Money:
        taken = fee.minor * unit.released_minor // unit.amount_minor
        return unit.money(taken - fee.minor * before // unit.amount_minor)

    money.waive_fees(
        hall_id=contract.hall_id,
        contract_id=contract.id,
        unit_id=unit.id,
        freelancer_fee=share(waiver.freelancer_fee),
        client_fee=share(waiver.client_fee),
        key=f"waive:{unit.id}:{unit.releases}",
        cause_id=earning.transfer_id,
    )


def refund(contract: Contract, unit: HeldUnit, amount: Money, *, by: Actor) -> Money:
    """Send held money back to the client with the client fee on it; answers what goes back in all.

    Raises:
        Refused: ``<kind>.more_than_held``, ``<kind>.amount_not_positive``, ``<kind>.currency_mismatch``.
    """
    rules.require_held(unit, amount)
    refunded = unit.refunded_minor + amount.minor
    fee_back = min(unit.client_fee_minor * refunded // unit.amount_minor, unit.client_fee_paid_minor)
    back = unit.money(fee_back - unit.client_fee_back_minor)
    unit.refunds += 1
    unit.refunded_minor, unit.client_fee_back_minor = refunded, fee_back
    money.refund(
        hall_id=contract.hall_id,
        contract_id=contract.id,
        unit_id=unit.id,
        amount=amount,
        client_fee_back=back,
        key=f"refund:{unit.id}:{unit.refunds}",
        by=by,
    )
    tally(contract, refunded=amount)
    return amount + back


def roll_on(
    contract: Contract, unit: HeldUnit, following: HeldUnit, *, by: Actor, amount: Money | None = None
) -> Money:
    """Move held money into a later unit, with its share of both frozen fees; that unit is saved.

    Args:
        amount: how much; all that is still held where left out. A unit may roll on more than once.
    Raises:
        Refused: ``<kind>.more_than_held``, ``<kind>.amount_not_positive``, ``<kind>.currency_mismatch``.
    """
    rest = unit.held if amount is None else amount
    if amount is not None:
        rules.require_held(unit, amount)
    rolled = unit.rolled_on_minor + rest.minor
    share_of_commission = (
        unit.freelancer_fee_minor * (unit.released_minor + rolled) // unit.amount_minor
        - unit.freelancer_fee_minor * (unit.released_minor + unit.rolled_on_minor) // unit.amount_minor
    )
    share_of_client_fee = (
        unit.client_fee_minor * rolled // unit.amount_minor
        - unit.client_fee_minor * unit.rolled_on_minor // unit.amount_minor
    )
    again = f":{unit.rolled_on_minor}" if unit.rolled_on_minor else ""
    unit.rolled_on_minor = rolled
    following.amount_minor += rest.minor
    following.funded_minor += rest.minor
    following.freelancer_fee_minor += share_of_commission
    following.client_fee_minor += share_of_client_fee
    following.client_fee_paid_minor += share_of_client_fee
    _roll_waiver(unit, following, rest)
    following.version += 1
    following.save()
    money.roll(
        hall_id=contract.hall_id,
        contract_id=contract.id,
        from_unit_id=unit.id,
        to_unit_id=following.id,
        amount=rest,
        key=f"roll:{unit.id}:{unit.releases}{again}",
        by=by,
    )
    return rest
