"""The postings of a payout's attempts, shared by the actions that begin, end and repeat them."""

from __future__ import annotations

from uuid import UUID

from hirehall.money import rules
from hirehall.money.ledger import credit, debit, post
from hirehall.money.models import Payee, Payout, Transfer
from hirehall.money.rails.registry import payout_rail
from hirehall.money.states import AccountKind, TransferKind


def lock_payee(hall_id: UUID, person_id: UUID) -> Payee:
    """Lock what pays this person out, so that two requests cannot both see the same money as available.

    Raises:
        Refused: ``money.no_rail`` where none is switched on.
    """
    rules.require_some_rail()
    Payee.objects.get_or_create(hall_id=hall_id, person_id=person_id, rail=payout_rail().name)
    return Payee.objects.select_for_update(no_key=True).get(
        hall_id=hall_id, person_id=person_id, rail=payout_rail().name
    )


def start_attempt(payout: Payout) -> None:
    """Owed to the freelancer -> on its way.

    Raises:
        Refused: ``money.not_enough``.
    """
    post(
        hall_id=payout.hall_id,
        key=payout.rail_key,
        kind=TransferKind.PAYOUT,
        legs=[
            debit(AccountKind.PAYABLE, payout.amount, subject=payout.person_id),
            credit(AccountKind.IN_TRANSIT, payout.amount, subject=payout.id, group=payout.person_id),
        ],
        cause_id=payout.id,
    )


def settle_attempt(payout: Payout) -> None:
    """On its way -> gone from what the rail holds for us."""
    post(
        hall_id=payout.hall_id,
        key=f"payout_settle:{payout.id}:{payout.attempt}",
        kind=TransferKind.PAYOUT_SETTLE,
        legs=[
            debit(AccountKind.IN_TRANSIT, payout.amount, subject=payout.id, group=payout.person_id),
            credit(AccountKind.CLEARING, payout.amount),
        ],
        cause_id=payout.id,
    )


def take_back_attempt(payout: Payout, *, was_paid: bool) -> None:
    """Back to owed to the freelancer: from the way, or from the rail when the bank sent it back after it was paid."""
    left = (
        debit(AccountKind.CLEARING, payout.amount)
        if was_paid
        else debit(AccountKind.IN_TRANSIT, payout.amount, subject=payout.id, group=payout.person_id)
    )
    reversed_key = f"payout_settle:{payout.id}:{payout.attempt}" if was_paid else payout.rail_key
    post(
        hall_id=payout.hall_id,
        key=f"payout_back:{payout.id}:{payout.attempt}",
        kind=TransferKind.PAYOUT_BACK,
        legs=[left, credit(AccountKind.PAYABLE, payout.amount, subject=payout.person_id)],
        cause_id=payout.id,
        reverses=Transfer.objects.values_list("id", flat=True).get(hall_id=payout.hall_id, key=reversed_key),
    )
