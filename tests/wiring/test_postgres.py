"""The embedded server itself: made, found again, killed, recovered. Each test has a folder of its own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from hirehall.wiring.postgres import binaries
from hirehall.wiring.postgres.cluster import Server, ServerTrouble, answers, running
from hirehall.wiring.postgres.places import SOCKET_NAME, places

FAST = {"fsync": "off", "shared_buffers": "16MB"}


@pytest.fixture
def server() -> Iterator[Server]:
    home = Path(tempfile.mkdtemp(prefix="hirehall-"))  # pytest's own folders are closed to other accounts
    home.chmod(0o755)
    made = Server(places(home), connections=20, settings=FAST)
    yield made
    made.stop()
    shutil.rmtree(home)


def test_a_server_is_made_started_stopped_and_found_again(server: Server) -> None:
    server.start()
    with server.connect(user="hirehall_owner", database="hirehall") as owner:
        owner.execute("CREATE TABLE kept (n int)")
        owner.execute("INSERT INTO kept VALUES (7)")
        assert owner.execute("SHOW data_checksums").fetchone() == ("on",)
        assert owner.execute("SHOW listen_addresses").fetchone() == ("",)
    server.stop()
    assert not answers(server.places)
    server.start()
    with server.connect(user="hirehall_app", database="hirehall") as app:
        assert app.execute("SELECT n FROM kept").fetchone() == (7,)


def test_the_app_writes_rows_but_owns_nothing(server: Server) -> None:
    server.start()
    with server.connect(user="hirehall_owner", database="hirehall") as owner:
        owner.execute("CREATE TABLE things (id bigserial, n int)")
    with server.connect(user="hirehall_app", database="hirehall") as app:
        app.execute("INSERT INTO things (n) VALUES (1)")
        for forbidden in (
            "DROP TABLE things",
            "TRUNCATE things",
            "CREATE TABLE more (n int)",
            "CREATE ROLE boss",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(forbidden)


def test_a_killed_server_recovers_what_was_committed(server: Server) -> None:
    server.start()
    with server.connect(user="hirehall_owner", database="hirehall") as owner:
        owner.execute("CREATE TABLE kept (n int)")
        owner.execute("INSERT INTO kept SELECT generate_series(1, 1000)")
    assert server.process is not None
    server.process.send_signal(signal.SIGKILL)
    server.process.wait()
    server.stop()
    assert (server.places.data / "postmaster.pid").exists()
    server.start()
    with server.connect(user="hirehall_app", database="hirehall") as app:
        assert app.execute("SELECT count(*) FROM kept").fetchone() == (1000,)


def test_a_pid_file_that_names_another_program_does_not_block_the_start(server: Server) -> None:
    server.start()
    server.stop()
    (server.places.data / "postmaster.pid").write_text(f"{os.getpid()}\n")
    server.start()
    assert answers(server.places)


def test_two_parents_do_not_share_a_server(server: Server) -> None:
    server.start()
    with pytest.raises(ServerTrouble, match="Another Hirehall process"):
        Server(server.places, settings=FAST).start()
    with running(Server(server.places, settings=FAST)) as guest:
        assert guest.process is None
    assert answers(server.places)


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's parent death signal is Linux's")
def test_the_server_goes_when_its_parent_is_killed(server: Server) -> None:
    program = (
        "import sys, time; from pathlib import Path\n"
        "from hirehall.wiring.postgres.cluster import Server\n"
        "from hirehall.wiring.postgres.places import places\n"
        "server = Server(places(Path(sys.argv[1])), settings={'shared_buffers': '16MB'}); server.start()\n"
        "print('up', flush=True); time.sleep(60)\n"
    )
    home = server.places.base.parent
    with subprocess.Popen([sys.executable, "-c", program, str(home)], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"up\n"
        assert answers(server.places)
        parent.kill()
        parent.wait()
    for _ in range(100):
        if not answers(server.places):
            break
        time.sleep(0.05)
    assert not answers(server.places)
    server.start()


def test_a_long_path_moves_the_socket_and_nothing_else(tmp_path: Path) -> None:
    short, long = places(tmp_path / "h"), places(tmp_path / ("x" * 120))
    assert short.sockets.parent == short.base
    assert len(str(long.sockets / SOCKET_NAME)) < 104
    assert long.data.parent == long.base
    assert places(tmp_path / ("x" * 120)) == long
    assert places(tmp_path / ("x" * 121)).sockets != long.sockets


def test_a_setting_without_programs_is_told(tmp_path: Path) -> None:
    with pytest.raises(binaries.NoPostgres, match="no program `postgres`"):
        binaries.find(setting=str(tmp_path))


def test_data_of_a_version_that_is_not_here_is_not_touched() -> None:
    with pytest.raises(binaries.NoPostgres, match="written by PostgreSQL 9"):
        binaries.find(major=9)
