"""The one place in Python from which the books are written: ``post`` calls the database's ``money_post``.

Amounts are signed minor units: a debit is positive, a credit negative, and the legs of a posting sum to zero
in each currency. Modules above never come here; they use ``money.operations``.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import DatabaseError, connection

from hirehall.foundation import clock
from hirehall.foundation.ids import new_id
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Refused
from hirehall.money.models import NIL
from hirehall.money.states import AccountKind, TransferKind

POST = "SELECT transfer_id, is_new FROM money_post(%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s)"


class LedgerError(Exception):
    """A posting that no correct program makes: legs that do not sum to zero, an account outside the chart."""


class NotEnough(Refused):
    """More was asked of an account than it holds (HH001)."""

    def __init__(self) -> None:
        super().__init__(
            "money.not_enough", "There is less money there than this needs, so nothing was moved."
        )


class KeyReused(Refused):
    """The posting key was used before for something else (HH003)."""

    def __init__(self) -> None:
        super().__init__(
            "money.key_reused", "This was already booked with other amounts, so nothing was moved."
        )


REFUSALS: dict[str, type[NotEnough] | type[KeyReused]] = {"HH001": NotEnough, "HH003": KeyReused}
FAULTS = frozenset({"HH002", "HH005"})


@dataclass(frozen=True, slots=True)
class Leg:
    """One line of a posting.

    Attributes:
        kind: which line of the chart.
        amount: signed; a debit is positive, a credit negative.
        subject: whose or what's account it is, as ``states.CHART`` says; NIL for one per hall and currency.
        group: what the subject belongs to; NIL for none.
    """

    kind: AccountKind
    amount: Money
    subject: UUID = NIL
    group: UUID = NIL


@dataclass(frozen=True, slots=True)
class Posted:
    """What ``post`` did: the transfer's id, and whether it is new or was there under the same key."""

    transfer_id: UUID
    is_new: bool


def debit(kind: AccountKind, amount: Money, *, subject: UUID = NIL, group: UUID = NIL) -> Leg:
    return Leg(kind, amount, subject, group)


def credit(kind: AccountKind, amount: Money, *, subject: UUID = NIL, group: UUID = NIL) -> Leg:
    return Leg(kind, -amount, subject, group)


def post(
    *,
    hall_id: UUID,
    key: str,
    kind: TransferKind,
    legs: list[Leg],
    contract_id: UUID | None = None,
    unit_id: UUID | None = None,
    cause_id: UUID | None = None,
    reverses: UUID | None = None,
) -> Posted:
    """Write one transfer into the books, in the caller's transaction; legs of zero are left out.

    Args:
        hall_id: the hall whose books these are; one posting touches one hall.
        key: the business event, unique per hall. The same key with the same body answers the earlier transfer
            and moves nothing.
        kind: what the transfer does.
        legs: at least two that move something.
        contract_id: opaque, for the lines that a contract shows.
        unit_id: opaque, the unit of work within the contract.
        cause_id: the payment, refund, earning or payout that this posting belongs to.
        reverses: the transfer that this one takes back.
    Raises:
        NotEnough, KeyReused: refusals with a sentence; the transaction must be rolled back.
        LedgerError: legs that do not balance, or an account that the chart does not have.
        RuntimeError: outside a transaction.
    """
    require_transaction()
    moving = [leg for leg in legs if leg.amount]
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                POST,
                [
                    new_id(), hall_id, key, kind.value, contract_id, unit_id, cause_id, reverses, clock.now(),
                    [leg.kind.value for leg in moving],
                    [leg.amount.currency for leg in moving],
                    [leg.subject for leg in moving],
                    [leg.group for leg in moving],
                    [leg.amount.minor for leg in moving],
                    [new_id() for _ in moving],
                ],
            )  # fmt: skip
            transfer_id, is_new = cursor.fetchone()
    except DatabaseError as error:
        code = getattr(error.__cause__, "sqlstate", None) or ""
        if code in FAULTS:
            raise LedgerError(str(error.__cause__).splitlines()[0]) from error
        if code in REFUSALS:
            raise REFUSALS[code]() from error
        raise
    return Posted(transfer_id, is_new)


def require_transaction() -> None:
    """Money moves inside the transaction that makes the reason for it true.

    Raises:
        RuntimeError: outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("money moves inside the transaction that makes the reason for it true")


def require_no_transaction() -> None:
    """A rail is called while nothing is locked. A test case's own surrounding transaction does not count.

    Raises:
        RuntimeError: inside a transaction.
    """
    if any(not getattr(block, "_from_testcase", False) for block in connection.atomic_blocks):
        raise RuntimeError(
            "a rail is never called inside a transaction; record the intent and let a job call it"
        )
