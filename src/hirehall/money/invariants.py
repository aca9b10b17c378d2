"""What must always be true of the books. Used by tests, by the demo, and by ``hirehall audit`` on a timer.

Each check is one statement over the whole database, so it sees one moment and does not stop the market.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from hirehall.foundation.money import Money
from hirehall.money.models import Account
from hirehall.money.states import PURPOSES

MOST_DETAILS = 20

EndedContracts = Callable[[], Iterable[UUID]]
"""Answers the ids of contracts that have ended; modules above pass one in, money does not know contracts."""


@dataclass(frozen=True, slots=True)
class Broken:
    """One thing that is not as it must be: which invariant, and what was found."""

    name: str
    detail: str


HELD_FOR = sorted({line.held_in for line in PURPOSES.values()})
COVERED = "what_is_held_covers_what_is_owed"

CHECKS: dict[str, str] = {
    "kept_balance_is_the_sum_of_its_entries": """
        SELECT a.kind || ' ' || a.id || ' keeps ' || a.balance_minor || ' ' || a.currency
               || ' and its entries make ' || coalesce(sums.minor, 0)
          FROM money_account a
          JOIN money_chart c ON c.kind = a.kind
          LEFT JOIN (SELECT account_id, sum(amount_minor) AS minor FROM money_entry GROUP BY account_id) sums
                 ON sums.account_id = a.id
         WHERE a.balance_minor IS NOT NULL
           AND a.balance_minor <> CASE c.grows_on WHEN 'debit' THEN 1 ELSE -1 END * coalesce(sums.minor, 0)""",
    "balance_is_kept_where_the_chart_says_so": """
        SELECT a.kind || ' ' || a.id FROM money_account a JOIN money_chart c ON c.kind = a.kind
         WHERE c.keeps_balance <> (a.balance_minor IS NOT NULL)""",
    "each_transfer_sums_to_zero_per_currency": """
        SELECT 'transfer ' || transfer_id || ' is off by ' || sum(amount_minor) || ' ' || currency
          FROM money_entry GROUP BY transfer_id, currency HAVING sum(amount_minor) <> 0""",
    "each_transfer_has_entries": """
        SELECT 'transfer ' || t.id FROM money_transfer t
         WHERE NOT EXISTS (SELECT FROM money_entry e WHERE e.transfer_id = t.id)""",
    "nobody_is_below_zero": """
        SELECT kind || ' ' || id || ' is at ' || balance_minor || ' ' || currency
          FROM money_account WHERE balance_minor < 0""",
    COVERED: """
        SELECT (SELECT name FROM halls_hall WHERE id = hall.hall_id), currency, held, owed,
               (SELECT coalesce(sum(from_hall_minor), 0) FROM money_chargeback c
                 WHERE c.hall_id = hall.hall_id AND c.currency = hall.currency)
          FROM (SELECT a.hall_id, a.currency,
                       coalesce(sum(e.amount_minor)
                         FILTER (WHERE a.kind IN ('clearing', 'disputed', 'safeguarded')), 0) AS held,
                       -coalesce(sum(e.amount_minor) FILTER (WHERE a.kind IN
                         ('escrow', 'payable', 'in_transit', 'client_credit', 'guarantee',
                          'unearned', 'deposit')), 0) AS owed
                  FROM money_account a JOIN money_entry e ON e.account_id = a.id
                 GROUP BY a.hall_id, a.currency) AS hall
         WHERE held < owed""",
    "each_payment_that_came_is_booked_once": """
        SELECT 'payment ' || p.id || ' is ' || p.status || ' and booked ' || count(t.id) || ' times'
          FROM money_payment p
          LEFT JOIN money_transfer t ON t.hall_id = p.hall_id AND t.cause_id = p.id AND t.kind = 'receive'
         GROUP BY p.id HAVING count(t.id) <> CASE WHEN p.succeeded_at IS NULL THEN 0 ELSE 1 END""",
    "each_funded_payment_went_to_escrow_once": """
        SELECT 'payment ' || p.id || ' went to escrow ' || count(t.id) || ' times'
          FROM money_payment p
          LEFT JOIN money_transfer t ON t.hall_id = p.hall_id AND t.cause_id = p.id
                AND t.kind = CASE p.purpose WHEN 'work' THEN 'fund' ELSE p.purpose END
         GROUP BY p.id HAVING count(t.id) <> CASE WHEN p.funded_at IS NULL THEN 0 ELSE 1 END""",
    "what_was_paid_for_the_hall_is_held_kept_or_gone": """
        SELECT 'payment ' || p.id || ' for ' || p.purpose || ' holds ' || coalesce(a.balance_minor, 0)
               || ' and should hold ' || due.minor
          FROM money_payment p
          JOIN LATERAL (
            SELECT CASE WHEN EXISTS (
                          SELECT FROM money_transfer t WHERE t.hall_id = p.hall_id AND t.cause_id = p.id
                             AND t.kind IN ('membership_earn', 'deposit_keep'))
                        THEN 0 ELSE p.amount_minor - p.refunded_minor END AS minor) AS due ON true
          LEFT JOIN money_account a ON a.kind IN ('unearned', 'deposit') AND a.subject_id = p.unit_id
         WHERE p.purpose <> 'work' AND p.funded_at IS NOT NULL AND coalesce(a.balance_minor, 0) <> due.minor""",
    "each_chargeback_is_where_its_transfers_put_it": """
        SELECT 'chargeback ' || c.id || ' is ' || c.status || ' and its transfers left '
               || moved.disputed || ' of ' || c.amount_minor || ' in dispute'
          FROM money_chargeback c
          JOIN LATERAL (SELECT coalesce(sum(e.amount_minor), 0) AS disputed
                          FROM money_transfer t JOIN money_entry e ON e.transfer_id = t.id
                          JOIN money_account a ON a.id = e.account_id
                         WHERE t.cause_id = c.id AND a.kind = 'disputed') AS moved ON true
         WHERE moved.disputed <> CASE WHEN c.status = 'opened' OR (c.status = 'lost' AND c.settled_at IS NULL)
                                      THEN c.amount_minor ELSE 0 END""",
    "disputed_money_is_what_the_open_chargebacks_say": """
        SELECT hall_id || ' has ' || minor || ' ' || currency || ' in dispute too much'
          FROM (SELECT hall_id, currency, sum(minor) AS minor
                  FROM (SELECT a.hall_id, a.currency, e.amount_minor AS minor
                          FROM money_account a JOIN money_entry e ON e.account_id = a.id WHERE a.kind = 'disputed'
                        UNION ALL
                        SELECT hall_id, currency, -amount_minor FROM money_chargeback
                         WHERE status = 'opened' OR (status = 'lost' AND settled_at IS NULL)) AS line
                 GROUP BY hall_id, currency) AS hall
         WHERE minor <> 0""",
    "credit_of_a_payment_is_what_is_not_in_escrow_and_not_gone": """
        SELECT 'payment ' || p.id || ' has a credit of ' || coalesce(a.balance_minor, 0)
               || ' and should have ' || due.minor
          FROM money_payment p
          JOIN LATERAL (
            SELECT CASE WHEN p.succeeded_at IS NULL THEN 0
                        WHEN p.funded_at IS NULL THEN p.amount_minor + p.client_fee_minor ELSE 0 END
                 + coalesce((SELECT sum(r.amount_minor + r.client_fee_minor) FROM money_refund r
                              WHERE r.payment_id = p.id AND r.status <> 'settled'
                                AND p.funded_at IS NOT NULL), 0)
                 - coalesce((SELECT sum(r.amount_minor + r.client_fee_minor) FROM money_refund r
                              WHERE r.payment_id = p.id AND r.status = 'settled'
                                AND p.funded_at IS NULL), 0) AS minor) AS due ON true
          LEFT JOIN money_account a ON a.kind = 'client_credit' AND a.subject_id = p.id
         WHERE coalesce(a.balance_minor, 0) <> due.minor""",
    "refunds_are_what_their_payment_says": """
        SELECT 'payment ' || p.id || ' says ' || p.refunded_minor || ' + ' || p.fee_refunded_minor
          FROM money_payment p LEFT JOIN money_refund r ON r.payment_id = p.id
         GROUP BY p.id
        HAVING p.refunded_minor <> coalesce(sum(r.amount_minor), 0)
            OR p.fee_refunded_minor <> coalesce(sum(r.client_fee_minor), 0)""",
    "each_earning_is_what_its_transfer_moved": """
        SELECT 'earning ' || g.id || ' is ' || g.net_minor || ' and its transfer moved ' || moved.minor
          FROM money_earning g
          JOIN LATERAL (SELECT -coalesce(sum(e.amount_minor), 0) AS minor
                          FROM money_entry e JOIN money_account a ON a.id = e.account_id
                         WHERE e.transfer_id = g.transfer_id AND a.kind = 'payable'
                           AND a.subject_id = g.freelancer_id AND a.currency = g.currency) AS moved ON true
         WHERE moved.minor <> g.net_minor""",
    "each_release_has_an_earning": """
        SELECT 'transfer ' || t.id FROM money_transfer t
         WHERE t.kind IN ('release', 'guarantee_pay')
           AND NOT EXISTS (SELECT FROM money_earning g WHERE g.transfer_id = t.id)""",
    "shares_of_a_release_sum_to_it": """
        SELECT 'transfer ' || t.id || ' kept ' || moved.fee || ' and owes ' || moved.net || '; its earnings say '
               || said.fee || ' and ' || said.net
          FROM money_transfer t
          JOIN LATERAL (SELECT coalesce(sum(g.fee_minor), 0) AS fee, coalesce(sum(g.net_minor), 0) AS net,
                               count(*) AS earnings, count(g.share_basis_points) AS shares
                          FROM money_earning g WHERE g.transfer_id = t.id) AS said ON true
          JOIN LATERAL (SELECT -coalesce(sum(e.amount_minor) FILTER (WHERE a.kind = 'freelancer_fee'), 0) AS fee,
                               -coalesce(sum(e.amount_minor) FILTER (WHERE a.kind = 'payable'), 0) AS net
                          FROM money_entry e JOIN money_account a ON a.id = e.account_id
                         WHERE e.transfer_id = t.id) AS moved ON true
         WHERE t.kind = 'release' AND (moved.fee <> said.fee OR moved.net <> said.net
                                       OR (said.earnings > 1 AND said.shares < said.earnings))""",
    "what_is_waived_was_taken_of_nobody": """
        SELECT 'transfer ' || t.id || ' waives fees of a release that took '
               || coalesce(sum(g.fee_minor)::text, 'nothing, for there is none')
          FROM money_transfer t
          LEFT JOIN money_earning g ON g.transfer_id = t.cause_id AND g.unit_id = t.unit_id
         WHERE t.kind = 'waive' GROUP BY t.id HAVING sum(g.fee_minor) IS DISTINCT FROM 0""",
    "each_payout_is_where_its_transfers_put_it": """
        SELECT 'payout ' || p.id || ' is ' || p.status || ' and ' || coalesce(a.balance_minor, 0) || ' is on its way'
          FROM money_payout p
          LEFT JOIN money_account a ON a.kind = 'in_transit' AND a.subject_id = p.id
         WHERE coalesce(a.balance_minor, 0)
               <> CASE WHEN p.status IN ('requested', 'sending') THEN p.amount_minor ELSE 0 END""",
    "each_paid_payout_is_settled_once": """
        SELECT 'payout ' || p.id || ' is ' || p.status || ' and ' || count(t.id) || ' of its attempts stand'
          FROM money_payout p
          LEFT JOIN money_transfer t ON t.cause_id = p.id AND t.kind = 'payout_settle'
                AND NOT EXISTS (SELECT FROM money_transfer back WHERE back.reverses_id = t.id)
         GROUP BY p.id HAVING count(t.id) <> CASE WHEN p.status = 'paid' THEN 1 ELSE 0 END""",
}


def check(*, ended_contracts: EndedContracts | None = None) -> list[Broken]:
    """Every invariant that does not hold; an empty list is good news.

    Args:
        ended_contracts: where given, each of these contracts, memberships and so on must hold nothing.
    """
    broken: list[Broken] = []
    with connection.cursor() as cursor:
        for name, statement in CHECKS.items():
            cursor.execute(statement)
            broken.extend(
                Broken(name, WORDS.get(name, _as_is)(*row)) for row in cursor.fetchmany(MOST_DETAILS)
            )
    if ended_contracts is not None:
        broken.extend(_left_in_escrow(ended_contracts()))
    return broken


def _as_is(detail: object) -> str:
    return str(detail)


def _short(hall: str, currency: str, held: int, owed: int, lost: int) -> str:
    """The one invariant that an honest hall can break: said with what it means and what to do."""
    has, owes = Money(int(held), currency), Money(int(owed), currency)
    why = f" Lost chargebacks have cost it {Money(int(lost), currency).text()}." if lost else ""
    return (
        f"{hall} holds {has.text()} for its members and owes them {owes.text()}: "
        f"{(owes - has).text()} is missing.{why} Bring in that much of the hall’s own money, and take no fees out "
        "until then."
    )


WORDS: dict[str, Callable[..., str]] = {COVERED: _short}


def _left_in_escrow(contract_ids: Iterable[UUID]) -> list[Broken]:
    left = Account.objects.filter(
        kind__in=HELD_FOR, group_id__in=list(contract_ids), balance_minor__gt=0
    ).order_by("id")[:MOST_DETAILS]
    return [
        Broken(
            "an_ended_contract_holds_nothing",
            f"contract {account.group_id} still holds {account.balance_minor} {account.currency}",
        )
        for account in left
    ]


def trial_balance() -> list[tuple[UUID, str, str, int]]:
    """Hall, kind, currency and the signed sum of all entries (debits positive, minor units), in that order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.hall_id, a.kind, a.currency, sum(e.amount_minor)::bigint"
            "  FROM (SELECT account_id, sum(amount_minor) AS amount_minor FROM money_entry GROUP BY account_id) e"
            "  JOIN money_account a ON a.id = e.account_id"
            " GROUP BY a.hall_id, a.kind, a.currency ORDER BY a.hall_id, a.kind, a.currency"
        )
        return [(hall_id, kind, currency, int(minor)) for hall_id, kind, currency, minor in cursor.fetchall()]
