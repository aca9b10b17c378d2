"""The clock of a membership: its price becomes income, its member is told of its end, it renews itself, it ends."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from hirehall.engagements.listing import facts, rules
from hirehall.engagements.listing.models import Membership
from hirehall.engagements.listing.operations import memberships as operations
from hirehall.engagements.listing.queries import memberships as queries
from hirehall.engagements.listing.rules import memberships as member_rules
from hirehall.engagements.listing.states import MemberState
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Refused
from hirehall.halls.queries.joining import membership
from hirehall.halls.states.joining import Standing
from hirehall.money import queries as money_queries

NOT_SOLD = "The hall sells no memberships now."
DEARER = (
    "It costs more now, or lasts shorter, and nothing renews itself on terms that you have not agreed to."
)
AWAY = "You are no member of the hall now, or your account is suspended."
NO_METHOD = "The way to pay that you chose is not offered any more."


@action("listing.earn_membership")
def earn_membership(membership_id: UUID, *, by: Actor) -> Membership:
    """The days to take it back are over, or it is in use: its price is the hall's."""
    row = _due(membership_id, by, "earn_at")
    operations.earn_if_due(row, by=by)
    row.save()
    return row


@action("listing.tell_of_end")
def tell_of_end(membership_id: UUID, *, by: Actor) -> Membership:
    """Its member hears in time that it ends, and what follows: nothing, or what they have chosen."""
    row = _due(membership_id, by, "tell_at")
    member_rules.require_move(row, "tell")
    assert row.ends_at is not None  # noqa: S101 - it runs
    sale, stopped = queries.sale_at(row.hall), ""
    if row.renews:
        stopped = why_not_renewed(row, sale)
        row.renews = not stopped
    row.tell_at = None
    row.version += 1
    row.save()
    operations.note(
        facts.MembershipEnding, row, by=by, ends_at=row.ends_at, renews=row.renews, stopped=stopped,
        now_price=sale.price if sale else None, now_days=sale.days if sale else 0,
    )  # fmt: skip
    return row


@action("listing.renew_membership")
def renew_membership(membership_id: UUID, *, by: Actor) -> Membership:
    """A day before its end the next one is paid, as its member chose and was told; at no other price."""
    row = queries.membership_to_move(membership_id, by=by)
    now = clock.now()
    member_rules.require_clock(by, row.ends_at - queries.DAY if row.ends_at else None, now)
    member_rules.require_move(row, "tell")
    if not row.renews or row.tell_at is not None or Membership.objects.filter(renewal_of=row).exists():
        raise Refused("membership.not_renewed", "It does not renew itself, or has done so.")
    sale = queries.sale_at(row.hall)
    stopped = why_not_renewed(row, sale)
    if sale is None or stopped:
        row.renews = False
        row.version += 1
        row.save()
        operations.note(facts.RenewalStopped, row, by=by, reason=stopped or NOT_SOLD)
        return row
    following = Membership(
        hall=row.hall, person=row.person, method=row.method, renews=True, renewal_of=row,
        at_once=row.used_at is not None,  # who never began, has not given up taking it back
    )  # fmt: skip
    return operations.ask_for(following, sale, by=by)


@action("listing.expire_membership")
def expire_membership(membership_id: UUID, *, by: Actor) -> Membership:
    """Its days are over. What was not earned before is now."""
    row = _due(membership_id, by, "ends_at")
    member_rules.require_move(row, "expire")
    if member_rules.may_take_back(row, clock.now()):
        raise Refused("membership.not_due", "It is unused, and can still be taken back.")
    if money_queries.is_disputed(row.id):
        raise Refused("membership.disputed", "A bank wants its price back; that is decided first.")
    row.state, row.closed_at, row.tell_at = MemberState.ENDED, clock.now(), None
    row.version += 1
    operations.earn_if_due(row, by=by)
    row.save()
    operations.note(facts.MembershipEnded, row, by=by)
    return row


def why_not_renewed(row: Membership, sale: queries.Sale | None) -> str:
    """Why it cannot renew itself as its member agreed; empty where it can."""
    if sale is None:
        return NOT_SOLD
    if sale.price > row.price or sale.days < row.days:
        return DEARER
    here = membership(row.hall_id, row.person_id)
    if not rules.is_told(row.person) or here is None or here.state != Standing.JOINED:
        return AWAY
    if row.method not in {one.code for one in money_queries.payment_methods()}:
        return NO_METHOD
    if queries.paying_of(row.person_id, row.hall_id) is not None:
        return "You are paying for the next one already."
    latest = queries.latest_of(row.person_id, row.hall_id)
    return "" if latest is None or latest.id == row.id else "You have bought the next one already."


def _due(membership_id: UUID, by: Actor, column: str) -> Membership:
    row = queries.membership_to_move(membership_id, by=by)
    due: datetime | None = getattr(row, column)
    member_rules.require_clock(by, due, clock.now())
    return row
