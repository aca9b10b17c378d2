"""What contracts tell the market: somebody was hired, a contract has ended at a price."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actor import Actor
from hirehall.foundation.money import Money
from hirehall.market import rules
from hirehall.market.facts import BriefHired
from hirehall.market.models import Brief, PriceSample, Proposal
from hirehall.market.operations.briefs import close_proposals
from hirehall.market.operations.locks import lock_proposal
from hirehall.market.states import BriefState, ProposalState


def mark_hired(proposal_id: UUID, *, contract_id: UUID, by: Actor) -> Proposal:
    """The proposal has become a contract: its brief is hired, everybody else who proposed is told.

    Inside the caller's transaction; locks the brief, then its proposals.

    Raises:
        Refused: ``brief.is_hired`` when somebody else was faster, ``proposal.is_*`` when it is not open any more.
    """
    proposal = lock_proposal(proposal_id)
    brief = proposal.brief
    rules.require_state(brief, BriefState.PUBLISHED, BriefState.STALE, BriefState.CLOSED)
    if proposal.state != ProposalState.CLOSED:
        rules.require_open(proposal)
    others = close_proposals(brief, except_id=proposal.id)
    proposal.state, proposal.contract_id = ProposalState.HIRED.value, contract_id
    proposal.answered_at, proposal.closed_from = proposal.answered_at or clock.now(), ""
    proposal.save(update_fields=["state", "contract_id", "answered_at", "closed_from"])
    brief.state, brief.contract_id = BriefState.HIRED.value, contract_id
    brief.save(update_fields=["state", "contract_id"])
    facts.record(
        BriefHired(
            brief_id=brief.id,
            proposal_id=proposal.id,
            contract_id=contract_id,
            proposal_ids=[row.id for row in others],
        ),
        by=by,
        hall_id=brief.hall_id,
        about=[brief.id, proposal.id, contract_id],
    )
    return proposal


def note_price(contract_id: UUID, *, brief_id: UUID | None, paid: Money, ended_at: datetime) -> None:
    """A contract that came from a brief has ended and this much was paid; the price hint may use it. Once each."""
    brief = Brief.objects.filter(id=brief_id).first() if brief_id else None
    if brief is None or brief.category_id is None or paid.minor <= 0:
        return
    PriceSample.objects.get_or_create(
        contract_id=contract_id,
        defaults={
            "hall_id": brief.hall_id,
            "category_id": brief.category_id,
            "amount_minor": paid.minor,
            "currency": paid.currency,
            "ended_at": ended_at,
        },
    )
