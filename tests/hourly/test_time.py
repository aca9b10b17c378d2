"""What time may be written down, and until when."""

from __future__ import annotations

import pytest

from hirehall.engagements.hourly.actions.log_time import correct_entry, remove_entry
from hirehall.engagements.hourly.models import Entry
from hirehall.foundation.refused import Refused
from tests.makers.contracts import Pair
from tests.makers.hourly import MONDAY, at, first_week, held, hourly_contract, in_review, log, run


def code_of(call: object) -> str:
    with pytest.raises(Refused) as refused:
        call()  # type: ignore[operator]
    return refused.value.code


def test_each_refusal_of_time_writes_nothing(pair: Pair) -> None:
    with at(hours=1):
        contract = held(pair, cap=2)
    with at(days=3):
        log(pair, contract, hour=9, minutes=60)
        assert code_of(lambda: log(pair, contract, hour=9.5, minutes=30)) == "hourly.overlaps"
        assert code_of(lambda: log(pair, contract, hour=12, minutes=61)) == "hourly.over_the_cap"
        assert code_of(lambda: log(pair, contract, days=4)) == "hourly.in_the_future"
        assert code_of(lambda: log(pair, contract, hour=0, minutes=30)) == "hourly.before_the_contract"
        assert code_of(lambda: log(pair, contract, hour=12, memo=" ")) == "contract.invalid"
        assert code_of(lambda: log(pair, contract, hour=12, minutes=0)) == "hourly.bad_minutes"
        assert code_of(lambda: log(pair, contract, days=-7)) == "hourly.no_week"
    assert Entry.objects.filter(week__contract=contract).count() == 1


def test_no_time_in_a_week_that_is_not_held(pair: Pair) -> None:
    with at(hours=1):
        contract = hourly_contract(pair)
    with at(days=1):
        assert code_of(lambda: log(pair, contract)) == "hourly.planned"


def test_an_entry_stays_within_its_week(pair: Pair) -> None:
    with at(hours=1):
        contract = held(pair)
    with at(days=7, hours=2):
        assert code_of(lambda: log(pair, contract, days=6, hour=23, minutes=90)) == "hourly.across_weeks"


def test_time_is_corrected_until_the_edit_clock_and_not_after(pair: Pair) -> None:
    with at(hours=1):
        contract = held(pair)
    with at(days=3):
        entry = log(pair, contract)
    changed = {
        "by": pair.freelancer,
        "starts_at": MONDAY.replace(hour=10),
        "minutes": 45,
        "memo": "Tickets, again",
    }
    with at(days=7, hours=1):
        run()
        correct_entry(entry.id, **changed)  # type: ignore[arg-type]
    entry.refresh_from_db()
    assert (entry.minutes, entry.memo) == (45, "Tickets, again")
    with at(days=7, hours=12):
        assert code_of(lambda: remove_entry(entry.id, by=pair.freelancer)) == "hourly.edit_clock_passed"


def test_a_week_under_review_takes_no_more_time(pair: Pair) -> None:
    contract, entries = in_review(pair)
    with at(days=8):
        assert code_of(lambda: log(pair, contract, days=2)) == "hourly.under_review"
        assert code_of(lambda: remove_entry(entries[0].id, by=pair.freelancer)) == "hourly.under_review"
    assert first_week(contract).entries.count() == 2


def test_entries_may_touch(pair: Pair) -> None:
    with at(hours=1):
        contract = held(pair)
    with at(days=3):
        log(pair, contract, hour=9, minutes=60)
        log(pair, contract, hour=10, minutes=30)
        log(pair, contract, hour=8, minutes=60)
        assert code_of(lambda: log(pair, contract, hour=8.5, minutes=31)) == "hourly.overlaps"
    assert Entry.objects.count() == 3
