"""The simulated market: the same seed is the same market, and what it claims can fail."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from hirehall.formulas.constants import published
from hirehall.simulator.arms import ARMS
from hirehall.simulator.headline import headline, interval
from hirehall.simulator.measures import measured
from hirehall.simulator.raters import scales
from hirehall.simulator.run import run
from hirehall.simulator.world import World, assumed
from hirehall.wiring.commands.simulate import command


def small() -> World:
    """A year in a small place."""
    world = assumed()
    market = replace(
        world.market, weeks=60, switch_at=20, jobs_a_week=40, freelancers=120, joiners_a_week=4, families=2,
        clients=200,
    )  # fmt: skip
    return replace(world, market=market)


@pytest.mark.parametrize("arm", ARMS)
def test_every_arm_runs_and_its_figures_are_figures(arm: str) -> None:
    found = measured(run(small(), arm, 5, published()))
    assert 0 <= found["hired_in_8_weeks"] <= found["hired_in_26_weeks"] <= 1
    assert 0 < found["filled"] <= 1
    assert -1 <= found["rank_correlation"] <= 1
    assert math.isnan(found["lane_utility"]) is (ARMS[arm].lane == 0)


def test_the_same_seed_is_the_same_market_and_another_is_another() -> None:
    one, again, other = (measured(run(small(), "ours_lane", seed, published())) for seed in (5, 5, 6))
    assert json.dumps(one) == json.dumps(again)
    assert one["utility"] != other["utility"]


def test_until_the_switch_every_arm_lives_in_the_same_market() -> None:
    before = small().market.switch_at
    gains = [
        np.concatenate(run(small(), arm, 5, published()).jobs.gain[:before])
        for arm in ("ours_proof", "random")
    ]
    assert (gains[0] == gains[1]).all()


def test_what_is_known_better_is_ranked_better() -> None:
    found = {arm: measured(run(small(), arm, 5, published())) for arm in ("random", "ours_proof", "truth")}
    assert found["random"]["utility"] < found["ours_proof"]["utility"]
    assert found["random"]["rank_correlation"] < found["ours_proof"]["rank_correlation"]
    assert found["truth"]["rank_correlation"] == pytest.approx(1)


def test_the_lane_brings_newcomers_in_and_leaves_its_clients_the_choice() -> None:
    found = {
        arm: measured(run(small(), arm, 5, published()))
        for arm in ("ours_proof", "ours_lane", "ours_wide_lane")
    }
    hired = {arm: figures["hired_in_8_weeks"] for arm, figures in found.items()}
    assert hired["ours_proof"] < hired["ours_lane"] < hired["ours_wide_lane"]
    assert found["ours_wide_lane"]["lane_utility"] < found["ours_lane"]["lane_utility"]
    assert found["ours_lane"]["lane_utility"] < found["ours_lane"]["other_utility"]


def test_stars_tell_little_as_published_shapes_say() -> None:
    stars, _ = scales(assumed())
    assert stars.mean == pytest.approx(4.76, abs=0.05)
    assert 0.5 * math.log2(1 + 1 / stars.variance) == pytest.approx(0.057, abs=0.01)


def test_other_assumptions_come_from_a_file_and_a_line_that_nothing_reads_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "stress.toml"
    file.write_text("[clients]\nrater_noise = 2.5\n")
    assert assumed(file).clients.rater_noise == 2.5
    file.write_text("[clients]\nnoise = 2.5\n")
    with pytest.raises(ValueError, match="has no noise"):
        assumed(file)


def test_the_headline_writes_every_figure_of_every_seed(tmp_path: Path) -> None:
    settings, out = tmp_path / "small.toml", tmp_path / "out.json"
    settings.write_text(
        "[market]\nweeks = 80\nswitch_at = 30\njobs_a_week = 20\nfreelancers = 60\nfamilies = 2\n"
    )
    asked = ["headline", "--seeds", "3-4", "--arm", "ours", "--settings", str(settings), "--json", str(out)]
    answer = CliRunner().invoke(command, asked)
    assert answer.exit_code == 0, answer.output
    assert "allowance and floor" in answer.output
    results = json.loads(out.read_text(), parse_constant=pytest.fail)
    assert results["seeds"] == [3, 4]
    assert set(results["arms"]) == {"ours", "success"}
    utility = results["arms"]["ours"]["figures"]["utility"]
    assert utility["mean"] == pytest.approx(sum(utility["by_seed"]) / 2)
    assert results["arms"]["success"]["gain"]["mean"] == 0


def test_an_arm_or_seeds_that_are_not_there_are_refused_with_what_is() -> None:
    assert "ours_lane" in CliRunner().invoke(command, ["headline", "--arm", "nosuch"]).output
    assert "1000-1019" in CliRunner().invoke(command, ["headline", "--seeds", "9-x"]).output


def test_headline_of_one_seed_has_an_interval_of_nothing() -> None:
    assert headline(small(), [3], arms=["success"])["arms"]["success"]["gain"]["high"] == 0
    assert math.isnan(interval([math.nan]).mean)
