"""The rails on which money comes and goes. Each has the same face, ``interface.Rail``; siblings are strangers."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from hirehall.money.models import Payment


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


__all__ = ["drive"]
