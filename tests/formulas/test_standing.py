"""Standing comes apart exactly, and nobody can make up more of it than the rules allow."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirehall.formulas.constants import published
from hirehall.formulas.standing import NOBODY, Evidence, Standings, decay, severity, standings, value

CONSTANTS = published()
RULES = CONSTANTS.standing


def known(*rows: tuple[int, int, float, float], people: int = 1, prior: float = 0.0) -> Standings:
    """Standings from rows of (person, rater, reading, precision)."""
    person, rater, reading, precision = zip(*rows, strict=True) if rows else ((), (), (), ())
    evidence = Evidence(
        np.array(person, dtype=np.intp), np.array(rater, dtype=np.intp), np.array(reading, dtype=np.float64),
        np.array(precision, dtype=np.float64),
    )  # fmt: skip
    return standings(evidence, people=people, prior=prior, constants=CONSTANTS)


def test_of_somebody_new_the_average_newcomer_is_expected() -> None:
    new = known()
    assert (new.quality[0], new.precision[0]) == (0.0, RULES.prior_precision)
    assert new.chance(CONSTANTS)[0] == pytest.approx(CONSTANTS.ladder.rates[0])


def test_a_proof_one_deviation_above_the_mean_reads_as_measured() -> None:
    mark = 1.0
    proven = known((0, NOBODY, mark / CONSTANTS.proof.validity, CONSTANTS.proof.precision))
    assert proven.quality[0] == pytest.approx(CONSTANTS.proof.validity)
    assert proven.uncertainty[0] == pytest.approx(np.sqrt(1 - CONSTANTS.proof.validity**2))


def test_twelve_clients_make_a_band_narrow_and_one_bad_answer_moves_it_a_little() -> None:
    rows = [(0, client, 0.9, 0.33) for client in range(12)]
    before, after = known(*rows), known(*rows, (0, 12, -3.2, 0.33))
    assert before.uncertainty[0] == pytest.approx(1 / np.sqrt(1 + 12 * 0.33))
    fall = before.chance(CONSTANTS)[0] - after.chance(CONSTANTS)[0]
    assert 0 < fall < 0.06


rows_of_evidence = st.lists(
    st.tuples(
        st.integers(0, 4), st.integers(-1, 6), st.floats(-5, 5), st.floats(0, 40, allow_subnormal=False)
    ),
    max_size=40,
)


@given(rows_of_evidence, st.floats(-1, 1))
def test_a_standing_is_the_sum_of_what_each_piece_adds(
    rows: list[tuple[int, int, float, float]], prior: float
) -> None:
    found = known(*rows, people=5, prior=prior)
    for person in range(5):
        own = [number for number, row in enumerate(rows) if row[0] == person]
        shares = [float(found.share[number]) for number in own]
        added = sum(share * rows[number][2] for share, number in zip(shares, own, strict=True))
        assert found.prior_share[person] + sum(shares) == pytest.approx(1, abs=1e-9)
        assert found.prior_share[person] * prior + added == pytest.approx(found.quality[person], abs=1e-9)


@given(rows_of_evidence)
def test_no_client_makes_up_more_than_a_quarter_and_none_is_cut_without_need(
    rows: list[tuple[int, int, float, float]],
) -> None:
    found = known(*rows, people=5)
    for person in range(5):
        for rater in {row[1] for row in rows if row[0] == person and row[1] >= 0}:
            own = [number for number, row in enumerate(rows) if row[:2] == (person, rater)]
            share = sum(float(found.share[number]) for number in own)
            asked, counted = (
                sum(rows[number][3] for number in own),
                sum(found.counted[number] for number in own),
            )
            assert share <= RULES.client_share + 1e-9
            if counted < asked * (1 - 1e-9):  # cut, so exactly to the cap
                assert share == pytest.approx(RULES.client_share, abs=1e-6)


def test_what_no_client_says_is_not_capped() -> None:
    assert known((0, NOBODY, 2.0, 3.0)).counted.tolist() == [3.0]


def test_the_best_stay_within_reach() -> None:
    many = known(*[(0, client, 1.0, 1.0) for client in range(200)])
    assert many.precision[0] == RULES.ceiling


def test_a_reading_fades_to_a_floor_and_a_small_contract_counts_little() -> None:
    assert decay([0, 18, 36, 360], RULES).tolist() == [1.0, 0.5, 0.25, RULES.decay_floor]
    assert value([0, 300, 1e9], 300, RULES).tolist() == [RULES.value_floor, 1.0, RULES.value_ceiling]


def test_a_hard_client_is_believed_to_be_hard_only_after_some_answers() -> None:
    one, many = severity([1.0, 45.0], [1, 45], RULES)
    assert (one, many) == (pytest.approx(1 / 6), pytest.approx(0.9))


def test_where_nobody_was_paid_yet_a_contract_counts_as_the_median_and_no_reading_for_more_than_itself() -> (
    None
):
    assert value([0.0, 5.0], [0.0, 5.0], RULES).tolist() == [1.0, 1.0]
    assert decay([-3.0, 0.0], RULES).tolist() == [1.0, 1.0]
