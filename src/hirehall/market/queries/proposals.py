"""How proposals are obtained. Sealed: the author, the client side, staff; nobody else."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from hirehall.files.models import StoredFile
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.addresses import at_hall
from hirehall.foundation.money import Money
from hirehall.foundation.reads import kept
from hirehall.foundation.refused import not_found
from hirehall.market import rules
from hirehall.market.content import EvidenceLink, PlanStep, ProposalContent
from hirehall.market.models import Proposal
from hirehall.skills.models import PortfolioPiece
from hirehall.skills.queries import hidden_among, showing_of

REMIND_BEFORE = timedelta(days=1)
SWEEP_AT_MOST = 1000


def proposal_for(by: Actor, proposal_id: UUID) -> Proposal:
    """The proposal with its brief (client, organisation, hall, category) and freelancer, if the actor may read it.

    It carries ``has_files``: whether something is attached.

    Raises:
        Refused: ``proposal.not_found``.
    """
    proposal = _proposal.first(proposal_id)
    if proposal is None:
        raise not_found("proposal")
    rules.require_may_read(proposal, by)
    return proposal


@kept
def _proposal(proposal_id: UUID) -> QuerySet[Proposal]:
    attached = StoredFile.objects.filter(subject_kind="proposal", subject_id=OuterRef("pk"))
    found = Proposal.objects.filter(id=proposal_id).annotate(has_files=Exists(attached))
    parties = ("client", "organisation", "hall", "category")
    return found.select_related("brief", *(f"brief__{name}" for name in parties), "freelancer", "agency")


def may_read_proposal(by: Actor, proposal_id: UUID) -> bool:
    """Whether the actor may read it; for its attachments."""
    proposal = Proposal.objects.select_related("brief").filter(id=proposal_id).first()
    return proposal is not None and rules.may_read_proposal(proposal, by)


def may_read_piece(by: Actor, piece_id: UUID) -> bool:
    """Whether the actor reads a piece that is not on show in the hall.

    Its operators read what stands there; so does whom its maker has sent it to with a proposal, unless it is hidden.
    """
    if by.is_staff_of(by.hall_id):
        return showing_of(piece_id, by.hall_id) is not None if by.hall_id else by.is_staff
    if by.person_id is None or hidden_among([piece_id], by.hall_id):
        return False
    makers = PortfolioPiece.objects.filter(id=piece_id).values("person_id")
    sent = Proposal.objects.filter(at_hall(by, "brief__hall_id"), freelancer_id__in=makers)
    rows = sent.filter(piece_ids__contains=[piece_id]).select_related("brief")
    return any(rules.may_read_proposal(row, by) for row in rows)


def proposal_of(proposal_id: UUID) -> Proposal:
    """For jobs, which act for nobody."""
    return _with_parties.one(proposal_id)


@kept
def _with_parties(proposal_id: UUID) -> QuerySet[Proposal]:
    parties = ("brief", "brief__client", "brief__organisation", "freelancer", "agency")
    return Proposal.objects.filter(id=proposal_id).select_related(*parties)


def authors(proposal_ids: list[UUID]) -> list[UUID]:
    """Who wrote these proposals."""
    return list(Proposal.objects.filter(id__in=proposal_ids).values_list("freelancer_id", flat=True))


def answers_due_soon() -> list[UUID]:
    """Proposals whose answer falls due within a day and that have none."""
    rows = Proposal.objects.filter(
        brief__panel="",  # a panel hears of its own days
        state__in=["submitted", "read"],
        answered_at=None,
        answer_due_at__gt=clock.now(),
        answer_due_at__lte=clock.now() + REMIND_BEFORE,
    )
    return list(rows.order_by("answer_due_at").values_list("id", flat=True)[:SWEEP_AT_MOST])


def proposal_content(proposal: Proposal) -> ProposalContent:
    """What a proposal says now."""
    plan = tuple(
        PlanStep(
            title=step["title"],
            criteria=step["criteria"],
            amount=Money(step["amount_minor"], proposal.currency),
            due_days=step["due_days"],
        )
        for step in proposal.plan
    )
    return ProposalContent(
        cover=proposal.cover,
        amount=None if plan else proposal.amount,
        plan=plan,
        days=proposal.days,
        answers=tuple((UUID(item["question_id"]), item["answer"]) for item in proposal.answers),
        links=tuple(EvidenceLink(label=link["label"], url=link["url"]) for link in proposal.links),
        piece_ids=tuple(proposal.piece_ids),
    )
