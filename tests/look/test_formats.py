"""Amounts and dates are written for who reads them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from hirehall.foundation.money import Money
from hirehall.look import formats

NOON = datetime(2026, 11, 19, 16, 20, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    formats.write_for()


def test_moments_are_absolute_and_name_their_zone() -> None:
    formats.write_for(locale="en", zone="UTC")
    assert formats.when_text(NOON) == "19 Nov 2026, 16:20 UTC"
    formats.write_for(locale="en", zone="Asia/Ho_Chi_Minh")
    assert formats.when_text(NOON).startswith("19 Nov 2026, 23:20 ")
    for zone, text in [("America/Bogota", "11:20 UTC−5"), ("Asia/Kolkata", "21:50 UTC+5:30")]:
        formats.write_for(locale="en", zone=zone)
        assert formats.when_text(NOON) == f"19 Nov 2026, {text}"


def test_a_day_is_the_readers_day() -> None:
    formats.write_for(locale="en", zone="Asia/Tokyo")
    assert formats.day_text(NOON) == "20 November 2026"
    assert formats.day_text(date(2026, 12, 3)) == "3 December 2026"


def test_amounts_follow_the_locale() -> None:
    formats.write_for(locale="de", zone="UTC")
    assert formats.money_text(Money(120_050, "EUR")) == "1.200,50\xa0€"
    formats.write_for(locale="en")
    assert formats.money_text(Money(120_000, "EUR"), short=True) == "€1,200"
    assert formats.money_text(Money(120_050, "EUR"), short=True) == "€1,200.50"


def test_a_locale_or_zone_that_nobody_knows_is_english_and_utc() -> None:
    reader = formats.write_for(locale="tlh-XX", zone="Mars/Olympus")
    assert (reader.locale, reader.zone) == ("en", "UTC")


def test_a_page_says_the_language_of_its_words_not_that_of_its_numbers() -> None:
    formats.write_for(locale="ar")
    assert (formats.language(), formats.direction()) == ("en", "ltr")
    formats.write_for(locale="en_GB")
    assert (formats.language(), formats.direction()) == ("en-GB", "ltr")


@pytest.mark.parametrize(("count", "text"), [(0, "0 briefs"), (1, "1 brief"), (1200, "1,200 briefs")])
def test_counts_have_their_plural(count: int, text: str) -> None:
    assert formats.plural(count, "brief") == text


def test_what_goes_out_has_a_minus_and_no_hyphen() -> None:
    assert formats.money_text(Money(-662_40, "EUR")) == "−€662.40"
