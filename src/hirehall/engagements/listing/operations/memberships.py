"""Steps that several actions of memberships share: asking for the money, running, and becoming the hall's income."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hirehall.engagements.listing import facts
from hirehall.engagements.listing.models import Membership
from hirehall.engagements.listing.queries.memberships import Sale
from hirehall.engagements.listing.states import MemberState
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.facts import record
from hirehall.foundation.money import zero
from hirehall.money import operations as money
from hirehall.money import queries as money_queries
from hirehall.money.states import Purpose

DAY = timedelta(days=1)


def ask_for(row: Membership, sale: Sale, *, by: Actor) -> Membership:
    """Record what it costs and lasts, and that its price is wanted; the rail is asked after the commit."""
    row.price_minor, row.currency = sale.price.minor, sale.price.currency
    row.days, row.back_days, row.notice_days = sale.days, sale.back_days, sale.notice_days
    row.asked_at = clock.now()
    payment = money.begin_payment(
        hall_id=row.hall_id,
        contract_id=row.id,
        unit_id=row.id,
        payer_id=row.person_id,
        organisation_id=None,
        amount=sale.price,
        client_fee=zero(sale.price.currency),
        method=row.method,
        by=by,
        purpose=Purpose.MEMBERSHIP,
    )
    row.payment_id = payment.id
    row.save(force_insert=True)
    return row


def run(row: Membership, last: Membership | None) -> None:
    """It is paid: it begins now, or when the one before it ends; the caller saves."""
    now = clock.now()
    row.state, row.paid_at = MemberState.RUNNING, now
    row.begins_at = max(now, last.ends_at) if last is not None and last.ends_at else now
    row.ends_at = row.begins_at + row.days * DAY
    row.tell_at = row.ends_at - row.notice_days * DAY
    row.back_until = now + row.back_days * DAY
    row.used_at = row.begins_at if row.at_once else None
    row.earn_at = min(row.back_until, row.used_at or row.back_until)
    row.version += 1


def earn_if_due(row: Membership, *, by: Actor) -> None:
    """Once it cannot be taken back any more, its price is the hall's income; the caller saves.

    Not while a bank wants it back: that is settled first.
    """
    now = clock.now()
    if row.earned_at is not None or row.earn_at is None or row.earn_at > now:
        return
    if row.payment_id is None or money_queries.is_disputed(row.id):
        return
    money.keep(money_queries.payment(row.payment_id), key=f"membership_earn:{row.id}")
    row.earned_at = now
    note(facts.MembershipEarned, row, by=by)


def note(fact: type[facts.MembershipFact], row: Membership, *, by: Actor, **more: Any) -> None:
    """Record what has happened to a membership."""
    told = fact(membership_id=row.id, person_id=row.person_id, price=row.price, **more)
    record(told, by=by, hall_id=row.hall_id, about=[row.id])
