"""What a freelancer answers a client's request with, when it is an order of their own making."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from hirehall.contracts import queries as contracts
from hirehall.contracts.queries import Basis
from hirehall.foundation.actor import Actor
from hirehall.foundation.money import Money
from hirehall.market import queries as market
from hirehall.market.models import QuoteRequest
from hirehall.market.queries import OfferedBy
from hirehall.money.queries import FeeQuote
from hirehall.skills.queries import Piece, piece_in


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """The form with which a request is answered: what was asked, and beside which service it can be offered."""

    request: QuoteRequest
    basis: Basis
    services: list[OfferedBy]
    piece: Piece | None

    def quote(self, price: Money) -> FeeQuote:
        """What a price means for the three sides: three queries."""
        return contracts.pricing_from(self.basis, self.request.hall_id).quote(price)


def answer_page(by: Actor, request_id: UUID) -> AnswerPage:
    """The page on which an open request is answered.

    Raises:
        Refused: ``request.not_found``, ``request.not_open``, ``offer.lead_left``.
    """
    request = market.request_for(by, request_id)
    basis = contracts.basis_for(by, hall_id=request.hall_id, request_id=request_id)
    contracts.require_may_offer(basis, by)
    own = [] if request.agency_id else [request.freelancer_id]
    return AnswerPage(
        request=request,
        basis=basis,
        services=market.services_by(request.hall_id, own, agency_id=request.agency_id, most=100),
        piece=piece_in(request.piece_id, request.hall_id) if request.piece_id else None,
    )
