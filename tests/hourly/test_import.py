"""Timesheets of other tools: recognised, read, judged row by row, and taken in once."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from hirehall.contracts.models import Contract
from hirehall.engagements.hourly import queries
from hirehall.engagements.hourly.actions.import_time import (
    forget_sheets,
    import_sheet,
    read_sheet,
    upload_sheet,
)
from hirehall.engagements.hourly.models import Entry, Sheet
from hirehall.engagements.hourly.queries import SheetPage
from hirehall.engagements.hourly.rules.reading import (
    Order,
    Unreadable,
    day_of,
    in_zone,
    order_in,
    span_of,
    time_of,
)
from hirehall.engagements.hourly.rules.sheets import (
    LARGEST_FILE,
    MOST_ROWS,
    Table,
    columns_of,
    lines_of,
    recognised,
    table_of,
    text_in,
)
from hirehall.foundation.models import FactRow
from hirehall.foundation.refused import Refused
from hirehall.money import invariants
from hirehall.people.models import Person
from tests.hourly.test_api import Caller
from tests.hourly.test_pages import signed_in
from tests.makers.contracts import CLOCK, Pair, make_pair
from tests.makers.hourly import MONDAY, at, first_week, held, log, run

Span = tuple[datetime, datetime, str]
BERLIN = ZoneInfo("Europe/Berlin")


def spans(*memos: str, day: int = 1, hour: int = 9) -> list[Span]:
    """An hour for each memo, one after the other, on a day of the story's first week."""
    start = MONDAY + timedelta(days=day, hours=hour)
    hours = [timedelta(hours=place) for place in range(len(memos) + 1)]
    return [(start + hours[place], start + hours[place + 1], memo) for place, memo in enumerate(memos)]


def written(header: list[str], rows: list[list[str]], *, separator: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows([header, *rows])
    return out.getvalue()


def toggl(rows: list[Span], *, end: str = "End") -> str:
    """As Toggl Track's detailed report writes it; newer exports say Stop for End."""
    header = "User,Email,Client,Project,Task,Description,Billable,Start date,Start time"
    names = [*header.split(","), f"{end} date", f"{end} time", "Duration", "Tags", "Amount (EUR)"]
    return written(
        names,
        [
            ["Ada", "ada@harbour.example", "Grey", "Shop", "", memo, "Yes", f"{a:%Y-%m-%d}", f"{a:%H:%M:%S}",
             f"{b:%Y-%m-%d}", f"{b:%H:%M:%S}", str(b - a), "", "0"]
            for a, b, memo in rows
        ],
    )  # fmt: skip


def clockify(rows: list[Span]) -> str:
    """As Clockify's detailed report writes it, with American days and the 12-hour clock."""
    header = "Project,Client,Description,Task,User,Group,Email,Tags,Billable,Start Date,Start Time,End Date"
    names = [*header.split(","), "End Time", "Duration (h)", "Duration (decimal)", "Billable Rate (EUR)"]
    return written(
        names,
        [
            ["Shop", "Grey", memo, "", "Ada", "", "ada@harbour.example", "", "Yes", f"{a:%m/%d/%Y}",
             f"{a:%I:%M:%S %p}", f"{b:%m/%d/%Y}", f"{b:%I:%M:%S %p}", str(b - a), "1.00", "60"]
            for a, b, memo in rows
        ],
    )  # fmt: skip


def kimai(rows: list[Span]) -> str:
    """As Kimai's export writes it: one day, a time from and a time to."""
    header = "Date,From,To,Duration,Currency,Rate,Username,Customer,Project,Activity,Description,Billable"
    return written(
        header.split(","),
        [
            [f"{a:%Y-%m-%d}", f"{a:%H:%M}", f"{b:%H:%M}", "1.00", "EUR", "60", "ada", "Grey", "Shop", "Coding",
             memo, "1"]
            for a, b, memo in rows
        ],
        separator=";",
    )  # fmt: skip


@pytest.fixture
def contract(pair: Pair) -> Iterator[Contract]:
    """A contract with a week that is held, seen from the Sunday of it."""
    with at(hours=1):
        found = held(pair)
    with at(days=6):
        yield found


def uploaded(pair: Pair, contract: Contract, text: str, **more: str) -> SheetPage:
    sheet = upload_sheet(contract.id, by=pair.freelancer, text=text, **more)
    return queries.sheet_page(pair.freelancer, sheet.id)


def refusals(page: SheetPage) -> list[str]:
    return [row.code for row in page.rows]


def code_of(call: object) -> str:
    with pytest.raises(Refused) as refused:
        call()  # type: ignore[operator]
    return refused.value.code


@pytest.mark.parametrize(("tool", "write"), [("toggl", toggl), ("clockify", clockify), ("kimai", kimai)])
def test_each_tool_is_known_by_its_header_and_its_rows_come_in(
    pair: Pair, contract: Contract, tool: str, write: object
) -> None:
    page = uploaded(pair, contract, write(spans("Tickets", "Refunds")))  # type: ignore[operator]
    assert page.asks_order == (tool == "clockify")
    read_sheet(page.sheet.id, by=pair.freelancer, order="month")
    page = queries.sheet_page(pair.freelancer, page.sheet.id)
    assert (page.tool.code, page.ready, page.hours, page.amount.minor) == (tool, 2, "2:00 h", 120_00)
    import_sheet(page.sheet.id, by=pair.freelancer)
    rows = Entry.objects.order_by("starts_at")
    assert [(row.memo, row.minutes, row.source) for row in rows] == [
        ("Tickets", 60, "import"),
        ("Refunds", 60, "import"),
    ]
    assert rows[0].starts_at == MONDAY + timedelta(days=1, hours=9)
    assert FactRow.objects.get(name="hourly.time_imported").data["entries"] == 2
    assert invariants.check() == []


def test_newer_toggl_exports_say_stop(pair: Pair, contract: Contract) -> None:
    assert uploaded(pair, contract, toggl(spans("Tickets"), end="Stop")).ready == 1


def test_times_are_those_of_the_named_zone(pair: Pair, contract: Contract) -> None:
    page = uploaded(pair, contract, toggl(spans("Tickets")), zone="Europe/Berlin")
    assert page.rows[0].line.starts_at == MONDAY + timedelta(days=1, hours=8)
    assert (
        code_of(lambda: uploaded(pair, contract, toggl(spans("Tickets")), zone="Mars"))
        == "hourly.no_such_zone"
    )


def test_the_same_rows_come_in_once_however_often_they_are_uploaded(pair: Pair, contract: Contract) -> None:
    first = uploaded(pair, contract, toggl(spans("Tickets", "Refunds")))
    import_sheet(first.sheet.id, by=pair.freelancer)
    again = uploaded(pair, contract, toggl(spans("Tickets", "Refunds", "Returns")))
    assert refusals(again) == ["hourly.duplicate", "hourly.duplicate", ""]
    import_sheet(again.sheet.id, by=pair.freelancer)
    assert Entry.objects.count() == 3
    assert code_of(lambda: import_sheet(first.sheet.id, by=pair.freelancer)) == "hourly.imported_already"
    last = uploaded(pair, contract, toggl(spans("Tickets", "Refunds", "Returns")))
    assert code_of(lambda: import_sheet(last.sheet.id, by=pair.freelancer)) == "hourly.nothing_to_import"


def test_a_row_that_was_corrected_here_does_not_come_in_again(pair: Pair, contract: Contract) -> None:
    text = written(
        ["Id", "Description", "Start date", "Start time", "End time", "Duration"],
        [["77", "Tickets", "2026-11-10", "09:00", "10:00", "1:00"]],
    )
    import_sheet(uploaded(pair, contract, text).sheet.id, by=pair.freelancer)
    Entry.objects.update(starts_at=MONDAY + timedelta(days=3), memo="Tickets, corrected")
    assert refusals(uploaded(pair, contract, text)) == ["hourly.duplicate"]


def test_the_database_takes_no_row_twice(pair: Pair, contract: Contract) -> None:
    entry = log(pair, contract, days=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(
            week=entry.week, starts_at=entry.starts_at, minutes=60, memo="Tickets", logged_at=entry.logged_at
        )
    for _ in "ab":
        if Entry.objects.filter(source_key="k").exists():
            with pytest.raises(IntegrityError), transaction.atomic():
                Entry.objects.filter(id=entry.id).update(source_key="k")
        else:
            Entry.objects.create(
                week=entry.week,
                starts_at=MONDAY,
                minutes=5,
                memo="Other",
                logged_at=entry.logged_at,
                source_key="k",
            )


def test_every_row_that_stays_out_says_why(pair: Pair, contract: Contract) -> None:
    log(pair, contract, days=2, hour=9, memo="By hand")
    before = MONDAY - timedelta(days=2)
    rows = [
        *spans("", day=1, hour=1),
        *spans("ok so far", day=1, hour=9),
        *spans("ok so far", day=1, hour=9),
        *spans("over the other", day=2, hour=9),
        *spans("By hand", day=2, hour=9),
        (before, before + timedelta(hours=1), "before the contract"),
        *spans("in the future", day=6, hour=23),
        (MONDAY + timedelta(days=3), MONDAY + timedelta(days=3, hours=9), "too long for the cap"),
        *spans("still fits", day=4),
    ]
    page = uploaded(pair, contract, toggl(rows))
    assert refusals(page) == [
        "contract.invalid",
        "",
        "hourly.duplicate",
        "hourly.overlaps",
        "hourly.duplicate",
        "hourly.no_week",
        "hourly.in_the_future",
        "hourly.over_the_cap",
        "",
    ]
    assert all(row.why for row in page.rows if not row.is_ready)
    assert [row.line.number for row in page.rows][:2] == [2, 3]
    (week,) = page.weeks
    assert (week.logged, week.adds, week.cap, week.left_out) == ("1:00 h", "2:00 h", "10:00 h", 6)


def test_a_week_that_is_closed_takes_nothing(pair: Pair, contract: Contract) -> None:
    with at(days=7, hours=13):
        run()
        run()
        assert refusals(uploaded(pair, contract, toggl(spans("Tickets")))) == ["hourly.under_review"]


def test_time_under_another_contract_is_not_logged_twice(pair: Pair, contract: Contract) -> None:
    other = make_pair(pair.hall, client="Nadia Brandt", freelancer="Joao Teles")
    second = Pair(pair.hall, other.client, pair.freelancer)
    with at(hours=2):
        theirs = held(second)
    log(second, theirs, days=1, hour=9, memo="For Nadia")
    page = uploaded(pair, contract, toggl(spans("Tickets", "Refunds")))
    assert refusals(page) == ["hourly.overlaps_elsewhere", ""]
    assert code_of(lambda: log(pair, contract, days=1, hour=9, minutes=30)) == "hourly.overlaps_elsewhere"
    assert log(pair, contract, days=1, hour=10).minutes == 60


def test_only_the_chosen_rows_and_projects_come_in(pair: Pair, contract: Contract) -> None:
    text = toggl(spans("Tickets", "Refunds", "Returns")).replace("Grey,Shop,,Returns", "Grey,Garden,,Returns")
    page = uploaded(pair, contract, text)
    assert page.projects == ["Garden", "Shop"]
    read_sheet(page.sheet.id, by=pair.freelancer, project="Shop")
    chosen = queries.sheet_page(pair.freelancer, page.sheet.id)
    assert [row.line.memo for row in chosen.rows] == ["Tickets", "Refunds"]
    import_sheet(page.sheet.id, by=pair.freelancer, rows=(3,))
    assert [row.memo for row in Entry.objects.all()] == ["Refunds"]


def test_columns_of_an_unknown_tool_are_named_by_hand(pair: Pair, contract: Contract) -> None:
    text = written(
        ["What", "When", "How long"],
        [["Tickets", "10.11.2026 09:15", "1h 30m"], ["Refunds", "2026-11-10T12:00:00+00:00", "0,5"]],
        separator="\t",
    )
    page = uploaded(pair, contract, text)
    assert (page.tool.code, page.rows) == ("other", [])
    assert "what was worked on" in page.missing
    refused = code_of(lambda: read_sheet(page.sheet.id, by=pair.freelancer, columns={"memo": 0}))
    assert refused == "hourly.columns_missing"
    read_sheet(page.sheet.id, by=pair.freelancer, columns={"memo": 0, "start": 1, "duration": 2})
    lines = [row.line for row in queries.sheet_page(pair.freelancer, page.sheet.id).rows]
    assert [(f"{line.starts_at:%d %H:%M}", line.minutes) for line in lines] == [
        ("10 09:15", 90),
        ("10 12:00", 30),
    ]
    for wrong in ({"memo": 9, "start": 1, "end": 2}, {"shoe": 0}):
        with pytest.raises(Refused, match="no such column"):
            read_sheet(page.sheet.id, by=pair.freelancer, columns=wrong)


def test_a_file_that_is_none_is_refused_with_what_to_do(pair: Pair, contract: Contract) -> None:
    assert code_of(lambda: uploaded(pair, contract, "")) == "hourly.not_a_table"
    assert code_of(lambda: uploaded(pair, contract, "only one line")) == "hourly.not_a_table"
    many = toggl(spans("Tickets")) + "a,b\n" * MOST_ROWS
    assert code_of(lambda: uploaded(pair, contract, many)) == "hourly.too_many_rows"
    assert code_of(lambda: text_in(b"x" * (LARGEST_FILE + 1))) == "hourly.file_too_large"
    assert code_of(lambda: text_in(b"PK\x03\x04\x00\x00")) == "hourly.not_a_table"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_files_in_usual_encodings_are_read(encoding: str) -> None:
    text = toggl(spans("Grüße und Käse"))
    table = table_of(text_in(text.encode(encoding)))
    tool = recognised(table.header)
    lines = lines_of(table, columns_of(tool, table.header), order=None, zone=ZoneInfo("UTC"))
    assert (tool.code, lines[0].memo) == ("toggl", "Grüße und Käse")


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("01:30:00", 90), ("1:30", 90), ("1.5", 90), ("1,5", 90), ("1h 30m", 90), ("1 h 30 min", 90),
        ("90 min", 90), ("2h", 120), ("PT1H30M", 90), ("7260", 121), ("0.25", 15), ("1h 30m 59s", 90),
    ],
)  # fmt: skip
def test_durations_as_tools_write_them(text: str, minutes: int) -> None:
    assert int(span_of(text).total_seconds()) // 60 == minutes


@pytest.mark.parametrize("text", ["", "soon", "-1", "1:75", "h", "1.2.3", "²"])
def test_what_is_no_duration(text: str) -> None:
    with pytest.raises(Unreadable):
        span_of(text)


@pytest.mark.parametrize(
    ("text", "hour"),
    [("13:26", 13), ("1:26 PM", 13), ("01:26:00 pm", 13), ("12:05 AM", 0), ("12:05 p.m.", 12)],
)
def test_both_clocks_are_read(text: str, hour: int) -> None:
    assert time_of(text).hour == hour


@pytest.mark.parametrize("text", ["25:00", "13:26 PM", "0:10 am", "noon", "9"])
def test_what_is_no_time_of_day(text: str) -> None:
    with pytest.raises(Unreadable):
        time_of(text)


def test_a_day_that_can_be_read_in_two_ways_is_asked_for() -> None:
    assert day_of("13/11/2026", None) == day_of("11/13/2026", None) == day_of("13.11.2026", None)
    assert day_of("03/04/2026", Order.DAY).month == 4
    assert day_of("03/04/26", Order.MONTH).month == 3
    for text in ("03/04/2026", "31.02.2026", "2026-13-01", "yesterday", ""):
        with pytest.raises(Unreadable):
            day_of(text, None)


def test_one_plain_day_says_how_the_others_are_read() -> None:
    rows = [(MONDAY, MONDAY + timedelta(hours=1), "a first day"), *spans("a plain day", day=6)]
    table = table_of(clockify([(a - timedelta(days=5), b - timedelta(days=5), memo) for a, b, memo in rows]))
    tool = recognised(table.header)
    lines = lines_of(table, columns_of(tool, table.header), order=None, zone=ZoneInfo("UTC"))
    assert ["two ways" in line.problem for line in lines] == [True, True]
    plain = table_of(clockify([*rows, *spans("the nineteenth", day=10)]))
    lines = lines_of(plain, columns_of(tool, plain.header), order=None, zone=ZoneInfo("UTC"))
    assert [line.starts_at.day for line in lines if line.starts_at] == [9, 15, 19]


def test_what_is_no_day_says_nothing_about_the_others_and_each_row_is_one_sentence() -> None:
    assert order_in(["13/32/2026", "12/03/2026"]) is None
    table = Table(("day", "from"), ((2, ("2026-12-02", "14:00")),))
    columns = {"memo": 0, "start_day": 0, "start_time": 1, "duration": 5}
    (line,) = lines_of(table, columns, order=None, zone=ZoneInfo("UTC"))
    assert line.problem.endswith("is the timer still running?")


def test_an_hour_that_the_clock_change_skips_is_none() -> None:
    with pytest.raises(Unreadable, match="did not exist"):
        in_zone(date(2026, 3, 29), time_of("02:30"), BERLIN)
    twice = in_zone(date(2026, 10, 25), time_of("02:30"), BERLIN)
    assert twice.astimezone(UTC).hour == 0


def test_seconds_are_never_rounded_up() -> None:
    start = MONDAY + timedelta(days=1, hours=9, minutes=15, seconds=41)
    table = table_of(toggl([(start, start + timedelta(minutes=9, seconds=59), "Tickets")]))
    (line,) = lines_of(
        table, columns_of(recognised(table.header), table.header), order=None, zone=ZoneInfo("UTC")
    )
    assert (f"{line.starts_at:%H:%M:%S}", line.minutes) == ("09:15:00", 9)


def test_who_may_not_is_refused(pair: Pair, contract: Contract) -> None:
    stranger = make_pair(pair.hall, client="Nadia Brandt", freelancer="Joao Teles")
    page = uploaded(pair, contract, toggl(spans("Tickets")))
    text = toggl(spans("Tickets"))
    assert code_of(lambda: upload_sheet(contract.id, by=pair.client, text=text)) == "contract.wrong_party"
    assert (
        code_of(lambda: upload_sheet(contract.id, by=stranger.freelancer, text=text)) == "contract.not_found"
    )
    assert code_of(lambda: queries.sheet_page(pair.client, page.sheet.id)) == "timesheet.not_found"
    stale = code_of(lambda: import_sheet(page.sheet.id, by=pair.freelancer, version=7))
    assert stale == "hourly.stale"
    Person.objects.filter(id=pair.freelancer.person_id).update(suspended_at=MONDAY)
    assert code_of(lambda: import_sheet(page.sheet.id, by=pair.freelancer)) == "person.suspended"
    assert Entry.objects.count() == 0


def test_uploaded_files_are_forgotten(pair: Pair, contract: Contract) -> None:
    uploaded(pair, contract, toggl(spans("Tickets")))
    with at(days=12):
        assert forget_sheets(by=CLOCK) == 0
    with at(days=14):
        assert forget_sheets(by=CLOCK) == 1
    assert Sheet.objects.count() == 0


@pytest.mark.parametrize("rows", [3, 60])
def test_a_long_file_asks_no_more_questions_than_a_short_one(
    pair: Pair, contract: Contract, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    start = MONDAY + timedelta(days=1)
    many = [
        (start + timedelta(minutes=5 * n), start + timedelta(minutes=5 * n + 5), f"Row {n}")
        for n in range(rows)
    ]
    sheet = upload_sheet(contract.id, by=pair.freelancer, text=toggl(many))
    with django_assert_num_queries(5):
        assert queries.sheet_page(pair.freelancer, sheet.id).ready == rows


def test_the_pages_from_the_file_to_the_entries(pair: Pair, contract: Contract) -> None:
    browser = signed_in(pair, "freelancer")
    address = reverse("hourly:upload", args=[contract.id])
    assert "Read the file" in browser.get(address).content.decode()
    bad = browser.post(address, {"file": SimpleUploadedFile("a.csv", b"PK\x00"), "zone": "UTC"})
    assert "This is not a CSV file" in bad.content.decode()
    file = SimpleUploadedFile("week.csv", toggl(spans("Tickets", "", "Refunds")).encode())
    shown = browser.post(address, {"file": file, "zone": "UTC"}, follow=True)
    text = shown.content.decode()
    sheet = Sheet.objects.get()
    assert "Toggl Track" in text
    assert "Stays out" in text
    assert text.count('name="row"') == 2
    again = {f"column_{role}": str(place) for role, place in sheet.columns.items()}
    read = browser.post(
        reverse("hourly:sheet", args=[sheet.id]),
        {**again, "zone": "Europe/Berlin", "order": "", "version": "1"},
    )
    assert read.status_code == 302
    done = browser.post(
        reverse("hourly:sheet_import", args=[sheet.id]), {"row": ["2", "4"], "version": "2"}, follow=True
    )
    assert "2 entries are logged" in done.content.decode()
    assert Entry.objects.count() == 2
    assert "came in from this file" in browser.get(reverse("hourly:sheet", args=[sheet.id])).content.decode()
    assert signed_in(pair, "client").get(address).status_code == 403


def test_the_same_by_calls(pair: Pair, contract: Contract) -> None:
    cache.clear()
    caller = Caller(pair.freelancer)
    answer = Client().generic(
        "POST",
        f"/api/v1/hourly-contracts/{contract.id}/timesheets?zone=UTC&name=week.csv",
        toggl(spans("Tickets", "Refunds")),
        content_type="text/csv",
        headers=caller.headers,
    )
    assert answer.status_code == 201, answer.content
    seen = answer.json()
    assert (seen["tool"], seen["ready"], [row["line"] for row in seen["rows"]]) == ("toggl", 2, [2, 3])
    form = Client().post(
        f"/api/v1/hourly-contracts/{contract.id}/timesheets",
        {"file": SimpleUploadedFile("week.csv", kimai(spans("Tickets")).encode())},
        headers=caller.headers,
    )
    assert form.json()["tool"] == "kimai"
    read = caller.call("PUT", f"timesheets/{seen['id']}/reading", {"project": "Shop", "version": 1})
    assert read["ready"] == 2
    done = caller.post(f"timesheets/{seen['id']}/entries", {"rows": [3], "version": 2})
    assert (done["imported"], done["rows"][1]["code"]) == (1, "hourly.duplicate")
    assert [row.memo for row in Entry.objects.all()] == ["Refunds"]
    assert caller.call("GET", f"timesheets/{seen['id']}")["ready"] == 1


def test_an_imported_week_is_paid_like_any_other(pair: Pair, contract: Contract) -> None:
    page = uploaded(pair, contract, toggl(spans("Tickets", "Refunds")))
    import_sheet(page.sheet.id, by=pair.freelancer)
    for day in (7.6, 7.7, 13):
        with at(days=day):
            run()
    assert first_week(contract).released_minor == 120_00
    assert invariants.check() == []
