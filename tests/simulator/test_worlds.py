"""Prices, effort, clients who learn, work that leaves, and attacks: each does what it says, and is off as shipped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from hirehall.formulas.constants import published
from hirehall.simulator.measures import measured
from hirehall.simulator.run import run
from hirehall.simulator.suites import attacks, names_of_attacks, stress
from hirehall.simulator.world import World, shipped, with_lines

SMALL = {"weeks": 70, "switch_at": 20, "jobs_a_week": 40, "freelancers": 120, "joiners_a_week": 4, "families": 2,
         "clients": 200}  # fmt: skip


def world(**parts: Mapping[str, Any]) -> World:
    """A year in a small place, with other lines."""
    return with_lines({"market": SMALL, **parts}, "a test")


def figures(arm: str = "ours_proof", **parts: Mapping[str, Any]) -> dict[str, float]:
    return measured(run(world(**parts), arm, 5, published()))


def test_what_is_off_as_shipped_changes_no_market() -> None:
    plain = figures()
    still = figures(prices={"adapts": 0.1, "budgets": 0.5}, learning={"learns": 0.0}, effort={"slack": 0.0})
    assert plain["gone_back"] == 0
    assert still["utility"] != plain["utility"], (
        "a rate over budget moves the ranking even if no client minds it"
    )
    assert figures(learning={"content": 9.0, "returns": 1.0})["utility"] == plain["utility"]


def test_a_client_has_less_where_the_better_ask_more_and_budgets_matter() -> None:
    asked = {"follows": 0.3, "matters": 1.0}
    assert figures("truth", prices=asked)["utility"] < figures("truth")["utility"] - 0.1


def test_who_is_known_gives_less_and_the_ranking_is_worth_less() -> None:
    assert figures(effort={"slack": 0.8})["utility"] < figures()["utility"] - 0.1


def test_clients_go_back_to_whom_they_liked_and_some_do_it_outside() -> None:
    back = figures(learning={"returns": 0.8})
    assert back["gone_back"] > 0.2
    assert back["left_the_hall"] == 0
    gone = figures(learning={"returns": 0.8}, leakage={"pull": 10.0, "fee": 0.2})
    assert gone["left_the_hall"] > 0.5
    cheap = figures(learning={"returns": 0.8}, leakage={"pull": 10.0, "fee": 0.02})
    assert cheap["left_the_hall"] < gone["left_the_hall"] / 3


def test_clients_who_learn_to_look_choose_better() -> None:
    assert figures("random", learning={"learns": 5.0})["utility"] > figures("random")["utility"] + 0.05


def test_work_outside_leaves_no_answer() -> None:
    ran = run(
        world(learning={"returns": 0.8}, leakage={"pull": 99.0, "fee": 1.0}), "ours_proof", 5, published()
    )
    outside = np.concatenate(ran.jobs.outside).sum()
    hired = (np.concatenate(ran.jobs.person) >= 0).sum()
    ended = ran.people.jobs.sum()
    assert outside > 20
    assert hired - outside - ended <= 60, (
        "but for the work that has not ended, all the rest was answered or not"
    )


@pytest.mark.parametrize(
    ("name", "parts", "rises"),
    [
        ("ring", {"attack": {"ring": 0.2, "fakes": 12}}, True),
        ("bombing", {"bombing": {"targets": 0.3, "lows": 6}}, False),
        ("duplicates", {"duplicates": {"share": 0.2, "offers": 5}}, True),
        ("milking", {"milking": {"share": 0.5, "after": 3, "drop": 2.5}}, False),
    ],
)
def test_an_attack_moves_the_usual_score_and_ours_less(name: str, parts: dict[str, Any], rises: bool) -> None:
    (marks,) = (one["marks"] for one in shipped("attacks.toml")["attack"] if one["name"] == name)
    switch = {
        part: {**lines, **{k: v for k, v in marks[part].items() if k == "fakes"}}
        for part, lines in parts.items()
    }
    quiet = {"ring": "fakes", "bombing": "lows", "duplicates": "offers", "milking": "drop"}[name]
    part = next(iter(parts))
    calm = {part: {**switch[part], quiet: 1 if quiet == "offers" else 0}}
    moved = {
        arm: figures(arm, **parts)["attackers_hires"] / figures(arm, **calm)["attackers_hires"]
        for arm in ("success", "ours_proof")
    }
    assert (moved["success"] > 1) is rises
    if rises:
        assert moved["ours_proof"] < moved["success"]


def test_a_new_name_is_nobody_and_gets_no_more_work_than_a_bad_one() -> None:
    marked = {"share": 0.3, "quality": -1.5}
    ran = run(world(whitewash={**marked, "below": 0.9}), "ours_proof", 5, published())
    renamed = ran.attackers.renames & (ran.people.jobs < ran.hires)
    assert renamed.any()
    stays = figures(whitewash=marked)["attackers_hires"]
    assert figures(whitewash={**marked, "below": 0.9})["attackers_hires"] < 1.5 * stays


def test_bad_answers_of_some_clients_move_stars_more_than_the_ladder_which_learns_who_is_hard() -> None:
    hostile = {"share": 0.25, "rate": 1.0}
    lost = {
        arm: figures(arm)["utility"] - figures(arm, extortion=hostile)["utility"]
        for arm in ("success", "ours_proof")
    }
    assert lost["ours_proof"] < lost["success"]


def test_every_stress_setting_and_every_attack_is_a_world() -> None:
    settings = shipped("stress.toml")["setting"]
    assert len(settings) == 20
    for one in settings:
        with_lines({name: lines for name, lines in one.items() if name != "says"}, one["says"])
    assert len(names_of_attacks()) == 7


def test_the_suites_hold_ours_against_the_same_seeds(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[str, ...]] = []

    def quick(markets: Any, seeds: Any, *, progress: Any) -> list[list[dict[str, float]]]:
        calls.append(tuple(arm for _, arm in markets))
        known = {"utility": 2.0, "first_quarter": 1.0, "attackers_hires": 4.0}
        rest = (
            "hired_in_8_weeks",
            "lost",
            "rank_correlation",
            "calibration_error",
            "floor_met",
            "left_the_hall",
        )
        ours = [{**known, **dict.fromkeys(rest, 0.5)} for _ in seeds]
        return [
            [{**row, "utility": 1.0, "attackers_hires": 2.0} for row in ours] if n % 2 == 0 else ours
            for n, _ in enumerate(markets)
        ]

    monkeypatch.setattr("hirehall.simulator.suites.figures", quick)
    (setting,) = stress([1, 2], only=[7])["settings"]
    assert (setting["number"], setting["says"]) == (7, "twice the newcomers")
    assert setting["gain"]["mean"] == 0
    assert setting["over_greedy"]["mean"] == -0.5
    found = attacks([1, 2], only=["large_ring"])["attacks"]["large_ring"]["arms"]["ours_proof"]
    assert found["ratio"]["mean"] == 2
    assert found["costs"] == pytest.approx(200)
    assert found["earns"]["mean"] == pytest.approx(2 * 300 * np.exp(0.5))
    assert calls[0] == ("success", "ladder_greedy", "ours_proof")
    assert calls[1][:2] == ("success", "success")
