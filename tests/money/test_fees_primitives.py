"""Each kind of charge, and what must hold for any schedule made of them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirehall.foundation.money import Money
from hirehall.money.fees.primitives import Situation, Tier, tiered
from hirehall.money.fees.quotes import FeeQuote, OtherCurrency, quote
from hirehall.money.fees.reading import UnreadableRules, read

AMOUNT = st.integers(0, 10**9)
POINTS = st.integers(0, 10_000)


def asked(rules: dict[str, Any], minor: int, **situation: Any) -> FeeQuote:
    share = situation.pop("share", None)
    return quote(
        read({"form": 1, "currency": "EUR", **rules}),
        Money(minor, "EUR"),
        Situation(amount=minor, **situation),
        freelancer_share=share,
    )


def client(*charges: dict[str, Any]) -> dict[str, Any]:
    return {"client": list(charges)}


@st.composite
def tier_lists(draw: st.DrawFn) -> list[dict[str, int]]:
    tops = sorted(draw(st.sets(st.integers(1, 10**7), max_size=4)))
    listed = [{"up_to_minor": top, "basis_points": draw(POINTS)} for top in tops]
    return [*listed, {"basis_points": draw(POINTS)}]


@st.composite
def charges(draw: st.DrawFn) -> dict[str, Any]:
    """Charges that do not fall when the amount grows."""
    kind = draw(st.sampled_from(["percent", "marginal", "graduated", "flat"]))
    if kind == "percent":
        of = draw(st.sampled_from(["amount", "total"]))
        minimum = draw(st.integers(0, 10_000))
        return {"kind": kind, "basis_points": draw(POINTS), "minimum_minor": minimum, "of": of}
    if kind == "flat":
        return {
            "kind": kind, "minor": draw(st.integers(0, 10_000)), "on": "first_payment",
            "returned_if_unreleased": draw(st.booleans()),
        }  # fmt: skip
    return {"kind": kind, "tiers": draw(tier_lists())}


RULES = st.fixed_dictionaries(
    {
        "freelancer": st.lists(charges(), max_size=3),
        "client": st.lists(charges(), max_size=3),
        "shared": st.lists(charges(), max_size=2),
        "freelancer_share_basis_points": POINTS,
    }
)


@given(rules=RULES, minor=AMOUNT, before=AMOUNT)
def test_a_quote_always_adds_up_and_is_never_negative(rules: dict[str, Any], minor: int, before: int) -> None:
    answer = asked(rules, minor, pair_before=before)
    assert answer.client_pays == answer.amount + answer.client_fee
    assert answer.freelancer_gets + answer.hall_keeps == answer.client_pays
    assert answer.freelancer_gets.minor >= 0
    assert all(line.fee.minor >= 0 for line in answer.lines)
    by_side = {
        side: sum(x.fee.minor for x in answer.lines if x.side == side) for side in ("freelancer", "client")
    }
    assert by_side == {"freelancer": answer.freelancer_fee.minor, "client": answer.client_fee.minor}


@given(rules=RULES, minor=AMOUNT, more=st.integers(0, 10**6))
def test_a_higher_price_never_lowers_what_the_client_pays(
    rules: dict[str, Any], minor: int, more: int
) -> None:
    assert asked(rules, minor).client_pays <= asked(rules, minor + more).client_pays


@given(listed=tier_lists(), minor=AMOUNT, more=st.integers(0, 10**6), before=AMOUNT)
def test_a_higher_price_never_lowers_what_the_freelancer_gets(
    listed: list[dict[str, int]], minor: int, more: int, before: int
) -> None:
    rules = {"freelancer": [{"kind": "marginal", "tiers": listed}]}
    less = asked(rules, minor, pair_before=before).freelancer_gets
    assert less <= asked(rules, minor + more, pair_before=before).freelancer_gets


@given(listed=tier_lists(), parts=st.lists(st.integers(0, 10**7), min_size=1, max_size=8))
def test_paying_in_parts_costs_exactly_what_paying_at_once_costs(
    listed: list[dict[str, int]], parts: list[int]
) -> None:
    rules = {"freelancer": [{"kind": "marginal", "tiers": listed}]}
    before, fees = 0, 0
    for part in parts:
        fees += asked(rules, part, pair_before=before).freelancer_fee.minor
        before += part
    assert fees == asked(rules, before).freelancer_fee.minor


@given(rules=RULES, minor=AMOUNT)
def test_a_quote_survives_being_stored(rules: dict[str, Any], minor: int) -> None:
    answer = asked(rules, minor)
    assert FeeQuote.from_json(answer.as_json()) == answer


def test_refunds_lower_what_the_pair_has_billed_and_so_raise_the_share() -> None:
    listed = [{"up_to_minor": 500_00, "basis_points": 2000}, {"basis_points": 1000}]
    rules = {"freelancer": [{"kind": "marginal", "tiers": listed}]}
    assert asked(rules, 100_00, pair_before=500_00).freelancer_fee == Money(10_00, "EUR")
    assert asked(rules, 100_00, pair_before=450_00).freelancer_fee == Money(15_00, "EUR")


def test_tiers_are_rounded_once_half_up() -> None:
    assert tiered(5, (Tier(3, 1000), Tier(None, 1000))) == 1
    assert tiered(4, (Tier(3, 1000), Tier(None, 1000))) == 0


def test_flat_sum_is_charged_with_the_first_payment_only_and_comes_back() -> None:
    once = {"kind": "flat", "minor": 4_95, "on": "first_payment", "returned_if_unreleased": True}
    assert asked(client(once), 100_00).client_fee_returned_if_unreleased == Money(4_95, "EUR")
    assert asked(client(once), 100_00, first_payment=False).client_fee == Money(0, "EUR")


def test_flat_sum_may_be_charged_with_each_payment() -> None:
    each = {"kind": "flat", "minor": 30, "on": "each_payment"}
    assert asked(client(each), 100_00, first_payment=False).client_fee == Money(30, "EUR")


def test_small_order_surcharge_ends_at_the_threshold() -> None:
    small = {"kind": "small_order", "below_minor": 100_00, "minor": 3_00}
    fees = [asked(client(small), minor).client_fee.minor for minor in (99_99, 100_00)]
    assert fees == [3_00, 0]


def test_origin_selects_the_charges() -> None:
    rules = {
        "freelancer": [
            {
                "kind": "selected",
                "by": "origin",
                "options": {"own_client": []},
                "otherwise": [{"kind": "percent", "basis_points": 1000}],
            }
        ]
    }
    assert asked(rules, 100_00, origin="own_client").freelancer_fee == Money(0, "EUR")
    assert asked(rules, 100_00).freelancer_fee == Money(10_00, "EUR")


def test_level_selects_the_charges() -> None:
    options = {"entry": [{"kind": "percent", "basis_points": 1500}]}
    otherwise = [{"kind": "percent", "basis_points": 500}]
    rules = {"freelancer": [{"kind": "selected", "by": "level", "options": options, "otherwise": otherwise}]}
    assert asked(rules, 100_00, chosen={"level": "entry"}).freelancer_fee == Money(15_00, "EUR")
    assert asked(rules, 100_00, chosen={"level": "top"}).freelancer_fee == Money(5_00, "EUR")


def test_cap_holds_for_the_charges_within_it() -> None:
    capped = {"kind": "capped", "most_minor": 50_00, "within": [{"kind": "percent", "basis_points": 1000}]}
    fees = [asked(client(capped), minor).client_fee.minor for minor in (400_00, 500_00, 90_000_00)]
    assert fees == [40_00, 50_00, 50_00]


def test_months_are_charged_only_when_some_are_due() -> None:
    monthly = {"kind": "monthly", "minor": 29_00}
    assert asked(client(monthly), 100_00).client_fee == Money(0, "EUR")
    assert asked(client(monthly), 100_00, months=3).client_fee == Money(87_00, "EUR")


def test_shared_fee_is_split_as_the_two_sides_agreed_without_losing_a_cent() -> None:
    rules = {"shared": [{"kind": "percent", "basis_points": 900}], "freelancer_share_basis_points": 10_000}
    alone, halves = asked(rules, 33_33), asked(rules, 33_33, share=5_000)
    assert (alone.freelancer_fee.minor, alone.client_fee.minor) == (3_00, 0)
    assert (halves.freelancer_fee.minor, halves.client_fee.minor) == (1_50, 1_50)
    odd = asked(rules, 100_10, share=5_000)
    assert (odd.freelancer_fee.minor, odd.client_fee.minor) == (4_50, 4_51)


def test_minimum_never_takes_more_than_the_price() -> None:
    rules = {"freelancer": [{"kind": "percent", "basis_points": 1000, "minimum_minor": 5_00}]}
    assert asked(rules, 3_00).freelancer_gets == Money(0, "EUR")


def test_fixed_sums_of_one_currency_are_not_asked_in_another() -> None:
    rules = read({"form": 1, "currency": "EUR", "client": [{"kind": "flat", "minor": 1}]})
    with pytest.raises(OtherCurrency):
        quote(rules, Money(100, "USD"), Situation(amount=100))


def test_shares_alone_work_in_every_currency() -> None:
    rules = read({"form": 1, "client": [{"kind": "percent", "basis_points": 300}]})
    assert quote(rules, Money(10_000, "JPY"), Situation(amount=10_000)).client_fee == Money(300, "JPY")


@pytest.mark.parametrize(
    ("rules", "says"),
    [
        ({}, "form: write 1"),
        ({"form": 1, "currency": "eur"}, "currency: an ISO 4217 code in capitals"),
        ({"form": 1, "clients": []}, "the schedule: clients is not known here"),
        ({"form": 1, "client": [{"kind": "magic"}]}, r"client\[0\].kind: one of"),
        ({"form": 1, "client": [{"kind": "percent"}]}, r"client\[0\].basis_points: a whole number from 0 to 10000"),
        ({"form": 1, "client": [{"kind": "percent", "basis_points": 2.5}]}, "basis_points"),
        ({"form": 1, "client": [{"kind": "percent", "basis_points": 1, "x": 1}]}, "x is not known here"),
        ({"form": 1, "client": [{"kind": "flat", "minor": 1}]}, "currency: needed"),
        ({"form": 1, "client": [{"kind": "marginal", "tiers": []}]}, "tiers: a list of tiers"),
        ({"form": 1, "client": [{"kind": "marginal", "tiers": [
            {"up_to_minor": 5, "basis_points": 1}]}]}, "left out in the last tier"),
        ({"form": 1, "currency": "EUR", "client": [{"kind": "graduated", "tiers": [
            {"up_to_minor": 5, "basis_points": 1}, {"up_to_minor": 5, "basis_points": 1},
            {"basis_points": 1}]}]}, "more than the tier before"),
        ({"form": 1, "client": [{"kind": "selected", "by": "", "options": {}}]}, "by: origin, level or plan"),
    ],
)  # fmt: skip
def test_rules_that_cannot_be_read_say_where_and_what(rules: dict[str, Any], says: str) -> None:
    with pytest.raises(UnreadableRules, match=says):
        read(rules)
