from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from hirehall.foundation import clock


def test_the_clock_can_be_set_and_comes_back() -> None:
    before = clock.now()
    with clock.at(datetime(2026, 3, 1, 12, tzinfo=timezone(timedelta(hours=2)))):
        assert clock.now() == datetime(2026, 3, 1, 10, tzinfo=UTC)
        with clock.later(days=1, hours=1, minutes=1, seconds=1):
            assert clock.now() == datetime(2026, 3, 2, 11, 1, 1, tzinfo=UTC)
        assert clock.now() == datetime(2026, 3, 1, 10, tzinfo=UTC)
    assert clock.now() >= before


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"), clock.at(datetime(2026, 3, 1)):  # noqa: DTZ001
        pass
