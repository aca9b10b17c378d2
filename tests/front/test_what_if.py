"""What if: every model, origin and version, to the cent, as contracts would freeze it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from hirehall.foundation import clock
from hirehall.foundation.actor import system
from hirehall.foundation.money import Money
from hirehall.front.what_if import Question, answered, by_parts, by_weeks
from hirehall.halls.models import Hall
from hirehall.money.fees.actions.announce_schedule import announce_schedule
from hirehall.money.queries import read_rules
from tests.makers.trial import switch_on

pytestmark = pytest.mark.django_db
ASK = "/api/v1/fee-what-if"
FALLING = {
    "form": 1,
    "currency": "EUR",
    "freelancer": [
        {
            "kind": "selected",
            "by": "origin",
            "options": {"direct": []},
            "otherwise": [
                {"kind": "marginal", "tiers": [{"up_to_minor": 500_00, "basis_points": 1500}, {"basis_points": 800}]}
            ],
        }
    ],
    "client": [{"kind": "percent", "basis_points": 250}, {"kind": "flat", "minor": 5_00}],
}  # fmt: skip


def sides(answer: dict[str, dict[str, int]]) -> tuple[int, int, int]:
    return (
        answer["client_pays"]["minor"],
        answer["freelancer_gets"]["minor"],
        answer["hall_keeps"]["minor"],
    )


def test_payments_are_those_that_the_model_would_make() -> None:
    assert [part.minor for part in by_parts(Money(1_000_00, "EUR"), 3)] == [333_34, 333_33, 333_33]
    assert [part.minor for part in by_weeks(Money(60_01, "EUR"), 7 * 60 + 30, 2)] == [450_07, 450_07]


def test_falling_shares_and_sums_taken_once_depend_on_the_model() -> None:
    """Weeks are one contract, orders are one each: what is taken once a contract is taken once an order."""
    rules, nothing = read_rules(FALLING), Money(0, "EUR")
    week = Money(300_00, "EUR")
    weeks = answered(rules, Question("hourly", (week,) * 3, False, "marketplace", nothing))
    orders = answered(rules, Question("package", (week,) * 3, True, "marketplace", nothing))
    assert weeks.freelancer_fee.minor == orders.freelancer_fee.minor == 75_00 + 32_00
    assert (weeks.client_fee.minor, orders.client_fee.minor) == (22_50 + 5_00, 22_50 + 15_00)
    own = answered(rules, Question("hourly", (week,) * 3, False, "direct", nothing))
    assert (own.freelancer_fee.minor, own.freelancer_gets.minor) == (0, 900_00)
    later = answered(rules, Question("hourly", (week,), False, "marketplace", Money(500_00, "EUR")))
    assert later.freelancer_fee.minor == 24_00


def test_a_program_asks_by_model_origin_and_version(client: Client, hall: Hall) -> None:
    announce_schedule(
        hall.id, by=system("demo"), rules=FALLING, effective_from=clock.now() + timedelta(days=40)
    )
    plain = client.get(ASK, {"model": "milestone", "amount_minor": 1_000_00, "parts": 2}).json()
    assert (plain["payments"], sides(plain["sides"])) == (2, (1_030_00, 800_00, 230_00))
    assert [(row["version"], row["state"], row["chosen"]) for row in plain["versions"]] == [
        (2, "announced", False),
        (1, "in force", True),
    ]
    assert sides(plain["versions"][0]["sides"]) == (1_030_00, 885_00, 145_00)
    later = {"model": "hourly", "rate_minor": 50_00, "minutes": 600, "weeks": 2, "version": 2}
    own = client.get(ASK, {**later, "origin": "direct"}).json()
    assert sides(own["sides"]) == (1_030_00, 1_000_00, 30_00)
    assert {row["origin"]: sides(row["sides"])[1] for row in own["origins"]} == {
        "marketplace": 885_00, "invited": 885_00, "direct": 1_000_00, "referral": 885_00,
    }  # fmt: skip
    fiverr = next(place for place in own["elsewhere"] if place["slug"] == "fiverr")
    assert fiverr["freelancer_gets"][0] == {"minor": 800_00, "currency": "USD"}
    assert next(place for place in own["elsewhere"] if place["slug"] == "toptal")["client_pays"] is None
    assert client.get(ASK, {"weeks": 0}).status_code == 422
    assert client.get(ASK, {"model": "contest"}).status_code == 422


def test_the_page_works_without_scripts_and_says_what_to_mend(client: Client, hall: Hall) -> None:
    page = client.get("/fees/what-if/", {"model": "hourly", "rate": "50", "hours": "10", "weeks": "2"})
    text = page.content.decode()
    assert "€1,030.00" in text
    assert "€800.00" in text
    assert "2 payments" in text
    for wrong, says in (
        ({"rate": "much"}, "Write the amount in numbers"),
        ({"hours": "200"}, "Write hours from"),
        ({"hours": "NaN"}, "Write hours from"),
        ({"weeks": "1000"}, "Write a whole number from 1 to 104."),
        ({"before": "-3"}, "Write an amount"),
    ):
        page = client.get("/fees/what-if/", {"model": "hourly", **wrong})
        assert page.status_code == 200
        assert says in page.content.decode()
    assert client.get("/fees/what-if/?model=contest&origin=x&version=99999999").status_code == 200


def test_an_order_by_the_unit_pays_what_is_counted_and_a_trial_only_content(
    client: Client, hall: Hall
) -> None:
    """The figures of tests/unit/test_thin_path.py and tests/trial: what a contract takes, to the cent."""
    order = client.get(ASK, {"model": "unit", "most": 400, "counted": 350}).json()
    assert (order["held"]["minor"], sides(order["sides"])) == (6_18, (5_41, 4_20, 1_21))
    assert [line["fee"]["minor"] for line in order["lines"]] == [1_05, 16]
    switch_on(hall, **{"trial.pot_percent": 50})
    trial = client.get(ASK, {"model": "trial", "rate_minor": 50_00, "minutes": 600}).json()
    assert (trial["pot"]["minor"], sides(trial["sides"])) == (400_00, (1_030_00, 800_00, 230_00))
    page = client.get("/fees/what-if/", {"model": "trial", "rate": "50", "hours": "10"}).content.decode()
    assert "the freelancer gets €400.00 from the hall’s guarantee pot, once" in page
    page = client.get("/fees/what-if/", {"model": "unit", "most": "400", "counted": "350"}).content.decode()
    assert "€6.18" in page
    wrong = client.get("/fees/what-if/", {"model": "unit", "most": "3", "counted": "4"}).content.decode()
    assert "No more is counted than was ordered at most." in wrong
