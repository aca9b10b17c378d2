from __future__ import annotations

from datetime import date
from uuid import UUID

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.money import Money
from hirehall.market.models import QuoteRequest
from hirehall.market.operations.asking import Wish, ask
from hirehall.market.states import Way


@action("market.ask_for_quote", scope=Scope.CONTRACTS_WRITE)
def ask_for_quote(
    hall_id: UUID,
    *,
    by: Actor,
    freelancer_id: UUID,
    need: str,
    name: str = "",
    email: str = "",
    budget: Money | None = None,
    wanted_by: date | None = None,
    way: str = Way.LINK.value,
    piece_id: UUID | None = None,
) -> QuoteRequest:
    """Somebody asks a freelancer for a quote through that freelancer's own page or form.

    Who is signed in has asked at once. Anybody else confirms by the mailed link first, and until then nobody sees it;
    the answer is the same whether the address has an account or not.

    Args:
        piece_id: work of the freelancer, shown in this hall, that it should be like.
    Raises:
        Refused: ``freelancer.not_found``, ``request.to_oneself``, ``request.too_many``, or what is wrong at its field.
    """
    wish = Wish(need=need, budget=budget, wanted_by=wanted_by, way=way, piece_id=piece_id)
    return ask(hall_id, wish, freelancer_id=freelancer_id, name=name, email=email, by=by)
