"""What an order costs this client: by how the two met, and by what they have billed before."""

from __future__ import annotations

from uuid import UUID

from hirehall.contracts import queries as contracts
from hirehall.contracts.models import Contract
from hirehall.engagements.package.models import Order
from hirehall.foundation.money import Money
from hirehall.market import queries as market
from hirehall.market.models import Service
from hirehall.market.queries import Chosen
from hirehall.money.queries import FeeQuote


def quote_for(
    service: Service, chosen: Chosen, *, client_id: UUID, organisation_id: UUID | None = None
) -> FeeQuote:
    """The quote that ordering now would freeze: three queries."""
    return quote_for_price(service, chosen.price, client_id=client_id, organisation_id=organisation_id)


def quote_for_price(
    service: Service,
    price: Money,
    *,
    client_id: UUID,
    organisation_id: UUID | None = None,
    lead_id: UUID | None = None,
) -> FeeQuote:
    """What a price between the freelancer of a service and this client means: three queries.

    Args:
        lead_id: who offers it for an agency, where that is not who leads the orders of its service.
    """
    lead_id = lead_id or market.lead_of(service)
    origin = contracts.how_met(
        service.hall_id,
        client_id=client_id,
        organisation_id=organisation_id,
        freelancer_id=lead_id,
        agency_id=service.agency_id,
    )
    billed = contracts.billed_before(
        client_id=client_id,
        organisation_id=organisation_id,
        freelancer_id=lead_id,
        agency_id=service.agency_id,
        hall_id=service.hall_id,
        currency=service.currency,
    )
    pricing = contracts.Pricing(hall_id=service.hall_id, origin=origin, billed_before=billed)
    return pricing.quote(price)


def quote_for_revisions(contract: Contract, order: Order, price: Money) -> FeeQuote:
    """What more revisions cost, under the fees that the contract is under: two queries."""
    pricing = contracts.pricing_of(contract, schedule_id=contract.schedule_id)
    return pricing.quote(price, after=pricing.billed_before + order.held, first=False)
