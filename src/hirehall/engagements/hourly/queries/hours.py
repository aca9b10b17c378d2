"""The time that a freelancer wrote down, across all their contracts: by week, by contract, as pictures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from uuid import UUID

from django.db.models import Case, F, IntegerField, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from markupsafe import Markup

from hirehall.contracts import queries as contracts
from hirehall.contracts.models import Contract
from hirehall.contracts.states import ContractState
from hirehall.engagements.hourly import rules
from hirehall.engagements.hourly.models import Entry, Timer
from hirehall.engagements.hourly.queries.room import EntryRow, entry_row
from hirehall.engagements.hourly.queries.rows import PARTIES, timer_of
from hirehall.engagements.hourly.states import MODEL, EntryState
from hirehall.foundation.actor import Actor
from hirehall.foundation.addresses import at_hall
from hirehall.foundation.money import Money, zero
from hirehall.look import charts
from hirehall.look.formats import money_text

WEEKS_ON_A_PAGE = 6
WEEKS_IN_THE_PICTURE = 12
LARGEST_EXPORT = 20_000

# What was taken off is no time that anybody pays; of a settled entry, what both agreed on counts.
COUNTED = Case(
    When(state=EntryState.TAKEN_OFF, then=Value(0)),
    When(state=EntryState.SETTLED, then=Coalesce(F("split_minutes"), Value(0))),
    default=F("minutes"),
    output_field=IntegerField(),
)


@dataclass(frozen=True, slots=True)
class Period:
    """Which entries are asked for; days are those of UTC, as the weeks are, and both count."""

    contract_id: UUID | None = None
    since: date | None = None
    until: date | None = None

    @property
    def is_filtered(self) -> bool:
        return any((self.contract_id, self.since, self.until))


@dataclass(frozen=True, slots=True)
class _Sum:
    """What was written down in one week of one contract."""

    week_id: UUID
    monday: datetime
    contract_id: UUID
    contract: str
    minutes: int
    worth: Money


@dataclass(frozen=True, slots=True)
class ContractHours:
    """One contract in one week."""

    title: str
    client_name: str
    href: str
    hours: str
    worth: Money
    entries: list[EntryRow]


@dataclass(frozen=True, slots=True)
class WeekHours:
    """One week across all contracts."""

    title: str
    hours: str
    worth: str
    contracts: list[ContractHours]


@dataclass(frozen=True, slots=True)
class HoursPage:
    """One's own hours.

    Attributes:
        hours, worth: of everything that is asked for, also what stands on other pages.
        begin: the room in which time can be logged first, where there is one.
        next_before: the Monday before which the next page begins.
    """

    timer: Timer | None
    contracts: list[Contract]
    hours: str
    worth: str
    picture: Markup
    by_contract: Markup
    weeks: list[WeekHours]
    begin: str
    next_before: date | None


def own_entries(by: Actor, period: Period) -> QuerySet[Entry]:
    """The entries that the actor wrote down as a freelancer, newest first."""
    found = Entry.objects.filter(
        at_hall(by, "week__contract__hall_id"), week__contract__freelancer_id=by.person_id
    ).exclude(week__contract__freelancer_id=None)
    if period.contract_id is not None:
        found = found.filter(week__contract_id=period.contract_id)
    if period.since is not None:
        found = found.filter(starts_at__gte=datetime.combine(period.since, time.min, UTC))
    if period.until is not None:
        found = found.filter(starts_at__lte=datetime.combine(period.until, time.max, UTC))
    return found.order_by("-starts_at", "-id")


def own_entries_page(by: Actor, period: Period, *, after: str, limit: int) -> tuple[list[Entry], str | None]:
    """A page of them with their contracts, and the cursor of the next one. One query."""
    found = own_entries(by, period).select_related("week__contract")
    if beyond := contracts.cursor(after):
        found = found.filter(Q(starts_at__lt=beyond[0]) | Q(starts_at=beyond[0], id__lt=beyond[1]))
    rows = list(found[: limit + 1])
    more = f"{rows[limit - 1].starts_at.isoformat()}~{rows[limit - 1].id}" if len(rows) > limit else None
    return rows[:limit], more


def hours_to_export(by: Actor, period: Period) -> list[Entry]:
    """Everything that is asked for, oldest first, for a file. One query."""
    found = own_entries(by, period).select_related("week__contract__client", "week__contract__organisation")
    return list(reversed(found[:LARGEST_EXPORT]))


def hours_page(by: Actor, period: Period, *, before: date | None = None) -> HoursPage:
    """One's own hours: four queries, however many weeks and entries there are.

    Args:
        before: only weeks that begin before this day are listed; sums and pictures are those of the whole.
    """
    sums = _sums(by, period)
    mondays = sorted({row.monday for row in sums}, reverse=True)
    left = [monday for monday in mondays if before is None or monday.date() < before]
    listed, rest = left[:WEEKS_ON_A_PAGE], left[WEEKS_ON_A_PAGE:]
    mine = list(
        Contract.objects.filter(at_hall(by), model=MODEL, freelancer_id=by.person_id).order_by(
            "-started_at", "-id"
        )
    )
    running = next((row for row in mine if row.state == ContractState.ACTIVE), None)
    return HoursPage(
        timer=timer_of(by),
        contracts=mine,
        hours=rules.hours_text(sum(row.minutes for row in sums)),
        worth=_worth(sums),
        picture=_weeks_picture(sums),
        by_contract=_contracts_picture(sums),
        weeks=_weeks(by, period, sums, listed),
        begin=f"{contracts.room_href(running)}#log" if running else "",
        next_before=listed[-1].date() if rest else None,
    )


def _sums(by: Actor, period: Period) -> list[_Sum]:
    rows = (
        own_entries(by, period)
        .order_by("-week__starts_at", "week__contract__title", "week_id")
        .values_list(
            "week_id", "week__starts_at", "week__contract_id", "week__contract__title",
            "week__rate_minor", "week__contract__currency",
        )
        .annotate(counted=Sum(COUNTED))
    )  # fmt: skip
    return [
        _Sum(week_id, monday, contract_id, title, counted, Money(rate * counted // 60, currency))
        for week_id, monday, contract_id, title, rate, currency, counted in rows
    ]


def _weeks(by: Actor, period: Period, sums: list[_Sum], listed: list[datetime]) -> list[WeekHours]:
    shown = [row for row in sums if row.monday in listed]
    rows: defaultdict[UUID, list[Entry]] = defaultdict(list)
    entries = own_entries(by, period).filter(week_id__in=[row.week_id for row in shown])
    for entry in entries.select_related(*(f"week__{name}" for name in PARTIES)).reverse():
        rows[entry.week_id].append(entry)
    return [
        WeekHours(
            title=f"Week of {monday:%-d %B %Y}",
            hours=rules.hours_text(sum(row.minutes for row in shown if row.monday == monday)),
            worth=_worth([row for row in shown if row.monday == monday]),
            contracts=[_contract(row, rows[row.week_id], by) for row in shown if row.monday == monday],
        )
        for monday in listed
    ]


def _contract(row: _Sum, entries: list[Entry], by: Actor) -> ContractHours:
    contract = entries[0].week.contract
    active = contract.state == ContractState.ACTIVE and not by.is_staff
    return ContractHours(
        title=row.contract,
        client_name=contract.client_name,
        href=reverse("hourly:contract", args=[row.contract_id]),
        hours=rules.hours_text(row.minutes),
        worth=row.worth,
        entries=[entry_row(entry, by, active=active) for entry in entries],
    )


def _worth(sums: Iterable[_Sum]) -> str:
    """What it comes to at the rates of its weeks, one amount a currency."""
    found: dict[str, Money] = {}
    for row in sums:
        currency = row.worth.currency
        found[currency] = found.get(currency, zero(currency)) + row.worth
    return ", ".join(money_text(found[currency]) for currency in sorted(found))


def _weeks_picture(sums: Sequence[_Sum]) -> Markup:
    """The latest weeks with time as columns, those between without any included; nothing for a single one."""
    if len({row.monday for row in sums}) < 2:
        return Markup("")
    last, first = sums[0].monday, sums[-1].monday
    mondays = [last - rules.A_WEEK * back for back in range(WEEKS_IN_THE_PICTURE)]
    per_week: defaultdict[datetime, int] = defaultdict(int)
    for row in sums:
        per_week[row.monday] += row.minutes
    items = [
        charts.Column(f"{monday:%-d %b}", per_week[monday], rules.hours_text(per_week[monday]))
        for monday in reversed([one for one in mondays if one >= first])
    ]
    return charts.columns(items, caption="Hours per week, by its Monday", unit="Hours")


def _contracts_picture(sums: Sequence[_Sum]) -> Markup:
    """The time under each contract, the most first; nothing for a single one."""
    minutes: defaultdict[UUID, int] = defaultdict(int)
    titles = {row.contract_id: row.contract for row in sums}
    for row in sums:
        minutes[row.contract_id] += row.minutes
    if len(minutes) < 2:
        return Markup("")
    most_first = sorted(minutes, key=lambda one: (-minutes[one], titles[one]))
    rows = [charts.Bar(titles[one], minutes[one], rules.hours_text(minutes[one])) for one in most_first]
    return charts.bars(rows, caption="Hours per contract", unit="Hours")
