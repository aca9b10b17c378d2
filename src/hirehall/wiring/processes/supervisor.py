"""The parent of one installation's processes: starts them, starts the fallen again, stops all of them in order."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import IO

from hirehall.wiring.processes.lifeline import die_with_parent

STOP_SECONDS = 25
RESTARTS_A_MINUTE = 5
LARGEST_LOG_BYTES = 50 * 1024**2  # looked at when a process starts


@dataclass
class Child:
    """One process: what it is called, how it is started, and when it fell.

    ``when_orphaned`` is what the kernel sends it when we were killed. The database goes down at the same moment, so
    there is nothing left to do in good order; only a process with children of its own gets to end them.
    """

    name: str
    command: Sequence[str]
    log: Path | None = None
    when_orphaned: signal.Signals = signal.SIGKILL
    process: subprocess.Popen[bytes] | None = None
    falls: list[float] = field(default_factory=list)

    def start(self, environment: Mapping[str, str]) -> None:
        with self._log() as log:
            self.process = subprocess.Popen(
                self.command,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stderr=log,
                start_new_session=True,  # Ctrl-C reaches the parent alone, which then stops them in order
                preexec_fn=die_with_parent(self.when_orphaned),
            )

    @contextmanager
    def _log(self) -> Iterator[IO[bytes] | None]:
        """Where its standard error goes: its log file, with the one before kept beside it, or the terminal."""
        if self.log is None:
            yield None
            return
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG_BYTES:
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as file:
            yield file

    @property
    def fallen(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def stop(self) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()

    def wait(self, until: float) -> None:
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Supervisor:
    """Runs children until a signal asks for the end, a child falls too often, or ``alive`` says no.

    Args:
        children: in the order in which they start; they stop in the reverse order.
        alive: asked every half second; False ends everything (the database has gone).
        say: prints a line for the operator.
    """

    def __init__(
        self, children: Sequence[Child], *, alive: Callable[[], bool], say: Callable[[str], None]
    ) -> None:
        self.children = children
        self.alive = alive
        self.say = say
        self.asked_to_stop = False
        self._wake_read, self._wake_write = os.pipe()
        for end in (self._wake_read, self._wake_write):
            os.set_blocking(end, False)

    def run(self, environment: Mapping[str, str], *, started: Callable[[], None]) -> int:
        """Start everything, call ``started``, and stay until the end; answers the exit code."""
        self._listen()
        try:
            for child in self.children:
                child.start(environment)
            started()
            return self._watch(environment)
        finally:
            self._stop_all()

    def _listen(self) -> None:
        def ask(signum: int, frame: FrameType | None) -> None:
            self.asked_to_stop = True

        signal.set_wakeup_fd(self._wake_write)
        for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(one, ask)
        signal.signal(signal.SIGCHLD, lambda signum, frame: None)

    def _watch(self, environment: Mapping[str, str]) -> int:
        while not self.asked_to_stop:
            if not self.alive():
                self.say("The database has stopped; so does everything else.")
                return 1
            for child in self.children:
                if child.fallen and not self._start_again(child, environment):
                    return 1
            self._sleep()
        self.say("Stopping: what is under way is finished first.")
        return 0

    def _sleep(self) -> None:
        """Until a signal comes, at most half a second; what woke us is taken away, or no sleep would follow."""
        woken, _, _ = select.select([self._wake_read], [], [], 0.5)
        if woken:
            os.read(self._wake_read, 512)

    def _start_again(self, child: Child, environment: Mapping[str, str]) -> bool:
        now = time.monotonic()
        child.falls = [fall for fall in child.falls if now - fall < 60] + [now]
        code = child.process.returncode if child.process else None
        if len(child.falls) > RESTARTS_A_MINUTE:
            self.say(
                f"The {child.name} process fell {len(child.falls)} times in a minute (exit code {code}); giving up."
            )
            return False
        self.say(f"The {child.name} process ended with exit code {code}; starting it again.")
        time.sleep(0.2 * len(child.falls))
        child.start(environment)
        return True

    def _stop_all(self) -> None:
        until = time.monotonic() + STOP_SECONDS
        for child in reversed(self.children):
            child.stop()
        for child in reversed(self.children):
            child.wait(until)


def module(name: str, *arguments: str) -> list[str]:
    """The command that runs a module of ours with this very Python."""
    return [sys.executable, "-m", name, *arguments]
