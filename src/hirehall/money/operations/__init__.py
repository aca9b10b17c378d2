"""The write door of money for modules above: each step runs inside the caller's transaction."""

from hirehall.money.fees.operations import set_founding_schedule
from hirehall.money.operations.escrow import post_funding, refund, release, return_payment, roll
from hirehall.money.operations.payments import begin_payment

__all__ = [
    "begin_payment",
    "post_funding",
    "refund",
    "release",
    "return_payment",
    "roll",
    "set_founding_schedule",
]
