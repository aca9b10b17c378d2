"""Who may do what with offers, terms and ends, whatever the engagement model."""

from __future__ import annotations

from hirehall.contracts.actions.answer_ending import decline_ending, withdraw_ending
from hirehall.contracts.actions.answer_terms import decline_terms, withdraw_terms
from hirehall.contracts.actions.close_offer import decline_offer, expire_offer, withdraw_offer
from hirehall.contracts.actions.file_agreement import file_agreement
from hirehall.contracts.models import Offer
from hirehall.engagements.milestone.actions.change_terms import propose_terms
from hirehall.engagements.milestone.actions.end_contract import propose_ending
from hirehall.foundation import clock
from tests.makers.base import make_hall
from tests.makers.contracts import Pair, deal, make_pair, planned
from tests.permission_case import Case


def matrix() -> list[Case]:
    """The client owns; the freelancer is the counterparty. An offer waits, and another that has run out."""
    pair = make_pair(make_hall(slug="contracts-matrix"), client="Carla Matrix", freelancer="Fred Matrix")
    offer, late = pair.offer(), pair.offer()
    Offer.objects.filter(id=late.id).update(expires_at=clock.now())
    changing, ending = pair.contract(), pair.contract()
    terms = propose_terms(changing.id, by=pair.client, terms=deal(note="Longer."), milestones=(planned(),))
    end = propose_ending(ending.id, by=pair.client, note="Enough.")
    return [
        _case(pair, "contracts.decline_offer", {"counterparty"}, lambda by: decline_offer(offer.id, by=by)),
        _case(pair, "contracts.withdraw_offer", {"owner"}, lambda by: withdraw_offer(offer.id, by=by)),
        _case(pair, "contracts.expire_offer", {"system"}, lambda by: expire_offer(late.id, by=by)),
        _case(pair, "contracts.decline_terms", {"counterparty"}, lambda by: decline_terms(terms.id, by=by)),
        _case(pair, "contracts.withdraw_terms", {"owner"}, lambda by: withdraw_terms(terms.id, by=by)),
        _case(pair, "contracts.decline_ending", {"counterparty"}, lambda by: decline_ending(end.id, by=by)),
        _case(pair, "contracts.withdraw_ending", {"owner"}, lambda by: withdraw_ending(end.id, by=by)),
        _case(
            pair,
            "contracts.file_agreement",
            {"system"},
            lambda by: file_agreement(changing.id, by=by, number=1),
        ),
    ]


def _case(pair: Pair, action: str, may: set[str], call: object) -> Case:
    return Case(action=action, call=call, owner=pair.client, counterparty=pair.freelancer, may=may)  # type: ignore[arg-type]
