from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirehall.foundation.money import CurrencyMismatch, Money, parse, precision, zero

amounts = st.integers(min_value=-(10**12), max_value=10**12)
weights = st.lists(st.integers(min_value=0, max_value=10_000), min_size=1, max_size=12).filter(any)


def test_money_adds_and_compares_within_one_currency() -> None:
    assert Money(10_00, "EUR") + Money(2_50, "EUR") == Money(12_50, "EUR")
    assert Money(10_00, "EUR") - Money(12_50, "EUR") == Money(-2_50, "EUR")
    assert Money(1, "EUR") < Money(2, "EUR") <= Money(2, "EUR")
    assert Money(3, "EUR") > Money(2, "EUR") >= Money(2, "EUR")
    assert not zero("EUR")


@pytest.mark.parametrize("sign", ["__add__", "__sub__", "__lt__", "__le__", "__gt__", "__ge__"])
def test_two_currencies_never_meet(sign: str) -> None:
    with pytest.raises(CurrencyMismatch):
        getattr(Money(1, "EUR"), sign)(Money(1, "USD"))


@pytest.mark.parametrize("minor", [1.5, True, "1", None, Decimal(1)])
def test_minor_units_are_whole_numbers(minor: object) -> None:
    with pytest.raises(TypeError):
        Money(minor, "EUR")  # type: ignore[arg-type]


@pytest.mark.parametrize("currency", ["eur", "EURO", "", "E"])
def test_a_currency_is_three_capitals(currency: str) -> None:
    with pytest.raises(ValueError, match="ISO 4217"):
        Money(1, currency)


@pytest.mark.parametrize(
    ("minor", "basis_points", "share"),
    [(100_00, 2000, 20_00), (1, 5000, 1), (1, 4999, 0), (-1, 5000, -1), (333, 300, 10), (0, 2000, 0)],
)
def test_a_share_is_rounded_half_away_from_zero(minor: int, basis_points: int, share: int) -> None:
    assert Money(minor, "EUR").share(basis_points) == Money(share, "EUR")


def test_a_cent_too_many_goes_to_the_largest_remainder_and_ties_to_the_earlier_part() -> None:
    assert [part.minor for part in Money(100, "EUR").split([1, 1, 1])] == [34, 33, 33]
    assert [part.minor for part in Money(5, "EUR").split([3, 7])] == [2, 3]
    assert [part.minor for part in Money(-100, "EUR").split([1, 1, 1])] == [-34, -33, -33]


@given(amounts, weights)
def test_parts_always_sum_to_the_whole(minor: int, parts: list[int]) -> None:
    split = Money(minor, "EUR").split(parts)
    assert sum(part.minor for part in split) == minor
    total = sum(parts)
    for part, weight in zip(split, parts, strict=True):
        assert abs(part.minor * total - minor * weight) < total


@given(amounts, weights)
def test_a_negative_split_mirrors_the_positive_one(minor: int, parts: list[int]) -> None:
    assert [-part for part in Money(minor, "EUR").split(parts)] == Money(-minor, "EUR").split(parts)


@pytest.mark.parametrize("wrong", [[], [0, 0], [1, -1, 5]])
def test_a_split_needs_weights_that_mean_something(wrong: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        Money(1, "EUR").split(wrong)


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("1200", "EUR", 1200_00),
        ("1,200.50", "EUR", 1200_50),
        ("1.200,50", "EUR", 1200_50),
        ("1 200,50", "EUR", 1200_50),
        ("1'200.50", "EUR", 1200_50),
        ("1,200", "EUR", 1200_00),
        ("12,5", "EUR", 12_50),
        ("0.01", "EUR", 1),
        ("1200", "JPY", 1200),
        ("1.200.000", "EUR", 1_200_000_00),
        ("1,200,000.5", "EUR", 1_200_000_50),
        ("1\u2019200", "EUR", 1200_00),
        (".5", "EUR", 50),
        ("5.", "EUR", 5_00),
        ("12.5000", "EUR", 12_50),
        ("1200.00", "JPY", 1200),
        ("1.234", "BHD", 1234),
        ("-5", "EUR", -5_00),
    ],
)
def test_typed_amounts_are_understood(text: str, currency: str, minor: int) -> None:
    assert parse(text, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    "text",
    ["", "-", ".", "abc", "1.005", "1.200", "NaN", "Infinity", "1e3", "1e20", "1e999999999", "1..2", "--1", "+1",
     "1,2.3", "1.2,3.4", "12,34,567", "1,200,50", "1_000", "0x10", "9" * 30, "\x00"],
)  # fmt: skip
def test_what_is_not_an_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="amount"):
        parse(text, "EUR")


@given(st.text(alphabet="0123456789.,-' eE_", max_size=30))
def test_whatever_is_typed_is_an_amount_or_refused(text: str) -> None:
    try:
        assert abs(parse(text, "EUR").minor) < 10**15
    except ValueError as refused:
        assert "amount" in str(refused)  # noqa: PT017 - both outcomes are right


@given(amounts)
def test_the_decimal_text_reads_back_exactly(minor: int) -> None:
    assert parse(str(Money(minor, "EUR").decimal), "EUR").minor == minor


def test_people_read_amounts_as_babel_writes_them() -> None:
    assert Money(1200_00, "EUR").text() == "€1,200.00"
    assert Money(1200_00, "EUR").text(short=True) == "€1,200"
    assert Money(1200_50, "EUR").text(short=True) == "€1,200.50"
    assert Money(1200, "JPY").text() == "¥1,200"
    assert str(Money(12_50, "EUR")) == "12.50 EUR"
    assert [precision(code) for code in ("EUR", "JPY", "BHD")] == [2, 0, 3]
