"""Claim and settle of a unit order, the ends of a trial: killed at each step, done once, and the books are whole."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

pytestmark = [
    pytest.mark.crash,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(sys.platform != "linux", reason="forks"),
]


def test_killed_at_each_step_it_happens_once(database_in_environment: dict[str, str]) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tests.crash.steps"],
        env=database_in_environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout.splitlines()[-1])
    assert {name: one["wrong"] for name, one in told.items() if one["wrong"]} == {}
    assert min(one["kills"] for one in told.values()) > 4
    assert {name: one["there"] for name, one in told.items()} == {
        "claim": ["claimed", 1],
        "settle": "pool",
        "accept": ["accepted", 5_25, 75],
        "trial settled": ["running", 1_000_00, 0, False],
        "content": ["content", 0, 0, False],
        "not content": ["not_content", 0, 160_00, False],
        "pot": ["not_content", 0, 160_00, True],
    }
    assert {name: one["moved"] for name, one in told.items()} == {
        "claim": [],
        "settle": ["fund"],
        "accept": ["refund", "release"],
        "trial settled": ["fund"],
        "content": ["release"],
        "not content": ["refund"],
        "pot": ["guarantee_pay"],
    }
