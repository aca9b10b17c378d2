from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts import rules as contract_rules
from hirehall.contracts.models import Contract
from hirehall.contracts.states import Side
from hirehall.engagements.hourly import facts, queries, rules
from hirehall.engagements.hourly.models import Entry, Sheet
from hirehall.engagements.hourly.operations import tell_contract
from hirehall.engagements.hourly.rules import sheets
from hirehall.engagements.hourly.rules.judging import Judged
from hirehall.engagements.hourly.rules.reading import Order, zones
from hirehall.engagements.hourly.states import Source
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused

MOST_A_DAY = 50


@action("hourly.upload_sheet", scope=Scope.CONTRACTS_WRITE)
def upload_sheet(contract_id: UUID, *, by: Actor, text: str, name: str = "", zone: str = "UTC") -> Sheet:
    """The freelancer uploads another tool's timesheet. Nothing is logged yet: it is read, and shown row by row.

    Args:
        text: the file's text; ``rules.sheets.text_in`` makes it of its bytes.
        zone: the time zone that its times are in.
    """
    contract, arrangement = queries.contract_to_move(contract_id, by=by)
    _require_freelancer(contract, by)
    rules.require_running(arrangement)
    _require_zone(zone)
    if queries.uploaded_today(by.require_person()) >= MOST_A_DAY:
        raise Refused("hourly.too_many_files", f"{MOST_A_DAY} files a day are taken. Try again tomorrow.")
    table = sheets.table_of(text)
    tool = sheets.recognised(table.header)
    return Sheet.objects.create(
        contract=contract,
        person_id=by.require_person(),
        name=(" ".join(name.split()) or "Timesheet")[:140],
        content=text,
        tool=tool.code,
        columns=sheets.columns_of(tool, table.header),
        zone=zone,
        uploaded_at=clock.now(),
    )


@action("hourly.read_sheet", scope=Scope.CONTRACTS_WRITE)
def read_sheet(
    sheet_id: UUID,
    *,
    by: Actor,
    columns: Mapping[str, int] | None = None,
    order: str = "",
    zone: str = "UTC",
    project: str = "",
    version: int | None = None,
) -> Sheet:
    """The freelancer says how a timesheet is to be read: its columns, its time zone, and rows of which project."""
    _, _, sheet = queries.sheet_to_move(sheet_id, by=by)
    _require_open(sheet, version)
    _require_zone(zone)
    if order and order not in set(Order):
        raise _unfit("hourly.no_such_order", "Say whether the day or the month comes first.", "order")
    if columns is not None:
        sheets.require_columns(columns, sheets.table_of(sheet.content).header)
        sheet.columns = dict(columns)
    sheet.order, sheet.zone, sheet.project = order, zone, project[:200]
    sheet.version += 1
    sheet.save(update_fields=["columns", "order", "zone", "project", "version"])
    return sheet


@action("hourly.import_sheet", scope=Scope.CONTRACTS_WRITE)
def import_sheet(
    sheet_id: UUID, *, by: Actor, rows: tuple[int, ...] | None = None, version: int | None = None
) -> Sheet:
    """The rows that can come in become entries, all in one step; the others stay out, each for its reason.

    Args:
        rows: the lines of the file that are wanted; every one that can come in where left out.
    """
    contract, arrangement, sheet = queries.sheet_to_move(sheet_id, by=by)
    _require_freelancer(contract, by)
    rules.require_running(arrangement)
    _require_open(sheet, version)
    queries.hold_time_of(contract.freelancer_id)
    ready = [
        row
        for row in queries.judged_rows(contract, sheet)
        if row.is_ready and (rows is None or row.line.number in rows)
    ]
    if not ready:
        raise Refused("hourly.nothing_to_import", "None of these rows can come in; each says why.")
    Entry.objects.bulk_create([_entry(row) for row in ready])
    for week in {row.week.id: row.week for row in ready if row.week is not None}.values():
        week.version += 1
        week.save(update_fields=["version"])
    contract_operations.touch(contract)
    sheet.imported_at, sheet.imported = clock.now(), len(ready)
    sheet.version += 1
    sheet.save(update_fields=["imported_at", "imported", "version"])
    tell_contract(
        facts.TimeImported,
        contract,
        by=by,
        sheet_id=sheet.id,
        tool=sheets.BY_CODE[sheet.tool].label,
        entries=len(ready),
        minutes=sum(row.line.minutes for row in ready),
    )
    return sheet


@action("hourly.forget_sheets")
def forget_sheets(*, by: Actor) -> int:
    """Uploaded files are not kept: what was wanted of them has become entries."""
    if not by.is_system:
        raise Refused("hourly.system_only", "The calendar does this.", because=Because.FORBIDDEN)
    gone, _ = Sheet.objects.filter(uploaded_at__lt=clock.now() - timedelta(days=queries.KEPT_DAYS)).delete()
    return gone


def _entry(row: Judged) -> Entry:
    return Entry(
        week=row.week,
        starts_at=row.begun,
        minutes=row.line.minutes,
        memo=rules.require_memo(row.line.memo),
        source=Source.IMPORT,
        source_key=row.key,
        logged_at=clock.now(),
    )


def _require_freelancer(contract: Contract, by: Actor) -> None:
    contract_rules.require_side(contract, by, Side.FREELANCER)
    contract_rules.require_active(contract)
    contract_operations.require_nobody_suspended(by.person_id)


def _require_open(sheet: Sheet, version: int | None) -> None:
    if version is not None and version != sheet.version:
        raise Refused("hourly.stale", f"“{sheet.name}” is read differently in the meantime. Look again.")
    if sheet.imported_at is not None:
        raise Refused("hourly.imported_already", f"{sheet.imported} rows of this file have come in already.")


def _require_zone(zone: str) -> None:
    if zone not in zones():
        raise _unfit(
            "hourly.no_such_zone", "Choose the time zone that the times of this file are in.", "zone"
        )


def _unfit(code: str, sentence: str, field: str) -> Refused:
    return Refused(code, sentence, because=Because.INVALID, field=field)
