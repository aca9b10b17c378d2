from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hirehall.foundation import clock
from hirehall.foundation.ids import new_id

MOMENT = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_an_id_is_a_uuid_of_version_seven_and_tells_its_time() -> None:
    with clock.at(MOMENT):
        made = new_id()
    assert made.version == 7
    assert made.int >> 80 == int(MOMENT.timestamp() * 1000)


def test_ids_of_one_millisecond_keep_their_order() -> None:
    with clock.at(MOMENT + timedelta(seconds=1)):
        made = [new_id() for _ in range(3000)]
    assert all(earlier < later for earlier, later in pairwise(made))
    assert len(set(made)) == 3000


def test_more_ids_than_a_millisecond_holds_are_still_valid_and_distinct() -> None:
    with clock.at(MOMENT + timedelta(seconds=2)):
        made = [new_id() for _ in range(20_000)]
    assert len(set(made)) == 20_000
    assert {one.version for one in made} == {7}
