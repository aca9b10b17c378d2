"""The pictures' numbers add up, and no picture breaks the page's policy."""

from __future__ import annotations

import re
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirehall.foundation.money import Money
from hirehall.look import formats
from hirehall.look.charts import (
    GAP,
    SCALE,
    Bar,
    Column,
    band,
    bars,
    columns,
    escrow_bar,
    spark_points,
    sparkline,
    widths,
)
from hirehall.look.flow import Flow, money_flow, sizes, wide
from hirehall.look.png import NoPicture, png
from hirehall.look.style_page import chart_examples


@pytest.fixture(autouse=True)
def for_anybody() -> None:
    """No request of another test decides for whom the pictures are drawn."""
    formats.write_for()


def euro(minor: int) -> Money:
    return Money(minor, "EUR")


def test_the_escrow_bar_fills_its_room_to_the_last_unit() -> None:
    html = escrow_bar(
        [("Released", euro(333), "ok"), ("Held", euro(333), "info"), ("Open", euro(334), "neutral")]
    )
    found = [(int(x), int(width)) for x, width in re.findall(r'x="(\d+)" width="(\d+)"', html)]
    assert sum(width for _, width in found) + 2 * GAP == SCALE
    assert found[-1][0] + found[-1][1] == SCALE
    assert "€3.33" in html


def test_a_part_without_money_is_named_but_takes_no_room() -> None:
    html = escrow_bar([("Released", euro(0), "ok"), ("Held", euro(500), "info")])
    assert html.count("<rect") == 1
    assert "Released" in html


def test_an_empty_contract_still_has_a_bar() -> None:
    assert 'class="fill-neutral"' in escrow_bar([("Held", euro(0), "info")])


@given(st.lists(st.integers(min_value=0, max_value=10**12), min_size=1, max_size=12))
def test_widths_add_up_for_any_amounts(amounts: list[int]) -> None:
    assert sum(widths(amounts, SCALE)) == (SCALE if sum(amounts) else 0)


@given(
    st.integers(min_value=1, max_value=10**9),
    st.integers(min_value=0, max_value=10**8),
    st.integers(min_value=0, max_value=100),
)
def test_the_streams_of_a_deal_add_up(work: int, extra: int, percent: int) -> None:
    flow = Flow(euro(work), euro(extra), euro(work * percent // 100))
    size = sizes(flow, 200)
    assert size.work + size.extra == 2000
    assert size.net + size.fee == size.work
    assert flow.client_pays == flow.freelancer_gets + flow.hall_keeps


def test_the_flow_names_every_amount_in_words_and_in_a_table() -> None:
    html = money_flow(Flow(euro(100_000), euro(3_000), euro(20_000)))
    assert "The client pays €1,030.00, the freelancer receives €800.00, the hall keeps €230.00" in html
    assert "78% of what the client paid" in html
    assert html.count("<svg") == 2
    for amount in ("€1,030.00", "€1,000.00", "€30.00", "€200.00", "€800.00", "€230.00"):
        assert f'<td class="is-number">{amount}</td>' in html


def test_a_deal_without_fees_has_no_fee_streams() -> None:
    assert 'class="flow-fee"' not in wide(Flow(euro(100), euro(0), euro(0)), "words")
    assert money_flow(Flow(euro(0), euro(0), euro(0))) == ""


def test_what_nobody_knows_is_shown_as_not_known() -> None:
    html = bars([Bar("A", 20, "20%"), Bar("B", None, "")], caption="Fees")
    assert "bars-unknown" in html
    assert html.count("not known") == 3
    assert 'width="1000" height="16"><title>A: 20%' in html


def test_a_line_goes_from_edge_to_edge() -> None:
    points = spark_points([1, 5, 3])
    assert points[0] == (4, 28)
    assert points[1][1] == 4
    assert points[-1][0] == 116
    assert sparkline([1], label="one") == ""


def test_the_uncertainty_band_lies_where_its_numbers_are() -> None:
    html = band(2.5, 3, 4, label="3")
    assert 'x="500" y="4" width="300"' in html
    assert 'class="band-middle" x="596"' in html


def test_the_highest_column_has_the_whole_height() -> None:
    html = columns([Column("a", 1, "1"), Column("b", 4, "4")], caption="c")
    heights = [float(height) for height in re.findall(r'height="([\d.]+)" rx', html)]
    assert heights == [29, 116]
    assert columns([], caption="c") == ""


def test_no_picture_has_styles_scripts_or_broken_markup() -> None:
    for picture in chart_examples().values():
        assert "style=" not in picture
        assert "<script" not in picture
        assert "<title>" in picture
        for svg in re.findall(r"<svg.*?</svg>", picture, re.DOTALL):
            fromstring(svg)  # noqa: S314 - our own markup


def test_names_from_people_are_escaped_in_pictures() -> None:
    assert "<b>" not in bars([Bar("<b>", 1, "<b>")], caption="<b>")
    assert "<b>" not in escrow_bar([("<b>", euro(1), "ok")])


def test_a_picture_can_be_shared_as_png() -> None:
    data = png(money_flow(Flow(euro(100_000), euro(3_000), euro(20_000))), zoom=1)
    assert data.startswith(b"\x89PNG")
    assert int.from_bytes(data[16:20], "big") == 1080
    with pytest.raises(NoPicture):
        png("<p>none</p>")
