"""Briefs, clarifications and invitations, for programs: the same actions as the pages."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.http import actor_in
from hirehall.foundation.schemas import MoneyOut, once
from hirehall.market import queries
from hirehall.market.actions.answer_clarification import answer_clarification as answer
from hirehall.market.actions.ask_clarification import ask_clarification as ask
from hirehall.market.actions.close_brief import close_brief as close
from hirehall.market.actions.decline_invitation import decline_invitation as decline
from hirehall.market.actions.detach_piece import detach_piece as detach
from hirehall.market.actions.discard_brief import discard_brief as discard
from hirehall.market.actions.draft_brief import draft_brief as draft
from hirehall.market.actions.edit_brief import edit_brief as edit
from hirehall.market.actions.invite_freelancer import invite_freelancer as invite
from hirehall.market.actions.open_invitation_thread import open_invitation_thread as open_thread
from hirehall.market.actions.publish_brief import publish_brief as publish
from hirehall.market.actions.reopen_brief import reopen_brief as reopen
from hirehall.market.actions.save_brief import save_brief as save
from hirehall.market.api import shapes

router = Router()


def _hall_id(request: HttpRequest) -> UUID:
    hall_id: UUID = request.hall.id  # type: ignore[attr-defined]
    return hall_id


@router.get("briefs", response=shapes.BriefLines, operation_id="market.own_briefs")
def own_briefs(request: HttpRequest, after: UUID | None = None) -> shapes.BriefLines:
    """The client side’s own briefs, the newest first."""
    by = actor_in(request)
    require_scope(by, Scope.BRIEFS_READ)
    by.require_person()
    lines, cursor = queries.own_briefs(by, _hall_id(request), after=after)
    return shapes.BriefLines(
        items=[
            shapes.BriefLineOut(
                id=line.id, title=line.title, state=line.state, proposals=line.proposals, unread=line.unread,
                waiting=line.waiting, open_questions=line.open_questions,
                next_answer_due_at=line.next_due_at, changed_at=line.changed_at,
            )
            for line in lines
        ],
        next=cursor,
    )  # fmt: skip


@router.post("briefs", response={201: shapes.StateOut}, operation_id="market.draft_brief")
def draft_brief(request: HttpRequest, body: shapes.NewBriefIn) -> Status[shapes.StateOut]:
    """Start a brief that only the client side sees."""
    brief = draft(
        _hall_id(request),
        by=actor_in(request),
        content=body.content(),
        organisation_id=body.organisation_id,
        piece_id=body.piece_id,
        **once(request),
    )
    return Status(201, shapes.StateOut(id=brief.id, state=brief.state))


@router.get("briefs/{uuid:brief_id}", response=shapes.BriefOut, operation_id="market.brief")
def brief(request: HttpRequest, brief_id: UUID) -> shapes.BriefOut:
    """One brief, with what is still missing for publication where it is one’s own."""
    by = actor_in(request)
    require_scope(by, Scope.BRIEFS_READ)
    return shapes.BriefOut.of(queries.brief_page(by, brief_id))


@router.get("briefs/{uuid:brief_id}/preview", response=shapes.BriefOut, operation_id="market.preview_brief")
def preview_brief(request: HttpRequest, brief_id: UUID) -> shapes.BriefOut:
    """A draft as a freelancer will read it, with what is still missing; for those who hire for its client."""
    by = actor_in(request)
    require_scope(by, Scope.BRIEFS_READ)
    return shapes.BriefOut.of(queries.preview(queries.managed_brief_for(by, brief_id), by))


@router.put("briefs/{uuid:brief_id}/draft", response=shapes.StateOut, operation_id="market.save_brief")
def save_brief(request: HttpRequest, brief_id: UUID, body: shapes.SaveBriefIn) -> shapes.StateOut:
    """Replace what a draft says."""
    row = save(
        brief_id,
        by=actor_in(request),
        content=body.content(),
        file_ids=tuple(body.file_ids),
        remove_file_ids=tuple(body.remove_file_ids),
    )
    return shapes.StateOut(id=row.id, state=row.state)


@router.delete("briefs/{uuid:brief_id}/piece", response={204: None}, operation_id="market.detach_piece")
def detach_piece(request: HttpRequest, brief_id: UUID) -> Status[None]:
    """A draft should not be like that piece of work any more."""
    detach(brief_id, by=actor_in(request))
    return Status(204, None)


@router.delete("briefs/{uuid:brief_id}/draft", response={204: None}, operation_id="market.discard_brief")
def discard_brief(request: HttpRequest, brief_id: UUID) -> Status[None]:
    """Throw a draft away."""
    discard(brief_id, by=actor_in(request))
    return Status(204, None)


@router.post(
    "briefs/{uuid:brief_id}/publication", response=shapes.StateOut, operation_id="market.publish_brief"
)
def publish_brief(request: HttpRequest, brief_id: UUID) -> shapes.StateOut:
    """Publish a complete draft."""
    row = publish(brief_id, by=actor_in(request), **once(request))
    return shapes.StateOut(id=row.id, state=row.state)


@router.put("briefs/{uuid:brief_id}", response=shapes.StateOut, operation_id="market.edit_brief")
def edit_brief(request: HttpRequest, brief_id: UUID, body: shapes.EditBriefIn) -> shapes.StateOut:
    """Change a published brief in the open."""
    row = edit(
        brief_id,
        by=actor_in(request),
        content=body.content(),
        note=body.note,
        file_ids=tuple(body.file_ids),
        remove_file_ids=tuple(body.remove_file_ids),
    )
    return shapes.StateOut(id=row.id, state=row.state)


@router.post("briefs/{uuid:brief_id}/closure", response=shapes.StateOut, operation_id="market.close_brief")
def close_brief(request: HttpRequest, brief_id: UUID, body: shapes.ReasonIn) -> shapes.StateOut:
    """Close a brief with a reason that everybody who proposed is told."""
    row = close(brief_id, by=actor_in(request), reason=body.reason, **once(request))
    return shapes.StateOut(id=row.id, state=row.state)


@router.post("briefs/{uuid:brief_id}/reopening", response=shapes.StateOut, operation_id="market.reopen_brief")
def reopen_brief(request: HttpRequest, brief_id: UUID) -> shapes.StateOut:
    """Open a closed or stale brief again."""
    row = reopen(brief_id, by=actor_in(request), **once(request))
    return shapes.StateOut(id=row.id, state=row.state)


@router.get("price-hint", response={200: shapes.PriceHintOut, 204: None}, operation_id="market.price_hint")
def price_hint(request: HttpRequest, category_id: UUID) -> Status[shapes.PriceHintOut | None]:
    """What work in a field has cost at this hall; nothing below five finished contracts."""
    require_scope(actor_in(request), Scope.BRIEFS_READ)
    hall = request.hall  # type: ignore[attr-defined]
    hint = queries.price_hint(hall.id, category_id, hall.currency)
    if hint is None:
        return Status(204, None)
    low, middle, high = (MoneyOut.of(amount) for amount in (hint.low, hint.middle, hint.high))
    return Status(200, shapes.PriceHintOut(count=hint.count, low=low, middle=middle, high=high))


@router.post(
    "briefs/{uuid:brief_id}/clarifications",
    response={201: shapes.IdOut},
    operation_id="market.ask_clarification",
)
def ask_clarification(request: HttpRequest, brief_id: UUID, body: shapes.QuestionIn) -> Status[shapes.IdOut]:
    """Ask about a brief; the answer is for everybody."""
    row = ask(brief_id, by=actor_in(request), question=body.question, **once(request))
    return Status(201, shapes.IdOut(id=row.id))


@router.post(
    "clarifications/{uuid:clarification_id}/answer",
    response=shapes.IdOut,
    operation_id="market.answer_clarification",
)
def answer_clarification(request: HttpRequest, clarification_id: UUID, body: shapes.AnswerIn) -> shapes.IdOut:
    """Answer a question for everybody who sees the brief."""
    row = answer(clarification_id, by=actor_in(request), answer=body.answer, **once(request))
    return shapes.IdOut(id=row.id)


@router.get(
    "briefs/{uuid:brief_id}/invitations",
    response=list[shapes.InvitationOut],
    operation_id="market.invitations",
)
def invitations(request: HttpRequest, brief_id: UUID) -> list[shapes.InvitationOut]:
    """Whom the client has invited."""
    by = actor_in(request)
    require_scope(by, Scope.BRIEFS_READ)
    found = queries.managed_brief_for(by, brief_id)
    return [
        shapes.InvitationOut(
            id=row.id, freelancer=row.name, state=row.state_word[0].lower(), invited_at=row.invited_at,
            decline_reason=row.decline_reason,
        )
        for row in queries.invitations_of(found)
    ]  # fmt: skip


@router.post(
    "briefs/{uuid:brief_id}/invitations",
    response={201: shapes.StateOut},
    operation_id="market.invite_freelancer",
)
def invite_freelancer(
    request: HttpRequest, brief_id: UUID, body: shapes.InvitationIn
) -> Status[shapes.StateOut]:
    """Invite a freelancer to propose."""
    row = invite(
        brief_id,
        by=actor_in(request),
        freelancer_id=body.freelancer_id,
        note=body.note,
        **once(request),
    )
    return Status(201, shapes.StateOut(id=row.id, state=queries.told_state(row, row.brief)))


@router.post(
    "invitations/{uuid:invitation_id}/refusal",
    response=shapes.StateOut,
    operation_id="market.decline_invitation",
)
def decline_invitation(request: HttpRequest, invitation_id: UUID, body: shapes.ReasonIn) -> shapes.StateOut:
    """Say no to an invitation."""
    row = decline(invitation_id, by=actor_in(request), reason=body.reason, **once(request))
    return shapes.StateOut(id=row.id, state=row.state)


@router.post(
    "invitations/{uuid:invitation_id}/thread",
    response={201: shapes.IdOut},
    operation_id="market.open_invitation_thread",
)
def open_invitation_thread(request: HttpRequest, invitation_id: UUID) -> Status[shapes.IdOut]:
    """The thread of client side and invited freelancer about a brief."""
    row = open_thread(invitation_id, by=actor_in(request), **once(request))
    return Status(201, shapes.IdOut(id=row.id))
