"""Steps that several actions on proposals share."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from hirehall.files.operations import attach
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import not_found
from hirehall.market.content import ProposalContent
from hirehall.market.models import Brief, BriefQuestion, Proposal
from hirehall.market.rules import invalid, missing_for_submission
from hirehall.market.states import COUNTED_PROPOSALS
from hirehall.skills.models import PortfolioPiece


def write_proposal(proposal: Proposal, content: ProposalContent) -> None:
    """Put everything that was said into the proposal.

    Raises:
        Refused: ``portfolio_piece.not_found`` for pieces that are not the author's.
    """
    mine = PortfolioPiece.objects.filter(person_id=proposal.freelancer_id, id__in=content.piece_ids)
    if mine.count() != len(set(content.piece_ids)):
        raise not_found("portfolio_piece")
    price = content.price
    proposal.cover = content.cover.strip()
    proposal.amount_minor = price.minor if price else None
    proposal.days = content.days
    proposal.plan = [
        {
            "title": step.title.strip(),
            "criteria": step.criteria.strip(),
            "amount_minor": step.amount.minor,
            "due_days": step.due_days,
        }
        for step in content.plan
    ]
    proposal.answers = _answers(proposal.brief_id, content)
    proposal.links = [{"label": link.label.strip()[:80], "url": link.url} for link in content.links]
    proposal.piece_ids = list(dict.fromkeys(content.piece_ids))
    proposal.changed_at = clock.now()


def _answers(brief_id: UUID, content: ProposalContent) -> list[dict[str, Any]]:
    """Answers beside the question as it was worded then; answers to questions that are gone fall away."""
    given = dict(content.answers)
    rows = BriefQuestion.objects.filter(brief_id=brief_id).order_by("position")
    return [
        {"question_id": str(row.id), "question": row.text, "answer": given[row.id].strip()}
        for row in rows
        if row.id in given
    ]


def attach_to(proposal: Proposal, file_ids: tuple[UUID, ...], by: Actor) -> None:
    attach(file_ids, subject_kind="proposal", subject_id=proposal.id, by=by)


def require_complete(proposal: Proposal) -> None:
    """Everything is there that the client asked for.

    Raises:
        Refused: ``proposal.incomplete`` with the first missing field.
    """
    rows = BriefQuestion.objects.filter(brief_id=proposal.brief_id).order_by("position")
    missing = missing_for_submission(proposal, [(str(row.id), row.text) for row in rows])
    if missing:
        field, sentence = missing[0]
        raise invalid("proposal.incomplete", sentence, field)


def count_proposals(brief: Brief) -> None:
    """The number that everybody sees; who and how much stays sealed."""
    brief.proposal_count = Proposal.objects.filter(brief=brief, state__in=COUNTED_PROPOSALS).count()
    brief.save(update_fields=["proposal_count"])
