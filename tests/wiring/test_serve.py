"""What stops a start is one sentence that says what to do."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path


def _serve(home: Path, bind: str) -> subprocess.CompletedProcess[str]:
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("HIREHALL_", "DATABASE_", "DJANGO_"))
    }
    return subprocess.run(
        [sys.executable, "-m", "hirehall.wiring.command", "serve"],
        env={**clean, "HIREHALL_HOME": str(home), "HIREHALL_BIND": bind},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_a_port_that_is_taken_is_named_and_nothing_is_started(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        bind = f"127.0.0.1:{taken.getsockname()[1]}"
        told = _serve(tmp_path / "home", bind)
    assert told.returncode == 2
    assert told.stderr.startswith(f"hirehall: {bind} cannot be used (Address already in use).")
    assert "set HIREHALL_BIND=address:port" in told.stderr
    assert "Traceback" not in told.stderr
    assert not (tmp_path / "home" / "postgres").exists()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    told = _serve(tmp_path / "file" / "home", "127.0.0.1:8000")
    assert told.returncode == 2
    assert told.stderr.startswith("hirehall: The data folder")
    assert "Traceback" not in told.stderr
