"""Timesheets of other tools: found for their owner, read, and judged row by row."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from hirehall.contracts.models import Contract
from hirehall.engagements.hourly import rules
from hirehall.engagements.hourly.models import Arrangement, Entry, Sheet, Week
from hirehall.engagements.hourly.queries.rows import contract_to_move, hourly_contract_for
from hirehall.engagements.hourly.rules.judging import Elsewhere, Ground, Judged, judged
from hirehall.engagements.hourly.rules.reading import Order
from hirehall.engagements.hourly.rules.sheets import (
    BY_CODE,
    Line,
    Tool,
    lines_of,
    require_columns,
    table_of,
)
from hirehall.engagements.hourly.states import EntryState
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Refused, not_found
from hirehall.foundation.sheets import Table
from hirehall.people.models import Person

SAMPLES = 3
KEPT_DAYS = 7


@dataclass(frozen=True, slots=True)
class WeekSum:
    """What a file would add to one week."""

    title: str
    logged: str
    adds: str
    cap: str
    left_out: int


@dataclass(frozen=True, slots=True)
class SheetPage:
    """An uploaded timesheet as it is read now.

    Attributes:
        missing: what has to be said about its columns before any row can be read.
    """

    contract: Contract
    sheet: Sheet
    tool: Tool
    header: tuple[str, ...]
    samples: list[tuple[str, ...]]
    projects: list[str]
    missing: str
    rows: list[Judged]
    ready: int
    minutes: int
    amount: Money
    weeks: list[WeekSum]

    @property
    def refused(self) -> int:
        return len(self.rows) - self.ready

    @property
    def asks_order(self) -> bool:
        """Whether some day can be read in two ways, and nobody has said which comes first."""
        return any("two ways" in row.why for row in self.rows)

    @property
    def hours(self) -> str:
        return rules.hours_text(self.minutes)


def sheet_for(by: Actor, sheet_id: UUID) -> Sheet:
    """A timesheet that the actor uploaded.

    Raises:
        Refused: ``timesheet.not_found``.
    """
    found = Sheet.objects.filter(id=sheet_id, person_id=by.person_id).first() if by.person_id else None
    if found is None:
        raise not_found("timesheet")
    return found


def sheet_to_move(sheet_id: UUID, *, by: Actor) -> tuple[Contract, Arrangement, Sheet]:
    """A timesheet of the actor's with its contract locked first; read after the lock."""
    root = sheet_for(by, sheet_id)
    contract, arrangement = contract_to_move(root.contract_id, by=by)
    sheet = Sheet.objects.select_for_update(no_key=True).get(id=sheet_id)
    sheet.contract = contract
    return contract, arrangement, sheet


def sheet_page(by: Actor, sheet_id: UUID) -> SheetPage:
    """The timesheet with each row's verdict: six queries, however long it is.

    Raises:
        Refused: ``timesheet.not_found``.
    """
    sheet = sheet_for(by, sheet_id)
    contract = hourly_contract_for(by, sheet.contract_id)
    table = table_of(sheet.content)
    missing, rows, weeks = "", [], list[Week]()
    before: dict[UUID, int] = {}
    try:
        require_columns(sheet.columns, table.header)
    except Refused as refused:
        missing = refused.sentence
    else:
        ground = ground_of(contract, lines := _lines(sheet, table))
        weeks = list(ground.weeks)
        before = {week.id: sum(row.minutes for row in ground.entries[week.id]) for week in weeks}
        rows = judged(lines, ground, project=sheet.project)
    ready = [row for row in rows if row.is_ready]
    return SheetPage(
        contract=contract,
        sheet=sheet,
        tool=BY_CODE[sheet.tool],
        header=table.header,
        samples=[cells for _, cells in table.rows[:SAMPLES]],
        projects=_projects(sheet, table),
        missing=missing,
        rows=rows,
        ready=len(ready),
        minutes=sum(row.line.minutes for row in ready),
        amount=_worth(ready, contract),
        weeks=_sums(rows, weeks, before),
    )


def judged_rows(contract: Contract, sheet: Sheet) -> list[Judged]:
    """The same verdicts for an action that holds the contract's lock."""
    table = table_of(sheet.content)
    require_columns(sheet.columns, table.header)
    lines = _lines(sheet, table)
    return judged(lines, ground_of(contract, lines), project=sheet.project)


def ground_of(contract: Contract, lines: list[Line]) -> Ground:
    """What rows are judged against: four queries."""
    weeks = list(contract.weeks.order_by("starts_at"))
    for week in weeks:
        week.contract = contract
    by_id = {week.id: week for week in weeks}
    entries: defaultdict[UUID, list[Entry]] = defaultdict(list)
    known = set()
    for entry in Entry.objects.filter(week_id__in=by_id):
        entry.week = by_id[entry.week_id]
        entries[entry.week_id].append(entry)
        known.add(entry.source_key)
    moments = [line.starts_at for line in lines if line.starts_at is not None]
    around = elsewhere(contract, min(moments), max(moments)) if moments else []
    return Ground(contract.id, weeks, entries, known - {""}, around)


def elsewhere(contract: Contract, first: datetime, last: datetime) -> list[Elsewhere]:
    """The freelancer's time under other contracts that may touch that span; what was taken off is nobody's."""
    a_day = timedelta(days=1)
    rows = (
        Entry.objects.filter(
            week__contract__freelancer_id=contract.freelancer_id,
            starts_at__gt=first - a_day,
            starts_at__lt=last + a_day,
        )
        .exclude(week__contract_id=contract.id)
        .exclude(state=EntryState.TAKEN_OFF)
        .select_related("week__contract")
    )
    return [Elsewhere(row.week.contract.title, row.starts_at, row.ends_at) for row in rows]


def hold_time_of(person_id: UUID) -> None:
    """Nobody else writes down time of this person until commit; after the contract is locked."""
    list(Person.objects.select_for_update(no_key=True).filter(id=person_id).values_list("id"))


def uploaded_today(person_id: UUID) -> int:
    since = clock.now() - timedelta(days=1)
    return Sheet.objects.filter(person_id=person_id, uploaded_at__gt=since).count()


def _lines(sheet: Sheet, table: Table) -> list[Line]:
    order = Order(sheet.order) if sheet.order else None
    return lines_of(table, sheet.columns, order=order, zone=ZoneInfo(sheet.zone))


def _projects(sheet: Sheet, table: Table) -> list[str]:
    """The projects that the file names, as far as they make a choice."""
    place = sheet.columns.get("project")
    if place is None:
        return []
    found = {cells[place].strip() for _, cells in table.rows if place < len(cells)} - {""}
    return sorted(found)[:200]


def _worth(ready: list[Judged], contract: Contract) -> Money:
    """What the rows add to their weeks, each week rounded as a whole, as it is paid."""
    found = Money(0, contract.currency)
    for week in {row.week.id: row.week for row in ready if row.week}.values():
        found += week.worth(sum(row.line.minutes for row in ready if row.week is week))
    return found


def _sums(rows: list[Judged], weeks: list[Week], before: dict[UUID, int]) -> list[WeekSum]:
    added, left = Counter[UUID](), Counter[UUID]()
    for row in rows:
        if row.week is not None:
            added[row.week.id] += row.line.minutes if row.is_ready else 0
            left[row.week.id] += 0 if row.is_ready else 1
    return [
        WeekSum(
            week.title,
            rules.hours_text(before.get(week.id, 0)),
            rules.hours_text(added[week.id]),
            rules.hours_text(week.cap_minutes),
            left[week.id],
        )
        for week in weeks
        if week.id in added
    ]
