"""The chart of accounts and the states of payments, refunds and payouts, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from hirehall.halls.states import PolicyNumber, declare


class Side(StrEnum):
    """On which side an account grows. Entries are signed: a debit is positive, a credit negative."""

    DEBIT = "debit"
    CREDIT = "credit"


class Category(StrEnum):
    ASSET = "asset"
    LIABILITY = "liability"
    INCOME = "income"
    EXPENSE = "expense"
    EQUITY = "equity"


class AccountKind(StrEnum):
    """The chart of accounts, once per hall and currency. What subject and group mean stands in ``CHART``."""

    CLEARING = "clearing"
    DISPUTED = "disputed"
    SAFEGUARDED = "safeguarded"
    OPERATING = "operating"
    RECEIVABLE = "receivable"
    CLIENT_CREDIT = "client_credit"
    ESCROW = "escrow"
    PAYABLE = "payable"
    IN_TRANSIT = "in_transit"
    OUTPUT_TAX = "output_tax"
    WITHHELD_TAX = "withheld_tax"
    GUARANTEE = "guarantee"
    UNEARNED = "unearned"
    DEPOSIT = "deposit"
    CLIENT_FEE = "client_fee"
    FREELANCER_FEE = "freelancer_fee"
    RAIL_FEE = "rail_fee"
    CHARGEBACK = "chargeback"
    EXCHANGE = "exchange"
    SET_ASIDE = "set_aside"
    FEE_WAIVED = "fee_waived"
    MEMBERSHIP = "membership"
    DEPOSIT_KEPT = "deposit_kept"
    CONVERSION = "conversion"


@dataclass(frozen=True, slots=True)
class ChartLine:
    """One line of the chart.

    Attributes:
        category: where it stands in the balance sheet or the income statement.
        side: on which side it grows; what people see as its balance is positive on that side.
        kept: whether a balance is kept beside the entries, under a not-negative check. Only accounts that
            people see are kept: an account that every posting touches would serialise all of them.
        subject: what its ``subject_id`` names, empty for one account per hall and currency.
        group: what its ``group_id`` names.
        title: what people read.
    """

    category: Category
    side: Side
    kept: bool
    subject: str
    group: str
    title: str


def _line(
    category: Category, title: str, *, kept: bool = False, subject: str = "", group: str = ""
) -> ChartLine:
    side = Side.DEBIT if category in (Category.ASSET, Category.EXPENSE) else Side.CREDIT
    return ChartLine(category, side, kept, subject, group, title)


CHART: Mapping[AccountKind, ChartLine] = {
    AccountKind.CLEARING: _line(Category.ASSET, "Money at the payment rail"),
    AccountKind.DISPUTED: _line(Category.ASSET, "Money disputed at the payment rail"),
    AccountKind.SAFEGUARDED: _line(Category.ASSET, "Safeguarded bank account"),
    AccountKind.OPERATING: _line(Category.ASSET, "The hall’s own bank account"),
    AccountKind.RECEIVABLE: _line(
        Category.ASSET, "Owed to the hall by a freelancer", kept=True, subject="person"
    ),
    AccountKind.CLIENT_CREDIT: _line(
        Category.LIABILITY, "Received, not yet allocated", kept=True, subject="payment", group="payer"
    ),
    AccountKind.ESCROW: _line(
        Category.LIABILITY, "Held in escrow", kept=True, subject="unit of work", group="contract"
    ),
    AccountKind.PAYABLE: _line(Category.LIABILITY, "Owed to a freelancer", kept=True, subject="person"),
    AccountKind.IN_TRANSIT: _line(
        Category.LIABILITY, "Payout on its way", kept=True, subject="payout", group="person"
    ),
    AccountKind.OUTPUT_TAX: _line(Category.LIABILITY, "Tax collected"),
    AccountKind.WITHHELD_TAX: _line(Category.LIABILITY, "Tax withheld"),
    AccountKind.GUARANTEE: _line(Category.LIABILITY, "The guarantee pot", kept=True),
    AccountKind.UNEARNED: _line(
        Category.LIABILITY,
        "Memberships paid, which may go back",
        kept=True,
        subject="membership",
        group="membership",
    ),
    AccountKind.CLIENT_FEE: _line(Category.INCOME, "Client fees"),
    AccountKind.FREELANCER_FEE: _line(Category.INCOME, "Freelancer fees"),
    AccountKind.RAIL_FEE: _line(Category.EXPENSE, "Fees of the payment rail"),
    AccountKind.CHARGEBACK: _line(Category.EXPENSE, "Lost chargebacks"),
    AccountKind.EXCHANGE: _line(Category.EXPENSE, "Exchange differences"),
    AccountKind.SET_ASIDE: _line(Category.EXPENSE, "Fees set aside for the guarantee pot"),
    AccountKind.FEE_WAIVED: _line(Category.EXPENSE, "Fees waived for first-timers"),
    AccountKind.DEPOSIT: _line(
        Category.LIABILITY,
        "Deposits of who sends positions in",
        kept=True,
        subject="deposit",
        group="deposit",
    ),
    AccountKind.DEPOSIT_KEPT: _line(Category.INCOME, "Deposits kept"),
    AccountKind.MEMBERSHIP: _line(Category.INCOME, "Memberships of the board"),
    AccountKind.CONVERSION: _line(Category.EQUITY, "Conversion between currencies"),
}
if set(CHART) != set(AccountKind):
    raise AssertionError("every kind of account has one line in the chart")


class TransferKind(StrEnum):
    """What a transfer did. One name per business event; a reversal names the posting that it reverses."""

    RECEIVE = "receive"
    FUND = "fund"
    RELEASE = "release"
    ROLL = "roll"
    REFUND = "refund"
    REFUND_SETTLE = "refund_settle"
    PAYOUT = "payout"
    PAYOUT_BACK = "payout_back"
    PAYOUT_SETTLE = "payout_settle"
    DISPUTE = "dispute"
    DISPUTE_WON = "dispute_won"
    DISPUTE_LOST = "dispute_lost"
    KEEP_BACK = "keep_back"
    RAIL_FEE = "rail_fee"
    SETTLEMENT = "settlement"
    FEE_SWEEP = "fee_sweep"
    TOP_UP = "top_up"
    CONVERSION = "conversion"
    GUARANTEE_FILL = "guarantee_fill"
    GUARANTEE_PAY = "guarantee_pay"
    MEMBERSHIP = "membership"
    MEMBERSHIP_EARN = "membership_earn"
    MEMBERSHIP_BACK = "membership_back"
    DEPOSIT = "deposit"
    DEPOSIT_KEEP = "deposit_keep"
    DEPOSIT_BACK = "deposit_back"
    GIVE_UP = "give_up"
    WAIVE = "waive"


class Purpose(StrEnum):
    """What a payment is for: work in a contract, or something that the hall itself gives."""

    WORK = "work"
    MEMBERSHIP = "membership"
    DEPOSIT = "deposit"


@dataclass(frozen=True, slots=True)
class PurposeLine:
    """Where the money of one purpose stands once it has come in, and what people read about it.

    Attributes:
        held_in: the account, with the unit as its subject.
        fund, back: the transfers that put it there and take it out for the payer.
        kept_as: the hall's income that it becomes, and ``keep`` the transfer; None where it goes to somebody else.
        words, words_back: on papers and pages.
        where: where it goes, on the page of a payment; empty for the hall's word for escrow.
    """

    held_in: AccountKind
    fund: TransferKind
    back: TransferKind
    kept_as: AccountKind | None
    keep: TransferKind | None
    words: str
    words_back: str
    where: str = ""


PURPOSES: Mapping[Purpose, PurposeLine] = {
    Purpose.WORK: PurposeLine(
        AccountKind.ESCROW, TransferKind.FUND, TransferKind.REFUND, None, None,
        "Work, held until you accept it", "Work, given back",
    ),
    Purpose.MEMBERSHIP: PurposeLine(
        AccountKind.UNEARNED, TransferKind.MEMBERSHIP, TransferKind.MEMBERSHIP_BACK, AccountKind.MEMBERSHIP,
        TransferKind.MEMBERSHIP_EARN, "Membership of the board", "Membership, given back", "to the hall",
    ),
    Purpose.DEPOSIT: PurposeLine(
        AccountKind.DEPOSIT, TransferKind.DEPOSIT, TransferKind.DEPOSIT_BACK, AccountKind.DEPOSIT_KEPT,
        TransferKind.DEPOSIT_KEEP, "Deposit for a position, held", "Deposit, given back", "held as your deposit",
    ),
}  # fmt: skip
if set(PURPOSES) != set(Purpose):
    raise AssertionError("every purpose of a payment says where its money stands")


class PaymentStatus(StrEnum):
    """Pending until the rail has answered; refunded when all of it has gone back."""

    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    REFUNDED = "refunded"


class RefundStatus(StrEnum):
    PENDING = "pending"
    SETTLED = "settled"
    FAILED = "failed"


class PayoutStatus(StrEnum):
    """Requested may still be cancelled; sending is claimed by the job that calls the rail."""

    REQUESTED = "requested"
    SENDING = "sending"
    PAID = "paid"
    FAILED = "failed"
    CANCELLED = "cancelled"


class ChargebackStatus(StrEnum):
    """Opened while the client's bank looks into it; lost means that the money is gone for good."""

    OPENED = "opened"
    WON = "won"
    LOST = "lost"


class DestinationKind(StrEnum):
    IBAN = "iban"
    SANDBOX = "sandbox"


PAYMENT_MOVES: Mapping[PaymentStatus, frozenset[PaymentStatus]] = {
    PaymentStatus.PENDING: frozenset({PaymentStatus.SUCCEEDED, PaymentStatus.FAILED}),
    PaymentStatus.SUCCEEDED: frozenset({PaymentStatus.REFUNDED}),
    PaymentStatus.FAILED: frozenset({PaymentStatus.SUCCEEDED}),  # the rail changed its mind: money did come
    PaymentStatus.REFUNDED: frozenset(),
}
REFUND_MOVES: Mapping[RefundStatus, frozenset[RefundStatus]] = {
    RefundStatus.PENDING: frozenset({RefundStatus.SETTLED, RefundStatus.FAILED}),
    RefundStatus.FAILED: frozenset({RefundStatus.PENDING}),
    RefundStatus.SETTLED: frozenset(),
}
PAYOUT_MOVES: Mapping[PayoutStatus, frozenset[PayoutStatus]] = {
    PayoutStatus.REQUESTED: frozenset({PayoutStatus.SENDING, PayoutStatus.CANCELLED}),
    PayoutStatus.SENDING: frozenset({PayoutStatus.PAID, PayoutStatus.FAILED}),
    PayoutStatus.PAID: frozenset({PayoutStatus.FAILED}),  # the receiving bank sent it back days later
    PayoutStatus.FAILED: frozenset({PayoutStatus.REQUESTED, PayoutStatus.CANCELLED}),
    PayoutStatus.CANCELLED: frozenset(),
}
CHARGEBACK_MOVES: Mapping[ChargebackStatus, frozenset[ChargebackStatus]] = {
    ChargebackStatus.OPENED: frozenset({ChargebackStatus.WON, ChargebackStatus.LOST}),
    ChargebackStatus.WON: frozenset(),
    ChargebackStatus.LOST: frozenset(),
}
for _moves, _states in (
    (PAYMENT_MOVES, PaymentStatus),
    (REFUND_MOVES, RefundStatus),
    (PAYOUT_MOVES, PayoutStatus),
    (CHARGEBACK_MOVES, ChargebackStatus),
):
    if set(_moves) != set(_states):
        raise AssertionError(f"every state of {_states.__name__} says where it may move")


VOTE_DAYS, VOTE_QUORUM, VOTE_MAJORITY = (
    "fees.vote_days", "fees.vote_quorum_percent", "fees.vote_majority_percent",
)  # fmt: skip
declare(
    PolicyNumber(VOTE_DAYS, "Days in which members vote on new fees (0: no vote)", 0, 0, 60),
    PolicyNumber(VOTE_QUORUM, "Votes on fees: percent of the members who have to vote", 20, 0, 100),
    PolicyNumber(VOTE_MAJORITY, "Votes on fees: percent of yes and no that yes has to exceed", 50, 50, 99),
)
