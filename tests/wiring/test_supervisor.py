"""Who asks for the end is told at once that it is coming; the children may take some seconds."""

from __future__ import annotations

import os
import select
import signal
from collections.abc import Iterator

import pytest

from hirehall.wiring.processes.supervisor import Supervisor


@pytest.fixture(autouse=True)
def _own_signals() -> Iterator[None]:
    kept = {
        one: signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD)
    }
    yield
    for one, handler in kept.items():
        signal.signal(one, handler)
    signal.set_wakeup_fd(-1)


def test_the_end_is_announced() -> None:
    said: list[str] = []
    over = Supervisor([], alive=lambda: True, say=said.append)
    assert over.run({}, started=lambda: os.kill(os.getpid(), signal.SIGTERM)) == 0
    assert said == ["Stopping: what is under way is finished first."]


def test_one_signal_wakes_it_once() -> None:
    """What a fallen child wrote into the pipe once stayed there: the parent never slept again."""
    woken: list[bool] = []

    def alive() -> bool:
        woken.append(bool(select.select([over._wake_read], [], [], 0)[0]))
        return len(woken) < 3

    over = Supervisor([], alive=alive, say=lambda line: None)
    assert over.run({}, started=lambda: os.kill(os.getpid(), signal.SIGCHLD)) == 1
    assert woken == [True, False, False]
