"""A real installation in a folder of its own, started and killed by the tests."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 120


class Installation:
    """``hirehall serve`` over an embedded database, on free ports."""

    def __init__(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="hirehall-crash-"))
        self.home.chmod(0o755)
        built = Path(settings.STATIC_ROOT).parent / "look"
        if built.is_dir():  # fonts that were cut before need not be cut again
            shutil.copytree(built, self.home / "look")
        self.port = _free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("DATABASE", "HIREHALL"))
        }
        return {
            **kept,
            "HIREHALL_HOME": str(self.home),
            "HIREHALL_BIND": f"127.0.0.1:{self.port}",
            "HIREHALL_EVENTS_BIND": f"127.0.0.1:{_free_port()}",
            "HIREHALL_API_REQUESTS_PER_MINUTE": "1000000",
            "HIREHALL_WORKERS": "2",
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        }

    def run(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """A command in this installation: ``run("hirehall.wiring.command", "audit")``."""
        return subprocess.run(
            [sys.executable, "-m", *words],
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=check,
        )

    def start(self) -> None:
        with (self.home / "serve.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "hirehall.wiring.command", "serve"],
                env=self.environment, cwd=ROOT, stdout=log, stderr=log,
            )  # fmt: skip
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            assert self.process.poll() is None, (self.home / "serve.log").read_text()
            with contextlib.suppress(OSError), urlopen(self.url("/readyz"), timeout=2) as answer:  # noqa: S310
                if json.load(answer)["ready"]:
                    return
            time.sleep(0.1)
        raise AssertionError((self.home / "serve.log").read_text())

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def call(self, method: str, path: str, token: str, body: Any = None, key: str = "") -> tuple[int, Any]:
        """One call of the API: the status and what was answered."""
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        if key:
            headers["Idempotency-Key"] = key
        data = json.dumps(body).encode() if body is not None else None
        request = Request(self.url("/api/v1" + path), data=data, headers=headers, method=method)  # noqa: S310
        try:
            with urlopen(request, timeout=30) as answer:  # noqa: S310
                return answer.status, json.load(answer)
        except HTTPError as refused:
            with refused:
                return refused.code, json.loads(refused.read() or b"null")

    def tree(self) -> list[int]:
        """Every process of this installation, the parent first."""
        assert self.process is not None
        children: dict[int, list[int]] = {}
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                fields = stat.read_text().rpartition(")")[2].split()
                children.setdefault(int(fields[1]), []).append(int(stat.parent.name))
        found, ahead = [], [self.process.pid]
        while ahead:
            pid = ahead.pop()
            found.append(pid)
            ahead += children.get(pid, [])
        return found

    def kill_tree(self) -> None:
        """As when the machine loses its power: nobody gets to say goodbye."""
        for pid in self.tree():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        assert self.process is not None
        self.process.wait()

    def stop(self, how: signal.Signals = signal.SIGINT) -> int:
        assert self.process is not None
        self.process.send_signal(how)
        return self.process.wait(60)

    def close(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.kill_tree()
        shutil.rmtree(self.home, ignore_errors=True)


def alive(pids: list[int]) -> list[int]:
    """Which of them still run; a zombie that waits to be buried does not."""
    found = []
    for pid in pids:
        with contextlib.suppress(OSError):
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z":
                found.append(pid)
    return found


def _free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port: int = tried.getsockname()[1]
        return port
