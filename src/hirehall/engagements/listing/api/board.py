"""The board for programs: finding positions, sending them in, keeping some."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, cast
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Status

from hirehall.engagements.listing import queries
from hirehall.engagements.listing.actions import close_position as closing
from hirehall.engagements.listing.actions import save_search as saving
from hirehall.engagements.listing.actions import submit_position as sending
from hirehall.engagements.listing.actions import track_position as tracking
from hirehall.engagements.listing.api.shapes import (
    CardOut,
    CardsOut,
    EveryIn,
    NoteIn,
    PositionAgainIn,
    PositionIn,
    PositionOut,
    PositionsOut,
    ReportIn,
    SearchesOut,
    SearchIn,
    SearchOut,
    TrackedListOut,
    TrackedOut,
    VersionIn,
)
from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.http import actor_in
from hirehall.foundation.posted import uuid_or_none
from hirehall.foundation.schemas import once
from hirehall.halls.models import Hall

router = Router()
Limit = Annotated[int, Query(ge=1, le=queries.LARGEST_PAGE)]


def hall_of(request: HttpRequest) -> Hall:
    return cast(Hall, request.hall)  # type: ignore[attr-defined]


@router.get("/positions", response=CardsOut, operation_id="listing.find")
def find(
    request: HttpRequest, q: str = "", category: str = "", work: str = "", kind: str = "", country: str = "",
    least_minor: int | None = None, sort: str = "relevance", after: str = "", limit: Limit = queries.PAGE,
) -> CardsOut:  # fmt: skip
    """The listed positions; ``least_minor`` is pay for an hour at least. Typos are forgiven."""
    require_scope(actor_in(request), Scope.BRIEFS_READ)
    asked = queries.Asked(
        text=q[:200], category=str(uuid_or_none(category) or ""), work=work, kind=kind, country=country,
        least_minor=least_minor, sort=sort if sort in queries.SORTS else "relevance", after=after, limit=limit,
    )  # fmt: skip
    hall_id = hall_of(request).id
    found = queries.find_positions(
        hall_id, replace(asked, in_text=queries.reads_whole(actor_in(request), hall_id))
    )
    items = [CardOut(**{name: getattr(card, name) for name in CardOut.model_fields}) for card in found.cards]
    return CardsOut(items=items, next=found.next or None, total=found.total, words=found.words)


@router.post("/positions", response={201: PositionOut}, operation_id="listing.submit_position")
def submit_position(request: HttpRequest, body: PositionIn) -> Status[PositionOut]:
    """Send a position to the desk. Nobody sees it before it was screened."""
    row = sending.submit_position(
        hall_of(request).id, by=actor_in(request), content=body.content, **once(request)
    )
    return Status(201, PositionOut.of(row))


@router.get("/positions/sent-in", response=PositionsOut, operation_id="listing.sent_in")
def sent_in(request: HttpRequest, after: UUID | None = None, limit: Limit = queries.PAGE) -> PositionsOut:
    """What one has sent in, the newest first."""
    by = actor_in(request)
    require_scope(by, Scope.BRIEFS_READ)
    rows, more = queries.sent_in(by, after=after, limit=limit)
    return PositionsOut(items=[PositionOut.of(row) for row in rows], next=more)


@router.get("/positions/kept", response=TrackedListOut, operation_id="listing.kept")
def kept(
    request: HttpRequest, step: str = "", after: UUID | None = None, limit: Limit = queries.PAGE
) -> TrackedListOut:
    """What one keeps, and what one noted about it."""
    by = actor_in(request)
    require_scope(by, Scope.PROPOSALS_READ)
    rows, more = queries.tracked_rows(by, step=step, after=after, limit=limit)
    return TrackedListOut(items=[TrackedOut.of(row) for row in rows], next=more)


@router.put("/positions/kept/{uuid:tracked_id}", response=TrackedOut, operation_id="listing.note_application")
def note_application(request: HttpRequest, tracked_id: UUID, body: NoteIn) -> TrackedOut:
    """Note how far one is with a position that one keeps."""
    row = tracking.note_application(tracked_id, by=actor_in(request), **body.dict(), **once(request))
    return TrackedOut.of(row)


@router.delete(
    "/positions/kept/{uuid:tracked_id}", response={204: None}, operation_id="listing.forget_position"
)
def forget_position(request: HttpRequest, tracked_id: UUID) -> Status[None]:
    """Keep it no more; the notes go as well."""
    tracking.forget_position(tracked_id, by=actor_in(request), **once(request))
    return Status(204, None)


@router.get("/positions/searches", response=SearchesOut, operation_id="listing.searches")
def searches(request: HttpRequest) -> SearchesOut:
    """What one has saved."""
    by = actor_in(request)
    require_scope(by, Scope.PROPOSALS_READ)
    return SearchesOut(items=[SearchOut.from_orm(row) for row in queries.searches_of(by)])


@router.post("/positions/searches", response={201: SearchOut}, operation_id="listing.save_search")
def save_search(request: HttpRequest, body: SearchIn) -> Status[SearchOut]:
    """Save a search; one is told of what is listed from now on, each position once."""
    asked = queries.Asked(
        text=body.text.strip(), skills=tuple(body.skills), category=str(body.category or ""), work=body.work[:8],
        kind=body.kind[:10], country=body.country[:2], least_minor=body.least_minor,
    )  # fmt: skip
    hall_id, by = hall_of(request).id, actor_in(request)
    row = saving.save_search(hall_id, by=by, asked=asked, every=body.every, name=body.name, **once(request))
    return Status(201, SearchOut.from_orm(row))


@router.put(
    "/positions/searches/{uuid:saved_search_id}", response=SearchOut, operation_id="listing.change_search"
)
def change_search(request: HttpRequest, saved_search_id: UUID, body: EveryIn) -> SearchOut:
    """How often it tells from now on."""
    by = actor_in(request)
    row = saving.change_search(
        saved_search_id, by=by, every=body.every, version=body.version, **once(request)
    )
    return SearchOut.from_orm(row)


@router.delete(
    "/positions/searches/{uuid:saved_search_id}", response={204: None}, operation_id="listing.drop_search"
)
def drop_search(request: HttpRequest, saved_search_id: UUID) -> Status[None]:
    """The search is kept no more."""
    saving.drop_search(saved_search_id, by=actor_in(request), **once(request))
    return Status(204, None)


@router.get("/positions/{uuid:position_id}", response=PositionOut, operation_id="listing.position")
def position(request: HttpRequest, position_id: UUID) -> PositionOut:
    """One position that is or was listed, or one’s own."""
    by = actor_in(request)
    require_scope(by, Scope.BRIEFS_READ)
    page = queries.position_page(by, position_id)
    told = PositionOut.of(page.position)
    if page.is_whole:
        return told
    hidden = {"description": page.text, "apply_url": "", "apply_email": "", "is_whole": False}
    return told.model_copy(update=hidden)


@router.put("/positions/{uuid:position_id}", response=PositionOut, operation_id="listing.send_again")
def send_again(request: HttpRequest, position_id: UUID, body: PositionAgainIn) -> PositionOut:
    """Change what one sent in; it is screened again."""
    row = sending.send_again(
        position_id, by=actor_in(request), content=body.content, version=body.version, **once(request)
    )
    return PositionOut.of(row)


@router.post(
    "/positions/{uuid:position_id}/withdrawal", response=PositionOut, operation_id="listing.withdraw_position"
)
def withdraw_position(request: HttpRequest, position_id: UUID, body: VersionIn) -> PositionOut:
    """Take it back before it is listed."""
    row = sending.withdraw_position(position_id, by=actor_in(request), version=body.version, **once(request))
    return PositionOut.of(row)


@router.post(
    "/positions/{uuid:position_id}/closing", response=PositionOut, operation_id="listing.close_position"
)
def close_position(request: HttpRequest, position_id: UUID, body: VersionIn) -> PositionOut:
    """Take one’s own position off the board; whoever keeps it is told."""
    row = closing.close_position(position_id, by=actor_in(request), version=body.version, **once(request))
    return PositionOut.of(row)


@router.post(
    "/positions/{uuid:position_id}/keeping", response=TrackedOut, operation_id="listing.save_position"
)
def save_position(request: HttpRequest, position_id: UUID) -> TrackedOut:
    """Keep a listed position; one is told when it closes."""
    return TrackedOut.of(tracking.save_position(position_id, by=actor_in(request), **once(request)))


@router.post(
    "/positions/{uuid:position_id}/report", response={201: None}, operation_id="listing.report_position"
)
def report_position(request: HttpRequest, position_id: UUID, body: ReportIn) -> Status[None]:
    """Something is wrong with a listed position; the desk looks at it again."""
    closing.report_position(position_id, by=actor_in(request), text=body.text, **once(request))
    return Status(201, None)
