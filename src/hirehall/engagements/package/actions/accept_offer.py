from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts import queries as contract_queries
from hirehall.contracts import rules as contract_rules
from hirehall.contracts.states import OfferState
from hirehall.engagements.package import queries
from hirehall.engagements.package.models import Order
from hirehall.engagements.package.operations import order_of, place
from hirehall.engagements.package.states import MODEL
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.market import operations as market


@action("package.accept_offer", scope=Scope.MONEY_WRITE)
def accept_offer(
    offer_id: UUID, *, by: Actor, method: str = "sandbox.instant", version: int | None = None
) -> Order:
    """The client takes a custom offer and pays its whole price, which is held: the same order as from the page.

    It takes a place in the freelancer's queue; no limit stands against it, because the freelancer has offered it.
    """
    offer = contract_queries.offer_to_move(offer_id, by=by, model=MODEL)
    custom = queries.custom_of(offer)
    side = contract_rules.require_answerable(offer, by)
    contract_rules.require_payer(offer, by)
    contract_rules.require_current(offer, version)
    market.take_agreed_place(custom.inquiry.service_id)
    contract_operations.require_nobody_suspended(
        by.require_person(), offer.client_id, offer.freelancer_id, hold=True
    )
    contract_operations.close_offer(offer, OfferState.ACCEPTED, by=by, side=side)
    contract, order = order_of(offer, contract_queries.version_on_table(offer), custom, by=by)
    place(contract, order, method=method, by=by)
    return order
