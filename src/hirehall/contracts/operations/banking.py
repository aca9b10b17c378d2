"""What happens when a client's bank wants a payment back is for the model to say whose unit of work it was for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Act = Callable[..., object]


@dataclass(frozen=True, slots=True)
class BankActs:
    """The three actions of a model about a chargeback; each takes the chargeback's id and ``by``.

    Attributes:
        freeze: the bank wants the money back; the contract stands still.
        resume: the bank let the hall keep it.
        settle: it is lost; what is held goes, and the ledger says who bears the rest.
    """

    freeze: Act
    resume: Act
    settle: Act


# By model; wiring/engagement_models.py fills the table.
BANK_ACTS: dict[str, BankActs] = {}
