"""The weekly run, killed with -9 in its middle again and again: every week is charged exactly once.

``CRASH_WEEKS`` says how many weeks; ``python -m bench.weekly --weeks 10000`` does the same with ten thousand.
"""

from __future__ import annotations

import os

import pytest
from django.db import connection

from bench.weekly import KILLS, audit, finish, kill_in_the_middle
from tests.makers.weeks import weeks_to_charge

pytestmark = [pytest.mark.crash, pytest.mark.django_db(transaction=True)]

WEEKS = int(os.environ.get("CRASH_WEEKS", "120"))


def test_a_run_that_is_killed_again_and_again_charges_each_week_once() -> None:
    weeks_to_charge(WEEKS)
    database = str(connection.settings_dict["NAME"])
    killed_at = kill_in_the_middle(WEEKS, database)
    assert len(killed_at) == KILLS
    assert 0 < killed_at[0] <= killed_at[-1] < WEEKS, "killed in the middle"
    finish(database)
    assert audit(WEEKS) == []
