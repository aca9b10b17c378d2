from __future__ import annotations

from datetime import date
from uuid import UUID

from hirehall.contracts.models import Offer
from hirehall.contracts.states import Side
from hirehall.engagements.package import queries
from hirehall.engagements.package.operations import OfferContent, send_in
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused
from hirehall.market import operations as market


@action("package.make_offer", scope=Scope.CONTRACTS_WRITE)
def make_offer(inquiry_id: UUID, *, by: Actor, content: OfferContent, valid_until: date) -> Offer:
    """The freelancer offers something of their own in a conversation about a service; fees are quoted and frozen.

    One offer is on the table at a time: a new one takes its place, and the client is told.

    Args:
        valid_until: the last day on which it can be accepted, in UTC.
    """
    inquiry = queries.inquiry_for(by, inquiry_id)
    service = market.lock_service(inquiry.service_id)
    if queries.side_in(inquiry, by) is not Side.FREELANCER:
        raise Refused(
            "contract.wrong_party", "Only the freelancer makes offers here.", because=Because.FORBIDDEN
        )
    return send_in(inquiry, service, content, valid_until=valid_until, by=by)
