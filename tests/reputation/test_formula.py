"""Figures: the published mathematics, and that nobody's answer can be read off them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirehall.reputation.formula import (
    Figure,
    Reading,
    band,
    cumulative,
    figure,
    in_batches,
    quantile,
    quarter,
)
from hirehall.reputation.states import Answer

START = datetime(2026, 1, 15, tzinfo=UTC)


def reading(who: str, answer: Answer = Answer.YES, day: int = 0) -> Reading:
    return Reading(who, answer, START + timedelta(days=day))


@pytest.mark.parametrize(
    ("x", "a", "b", "expected"),
    [(0.5, 2, 3, 0.6875), (0.2, 2, 5, 0.34464), (0.9, 2, 5, 0.999945), (0.3, 1, 1, 0.3)],
)
def test_the_incomplete_beta_function_has_its_known_values(x, a, b, expected):
    assert cumulative(x, a, b) == pytest.approx(expected, abs=1e-9)


@given(st.floats(0.01, 0.99), st.floats(0.6, 60), st.floats(0.6, 60))
def test_the_quantile_inverts_the_distribution(share, a, b):
    assert cumulative(quantile(share, a, b), a, b) == pytest.approx(share, abs=1e-6)


def test_three_yes_are_shown_with_their_uncertainty():
    assert figure([reading("a"), reading("b"), reading("c")]) == Figure(8, 10, 3, "2026 Q1")


def test_more_answers_make_the_band_narrower():
    wide, narrow = band(8, 2), band(80, 20)
    assert narrow[1] - narrow[0] < wide[1] - wide[0]


@pytest.mark.parametrize("few", [[], ["a"], ["a", "b"], ["a", "a", "a", "a"], ["a", "b", "a", "b"]])
def test_fewer_than_three_different_people_make_no_figure(few):
    assert figure(reading(who, day=day) for day, who in enumerate(few)) is None


def test_cannot_tell_does_not_count():
    assert figure([reading("a"), reading("b"), reading("c", Answer.CANNOT_TELL)]) is None


def test_one_further_answer_changes_nothing_that_is_shown():
    three = [reading("a"), reading("b"), reading("c")]
    for answer in Answer:
        for who in ("a", "d"):
            assert figure([*three, reading(who, answer, day=1)]) == figure(three)


def test_three_further_people_change_it_together():
    three = [reading("a"), reading("b"), reading("c")]
    more = [reading(who, Answer.NO, day=day) for day, who in enumerate("def", start=1)]
    assert figure([*three, *more[:2]]) == figure(three)
    assert figure([*three, *more]) == Figure(4, 8, 6, "2026 Q1")


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from(list(Answer))), max_size=30))
def test_whatever_comes_a_figure_only_changes_by_three_people_at_once(answers):
    counted: list[Reading] = []
    for length in range(len(answers) + 1):
        now = in_batches(reading(who, answer, day) for day, (who, answer) in enumerate(answers[:length]))
        fresh = now[len(counted) :]
        assert now[: len(counted)] == counted
        assert not fresh or len({one.counterparty for one in fresh}) >= 3
        counted = now


@pytest.mark.parametrize(
    ("month", "expected"), [(1, "2026 Q1"), (3, "2026 Q1"), (4, "2026 Q2"), (12, "2026 Q4")]
)
def test_dates_are_told_as_quarters(month, expected):
    assert quarter(datetime(2026, month, 5, tzinfo=UTC)) == expected


@pytest.mark.parametrize(
    ("low", "high", "words"), [(9, 9, "9 in 10"), (8, 9, "8 or 9 in 10"), (6, 9, "6 to 9 in 10")]
)
def test_a_band_reads_like_a_sentence(low, high, words):
    assert Figure(low, high, 3, "").share == words
