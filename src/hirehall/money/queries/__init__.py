"""How money's rows are obtained: balances, payments, payouts and the lines that explain each cent."""

from hirehall.money.fees.primitives import Situation
from hirehall.money.fees.queries import SORTS as FEE_DRAFT_SORTS
from hirehall.money.fees.queries import (
    FeeQuote,
    fee_quote,
    quote_under,
    quotes_of_plans,
    schedule_in_force,
    schedules_of,
    tip_quote,
)
from hirehall.money.fees.queries import cast_so_far as fee_ballots_cast
from hirehall.money.fees.queries import draft_for as fee_draft_for
from hirehall.money.fees.queries import draft_members as fee_draft_members
from hirehall.money.fees.queries import drafts_of as fee_drafts_of
from hirehall.money.fees.queries import own_ballot as own_fee_ballot
from hirehall.money.fees.queries import own_year as own_fee_year
from hirehall.money.fees.queries import roll_of as fee_roll_of
from hirehall.money.fees.queries import vote_in as fee_vote_in
from hirehall.money.fees.queries import vote_on as fee_vote_on
from hirehall.money.fees.queries import votes_of as fee_votes_of
from hirehall.money.fees.queries import votes_waiting_for as fee_votes_waiting_for
from hirehall.money.fees.quotes import FeeLine
from hirehall.money.fees.quotes import quote as quote_by_rules
from hirehall.money.fees.reading import Rules, UnreadableRules
from hirehall.money.fees.reading import read as read_rules
from hirehall.money.fees.replaying import Line as FeeLineOfYear
from hirehall.money.fees.replaying import Party as FeeParty
from hirehall.money.fees.replaying import Replay
from hirehall.money.queries.balances import (
    Balance,
    Coming,
    balance_of,
    balances_of,
    coming_of,
    debtors,
    escrow_by_unit,
    escrow_of,
    escrow_of_contracts,
    in_escrow_since,
    owed_by,
)
from hirehall.money.queries.chargebacks import (
    chargeback,
    chargebacks_of_contract,
    is_disputed,
    latest_chargebacks,
    open_chargebacks,
    still_held_at_most,
    unsettled_chargebacks,
)
from hirehall.money.queries.coverage import earned_of, guarantee_of, waived_of
from hirehall.money.queries.lines import (
    LedgerLine,
    LinePart,
    PersonLine,
    contract_lines,
    lines_of_person,
    percent_text,
)
from hirehall.money.queries.payments import (
    Spending,
    failed_refunds,
    outcome_of,
    payment,
    payment_for,
    payment_methods,
    payments_for,
    payments_of_contract,
    spending_of,
)
from hirehall.money.queries.payouts import (
    destination_for,
    destinations_of,
    payout_for,
    payouts_for,
    people_paid_alike,
    turns_for,
    waiting_payouts,
)
from hirehall.money.subjects import Named, names_of, unit_names_of, work_named

__all__ = [
    "FEE_DRAFT_SORTS",
    "Balance",
    "Coming",
    "FeeLine",
    "FeeLineOfYear",
    "FeeParty",
    "FeeQuote",
    "LedgerLine",
    "LinePart",
    "Named",
    "PersonLine",
    "Replay",
    "Rules",
    "Situation",
    "Spending",
    "UnreadableRules",
    "balance_of",
    "balances_of",
    "chargeback",
    "chargebacks_of_contract",
    "coming_of",
    "contract_lines",
    "debtors",
    "destination_for",
    "destinations_of",
    "earned_of",
    "escrow_by_unit",
    "escrow_of",
    "escrow_of_contracts",
    "failed_refunds",
    "fee_ballots_cast",
    "fee_draft_for",
    "fee_draft_members",
    "fee_drafts_of",
    "fee_quote",
    "fee_roll_of",
    "fee_vote_in",
    "fee_vote_on",
    "fee_votes_of",
    "fee_votes_waiting_for",
    "guarantee_of",
    "in_escrow_since",
    "is_disputed",
    "latest_chargebacks",
    "lines_of_person",
    "names_of",
    "open_chargebacks",
    "outcome_of",
    "owed_by",
    "own_fee_ballot",
    "own_fee_year",
    "payment",
    "payment_for",
    "payment_methods",
    "payments_for",
    "payments_of_contract",
    "payout_for",
    "payouts_for",
    "people_paid_alike",
    "percent_text",
    "quote_by_rules",
    "quote_under",
    "quotes_of_plans",
    "read_rules",
    "schedule_in_force",
    "schedules_of",
    "spending_of",
    "still_held_at_most",
    "tip_quote",
    "turns_for",
    "unit_names_of",
    "unsettled_chargebacks",
    "waiting_payouts",
    "waived_of",
    "work_named",
]
