"""Steps that several actions of memberships share: asking for the money, running, and becoming the hall's income."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from hirehall.engagements.listing import facts
from hirehall.engagements.listing.models import Membership
from hirehall.engagements.listing.operations.paying import ask_payment
from hirehall.engagements.listing.queries import memberships as queries
from hirehall.engagements.listing.queries.memberships import Sale
from hirehall.engagements.listing.rules.memberships import worth_of_use
from hirehall.engagements.listing.states import MemberState
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.facts import record
from hirehall.foundation.money import Money, zero
from hirehall.money import operations as money
from hirehall.money import queries as money_queries
from hirehall.money.states import Purpose

DAY, NOTHING = timedelta(days=1), timedelta()
UNUSED = "Your bank took a part of the price back; this is what of the rest you had not used."


def ask_for(row: Membership, sale: Sale, *, by: Actor) -> Membership:
    """Record what it costs and lasts, and that its price is wanted; the rail is asked after the commit."""
    row.price_minor, row.currency = sale.price.minor, sale.price.currency
    row.days, row.back_days, row.notice_days = sale.days, sale.back_days, sale.notice_days
    row.asked_at = clock.now()
    payment = ask_payment(row, sale.price, method=row.method, purpose=Purpose.MEMBERSHIP, by=by)
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
    row.earn_at = _earned_from(row)
    row.version += 1


def resume(row: Membership) -> None:
    """It runs on with the days on which it stood still, and what was bought after it moves on; the caller saves."""
    assert row.halted_at is not None  # noqa: S101 - a constraint
    assert row.begins_at is not None  # noqa: S101 - it was paid
    assert row.ends_at is not None  # noqa: S101 - it was paid
    now = clock.now()
    if row.earned_at is None and row.back_until is not None and row.back_until > row.halted_at:
        row.back_until += now - row.halted_at  # nobody could take it back meanwhile
        row.earn_at = _earned_from(row)
    stood = max(now - max(row.halted_at, row.begins_at), NOTHING)
    row.state, row.halted_at, row.ends_at = MemberState.RUNNING, None, row.ends_at + stood
    if row.tell_at is not None:
        row.tell_at += stood
    row.version += 1
    _move_on(row, now)


def _move_on(row: Membership, now: datetime) -> None:
    """Memberships of the same member that follow give up no day to one whose end has moved."""
    end = row.ends_at
    for following in queries.bought_after(row):
        if following.begins_at is None or following.ends_at is None or end is None:
            continue
        later = end - max(following.begins_at, now)
        if later <= NOTHING:
            break
        if following.begins_at > now:
            following.begins_at += later
            if following.used_at is not None:
                following.used_at = following.begins_at
            if following.earned_at is None:
                following.earn_at = _earned_from(following)
        following.ends_at += later
        if following.tell_at is not None:
            following.tell_at += later
        following.version += 1
        following.save()
        end = following.ends_at


def _earned_from(row: Membership) -> datetime | None:
    """From when it cannot be taken back: its days for that are over, or it is in use."""
    return min((one for one in (row.back_until, row.used_at) if one is not None), default=None)


def earn_if_due(row: Membership, *, by: Actor) -> None:
    """Once it cannot be taken back any more, its price is the hall's income; the caller saves.

    Not while a bank wants it back: that is settled first.
    """
    now = clock.now()
    if row.earned_at is not None or row.earn_at is None or row.earn_at > now:
        return
    if row.payment_id is None or money_queries.is_disputed(row.id):
        return
    if not still_paid(row):
        lose(row, by=by)
        return
    money.keep(money_queries.payment(row.payment_id), key=f"membership_earn:{row.id}")
    row.earned_at = now
    note(facts.MembershipEarned, row, by=by)


def still_paid(row: Membership) -> Money:
    """What of its price nobody has taken back."""
    assert row.payment_id is not None  # noqa: S101 - it was asked for
    payment = money_queries.payment(row.payment_id)
    return payment.amount - payment.refunded


def lose(row: Membership, *, by: Actor) -> None:
    """A bank has taken its price, or a part, for good: it is over, once; the caller saves.

    The hall keeps at most what the days were worth on which it was open; what is left beyond that goes back.
    """
    if (
        row.state not in (MemberState.HALTED, MemberState.RUNNING, MemberState.ENDED)
        or row.payment_id is None
    ):
        return
    if row.state == MemberState.ENDED and row.earned_at is not None:
        return  # its days were all there: what the bank took is the hall's loss
    now = clock.now()
    back = settle_unused(row, until=min(row.halted_at or now, row.closed_at or now), reason=UNUSED, by=by)
    row.state, row.halted_at, row.tell_at, row.renews = MemberState.LOST, None, None, False
    row.closed_at = now
    row.version += 1
    note(facts.MembershipLost, row, by=by, back=back)


def settle_unused(row: Membership, *, until: datetime, reason: str, by: Actor) -> Money:
    """It is over before its days are: the hall keeps the days that were used, the rest goes back. Answers how much."""
    left = still_paid(row)
    back = max(left - worth_of_use(row, until), zero(row.currency))
    if back:
        _give_back(row, back, reason=reason, by=by)
    if row.earned_at is None and left > back and row.payment_id is not None:
        money.keep(money_queries.payment(row.payment_id), key=f"membership_earn:{row.id}")
        row.earned_at = clock.now()
    return back


def _give_back(row: Membership, back: Money, *, reason: str, by: Actor) -> None:
    """It goes back along its payment; where it was the hall's already, the hall gives it up first."""
    assert row.payment_id is not None  # noqa: S101 - it was asked for
    if row.earned_at is not None:
        money.give_up(money_queries.payment(row.payment_id), amount=back, key=f"membership_give_up:{row.id}")
    money.refund(
        hall_id=row.hall_id,
        contract_id=row.id,
        unit_id=row.id,
        amount=back,
        client_fee_back=zero(row.currency),
        key=f"membership_back:{row.id}",
        by=by,
        reason=reason,
    )


def note(fact: type[facts.MembershipFact], row: Membership, *, by: Actor, **more: Any) -> None:
    """Record what has happened to a membership."""
    told = fact(membership_id=row.id, person_id=row.person_id, price=row.price, **more)
    record(told, by=by, hall_id=row.hall_id, about=[row.id])
