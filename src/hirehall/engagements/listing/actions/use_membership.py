"""What a member does with a membership: begins to use it, takes it back unused, chooses whether it renews itself."""

from __future__ import annotations

from uuid import UUID

from hirehall.engagements.listing import facts, rules
from hirehall.engagements.listing.models import Membership
from hirehall.engagements.listing.operations import memberships as operations
from hirehall.engagements.listing.queries import memberships as queries
from hirehall.engagements.listing.rules import memberships as member_rules
from hirehall.engagements.listing.states import MemberState
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.money import zero
from hirehall.foundation.refused import Refused
from hirehall.money import operations as money

STOPPED = "You stopped the renewal before it was paid."
BACK = "You took the membership back unused."


@action("listing.begin_membership", scope=Scope.MONEY_WRITE)
def begin_membership(membership_id: UUID, *, by: Actor) -> Membership:
    """The member begins to use it, and knows that it cannot be taken back from then on. Twice is once."""
    rules.require_person(by)
    row = queries.membership_to_move(membership_id, by=by)
    member_rules.require_move(row, "begin")
    now = clock.now()
    if row.is_used(now):
        return row
    if row.begins_at is None or row.begins_at > now:
        raise Refused("membership.not_begun", "It begins when the one before it ends.")
    if row.ends_at is None or row.ends_at <= now:
        raise Refused("membership.over", "Its days are over, so there is nothing left to begin.")
    row.used_at, row.earn_at = now, now
    row.version += 1
    operations.note(facts.MembershipBegun, row, by=by)
    operations.earn_if_due(row, by=by)
    row.save()
    return row


@action("listing.take_back_membership", scope=Scope.MONEY_WRITE)
def take_back_membership(membership_id: UUID, *, by: Actor, version: int | None = None) -> Membership:
    """The right of withdrawal: in time and unused, the whole price goes back the way it came."""
    rules.require_person(by)
    row = queries.membership_to_move(membership_id, by=by)
    member_rules.require_version(version, row)
    member_rules.require_unused(row, clock.now())
    money.refund(
        hall_id=row.hall_id,
        contract_id=row.id,
        unit_id=row.id,
        amount=row.price,
        client_fee_back=zero(row.currency),
        key=f"membership_back:{row.id}",
        by=by,
        reason=BACK,
    )
    row.state, row.closed_at = MemberState.RETURNED, clock.now()
    row.renews, row.tell_at, row.used_at = False, None, None
    row.version += 1
    row.save()
    operations.note(facts.MembershipReturned, row, by=by)
    return row


@action("listing.choose_renewal", scope=Scope.MONEY_WRITE)
def choose_renewal(membership_id: UUID, *, by: Actor, renews: bool, version: int | None = None) -> Membership:
    """Whether it renews itself: only where the member has said so, and not any more from one click on."""
    rules.require_person(by)
    row = queries.membership_to_move(membership_id, by=by)
    member_rules.require_version(version, row)
    if row.renews == renews:
        return row
    if renews:
        member_rules.require_move(row, "tell")
    row.renews = renews
    row.version += 1
    row.save()
    if not renews:
        _stop_renewal(row, by)
    operations.note(facts.RenewalChosen, row, by=by, renews=renews)
    return row


def _stop_renewal(row: Membership, by: Actor) -> None:
    """The next one that is being paid is not bought any more: what its payment still brings goes back."""
    following = Membership.objects.filter(renewal_of=row, state=MemberState.PAYING).first()
    if following is None:
        return
    following = queries.membership_to_move(following.id, by=by)
    if following.state != MemberState.PAYING:
        return
    following.state, following.renews, following.reason = MemberState.FAILED, False, STOPPED
    following.version += 1
    following.save()
    operations.note(facts.MembershipUnpaid, following, by=by, reason=STOPPED, renewed=True)
