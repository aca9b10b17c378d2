"""Files of positions for programs: upload, say which column is what, send the rows to the desk."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from hirehall.engagements.listing import queries
from hirehall.engagements.listing.actions import take_in as taking
from hirehall.engagements.listing.api.board import hall_of
from hirehall.engagements.listing.rules import intake as files
from hirehall.foundation.actor import Actor, Scope, require_scope
from hirehall.foundation.http import actor_in
from hirehall.foundation.schemas import once

router = Router()
CSV = {"requestBody": {"content": {"text/csv": {"schema": {"type": "string", "format": "binary"}}}}}


class RowOut(Schema):
    """One line of a file. ``problem`` says why it stays out; it is empty where it can come in."""

    line: int
    title: str
    employer: str
    problem: str


class IntakeOut(Schema):
    """A file as it is read now. ``missing`` says what has to be said about its columns first; ``room`` is how many
    more positions of one’s own may wait, and empty for the desk."""

    id: UUID
    name: str
    version: int
    header: list[str]
    columns: dict[str, int]
    missing: str
    room: int | None
    ready: int
    rows: list[RowOut]
    taken: int
    taken_at: datetime | None

    @staticmethod
    def of(page: queries.IntakePage) -> IntakeOut:
        row = page.intake
        return IntakeOut(
            id=row.id, name=row.name, version=row.version, header=list(page.header), columns=row.columns,
            missing=page.missing, room=page.room, ready=page.ready, taken=row.taken, taken_at=row.taken_at,
            rows=[
                RowOut(line=one.number, title=one.title, employer=one.employer, problem=one.problem)
                for one in page.rows
            ],
        )  # fmt: skip


class ColumnsIn(Schema):
    """``columns`` names the place (from 0) of each part of a position."""

    columns: dict[str, int]
    version: int | None = Field(None, ge=1, lt=10**9)


class TakeIn(Schema):
    """``rows``: the lines of the file that are wanted; left out, every one that can come in."""

    rows: list[int] | None = Field(None, max_length=files.READER.most_rows)
    version: int | None = Field(None, ge=1, lt=10**9)


@router.post(
    "/positions/files",
    response={201: IntakeOut},
    operation_id="listing.upload_positions",
    openapi_extra=CSV,
)
def upload_positions(
    request: HttpRequest,
    name: str = Query("", max_length=140),  # type: ignore[type-arg]
) -> Status[IntakeOut]:
    """Upload a CSV file of positions, as the body (``text/csv``) or as the part ``file`` of a form. Nothing is sent
    in yet. In a staff session it is the desk’s."""
    by = actor_in(request)
    sent = request.FILES.get("file") if request.content_type == "multipart/form-data" else None
    content = sent.read(files.LARGEST_FILE + 1) if sent is not None else request.body
    called = name or (sent.name or "" if sent is not None else "")
    text = files.READER.text_in(content)
    row = taking.upload_positions(hall_of(request).id, by=by, text=text, name=called, **once(request))
    return Status(201, _out(by, row.id))


@router.get("/positions/files/{uuid:intake_id}", response=IntakeOut, operation_id="listing.intake")
def intake(request: HttpRequest, intake_id: UUID) -> IntakeOut:
    """An uploaded file, each row with its verdict as of now."""
    by = actor_in(request)
    require_scope(by, Scope.BRIEFS_READ)
    return _out(by, intake_id)


@router.put(
    "/positions/files/{uuid:intake_id}/columns", response=IntakeOut, operation_id="listing.read_positions"
)
def read_positions(request: HttpRequest, intake_id: UUID, body: ColumnsIn) -> IntakeOut:
    """Say which column is what."""
    by = actor_in(request)
    taking.read_positions(intake_id, by=by, columns=body.columns, version=body.version, **once(request))
    return _out(by, intake_id)


@router.post(
    "/positions/files/{uuid:intake_id}/positions",
    response=IntakeOut,
    operation_id="listing.take_in_positions",
)
def take_in_positions(request: HttpRequest, intake_id: UUID, body: TakeIn) -> IntakeOut:
    """The rows that can come in wait for the desk, all in one step."""
    by = actor_in(request)
    rows = tuple(body.rows) if body.rows is not None else None
    taking.take_in_positions(intake_id, by=by, rows=rows, version=body.version, **once(request))
    return _out(by, intake_id)


def _out(by: Actor, intake_id: UUID) -> IntakeOut:
    return IntakeOut.of(queries.intake_page(by, intake_id))
