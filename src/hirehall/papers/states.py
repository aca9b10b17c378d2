"""Which papers there are, and their series: each is numbered without gaps, per hall."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class PaperKind(StrEnum):
    """What a paper is about."""

    FEE_RECEIPT = "fee_receipt"
    PAYMENT_RECEIPT = "payment_receipt"
    REFUND_RECEIPT = "refund_receipt"


@dataclass(frozen=True, slots=True)
class Series:
    """How papers of one kind are numbered and called."""

    letter: str
    title: str


SERIES: Mapping[PaperKind, Series] = {
    PaperKind.FEE_RECEIPT: Series("F", "Fee receipt"),
    PaperKind.PAYMENT_RECEIPT: Series("P", "Payment receipt"),
    PaperKind.REFUND_RECEIPT: Series("R", "Refund receipt"),
}
if set(SERIES) != set(PaperKind):
    raise AssertionError("every kind of paper has a series")


def full_number(kind: PaperKind, number: int) -> str:
    """The number as it is written: ``F-000042``."""
    return f"{SERIES[kind].letter}-{number:06d}"
