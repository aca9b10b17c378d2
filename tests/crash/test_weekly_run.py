"""The weekly run, killed with -9 in its middle again and again: every week is charged exactly once."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest
from django.db import connection

from hirehall.engagements.hourly.models import Entry, Week
from hirehall.engagements.hourly.states import State
from hirehall.foundation import clock
from hirehall.money import invariants
from hirehall.money.models import Transfer
from tests.makers.contracts import make_pair
from tests.makers.hourly import first_week, held

pytestmark = [pytest.mark.crash, pytest.mark.django_db(transaction=True)]

WEEKS = int(os.environ.get("CRASH_WEEKS", "60"))
KILLS = 4
RUN = """
import os, django
django.setup()
from django.db import connections
connections["default"].settings_dict["NAME"] = os.environ["TEST_DATABASE"]
from hirehall.engagements.hourly.jobs import weekly_run
from hirehall.foundation import jobs
print("ready", flush=True)
weekly_run(timestamp=0)
jobs.drain()
"""


def begin_run() -> subprocess.Popen[str]:
    environment = {**os.environ, "TEST_DATABASE": str(connection.settings_dict["NAME"])}
    run = subprocess.Popen([sys.executable, "-c", RUN], env=environment, stdout=subprocess.PIPE, text=True)
    assert run.stdout is not None
    with run.stdout as told:
        assert told.readline() == "ready\n"
    return run


def charged() -> int:
    return Week.objects.filter(state=State.RELEASED).count()


def test_a_run_that_is_killed_again_and_again_charges_each_week_once() -> None:
    pair = make_pair()
    now = clock.now()
    weeks = [first_week(held(pair)) for _ in range(WEEKS)]
    for week in weeks:
        Entry.objects.create(week=week, starts_at=week.starts_at, minutes=90, memo="Tickets", logged_at=now)
    Week.objects.filter(id__in=[week.id for week in weeks]).update(state=State.REVIEW, review_until=now)
    killed_at = []
    for number in range(1, KILLS + 1):
        run = begin_run()
        while charged() < number * WEEKS // (KILLS + 2) and run.poll() is None:
            time.sleep(0.01)
        run.kill()
        run.wait()
        killed_at.append(charged())
    assert 0 < killed_at[0] <= killed_at[-1] < WEEKS, "killed in the middle"
    assert begin_run().wait() == 0
    released = Transfer.objects.filter(kind="release")
    assert charged() == WEEKS
    assert released.count() == len(set(released.values_list("unit_id", flat=True))) == WEEKS
    assert set(Week.objects.filter(state=State.RELEASED).values_list("released_minor", flat=True)) == {90_00}
    assert invariants.check() == []
