"""A member's bank wants the price of a membership back: it opens nothing until the bank has decided."""

from __future__ import annotations

from uuid import UUID

from hirehall.engagements.listing import facts
from hirehall.engagements.listing.models import Membership
from hirehall.engagements.listing.operations import memberships as operations
from hirehall.engagements.listing.queries import memberships as queries
from hirehall.engagements.listing.rules import memberships as member_rules
from hirehall.engagements.listing.states import MemberState
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor
from hirehall.money import operations as money
from hirehall.money import queries as money_queries
from hirehall.money.models import Chargeback


@action("listing.halt_membership")
def halt_membership(chargeback_id: UUID, *, by: Actor) -> Membership:
    """The bank wants the price back: nothing is opened meanwhile. What is over already stays over."""
    found, row = _case(chargeback_id, by)
    if row.state == MemberState.RUNNING and found.is_open and found.payment_id == row.payment_id:
        row.state, row.halted_at = MemberState.HALTED, clock.now()
        row.version += 1
        row.save()
        operations.note(facts.MembershipHalted, row, by=by)
    return row


@action("listing.resume_membership")
def resume_membership(chargeback_id: UUID, *, by: Actor) -> Membership:
    """The bank has left the money: it runs on, and gets back the days on which it stood still."""
    _, row = _case(chargeback_id, by)
    _go_on(row, by=by)
    return row


@action("listing.settle_membership_loss")
def settle_membership_loss(chargeback_id: UUID, *, by: Actor) -> Membership:
    """The money is gone for good: the membership is over, and what of the rest was not used goes back as well."""
    found, row = _case(chargeback_id, by)
    if found.settled_at is None and found.payment.funded_at is not None:
        held = money_queries.still_held_at_most(found)
        unearned = row.earned_at is None and row.state != MemberState.RETURNED
        money.settle_chargeback(found, from_escrow={row.id: held} if unearned and held else {}, by=by)
    _go_on(row, by=by)
    return row


def _go_on(row: Membership, *, by: Actor) -> None:
    """What follows once no bank wants anything of it any more: it is over where a part was lost, else it runs on."""
    if money_queries.is_disputed(row.id) or row.payment_id is None:
        return
    if operations.still_paid(row) < row.price:
        operations.lose(row, by=by)
    elif row.state == MemberState.HALTED:
        operations.resume(row)
        operations.note(facts.MembershipResumed, row, by=by, ends_at=row.ends_at)
    row.save()


def _case(chargeback_id: UUID, by: Actor) -> tuple[Chargeback, Membership]:
    """The locked membership, and the case as it is after the lock."""
    member_rules.require_rail(by)
    row = queries.membership_to_move(money_queries.chargeback(chargeback_id).unit_id, by=by)
    return money_queries.chargeback(chargeback_id), row
