"""From a copy of the source to the first seeded page: time and memory of each part, and of a second start.

    python -m bench.start [--folder /var/tmp]

It makes a clean copy of what git has, with an environment and data of its own, runs ``make run`` in it, stops it as
Ctrl-C does, starts it again, and removes everything. The Python packages come from wherever pip gets them.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from bench.server import free_port, memory_of

PATIENCE_SECONDS = 1800


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--folder", default="/var/tmp")
    folder = Path(tempfile.mkdtemp(prefix="hirehall-start-", dir=arguments.parse_args().folder))
    folder.chmod(0o755)
    try:
        _measure(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _measure(folder: Path) -> None:
    clone, port = folder / "hirehall", free_port()
    root = subprocess.run(
        ["git", "rev-parse", "--show-toplevel"], check=True, stdout=subprocess.PIPE, text=True
    ).stdout.strip()
    subprocess.run(["git", "clone", "--quiet", root, str(clone)], check=True)
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("HIREHALL_", "DATABASE_", "DJANGO_", "PYTHON", "VIRTUAL_ENV", "PG"))
    } | {"HIREHALL_HOME": str(folder / "home"), "HIREHALL_BIND": f"127.0.0.1:{port}"}
    began = time.monotonic()
    subprocess.run(["make", "--silent", ".venv/.ready-to-run"], cwd=clone, env=environment, check=True)
    installed = time.monotonic()
    print(f"{'installed':32}{installed - began:8.1f} s")
    for name in ("first start, seeded page", "second start, seeded page"):
        took, most = _start(clone, environment, port)
        print(f"{name:32}{took:8.1f} s{most / 1024**2:8.0f} MB at most, all processes")
    size = sum(path.stat().st_size for path in (folder / "home").rglob("*") if path.is_file())
    print(f"{'data folder':32}{size / 1024**2:8.0f} MB")


def _start(clone: Path, environment: dict[str, str], port: int) -> tuple[float, int]:
    """Start, wait for a page with people on it, stop; answers the seconds and the most memory in bytes."""
    began, most = time.monotonic(), 0
    process = subprocess.Popen(
        ["make", "--silent", "run"],
        cwd=clone,
        env=environment,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while time.monotonic() - began < PATIENCE_SECONDS:
            most = max(most, memory_of(process.pid))
            if _shows_people(port):
                return time.monotonic() - began, most
            if process.poll() is not None:
                raise RuntimeError(f"it ended with {process.returncode}; its words stand above")
            time.sleep(0.1)
        raise RuntimeError("no seeded page within half an hour")
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(timeout=60)


def _shows_people(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/find/freelancers/", timeout=10) as answer:
            return b'href="/people/' in answer.read()
    except (URLError, OSError):
        return False


if __name__ == "__main__":
    main()
