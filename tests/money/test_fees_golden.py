"""Published and computed figures of real platforms, to the minor unit (part 4 of the research)."""

from __future__ import annotations

from typing import Any

import pytest

from hirehall.foundation.money import Money
from hirehall.money.fees.primitives import Situation
from hirehall.money.fees.quotes import FeeQuote, quote
from hirehall.money.fees.reading import read


def percent(points: int, **more: Any) -> dict[str, Any]:
    return {"kind": "percent", "basis_points": points, **more}


def once(minor: int) -> dict[str, Any]:
    return {"kind": "flat", "minor": minor, "on": "first_payment", "returned_if_unreleased": True}


def tiers(*pairs: tuple[int | None, int]) -> list[dict[str, Any]]:
    return [
        {"basis_points": points} if up_to is None else {"up_to_minor": up_to, "basis_points": points}
        for up_to, points in pairs
    ]


def marginal(*pairs: tuple[int | None, int]) -> dict[str, Any]:
    return {"kind": "marginal", "tiers": tiers(*pairs)}


UPWORK_2016 = marginal((500_00, 2000), (10_000_00, 1000), (None, 500))
PEOPLE_PER_HOUR = marginal((250_00, 2000), (5_000_00, 750), (None, 350))
CARD = [
    percent(290, of="total", label="Card, 2.9%"),
    {"kind": "flat", "minor": 30, "on": "each_payment", "label": "Card, fixed"},
]
CONTRA_CLIENT = [once(29_00), *CARD]

SCHEDULES: dict[str, tuple[list[Any], list[Any]]] = {
    "founding": ([percent(2000)], [percent(300)]),
    "upwork_2016": ([UPWORK_2016], [percent(275)]),
    "upwork_2023": ([percent(1000)], [percent(500), once(4_95)]),
    "upwork_2026_worst": ([percent(1500)], [percent(500), once(14_99)]),
    "upwork_2026_best": ([], [percent(300), once(99)]),
    "upwork_direct_2024": ([percent(500)], [percent(500), once(4_95)]),
    "fiverr": (
        [percent(2000)],
        [percent(550), {"kind": "small_order", "below_minor": 100_00, "minor": 3_00}],
    ),
    "freelancer_com": ([percent(1000, minimum_minor=5_00)], [percent(300, minimum_minor=3_00)]),
    "people_per_hour": ([PEOPLE_PER_HOUR], []),
    "guru_top": ([percent(900)], []),
    "ninety_nine_designs_entry": ([percent(1500)], [percent(500)]),
    "braintrust": ([], [percent(1500)]),
    "malt": ([percent(1000)], []),
}
# freelancer fee / client fee for 50, 500, 1,000 and 10,000 in minor units
GOLDEN: dict[str, list[tuple[int, int]]] = {
    "founding": [(10_00, 1_50), (100_00, 15_00), (200_00, 30_00), (2000_00, 300_00)],
    "upwork_2016": [(10_00, 1_38), (100_00, 13_75), (150_00, 27_50), (1050_00, 275_00)],
    "upwork_2023": [(5_00, 7_45), (50_00, 29_95), (100_00, 54_95), (1000_00, 504_95)],
    "upwork_2026_worst": [(7_50, 17_49), (75_00, 39_99), (150_00, 64_99), (1500_00, 514_99)],
    "upwork_2026_best": [(0, 2_49), (0, 15_99), (0, 30_99), (0, 300_99)],
    "upwork_direct_2024": [(2_50, 7_45), (25_00, 29_95), (50_00, 54_95), (500_00, 504_95)],
    "fiverr": [(10_00, 5_75), (100_00, 27_50), (200_00, 55_00), (2000_00, 550_00)],
    "freelancer_com": [(5_00, 3_00), (50_00, 15_00), (100_00, 30_00), (1000_00, 300_00)],
    "people_per_hour": [(10_00, 0), (68_75, 0), (106_25, 0), (581_25, 0)],
    "guru_top": [(4_50, 0), (45_00, 0), (90_00, 0), (900_00, 0)],
    "ninety_nine_designs_entry": [(7_50, 2_50), (75_00, 25_00), (150_00, 50_00), (1500_00, 500_00)],
    "braintrust": [(0, 7_50), (0, 75_00), (0, 150_00), (0, 1500_00)],
    "malt": [(5_00, 0), (50_00, 0), (100_00, 0), (1000_00, 0)],
}
AMOUNTS = (50_00, 500_00, 1_000_00, 10_000_00)


def asked(freelancer: list[Any], client: list[Any], minor: int, **situation: Any) -> FeeQuote:
    rules = read({"form": 1, "currency": "USD", "freelancer": freelancer, "client": client})
    return quote(rules, Money(minor, "USD"), Situation(amount=minor, **situation))


@pytest.mark.parametrize("name", sorted(GOLDEN))
def test_golden_values_come_out_to_the_minor_unit(name: str) -> None:
    freelancer, client = SCHEDULES[name]
    quotes = [asked(freelancer, client, minor) for minor in AMOUNTS]
    assert [(q.freelancer_fee.minor, q.client_fee.minor) for q in quotes] == GOLDEN[name]


def test_contra_with_card_costs_comes_out_to_the_minor_unit() -> None:
    fees = [asked([], CONTRA_CLIENT, minor).client_fee.minor for minor in AMOUNTS]
    assert fees == [31_59, 44_64, 59_14, 320_14]


@pytest.mark.parametrize(
    ("name", "minor", "tenths_of_a_percent"),
    [
        ("founding", 50_00, 230), ("upwork_2016", 50_00, 228), ("upwork_2016", 10_000_00, 133),
        ("upwork_2023", 50_00, 249), ("upwork_2026_worst", 50_00, 500), ("upwork_2026_best", 1_000_00, 31),
        ("upwork_direct_2024", 50_00, 199), ("fiverr", 50_00, 315), ("people_per_hour", 10_000_00, 58),
    ],
)  # fmt: skip
def test_platform_take_as_a_share_of_the_price(name: str, minor: int, tenths_of_a_percent: int) -> None:
    taken = asked(*SCHEDULES[name], minor).hall_keeps.minor
    assert (taken * 2000 + minor) // (2 * minor) == tenths_of_a_percent


def test_contra_keeps_63_percent_of_a_job_of_50() -> None:
    assert round(asked([], CONTRA_CLIENT, 50_00).hall_keeps.minor * 100 / 50_00) == 63


def test_people_per_hour_published_examples() -> None:
    assert asked([PEOPLE_PER_HOUR], [], 500_00).freelancer_fee == Money(68_75, "USD")
    assert asked([PEOPLE_PER_HOUR], [], 1_000_00).freelancer_fee == Money(106_25, "USD")


def test_braintrust_published_example() -> None:
    assert asked(*SCHEDULES["braintrust"], 90_00).client_pays == Money(103_50, "USD")


def test_upwork_2016_mail_example() -> None:
    assert asked([UPWORK_2016], [], 600_00).freelancer_fee == Money(110_00, "USD")


def test_upwork_conversion_of_20_an_hour_is_12_percent_of_2080_hours() -> None:
    year = 20_00 * 2_080
    assert asked([], [percent(1200)], year).client_fee == Money(4_992_00, "USD")


def test_textbroker_price_per_word_by_percent_and_by_unit() -> None:
    words, price = 1_000, 15_00
    by_percent = asked([], [percent(3000)], price)
    assert by_percent.client_pays == Money(19_50, "USD")
    per_unit = [{"kind": "per_unit", "thousandths_of_minor": 450, "flat_minor": 30}]
    assert asked([], per_unit, price, units=words).client_pays == Money(19_80, "USD")


def test_freelancer_com_published_example_of_500_a_month() -> None:
    answer = asked(*SCHEDULES["freelancer_com"], 500_00)
    assert (answer.freelancer_fee.minor, answer.client_fee.minor) == (50_00, 15_00)


def test_dribbble_graduated_fee_fits_its_published_shares() -> None:
    charge = [{"kind": "graduated", "tiers": tiers((418_00, 750), (None, 200))}]
    shares = [
        round(asked([], charge, minor).client_fee.minor * 1000 / minor)
        for minor in (1_000_00, 10_000_00, 100_000_00)
    ]
    assert shares == [43, 22, 20]
