"""Fees that the hall waives: earned and spent in one transfer, so that the books say what the waiver has cost."""

from __future__ import annotations

from uuid import UUID

from hirehall.foundation.money import Money
from hirehall.money.ledger import Posted, credit, debit, post, require_transaction
from hirehall.money.states import AccountKind, TransferKind


def waive_fees(
    *,
    hall_id: UUID,
    contract_id: UUID,
    unit_id: UUID,
    freelancer_fee: Money,
    client_fee: Money,
    key: str,
    cause_id: UUID,
) -> Posted | None:
    """Book what the hall has waived of a release; nothing where it has waived nothing. No cent of anybody’s moves.

    Args:
        freelancer_fee, client_fee: what the schedule would have taken of what was released; zero or more.
        key: the business event, ``waive:<unit>:<n>``; the same key and amounts again post nothing.
        cause_id: the release.
    Raises:
        Refused: ``money.currency_mismatch``, ``money.key_reused``.
        RuntimeError: outside a transaction.
    """
    require_transaction()
    whole = freelancer_fee + client_fee
    if not whole:
        return None
    return post(
        hall_id=hall_id,
        key=key,
        kind=TransferKind.WAIVE,
        legs=[
            debit(AccountKind.FEE_WAIVED, whole),
            credit(AccountKind.FREELANCER_FEE, freelancer_fee),
            credit(AccountKind.CLIENT_FEE, client_fee),
        ],
        contract_id=contract_id,
        unit_id=unit_id,
        cause_id=cause_id,
    )
