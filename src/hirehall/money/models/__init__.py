"""The tables of money: ledger, payments, refunds and chargebacks, earnings and payouts, the inbox of rail events."""

from hirehall.money.fees.models import FeeDraft, FeeDraftMember, FeeSchedule, FeeVote, FeeVoter
from hirehall.money.models.chargebacks import Chargeback
from hirehall.money.models.ledger import NIL, Account, Entry, Transfer
from hirehall.money.models.payments import Payment, RailEvent, Refund
from hirehall.money.models.payouts import Destination, Earning, Payee, Payout

__all__ = [
    "NIL",
    "Account",
    "Chargeback",
    "Destination",
    "Earning",
    "Entry",
    "FeeDraft",
    "FeeDraftMember",
    "FeeSchedule",
    "FeeVote",
    "FeeVoter",
    "Payee",
    "Payment",
    "Payout",
    "RailEvent",
    "Refund",
    "Transfer",
]
