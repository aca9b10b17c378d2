"""The write door of money for modules above: each step runs inside the caller's transaction."""

from hirehall.money.fees.operations import announce_schedule, set_founding_schedule
from hirehall.money.fees.operations import note_progress as note_fee_progress
from hirehall.money.fees.voting import open_vote as open_fee_vote
from hirehall.money.operations.chargebacks import settle_chargeback
from hirehall.money.operations.escrow import (
    post_funding,
    refund,
    release,
    release_in_shares,
    return_payment,
    roll,
)
from hirehall.money.operations.guarantee import pay_from_guarantee
from hirehall.money.operations.house import book_rail_fee, book_settlement, convert, sweep_fees, top_up
from hirehall.money.operations.keeping import give_up, keep
from hirehall.money.operations.payments import begin_payment, name_payee
from hirehall.money.operations.waiving import waive_fees
from hirehall.money.rules.sharing import Share

__all__ = [
    "Share",
    "announce_schedule",
    "begin_payment",
    "book_rail_fee",
    "book_settlement",
    "convert",
    "give_up",
    "keep",
    "name_payee",
    "note_fee_progress",
    "open_fee_vote",
    "pay_from_guarantee",
    "post_funding",
    "refund",
    "release",
    "release_in_shares",
    "return_payment",
    "roll",
    "set_founding_schedule",
    "settle_chargeback",
    "sweep_fees",
    "top_up",
    "waive_fees",
]
