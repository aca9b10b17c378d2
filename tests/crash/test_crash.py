"""Killed with -9 in the middle of 500 money actions: the books are whole and every acknowledged action is there."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.client import HTTPException
from typing import Any

import pytest

from tests.crash.installation import Installation, alive
from tests.crash.seed import AMOUNT_MINOR, MILESTONES_A_CONTRACT

pytestmark = [
    pytest.mark.crash,
    pytest.mark.skipif(
        sys.platform != "linux", reason="reads /proc and relies on the kernel's parent death signal"
    ),
]

ACTIONS = int(os.environ.get("CRASH_ACTIONS", "500"))
CONTRACTS = ACTIONS // (2 * MILESTONES_A_CONTRACT)  # each milestone is funded and accepted
CALLS: list[tuple[str, str, dict[str, Any], str]] = [
    ("funding", "client", {"method": "sandbox.instant"}, "funded"),
    ("delivery", "freelancer", {"note": "Here it is."}, "delivered"),
    ("acceptance", "client", {}, "accepted"),
]
REACHED = {
    name: place for place, name in enumerate(("planned", "funding", "funded", "delivered", "accepted"))
}


@pytest.fixture
def installed() -> Iterator[Installation]:
    installation = Installation()
    installation.run("hirehall.wiring.command", "migrate")
    yield installation
    installation.close()


class Market:
    """Clients of the API, one thread a contract, which note what was acknowledged."""

    def __init__(self, installation: Installation, told: dict[str, Any]) -> None:
        self.installation = installation
        self.tokens = told["tokens"]
        self.deals = told["deals"]
        self.acknowledged: dict[tuple[str, str], Any] = {}
        self.refused: list[str] = []
        self.down = threading.Event()

    def work(self, enough: Callable[[], bool] = lambda: False) -> list[threading.Thread]:
        self.down.clear()
        threads = [threading.Thread(target=self._play, args=(deal, enough)) for deal in self.deals]
        for thread in threads:
            thread.start()
        return threads

    def _play(self, deal: dict[str, Any], enough: Callable[[], bool]) -> None:
        for milestone in deal["milestones"]:
            for verb, side, body, _ in CALLS:
                if self.down.is_set() or enough():
                    return
                self._call(milestone, verb, side, body)

    def _call(self, milestone: str, verb: str, side: str, body: dict[str, Any]) -> None:
        if (milestone, verb) in self.acknowledged:
            return
        path, key = f"/milestones/{milestone}/{verb}", f"{verb}:{milestone}"
        try:
            status, answer = self.installation.call("POST", path, self.tokens[side], body, key)
        except (OSError, HTTPException):
            self.down.set()
            return
        if status == 200:
            self.acknowledged[milestone, verb] = answer
        else:
            self.refused.append(f"{verb} of {milestone}: {status} {answer}")

    def states(self) -> dict[str, dict[str, Any]]:
        found = {}
        for deal in self.deals:
            status, room = self.installation.call(
                "GET", f"/milestone-contracts/{deal['contract']}", self.tokens["client"]
            )
            assert status == 200, room
            found.update({row["id"]: row for row in room["milestones"]})
        return found

    def money_actions(self) -> int:
        return sum(verb != "delivery" for _, verb in self.acknowledged)

    def assert_nothing_acknowledged_is_lost(self) -> None:
        states = self.states()
        for milestone, verb in list(self.acknowledged):
            least = next(state for name, _, _, state in CALLS if name == verb)
            assert REACHED[states[milestone]["state"]] >= REACHED[least], (milestone, verb, states[milestone])


def assert_books_are_whole(installation: Installation) -> None:
    audit = installation.run("hirehall.wiring.command", "audit", "--json", check=False)
    assert audit.returncode == 0, audit.stdout + audit.stderr
    assert json.loads(audit.stdout)["ok"]


def test_nothing_acknowledged_is_lost_when_everything_is_killed(installed: Installation) -> None:
    told = json.loads(installed.run("tests.crash.seed", str(CONTRACTS)).stdout.splitlines()[-1])
    market = Market(installed, told)
    installed.start()
    threads = market.work()
    wait_until(lambda: market.money_actions() >= ACTIONS // 3 or market.down.is_set() or bool(market.refused))
    installed.kill_tree()
    for thread in threads:
        thread.join()
    assert not market.refused
    assert ACTIONS // 3 <= market.money_actions() < ACTIONS

    assert_books_are_whole(installed)  # starts the database alone: recovery from the log
    installed.start()
    market.assert_nothing_acknowledged_is_lost()

    for thread in market.work():  # the same keys again: what had happened is not done twice
        thread.join()
    assert not market.refused
    assert not market.down.is_set()
    assert market.money_actions() == ACTIONS
    rows = market.states().values()
    assert {row["state"] for row in rows} == {"accepted"}
    assert {row["released"]["minor"] for row in rows} == {AMOUNT_MINOR}
    assert_books_are_whole(installed)


def test_children_go_with_a_killed_parent_and_the_next_start_works(installed: Installation) -> None:
    installed.start()
    tree = installed.tree()
    assert len(tree) > 8
    assert installed.process is not None
    installed.process.kill()
    installed.process.wait()
    wait_until(lambda: not alive(tree), seconds=40)
    assert alive(tree) == []
    installed.start()
    tree = installed.tree()
    assert installed.stop(signal.SIGTERM) == 0
    assert alive(tree) == []
    installed.start()
    assert installed.stop(signal.SIGINT) == 0


def wait_until(true: Callable[[], bool], *, seconds: float = 300) -> None:
    until = time.monotonic() + seconds
    while not true() and time.monotonic() < until:
        time.sleep(0.02)
