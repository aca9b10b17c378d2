"""What a membership and a deposit share when they are paid: one payment of one member, for the hall, without a fee."""

from __future__ import annotations

from hirehall.engagements.listing.models import Deposit, Membership
from hirehall.foundation.actor import Actor
from hirehall.foundation.money import Money, zero
from hirehall.money import operations as money
from hirehall.money.models import Payment
from hirehall.money.states import Purpose


def ask_payment(
    row: Membership | Deposit, amount: Money, *, method: str, purpose: Purpose, by: Actor
) -> Payment:
    """The rail is asked after the commit; the row is the payment's unit and, as there is no contract, its group."""
    return money.begin_payment(
        hall_id=row.hall_id,
        contract_id=row.id,
        unit_id=row.id,
        payer_id=row.person_id,
        organisation_id=None,
        amount=amount,
        client_fee=zero(amount.currency),
        method=method,
        by=by,
        purpose=purpose,
    )
