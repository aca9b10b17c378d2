"""Postings of the house itself: the rail's own fees, settlement, fees swept out, money brought in, exchange.

Primitives: the ledger can say these things and the tests prove it. The sandbox rail charges nothing and settles
nowhere, so no page and no job uses them yet; docs/money.md says so. A rail that does will call them.
"""

from __future__ import annotations

from uuid import UUID

from hirehall.foundation.money import Money
from hirehall.money import rules
from hirehall.money.ledger import Leg, Posted, credit, debit, post, require_transaction
from hirehall.money.queries.coverage import earned_of
from hirehall.money.states import AccountKind, TransferKind


def book_rail_fee(hall_id: UUID, fee: Money, *, key: str, cause_id: UUID | None = None) -> Posted:
    """The rail kept something for itself: the hall's expense, out of what the rail holds."""
    return _post(
        hall_id, fee, TransferKind.RAIL_FEE, AccountKind.RAIL_FEE, AccountKind.CLEARING, key=key, cause_id=cause_id
    )  # fmt: skip


def book_settlement(hall_id: UUID, amount: Money, *, key: str) -> Posted:
    """The rail sent what it held to the safeguarded bank account."""
    return _post(
        hall_id, amount, TransferKind.SETTLEMENT, AccountKind.SAFEGUARDED, AccountKind.CLEARING, key=key
    )  # fmt: skip


def sweep_fees(hall_id: UUID, amount: Money, *, key: str) -> Posted:
    """Earned fees leave the safeguarded account for the hall's own; never what members are owed, or may yet be.

    Raises:
        Refused: ``money.owed_to_members`` when less than ``amount`` is the hall's own for good.
    """
    rules.require_free(amount, earned_of(hall_id, amount.currency))
    return _post(
        hall_id, amount, TransferKind.FEE_SWEEP, AccountKind.OPERATING, AccountKind.SAFEGUARDED, key=key
    )  # fmt: skip


def top_up(hall_id: UUID, amount: Money, *, key: str) -> Posted:
    """The hall brings in money of its own, as after a lost chargeback that it cannot cover from its fees."""
    return _post(
        hall_id, amount, TransferKind.TOP_UP, AccountKind.SAFEGUARDED, AccountKind.OPERATING, key=key
    )


def convert(hall_id: UUID, given: Money, got: Money, *, key: str) -> Posted:
    """Money at the rail is changed into another currency; each currency balances on its own."""
    require_transaction()
    rules.require_positive(given)
    rules.require_positive(got)
    legs: list[Leg] = [
        debit(AccountKind.CONVERSION, given),
        credit(AccountKind.CLEARING, given),
        debit(AccountKind.CLEARING, got),
        credit(AccountKind.CONVERSION, got),
    ]
    return post(hall_id=hall_id, key=key, kind=TransferKind.CONVERSION, legs=legs)


def _post(
    hall_id: UUID,
    amount: Money,
    kind: TransferKind,
    to: AccountKind,
    out_of: AccountKind,
    *,
    key: str,
    cause_id: UUID | None = None,
) -> Posted:
    require_transaction()
    rules.require_positive(amount)
    return post(
        hall_id=hall_id,
        key=key,
        kind=kind,
        legs=[debit(to, amount), credit(out_of, amount)],
        cause_id=cause_id,
    )
