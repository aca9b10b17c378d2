"""Proposals for programs: the same actions as the pages."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Status

from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.http import actor_in
from hirehall.foundation.money import Money
from hirehall.foundation.refused import not_found
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
from hirehall.market.api import proposal_shapes, shapes
from hirehall.market.models import CapAppeal

router = Router()


def _hall_id(request: HttpRequest) -> UUID:
    hall_id: UUID = request.hall.id  # type: ignore[attr-defined]
    return hall_id


@router.get("proposals", response=proposal_shapes.ProposalLines, operation_id="market.own_proposals")
def own_proposals(request: HttpRequest, after: UUID | None = None) -> proposal_shapes.ProposalLines:
    """The freelancer’s own proposals, the newest first."""
    by = actor_in(request)
    require_scope(by, Scope.PROPOSALS_READ)
    lines, cursor = queries.own_proposals(by, _hall_id(request), after=after)
    return proposal_shapes.ProposalLines(
        items=[
            proposal_shapes.ProposalLineOut(
                id=line.id, title=line.title, state=line.state, amount=shapes.money_or_none(line.amount),
                answer_due_at=line.answer_due_at, overdue=line.overdue,
            )
            for line in lines
        ],
        next=cursor,
    )  # fmt: skip


@router.get(
    "briefs/{uuid:brief_id}/proposals",
    response=proposal_shapes.ProposalList,
    operation_id="market.brief_proposals",
)
def brief_proposals(request: HttpRequest, brief_id: UUID) -> proposal_shapes.ProposalList:
    """Everything that was sent for a brief of one’s own; a brief’s cap keeps it one page."""
    by = actor_in(request)
    require_scope(by, Scope.PROPOSALS_READ)
    page = queries.proposals_page(by, brief_id)
    return proposal_shapes.ProposalList(
        items=[proposal_shapes.ProposalOut.of(card, mine=False) for card in page.cards], next=None
    )


@router.put("briefs/{uuid:brief_id}/proposal", response=shapes.StateOut, operation_id="market.save_proposal")
def save_proposal(request: HttpRequest, brief_id: UUID, body: proposal_shapes.ProposalIn) -> shapes.StateOut:
    """Write one’s own proposal: a draft, or one that was sent and nobody has read yet."""
    row = save(
        brief_id,
        by=actor_in(request),
        content=body.content(),
        file_ids=tuple(body.file_ids),
        remove_file_ids=tuple(body.remove_file_ids),
    )
    return shapes.StateOut(id=row.id, state=row.state)


@router.get(
    "briefs/{uuid:brief_id}/proposal/quote",
    response=proposal_shapes.PlanQuoteOut,
    operation_id="market.quote_proposal",
)
def quote_proposal(
    request: HttpRequest, brief_id: UUID, question: Query[proposal_shapes.PlanQuestion]
) -> proposal_shapes.PlanQuoteOut:
    """What a price or a whole plan would mean for client, freelancer and hall, before it is proposed."""
    by = actor_in(request)
    require_scope(by, Scope.PROPOSALS_READ)
    brief = queries.brief_for(by, brief_id)
    amounts = tuple(Money(minor, brief.currency) for minor in question.amount_minor)
    found = queries.shares(brief.hall_id, queries.Priced(amounts))
    if found is None:
        raise not_found("fee_schedule")
    answer = proposal_shapes.PlanQuoteOut.of(found)
    answer.payments = [proposal_shapes.QuoteOut.of(row) for row in found.rows]
    return answer


@router.get(
    "proposals/{uuid:proposal_id}", response=proposal_shapes.ProposalOut, operation_id="market.proposal"
)
def proposal(request: HttpRequest, proposal_id: UUID) -> proposal_shapes.ProposalOut:
    """One proposal, for its author and its client. Looking does not mark it as read."""
    by = actor_in(request)
    require_scope(by, Scope.PROPOSALS_READ)
    page = queries.proposal_page(by, proposal_id)
    return proposal_shapes.ProposalOut.of(page.card, mine=page.mine, files=page.files)


@router.post(
    "proposals/{uuid:proposal_id}/submission",
    response=shapes.StateOut,
    operation_id="market.submit_proposal",
)
def submit_proposal(
    request: HttpRequest, proposal_id: UUID, body: proposal_shapes.SubmissionIn | None = None
) -> shapes.StateOut:
    """Send a complete draft, within the caps: in one’s own name, or an agency’s that one owns or manages."""
    agency_id = body.agency_id if body else None
    row = submit(proposal_id, by=actor_in(request), agency_id=agency_id, **once(request))
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
    """Put it on the shortlist, with a note for one’s own side."""
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


@router.get("cap-appeals/mine", response=proposal_shapes.AppealOut, operation_id="market.own_cap_appeal")
def own_cap_appeal(request: HttpRequest) -> proposal_shapes.AppealOut:
    """One’s own latest appeal, with the answer once there is one."""
    by = actor_in(request)
    require_scope(by, Scope.PROPOSALS_READ)
    row = queries.latest_appeal(by, _hall_id(request))
    if row is None:
        raise not_found("appeal")
    return _appeal(row)


def _appeal(row: CapAppeal) -> proposal_shapes.AppealOut:
    return proposal_shapes.AppealOut(
        id=row.id, text=row.text, made_at=row.made_at,
        granted=row.granted if row.decided_at else None, reason=row.reason, decided_at=row.decided_at,
    )  # fmt: skip
