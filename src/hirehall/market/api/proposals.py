"""Proposals for programs: the same actions as the pages."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.http import actor_in
from hirehall.foundation.schemas import once
from hirehall.market import queries
from hirehall.market.actions.appeal_cap import appeal_cap as appeal
from hirehall.market.actions.decline_proposal import decline_proposal as decline
from hirehall.market.actions.open_proposal_thread import open_proposal_thread as open_thread
from hirehall.market.actions.read_proposal import read_proposal as read
from hirehall.market.actions.save_proposal import save_proposal as save
from hirehall.market.actions.shortlist_proposal import shortlist_proposal as shortlist
from hirehall.market.actions.submit_proposal import submit_proposal as submit
from hirehall.market.actions.withdraw_proposal import withdraw_proposal as withdraw
from hirehall.market.api import shapes

router = Router()


def _hall_id(request: HttpRequest) -> UUID:
    hall_id: UUID = request.hall.id  # type: ignore[attr-defined]
    return hall_id


@router.get("proposals", response=shapes.ProposalLines, operation_id="market.own_proposals")
def own_proposals(request: HttpRequest, after: UUID | None = None) -> shapes.ProposalLines:
    """The freelancer's own proposals, the newest first."""
    by = actor_in(request)
    require_scope(by, Scope.PROPOSALS_READ)
    lines, cursor = queries.own_proposals(by, _hall_id(request), after=after)
    return shapes.ProposalLines(
        items=[
            shapes.ProposalLineOut(
                id=line.id, title=line.title, state=line.state, amount=shapes.money_or_none(line.amount),
                answer_due_at=line.answer_due_at, overdue=line.overdue,
            )
            for line in lines
        ],
        next=cursor,
    )  # fmt: skip


@router.get(
    "briefs/{uuid:brief_id}/proposals", response=shapes.ProposalList, operation_id="market.brief_proposals"
)
def brief_proposals(request: HttpRequest, brief_id: UUID) -> shapes.ProposalList:
    """Everything that was sent for a brief of one's own; a brief's cap keeps it one page."""
    by = actor_in(request)
    require_scope(by, Scope.PROPOSALS_READ)
    page = queries.proposals_page(by, brief_id)
    return shapes.ProposalList(
        items=[shapes.ProposalOut.of(card, mine=False) for card in page.cards], next=None
    )


@router.put("briefs/{uuid:brief_id}/proposal", response=shapes.StateOut, operation_id="market.save_proposal")
def save_proposal(request: HttpRequest, brief_id: UUID, body: shapes.ProposalIn) -> shapes.StateOut:
    """Write one's own proposal: a draft, or one that was sent and nobody has read yet."""
    row = save(brief_id, by=actor_in(request), content=body.content(), file_ids=tuple(body.file_ids))
    return shapes.StateOut(id=row.id, state=row.state)


@router.get("proposals/{uuid:proposal_id}", response=shapes.ProposalOut, operation_id="market.proposal")
def proposal(request: HttpRequest, proposal_id: UUID) -> shapes.ProposalOut:
    """One proposal, for its author and its client. Looking does not mark it as read."""
    by = actor_in(request)
    require_scope(by, Scope.PROPOSALS_READ)
    page = queries.proposal_page(by, proposal_id)
    return shapes.ProposalOut.of(page.card, mine=page.mine)


@router.post(
    "proposals/{uuid:proposal_id}/submission",
    response=shapes.StateOut,
    operation_id="market.submit_proposal",
)
def submit_proposal(request: HttpRequest, proposal_id: UUID) -> shapes.StateOut:
    """Send a complete draft, within the caps."""
    row = submit(proposal_id, by=actor_in(request), **once(request))
    return shapes.StateOut(id=row.id, state=row.state)


@router.post(
    "proposals/{uuid:proposal_id}/withdrawal",
    response=shapes.StateOut,
    operation_id="market.withdraw_proposal",
)
def withdraw_proposal(request: HttpRequest, proposal_id: UUID, body: shapes.ReasonIn) -> shapes.StateOut:
    """Take back what the client has not read yet."""
    row = withdraw(proposal_id, by=actor_in(request), reason=body.reason, **once(request))
    return shapes.StateOut(id=row.id, state=row.state)


@router.post(
    "proposals/{uuid:proposal_id}/reading", response=shapes.StateOut, operation_id="market.read_proposal"
)
def read_proposal(request: HttpRequest, proposal_id: UUID) -> shapes.StateOut:
    """Say that the client side has read it; from then on it stays as it is."""
    row = read(proposal_id, by=actor_in(request), **once(request))
    return shapes.StateOut(id=row.id, state=row.state)


@router.post(
    "proposals/{uuid:proposal_id}/shortlisting",
    response=shapes.StateOut,
    operation_id="market.shortlist_proposal",
)
def shortlist_proposal(request: HttpRequest, proposal_id: UUID, body: shapes.NoteIn) -> shapes.StateOut:
    """Put it on the shortlist, with a note for one's own side."""
    row = shortlist(proposal_id, by=actor_in(request), note=body.note, **once(request))
    return shapes.StateOut(id=row.id, state=row.state)


@router.post(
    "proposals/{uuid:proposal_id}/refusal",
    response=shapes.StateOut,
    operation_id="market.decline_proposal",
)
def decline_proposal(request: HttpRequest, proposal_id: UUID, body: shapes.ReasonIn) -> shapes.StateOut:
    """Decline it with a reason that the freelancer reads."""
    row = decline(proposal_id, by=actor_in(request), reason=body.reason, **once(request))
    return shapes.StateOut(id=row.id, state=row.state)


@router.post(
    "proposals/{uuid:proposal_id}/thread",
    response={201: shapes.IdOut},
    operation_id="market.open_proposal_thread",
)
def open_proposal_thread(request: HttpRequest, proposal_id: UUID) -> Status[shapes.IdOut]:
    """The thread of both sides about a proposal."""
    row = open_thread(proposal_id, by=actor_in(request), **once(request))
    return Status(201, shapes.IdOut(id=row.id))


@router.post("cap-appeals", response={201: shapes.IdOut}, operation_id="market.appeal_cap")
def appeal_cap(request: HttpRequest, body: shapes.AppealIn) -> Status[shapes.IdOut]:
    """Ask an operator for more proposals than the weekly cap allows."""
    row = appeal(_hall_id(request), by=actor_in(request), text=body.text, **once(request))
    return Status(201, shapes.IdOut(id=row.id))
