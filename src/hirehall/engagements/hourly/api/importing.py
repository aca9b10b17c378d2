"""Timesheets of other tools, for programs: upload, look, take in."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from hirehall.engagements.hourly import queries
from hirehall.engagements.hourly.actions.import_time import import_sheet as take_in
from hirehall.engagements.hourly.actions.import_time import read_sheet as read
from hirehall.engagements.hourly.actions.import_time import upload_sheet as upload
from hirehall.engagements.hourly.rules import sheets
from hirehall.engagements.hourly.rules.judging import Judged
from hirehall.foundation.actor import Actor, Scope, require_scope
from hirehall.foundation.http import actor_in
from hirehall.foundation.refused import Because, Refused
from hirehall.foundation.schemas import MoneyOut, once

router = Router()


class RowOut(Schema):
    """One line of the file. ``code`` and ``why`` say why it stays out; both are empty where it can come in."""

    line: int
    starts_at: datetime | None
    minutes: int
    memo: str
    project: str
    week_id: UUID | None
    code: str
    why: str

    @staticmethod
    def of(row: Judged) -> RowOut:
        return RowOut(
            line=row.line.number, starts_at=row.line.starts_at, minutes=row.line.minutes, memo=row.line.memo,
            project=row.line.project, week_id=row.week.id if row.week else None, code=row.code, why=row.why,
        )  # fmt: skip


class SheetOut(Schema):
    """A timesheet as it is read now. ``missing`` says what has to be said about its columns first."""

    id: UUID
    contract_id: UUID
    name: str
    tool: str
    zone: str
    order: str
    project: str
    version: int
    header: list[str]
    columns: dict[str, int]
    missing: str
    ready: int
    minutes: int
    amount: MoneyOut
    rows: list[RowOut]
    imported: int
    imported_at: datetime | None

    @staticmethod
    def of(page: queries.SheetPage) -> SheetOut:
        sheet = page.sheet
        return SheetOut(
            id=sheet.id, contract_id=sheet.contract_id, name=sheet.name, tool=sheet.tool, zone=sheet.zone,
            order=sheet.order, project=sheet.project, version=sheet.version, header=list(page.header),
            columns=sheet.columns, missing=page.missing, ready=page.ready, minutes=page.minutes,
            amount=MoneyOut.of(page.amount), rows=[RowOut.of(row) for row in page.rows],
            imported=sheet.imported, imported_at=sheet.imported_at,
        )  # fmt: skip


class ReadingIn(Schema):
    """How a file is to be read. ``columns`` names the place (from 0) of each role; left out, they stay."""

    columns: dict[str, int] | None = None
    order: str = Field("", pattern="^(|day|month)$")
    zone: str = Field("UTC", max_length=64)
    project: str = Field("", max_length=200)
    version: int | None = Field(None, ge=1, lt=10**9)


class ImportIn(Schema):
    """``rows``: the lines of the file that are wanted; left out, every one that can come in."""

    rows: list[int] | None = Field(None, max_length=sheets.MOST_ROWS)
    version: int | None = Field(None, ge=1, lt=10**9)


@router.post(
    "/hourly-contracts/{uuid:contract_id}/timesheets",
    response={201: SheetOut},
    operation_id="hourly.upload_sheet",
    openapi_extra={
        "requestBody": {"content": {"text/csv": {"schema": {"type": "string", "format": "binary"}}}}
    },
)
def upload_sheet(
    request: HttpRequest,
    contract_id: UUID,
    zone: str = Query("UTC", max_length=64),  # type: ignore[type-arg]
    name: str = Query("", max_length=140),  # type: ignore[type-arg]
) -> Status[SheetOut]:
    """Upload a CSV export, as the body (``text/csv``) or as the part ``file`` of a form. Nothing is logged yet."""
    by = actor_in(request)
    sent = request.FILES.get("file") if request.content_type == "multipart/form-data" else None
    content = sent.read(sheets.LARGEST_FILE + 1) if sent is not None else _body(request)
    called = name or (sent.name or "" if sent is not None else "")
    sheet = upload(contract_id, by=by, text=sheets.text_in(content), name=called, zone=zone, **once(request))
    return Status(201, _out(by, sheet.id))


@router.get("/timesheets/{uuid:sheet_id}", response=SheetOut, operation_id="hourly.sheet")
def sheet(request: HttpRequest, sheet_id: UUID) -> SheetOut:
    """An uploaded timesheet, each row with its verdict as of now."""
    by = actor_in(request)
    require_scope(by, Scope.CONTRACTS_READ)
    return _out(by, sheet_id)


@router.put("/timesheets/{uuid:sheet_id}/reading", response=SheetOut, operation_id="hourly.read_sheet")
def read_sheet(request: HttpRequest, sheet_id: UUID, body: ReadingIn) -> SheetOut:
    """Say how a timesheet is to be read."""
    by = actor_in(request)
    read(
        sheet_id, by=by, columns=body.columns, order=body.order, zone=body.zone, project=body.project,
        version=body.version, **once(request),
    )  # fmt: skip
    return _out(by, sheet_id)


@router.post("/timesheets/{uuid:sheet_id}/entries", response=SheetOut, operation_id="hourly.import_sheet")
def import_sheet(request: HttpRequest, sheet_id: UUID, body: ImportIn) -> SheetOut:
    """The rows that can come in become entries, all in one step."""
    by = actor_in(request)
    rows = tuple(body.rows) if body.rows is not None else None
    take_in(sheet_id, by=by, rows=rows, version=body.version, **once(request))
    return _out(by, sheet_id)


def _out(by: Actor, sheet_id: UUID) -> SheetOut:
    return SheetOut.of(queries.sheet_page(by, sheet_id))


def _body(request: HttpRequest) -> bytes:
    if not request.body:
        raise Refused("hourly.not_a_table", "Send the CSV file as the body.", because=Because.INVALID)
    return request.body
