"""The rails on which money comes and goes. Each has the same face, ``interface.Rail``; siblings are strangers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

if TYPE_CHECKING:
    from hirehall.money.models import Payment

Unit = TypeVar("Unit")


def drive(payment_id: UUID) -> Payment:
    """Call the rail for a payment whose intent is committed, and record what it answered.

    For a surface that wants the instant answer; a job does the same. Safe to run twice and side by side: the
    rail gets the same key, and recording an outcome again changes nothing.

    Raises:
        RuntimeError: inside a transaction.
        RailDown: when the rail does not answer; the job will try again.
    """
    from hirehall.money.rails.driving import drive_payment  # the registry below us must load without actions

    return drive_payment(payment_id)


def settle_now(
    payment_id: UUID, *, settle: Callable[..., Unit], fail: Callable[..., Unit]
) -> tuple[Payment, Unit | None]:
    """For a surface that wants the answer at once: drive the payment, then let its module write down what came of it.

    The jobs do the same; whoever comes second finds it done. A rail that does not answer is left to them.

    Args:
        settle: the action for money that has come in, called with the payment's id and ``by``.
        fail: the action for a payment that failed, called with ``reason`` as well.
    Returns:
        The payment, and what the action answered where one was called.
    Raises:
        RuntimeError: inside a transaction.
    """
    from hirehall.money.rails import driving

    return driving.settle_now(payment_id, settle=settle, fail=fail)


__all__ = ["drive", "settle_now"]
