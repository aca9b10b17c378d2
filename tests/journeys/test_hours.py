"""The whole story of work by the hour in a real browser, on both sides, with what goes wrong in it.

The clock stands where the story says; both browsers live in that time.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from hirehall.contracts.models import Contract, ExtraPayment
from hirehall.engagements.hourly.jobs import weekly_run
from hirehall.engagements.hourly.models import Entry, Week
from hirehall.foundation import clock, jobs
from hirehall.money import invariants
from hirehall.money.models import Earning
from hirehall.people.models import Person
from tests.journeys.member import Member
from tests.look.test_every_page import cookie
from tests.makers.contracts import Pair, make_pair
from tests.makers.hourly import MONDAY

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def moved(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Moves the clock of everybody, the server's threads included."""
    stand = {"now": MONDAY}
    monkeypatch.setattr(clock, "now", lambda: stand["now"])

    def to(after: timedelta) -> None:
        stand["now"] = MONDAY + after

    return to


@contextmanager
def somebody(chromium: Browser, home: str, said: list[str], person_id: Any) -> Iterator[Member]:
    member = Member(chromium, home, said)
    session = {"name": "sessionid", "value": cookie(Person.objects.get(id=person_id)), "url": home}
    member.page.context.add_cookies([session])  # type: ignore[list-item]
    yield member
    member.close()


def run() -> None:
    for _ in range(3):
        weekly_run(timestamp=0)
        jobs.drain()


def timesheet(path: Path, rows: list[tuple[datetime, int, str]]) -> Path:
    """A Toggl Track export of so many minutes from each moment."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        ["User", "Project", "Description", "Start date", "Start time", "End date", "End time", "Duration"]
    )
    for begins, minutes, memo in rows:
        ends = begins + timedelta(minutes=minutes)
        writer.writerow(
            ["Mateus", "Shop", memo, f"{begins:%Y-%m-%d}", f"{begins:%H:%M:%S}", f"{ends:%Y-%m-%d}",
             f"{ends:%H:%M:%S}", str(ends - begins)]
        )  # fmt: skip
    path.write_text(out.getvalue(), encoding="utf-8-sig")
    return path


def test_hours_from_the_offer_to_the_bonus_with_all_that_goes_wrong(
    live_server: LiveServer, chromium: Browser, said: list[str], settings: Any, moved: Any, tmp_path: Path
) -> None:
    cache.clear()
    settings.CONFIG = replace(settings.CONFIG, public_url=live_server.url)
    moved(timedelta(hours=1))
    pair = make_pair()
    who = (chromium, live_server.url, said)
    with (
        somebody(*who, pair.client.person_id) as client,
        somebody(*who, pair.freelancer.person_id) as freelancer,
    ):
        contract = agreed(client, freelancer, pair)
        first_week_of_work(client, freelancer, contract, moved, tmp_path)
        review_with_a_dispute(client, freelancer, contract, moved)
        a_new_rate_from_next_week_on(client, freelancer, contract, moved)
        pause_and_a_week_that_is_not_paid(client, freelancer, contract, moved)
        the_end_in_mid_week_and_a_bonus(client, freelancer, contract, moved)
    assert invariants.check() == []


def agreed(client: Member, freelancer: Member, pair: Pair) -> Contract:
    """An offer by the hour, a counter-offer, the yes, and the first week's money."""
    client.open(f"/offers/hourly/new/?freelancer={pair.freelancer.person_id}")
    client.fill(
        title="Support by the hour", scope="Answer what the shop’s customers ask.", rate="50", cap_hours="10"
    )
    client.press("Send")
    client.sees("The offer is sent.")
    freelancer.open(client.page.url.removeprefix(client.home))
    freelancer.press("Counter")
    freelancer.fill(rate="60")
    freelancer.press("Send")
    freelancer.sees("Your counter-offer is sent.")
    client.page.reload()
    client.press("Accept")
    client.sees("You have a contract.")
    contract = Contract.objects.get()
    jobs.drain()
    client.page.reload()
    client.press("Pay €")
    client.choose("method", "sandbox.declined")
    client.press("Pay €")
    client.sees("The last payment did not go through")
    client.press("Pay €")
    client.choose("method", "sandbox.instant")
    client.press("Pay €")
    client.sees("is held for")
    jobs.drain()
    return contract


def room(member: Member, contract: Contract) -> None:
    member.open(f"/contracts/hourly/{contract.id}/")


def first_week_of_work(
    client: Member, freelancer: Member, contract: Contract, moved: Any, tmp_path: Path
) -> None:
    """Time by hand and from a file, whose rows say why they stay out; the same file brings nothing twice."""
    moved(timedelta(days=4, hours=18))
    room(freelancer, contract)
    freelancer.fill(memo="Tickets of Tuesday", day="2026-11-10", begins="09:00", ends="11:00")
    freelancer.press("Log this time")
    freelancer.sees("Tickets of Tuesday")
    tuesday, wednesday = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)
    file = timesheet(
        tmp_path / "week.csv",
        [
            (tuesday + timedelta(hours=10), 60, "Overlaps with Tuesday"),
            (wednesday + timedelta(hours=9), 120, "Refunds"),
            (wednesday + timedelta(hours=13), 60, ""),
            (wednesday + timedelta(hours=14), 60, "Nobody asked for this"),
        ],
    )
    for ready in (2, 0):
        room(freelancer, contract)
        freelancer.press("Import a timesheet")
        freelancer.attach("file", file)
        freelancer.press("Read the file")
        freelancer.sees("Written by Toggl Track")
        freelancer.sees("already covers 09:00 to 11:00")
        assert freelancer.page.locator("input[name=row]").count() == ready
        if ready:
            freelancer.press("Log the chosen rows")
            freelancer.sees("2 entries are logged")
    freelancer.sees("This time is logged already")
    assert Entry.objects.count() == 3


def review_with_a_dispute(client: Member, freelancer: Member, contract: Contract, moved: Any) -> None:
    """One entry is disputed, contested and split; the rest is paid on its day."""
    moved(timedelta(days=7, hours=13))
    run()
    room(client, contract)
    client.press("Review the time")
    client.activate(
        client.page.locator("tr", has_text="Nobody asked for this").get_by_role("link", name="Dispute")
    )
    client.fill(reason="That hour was not agreed on.")
    client.press("Dispute this entry")
    client.sees("The entry is disputed.")
    entry = Entry.objects.get(memo="Nobody asked for this")
    freelancer.open(f"/entries/{entry.id}/")
    freelancer.fill(answer="You asked for it in the call.")
    freelancer.press("Stand by this entry")
    freelancer.sees("You stand by the entry.")
    client.open(f"/entries/{entry.id}/")
    client.fill(minutes="30")
    client.press("Propose it")
    client.sees("Your split is proposed.")
    moved(timedelta(days=12, hours=1))
    run()
    assert Week.objects.get(starts_at=MONDAY).released_minor == 240_00
    freelancer.page.reload()
    freelancer.press("Agree")
    freelancer.sees("0:30 h paid by agreement")
    assert Week.objects.get(starts_at=MONDAY).released_minor == 270_00
    jobs.drain()


def a_new_rate_from_next_week_on(client: Member, freelancer: Member, contract: Contract, moved: Any) -> None:
    """What is held keeps its rate; the week after has the new one."""
    room(freelancer, contract)
    freelancer.press("Change the terms")
    freelancer.fill(rate="70")
    freelancer.press("Propose")
    freelancer.sees("The new terms are proposed")
    room(client, contract)
    client.press("Compare the terms")
    client.press("Accept")
    client.sees("They count from the next week that is not held yet")
    *held, planned = Week.objects.order_by("starts_at")
    assert {week.rate_minor for week in held} == {60_00}
    assert (planned.state, planned.rate_minor) == ("planned", 70_00)


def pause_and_a_week_that_is_not_paid(
    client: Member, freelancer: Member, contract: Contract, moved: Any
) -> None:
    """A pause holds no further week; afterwards the bank declines, and the client pays another way."""
    room(client, contract)
    client.press("Pause after this week")
    client.say_yes()
    client.sees("This contract is paused")
    moved(timedelta(days=14, hours=1))
    run()
    assert Week.objects.filter(state="planned").count() == 1
    room(freelancer, contract)
    freelancer.sees("This contract is paused")
    freelancer.press("Let it run on")
    freelancer.sees("The contract runs on.")
    contract.arrangement.method = "sandbox.declined"
    contract.arrangement.save()
    moved(timedelta(days=19, hours=1))
    run()
    room(client, contract)
    client.press("Pay €")
    client.choose("method", "sandbox.instant")
    client.press("Pay €")
    client.sees("is held for “Week of 30 November 2026”")
    jobs.drain()


def the_end_in_mid_week_and_a_bonus(
    client: Member, freelancer: Member, contract: Contract, moved: Any
) -> None:
    """Notice in the middle of a week: what was worked is paid, the rest goes back; then a bonus."""
    moved(timedelta(days=23, hours=18))
    room(freelancer, contract)
    freelancer.fill(memo="The last tickets", day="2026-12-02", begins="09:00", ends="10:30")
    freelancer.press("Log this time")
    freelancer.sees("The last tickets")
    room(client, contract)
    client.press("End the contract")
    client.fill(note="Thank you, that was all.")
    client.press("End the contract")
    client.say_yes()
    client.sees("Nothing is left in escrow.")
    jobs.drain()
    run()
    contract.refresh_from_db()
    assert contract.state == "ended"
    assert Earning.objects.order_by("id").last().gross_minor == 105_00  # type: ignore[union-attr]
    room(client, contract)
    client.press("Pay a bonus")
    client.fill(amount="80", note="For the calm in the storm.")
    client.press("See what you pay")
    client.press("Pay €80.00")
    client.sees("The bonus of €80.00 is paid.")
    jobs.drain()
    assert ExtraPayment.objects.get().state == "paid"
    room(freelancer, contract)
    freelancer.sees("For the calm in the storm.")
