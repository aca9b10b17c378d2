from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations, queries, rules
from hirehall.contracts.models import Offer
from hirehall.contracts.states import OPEN_OFFER, OfferState
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused


@action("contracts.decline_offer", scope=Scope.CONTRACTS_WRITE)
def decline_offer(offer_id: UUID, *, by: Actor, reason: str = "", version: int | None = None) -> Offer:
    """The side that is to answer says no, with or without a reason. The offer is closed."""
    offer = queries.offer_to_move(offer_id, by=by)
    side = rules.require_answerable(offer, by)
    rules.require_current(offer, version)
    clean = rules.require_text(reason, field="reason", least=0, most=rules.LONGEST_NOTE)
    return operations.close_offer(offer, OfferState.DECLINED, by=by, side=side, answer=clean)


@action("contracts.withdraw_offer", scope=Scope.CONTRACTS_WRITE)
def withdraw_offer(offer_id: UUID, *, by: Actor, version: int | None = None) -> Offer:
    """Whoever sent the version on the table takes it back. The offer is closed."""
    offer = queries.offer_to_move(offer_id, by=by)
    side = rules.require_withdrawable(offer, by)
    rules.require_current(offer, version)
    return operations.close_offer(offer, OfferState.WITHDRAWN, by=by, side=side)


@action("contracts.expire_offer")
def expire_offer(offer_id: UUID, *, by: Actor) -> Offer:
    """Nobody answered in the policy's days: the offer is closed, and both sides are told."""
    if not by.is_system:
        raise Refused("offer.clock_only", "Only the clock does this.", because=Because.FORBIDDEN)
    offer = queries.offer_to_move(offer_id, by=by)
    if offer.state not in OPEN_OFFER:
        return offer
    if offer.expires_at is None or offer.expires_at > clock.now():
        raise Refused("offer.clock_running", "There is still time to answer.")
    return operations.close_offer(offer, OfferState.EXPIRED, by=by)
