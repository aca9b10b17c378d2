"""A real installation in a folder of its own, and what its processes spend."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg

from hirehall.wiring.demo.cast import PASSWORD
from hirehall.wiring.postgres.places import APP, DATABASE, places

COMMAND = [sys.executable, "-m", "hirehall.wiring.command"]
TICKS = os.sysconf("SC_CLK_TCK")
PAGES = "gunicorn"  # the module that answers pages; its processes are the pages' processes
MORE_THAN_WALL = (
    1.2  # calls come one after the other, so what answers them cannot spend much more than they last
)
COUNTED = (
    "CPU is counted of the processes of gunicorn, which answer pages, and of the database's processes that serve"
    "\ntheir connections. Left out: the supervisor, background jobs, live events, the database's own upkeep."
)


def free_port() -> int:
    """A port of the loopback address that is free now, with the next one free as well (live events)."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port: int = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


@dataclass(frozen=True, slots=True)
class Spent:
    """CPU milliseconds of the application's and of the database's processes."""

    application_ms: float
    database_ms: float

    def __sub__(self, other: Spent) -> Spent:
        return Spent(self.application_ms - other.application_ms, self.database_ms - other.database_ms)


class Miscounted(Exception):
    """The figures cannot be true, so they are not printed."""


@dataclass(frozen=True, slots=True)
class Timing:
    """What a series of requests took.

    Attributes:
        per_second: requests a second over the whole series.
        p50_ms, p95_ms: wall time of one request.
        spent: CPU milliseconds a request.
    """

    per_second: float
    p50_ms: float
    p95_ms: float
    spent: Spent


class Server:
    """One running installation."""

    def __init__(self, home: Path, port: int, process: subprocess.Popen[bytes], seeded: str = "") -> None:
        self.home, self.port, self.process, self.seeded = home, port, process, seeded
        self.cookies: dict[str, str] = {}
        self._asking: psycopg.Connection[Any] | None = None

    def request(
        self,
        path: str,
        *,
        method: str = "GET",
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> tuple[int, bytes]:
        """Send one request over a connection of its own; answers (status, body)."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body=body, headers=headers or {})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def page(self, path: str, *, signed_in: bool = False) -> bytes:
        """The body of a page, for anybody or as whoever has signed in.

        Raises:
            RuntimeError: when it does not answer 200.
        """
        status, body = self.request(path, headers=self._cookie() if signed_in else {})
        if status != 200:
            raise RuntimeError(f"{path} answered {status}: {body[:200]!r}")
        return body

    def sign_in(self, email: str, password: str = PASSWORD) -> None:
        """Sign in by the form; pages are then asked for with that session."""
        form = self._ask("GET", "/account/login/").read().decode()
        token = form.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
        fields = {"login": email, "password": password, "csrfmiddlewaretoken": token}
        answer = self._ask(
            "POST",
            "/account/login/",
            urlencode(fields).encode(),
            {
                "Content-Type": "application/x-www-form-urlencoded",
                "Referer": f"http://127.0.0.1:{self.port}/account/login/",
            },
        )
        if answer.status not in (302, 303):
            raise RuntimeError(f"{email} was not let in: {answer.status}")

    def _cookie(self) -> dict[str, str]:
        if not self.cookies:
            return {}
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}

    def _ask(
        self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, path, body=body, headers=self._cookie() | (headers or {}))
        answer = connection.getresponse()
        for line in answer.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        return answer

    def spent(self, *, pages_only: bool = False) -> Spent:
        """CPU time so far, application and database apart.

        Args:
            pages_only: count nothing but the processes of gunicorn, and of the database nothing but the
                connections of the pages.
        """
        tree = {pid: _command_of(pid) for pid in _tree(self.process.pid)}
        database = {pid for pid, command in tree.items() if _is_database(command)}
        if pages_only:
            application = {pid for pid, command in tree.items() if PAGES in command.split("\0")}
            database &= self._backends_of_pages()
        else:
            application = tree.keys() - database
        return Spent(sum(map(_cpu, application)), sum(map(_cpu, database)))

    def _backends_of_pages(self) -> set[int]:
        """The database's processes that serve the pages' connections; those are named by their application."""
        if self._asking is None:
            sockets = str(places(self.home).sockets)
            self._asking = psycopg.connect(host=sockets, user=APP, dbname=DATABASE, autocommit=True)
        found = self._asking.execute(
            "SELECT pid FROM pg_stat_activity WHERE application_name = 'hirehall pages'"
        )
        return {pid for (pid,) in found}

    def series(self, call: Callable[[], object], *, warm: int = 20, count: int = 200) -> Timing:
        """Time ``count`` calls, one after the other, after ``warm`` calls that are not counted.

        The CPU is that of the processes that answer pages; background jobs are not a page's.
        """
        for _ in range(warm):
            call()
        before, walls, start = self.spent(pages_only=True), [], time.perf_counter()
        for _ in range(count):
            began = time.perf_counter()
            call()
            walls.append((time.perf_counter() - began) * 1000)
        took = time.perf_counter() - start
        spent = self.spent(pages_only=True) - before
        believe(spent, took)
        return Timing(
            count / took,
            statistics.median(walls),
            statistics.quantiles(walls, n=20)[-1],
            Spent(spent.application_ms / count, spent.database_ms / count),
        )


def believe(spent: Spent, took_seconds: float) -> None:
    """Refuse figures in which somebody else's work was counted: one call at a time is answered.

    Raises:
        Miscounted: when more CPU was spent than time went by.
    """
    together = spent.application_ms + spent.database_ms
    if together > took_seconds * 1000 * MORE_THAN_WALL:
        raise Miscounted(
            f"{together:.0f} ms of CPU in {took_seconds * 1000:.0f} ms: another process was counted"
        )


def _tree(root: int) -> list[int]:
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents[int(entry.name)] = int(fields[1])
    found, todo = [], [root]
    while todo:
        pid = todo.pop()
        found.append(pid)
        todo += [child for child, parent in parents.items() if parent == pid]
    return found


def memory_of(root: int) -> int:
    """Proportional memory in bytes of a process and all that it started; shared pages count once."""
    total = 0
    for pid in _tree(root):
        try:
            for line in (Path("/proc") / str(pid) / "smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1]) * 1024
        except OSError:
            continue
    return total


def _command_of(pid: int) -> str:
    try:
        return (Path("/proc") / str(pid) / "cmdline").read_bytes().decode(errors="replace")
    except OSError:
        return ""


def _is_database(command: str) -> bool:
    """``.../bin/postgres -D ...`` is the server; its children call themselves ``postgres: what they do``."""
    program = command.partition("\0")[0]
    return program.startswith("postgres:") or Path(program).name == "postgres"


def _cpu(pid: int) -> float:
    """Milliseconds that all threads of a process have run, to the nanosecond where the kernel tells."""
    folder = Path("/proc") / str(pid)
    try:
        threads = [(one / "schedstat").read_text().split() for one in (folder / "task").iterdir()]
        return sum(int(ran) for ran, *_ in threads) / 1e6
    except OSError:
        pass
    try:
        fields = (folder / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) * 1000 / TICKS


@contextmanager
def running(
    *, demo_size: int = 0, seed: int = 7, seed_module: str = "", seed_arguments: Sequence[str] = ()
) -> Iterator[Server]:
    """An installation of its own, gone afterwards.

    Args:
        demo_size: how many people its demo holds; 0 for the living demo alone.
        seed_module: a module that fills the database instead of the demo; what it prints is ``server.seeded``.
    """
    home = Path(tempfile.mkdtemp(prefix="hirehall-bench-", dir="/var/tmp"))
    home.chmod(0o755)
    port = free_port()
    environment = os.environ | {
        "HIREHALL_HOME": str(home),
        "HIREHALL_BIND": f"127.0.0.1:{port}",
        "HIREHALL_API_REQUESTS_PER_MINUTE": "1000000",
    }
    for name in ("DATABASE_URL", "DATABASE_DIRECT_URL", "HIREHALL_CONFIG"):
        environment.pop(name, None)
    process = None
    try:
        seeded = _seed(environment, demo_size, seed, seed_module, seed_arguments)
        process = subprocess.Popen([*COMMAND, "serve"], env=environment, stdout=subprocess.DEVNULL)
        server = Server(home, port, process, seeded)
        _wait_until_ready(server)
        yield server
    finally:
        if process is not None:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)
        shutil.rmtree(home, ignore_errors=True)


def _seed(
    environment: dict[str, str], demo_size: int, seed: int, module: str, arguments: Sequence[str]
) -> str:
    if not module:
        command = [*COMMAND, "demo", "--seed", str(seed), "--size", str(demo_size), "--json"]
    else:
        subprocess.run([*COMMAND, "migrate"], env=environment, check=True, stdout=subprocess.DEVNULL)
        command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout.strip().splitlines()[-1]


def _wait_until_ready(server: Server) -> None:
    for _ in range(6000):
        try:
            if server.request("/readyz")[0] == 200:
                return _wait_until_idle(server)
        except OSError:
            pass
        if server.process.poll() is not None:
            raise RuntimeError(f"it ended with {server.process.returncode}; its words stand above")
        time.sleep(0.1)
    raise RuntimeError("the installation did not become ready within ten minutes")


def _wait_until_idle(server: Server) -> None:
    """Until no background job that could run now is left over from the seeding, or two minutes at most."""
    with psycopg.connect(host=str(places(server.home).sockets), user=APP, dbname=DATABASE) as asking:
        for _ in range(240):
            left = asking.execute(
                "SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')"
                " AND coalesce(scheduled_at, now()) <= now()"
            ).fetchone()
            asking.commit()
            if left == (0,):
                return
            time.sleep(0.5)
