"""What a hall counts in: another time zone from a date on, another currency while nothing counts in the old one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import partial
from types import SimpleNamespace

import pytest

from hirehall.engagements.listing.models import Position
from hirehall.foundation import clock
from hirehall.foundation.actor import Hat, system
from hirehall.foundation.jobs import sweeps
from hirehall.foundation.models import FactRow
from hirehall.foundation.refused import Refused
from hirehall.front.actions.import_hall import import_hall, tried
from hirehall.front.hall_file import as_file
from hirehall.halls.actions.change_currency import change_currency
from hirehall.halls.actions.date_policy import date_policy
from hirehall.halls.actions.date_time_zone import date_time_zone
from hirehall.halls.currency import PRICED
from hirehall.halls.models import Hall, HallZone, Policy
from hirehall.halls.queries import policy_now
from hirehall.halls.queries.zones import midnight, zones_of
from hirehall.halls.states import amounts
from hirehall.market.models import Brief
from hirehall.money.operations import set_founding_schedule
from hirehall.papers.queries import month_bounds
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.listing import make_board
from tests.makers.market import make_brief, make_draft
from tests.makers.money import fund, make_deal
from tests.market.test_races import at_once

pytestmark = pytest.mark.django_db
BY = system("command")
NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
SAME = {name: Policy().number(name) for name in amounts()}
APRIL = datetime(2026, 4, 15, tzinfo=UTC)


@pytest.fixture
def hall() -> Hall:
    hall = make_hall()
    set_founding_schedule(hall.id)
    return hall


def code(call, *args, **kwargs) -> str:  # type: ignore[no-untyped-def]
    before = FactRow.objects.count()
    with pytest.raises(Refused) as caught:
        call(*args, by=BY, **kwargs)
    assert FactRow.objects.count() == before
    return caught.value.code


def test_another_time_zone_counts_from_its_day_and_no_moment_is_in_two_months(hall: Hall) -> None:
    with clock.at(NOON):
        date_time_zone(hall.id, by=BY, time_zone="Asia/Tokyo", effective_from=APRIL, reason="We moved")
    with clock.at(APRIL.replace(day=14)):
        sweeps["halls.begin_time_zones"]()
        hall.refresh_from_db()
        assert hall.time_zone == "UTC"
    with clock.at(APRIL):
        sweeps["halls.begin_time_zones"]()
        sweeps["halls.begin_time_zones"]()
        hall.refresh_from_db()
    assert hall.time_zone == "Asia/Tokyo"
    assert FactRow.objects.filter(name="hall.time_zone_begun").count() == 1
    april, may = month_bounds(date(2026, 4, 1), hall), month_bounds(date(2026, 5, 1), hall)
    assert april == (datetime(2026, 4, 1, tzinfo=UTC), datetime(2026, 4, 30, 15, tzinfo=UTC))
    assert may[0] == april[1]
    assert midnight(date(2026, 4, 15), zones_of(hall)) == APRIL


def test_a_time_zone_is_dated_ahead_with_a_reason_and_differs(hall: Hall) -> None:
    wanted = {"time_zone": "Asia/Tokyo", "effective_from": APRIL, "reason": "We moved"}
    with clock.at(NOON):
        past = {**wanted, "effective_from": NOON}
        assert code(date_time_zone, hall.id, **past) == "zone.in_the_past"
        assert code(date_time_zone, hall.id, **{**wanted, "reason": " "}) == "zone.reason_missing"
        assert code(date_time_zone, hall.id, **{**wanted, "time_zone": "UTC"}) == "zone.nothing_changed"
        assert code(date_time_zone, hall.id, **{**wanted, "time_zone": "Moon/Sea"}) == "hall.setting_invalid"
        date_time_zone(hall.id, by=BY, **wanted)
        assert code(date_time_zone, hall.id, **{**wanted, "time_zone": "UTC"}) == "zone.instant_taken"
    assert [row.time_zone for row in zones_of(hall)] == ["Asia/Tokyo", "UTC"]


def test_the_currency_changes_while_nothing_counts_in_it(hall: Hall) -> None:
    assert change_currency(hall.id, by=BY, currency="USD", amounts=SAME).currency == "USD"
    fact = FactRow.objects.get(name="hall.currency_changed")
    assert (fact.data["before"], fact.data["currency"]) == ("EUR", "USD")
    assert code(change_currency, hall.id, currency="XQX", amounts=SAME) == "hall.setting_invalid"


def test_the_sums_of_the_policy_are_said_in_the_new_currency_and_count_at_once(hall: Hall) -> None:
    before = policy_now(hall.id)
    said = {**SAME, "payout_minimum_minor": 1500, "unit.word_price_1": 7}
    change_currency(hall.id, by=BY, currency="JPY", amounts=said)
    now = policy_now(hall.id)
    assert {name: now.number(name) for name in amounts()} == said
    assert now.pk != before.pk
    assert Policy.objects.get(pk=before.pk).number("unit.word_price_1") == SAME["unit.word_price_1"]
    assert FactRow.objects.get(name="hall.policy_dated").data["changed"] == {
        "payout_minimum_minor": 1500,
        "unit.word_price_1": 7,
    }


def test_a_sum_that_is_not_said_or_announced_for_later_keeps_the_currency(hall: Hall) -> None:
    some = {name: value for name, value in SAME.items() if name != "listing.deposit_minor"}
    with pytest.raises(
        Refused, match=r"in EUR\. Say each of them in USD, and nothing else: listing\.deposit_minor"
    ):
        change_currency(hall.id, by=BY, currency="USD", amounts=some)
    more = {**SAME, "payout_hold_days": 3}
    assert code(change_currency, hall.id, currency="USD", amounts=more) == "hall.amounts_missing"
    low = {**SAME, "unit.word_price_1": 0}
    assert code(change_currency, hall.id, currency="USD", amounts=low) == "hall.setting_invalid"
    later = clock.now() + timedelta(days=3)
    date_policy(hall.id, by=BY, effective_from=later, changes={"payout_hold_days": 9}, reason="Slower")
    assert code(change_currency, hall.id, currency="USD", amounts=SAME) == "hall.policy_announced"
    assert Hall.objects.get(id=hall.id).currency == "EUR"
    with clock.later(days=4):
        assert change_currency(hall.id, by=BY, currency="USD", amounts=SAME).currency == "USD"


def test_the_currency_stays_where_something_open_has_a_price(hall: Hall) -> None:
    brief = make_brief(hall, actor_of(make_person("Greta", Hat.CLIENT)))
    with pytest.raises(Refused, match=r"in EUR: 1 brief\. .* open another hall") as caught:
        change_currency(hall.id, by=BY, currency="USD", amounts=SAME)
    assert caught.value.code == "hall.currency_priced"
    Brief.objects.filter(id=brief.id).update(state="closed")
    assert change_currency(hall.id, by=BY, currency="USD", amounts=SAME).currency == "USD"


def test_the_currency_stays_for_ever_where_money_was_held() -> None:
    deal = make_deal()
    fund(deal)
    with pytest.raises(Refused, match=r"Money was moved or held here in EUR.*Open another hall") as caught:
        change_currency(deal.hall.id, by=BY, currency="USD", amounts=SAME)
    assert caught.value.code == "hall.currency_used"
    assert Hall.objects.get(id=deal.hall.id).currency == "EUR"


def test_a_file_dates_the_time_zone_and_changes_the_currency(hall: Hall) -> None:
    file = (
        as_file(hall)
        .replace('"EUR"', '"USD"')
        .replace("word_price_1 = 150\n", "word_price_1 = 170\n")
        .replace('time_zone = "UTC"', 'time_zone = "Asia/Tokyo"')
    )
    lines = [change.text for change in tried(file, by=BY).changes]
    assert lines[0] == "~ hall.currency: EUR → USD"
    assert lines[1].startswith("~ hall.time_zone: UTC → Asia/Tokyo, from 20")
    assert not HallZone.objects.exists()
    import_hall(file, by=BY)
    hall.refresh_from_db()
    assert (hall.currency, hall.time_zone) == ("USD", "UTC")
    assert policy_now(hall.id).number("unit.word_price_1") == 170
    assert tried(as_file(hall), by=BY).changes == ()


def test_the_pay_of_a_listed_position_keeps_the_currency() -> None:
    board = make_board()
    position = board.submitted()
    Position.objects.filter(id=position.id).update(pay_min_minor=4_000_00)
    assert code(change_currency, board.hall.id, currency="USD", amounts=SAME) == "hall.currency_priced"
    Position.objects.filter(id=position.id).update(state="withdrawn", closed_at=clock.now())
    assert not PRICED["outside position with its pay", "outside positions with their pay"](board.hall.id)


def test_what_was_about_to_be_written_in_the_currency_that_was_left_is_refused(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A writer has read the hall, the currency changes, the writer goes on with what it has read."""
    client, read = actor_of(make_person("Greta", Hat.CLIENT)), Hall.objects.get(id=hall.id)
    change_currency(hall.id, by=BY, currency="USD", amounts=SAME)
    stale = SimpleNamespace(objects=SimpleNamespace(get=lambda **_: read))
    monkeypatch.setattr("hirehall.market.actions.draft_brief.Hall", stale)
    with pytest.raises(Refused) as caught:
        make_draft(read, client)
    assert caught.value.code == "hall.currency_moved"
    assert not Brief.objects.exists()
    monkeypatch.undo()
    change_currency(hall.id, by=BY, currency="EUR", amounts=SAME)
    assert make_draft(read, client).currency == "EUR"


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_a_currency_and_a_price_that_meet_are_never_two() -> None:
    hall = make_hall()
    client = actor_of(make_person("Greta", Hat.CLIENT))
    for there in ("USD", "CHF", "SEK"):
        Brief.objects.all().delete()
        hall.refresh_from_db()
        at_once(
            partial(make_draft, hall, client),
            partial(change_currency, hall.id, by=BY, currency=there, amounts=SAME),
        )
        hall.refresh_from_db()
        assert set(Brief.objects.values_list("currency", flat=True)) <= {hall.currency}
