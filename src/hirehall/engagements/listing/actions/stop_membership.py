"""The hall sells no memberships any more: those that run are over, and what was not used of them goes back."""

from __future__ import annotations

from uuid import UUID

from hirehall.engagements.listing import facts
from hirehall.engagements.listing.models import Membership
from hirehall.engagements.listing.operations import memberships as operations
from hirehall.engagements.listing.queries import memberships as queries
from hirehall.engagements.listing.rules import memberships as member_rules
from hirehall.engagements.listing.states import MODEL, MemberState
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Refused
from hirehall.halls.queries import policy_now
from hirehall.money import queries as money_queries

NO_MORE = "The hall sells no memberships of its board any more; this is what you had not used."


@action("listing.stop_membership")
def stop_membership(membership_id: UUID, *, by: Actor) -> Membership:
    """Nobody is left with a paid membership of what is free now, or gone: the unused rest goes back by itself."""
    row = queries.membership_to_move(membership_id, by=by)
    now = clock.now()
    member_rules.require_clock(by, now, now)
    member_rules.require_move(row, "give up")
    if queries.is_kept_up(row.hall_id):
        raise Refused("membership.not_due", "The hall goes on selling it.")
    if money_queries.is_disputed(row.id):
        raise Refused("membership.disputed", "A bank wants its price back; that is decided first.")
    back = operations.settle_unused(row, until=now, reason=NO_MORE, by=by)
    row.state, row.closed_at, row.tell_at, row.renews = MemberState.STOPPED, now, None, False
    row.version += 1
    row.save()
    is_free = policy_now(row.hall_id).offers(MODEL)
    operations.note(facts.MembershipStopped, row, by=by, back=back, is_free=is_free)
    return row
