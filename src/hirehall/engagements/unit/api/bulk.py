"""Many at once: orders from one file, and accepted texts as one archive; both made in the background."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from hirehall.engagements.unit import queries
from hirehall.engagements.unit.actions.batch import drop_batch as drop
from hirehall.engagements.unit.actions.batch import post_batch as begin
from hirehall.engagements.unit.actions.batch import read_batch as read
from hirehall.engagements.unit.actions.export_texts import export_texts as pack
from hirehall.engagements.unit.api.shapes import UnitVersionIn, hall_in
from hirehall.engagements.unit.models import TextExport
from hirehall.engagements.unit.rules.bulk import LARGEST_FILE
from hirehall.foundation.actor import Actor, Scope, require_scope
from hirehall.foundation.http import actor_in
from hirehall.foundation.schemas import MoneyOut, once

router = Router()


class BatchIn(Schema):
    csv: str = Field(
        max_length=LARGEST_FILE,
        description="A first line with title, instructions, unit, least, most, level and hours; then up to 500 orders.",
    )
    name: str = Field("", max_length=200)
    organisation_id: UUID | None = None
    team_id: UUID | None = Field(None, description="One’s own team, for whom all of them are.")


class BatchPostIn(UnitVersionIn):
    method: str = Field("sandbox.instant", max_length=40)
    total: int | None = Field(
        None, ge=0, description="``client_pays`` as last seen; other prices meanwhile are refused."
    )


class BatchLineOut(Schema):
    """A line of the file: what is wrong with it, or the order that it became."""

    line: int
    title: str
    problem: str
    order_id: UUID | None


class BatchOut(Schema):
    """A file of orders: ``read``, ``posting``, ``paused``, ``posted`` or ``dropped``. Amounts are of what is left."""

    id: UUID
    name: str
    state: str
    trouble: str
    version: int
    made_at: datetime
    posted: int
    left: int
    faulty: int
    most: MoneyOut
    client_fee: MoneyOut
    client_pays: MoneyOut
    lines: list[BatchLineOut]

    @staticmethod
    def of(by: Actor, batch_id: UUID) -> BatchOut:
        page = queries.batch_page(by, batch_id)
        row = page.batch
        return BatchOut(
            id=row.id, name=row.name, state=row.state, trouble=row.trouble, version=row.version, made_at=row.made_at,
            posted=page.posted, left=page.left, faulty=len(page.wrong), most=MoneyOut.of(page.most),
            client_fee=MoneyOut.of(page.client_fee), client_pays=MoneyOut.of(page.client_pays),
            lines=[
                BatchLineOut(line=line.number, title=line.title, problem=line.problem, order_id=line.order_id)
                for line in sorted((*page.lines, *page.wrong), key=lambda line: line.number)
            ],
        )  # fmt: skip


@router.post("/pool/batches", response={201: BatchOut}, operation_id="unit.read_batch")
def read_batch(request: HttpRequest, body: BatchIn) -> Status[BatchOut]:
    """Send a file of orders. Every line is checked and priced; nothing is posted yet."""
    by = actor_in(request)
    row = read(
        hall_in(request).id, by=by, text=body.csv, name=body.name, organisation_id=body.organisation_id,
        team_id=body.team_id, **once(request),
    )  # fmt: skip
    return Status(201, BatchOut.of(by, row.id))


@router.get("/pool/batches/{uuid:batch_id}", response=BatchOut, operation_id="unit.batch")
def batch(request: HttpRequest, batch_id: UUID) -> BatchOut:
    """A file of one’s own side: its lines, and how far it is."""
    by = actor_in(request)
    require_scope(by, Scope.CONTRACTS_READ)
    return BatchOut.of(by, batch_id)


@router.post("/pool/batches/{uuid:batch_id}/posting", response=BatchOut, operation_id="unit.post_batch")
def post_batch(request: HttpRequest, batch_id: UUID, body: BatchPostIn) -> BatchOut:
    """Post every line that can be, each with a payment of its own, in the background; or go on after a pause."""
    by = actor_in(request)
    begin(batch_id, by=by, method=body.method, total_seen=body.total, version=body.version, **once(request))
    return BatchOut.of(by, batch_id)


@router.post("/pool/batches/{uuid:batch_id}/dropping", response=BatchOut, operation_id="unit.drop_batch")
def drop_batch(request: HttpRequest, batch_id: UUID, body: UnitVersionIn) -> BatchOut:
    """Let the rest of a file be; what is posted stays."""
    by = actor_in(request)
    drop(batch_id, by=by, version=body.version, **once(request))
    return BatchOut.of(by, batch_id)


class ExportIn(Schema):
    order_ids: list[UUID] = Field(min_length=1, max_length=queries.TEXTS_AT_MOST)


class ExportOut(Schema):
    """An archive of accepted texts: HTML, DOCX and CSV. ``file_id`` is there when it can be fetched from ``/files``."""

    id: UUID
    texts: int
    done: int
    asked_at: datetime
    ready_at: datetime | None
    file_id: UUID | None

    @staticmethod
    def of(row: TextExport) -> ExportOut:
        return ExportOut(
            id=row.id, texts=len(row.order_ids), done=row.done, asked_at=row.asked_at, ready_at=row.ready_at,
            file_id=row.file_id,
        )  # fmt: skip


@router.post("/pool/texts", response={201: ExportOut}, operation_id="unit.export_texts")
def export_texts(request: HttpRequest, body: ExportIn) -> Status[ExportOut]:
    """Ask for the accepted texts of some of one’s orders as one archive, which is kept for a week."""
    row = pack(hall_in(request).id, by=actor_in(request), order_ids=tuple(body.order_ids), **once(request))
    return Status(201, ExportOut.of(row))


@router.get("/pool/texts/{uuid:export_id}", response=ExportOut, operation_id="unit.text_export")
def text_export(request: HttpRequest, export_id: UUID) -> ExportOut:
    """How far an archive is."""
    by = actor_in(request)
    require_scope(by, Scope.CONTRACTS_READ)
    return ExportOut.of(queries.export_for(by, export_id))
