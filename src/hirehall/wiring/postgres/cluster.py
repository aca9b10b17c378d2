"""Makes, starts, watches and stops the embedded server. We are its parent and wait for it; nobody else starts it."""

from __future__ import annotations

import fcntl
import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import psycopg
from psycopg import sql

from hirehall.wiring.postgres import binaries
from hirehall.wiring.postgres.places import APP, DATABASE, OWNER, SOCKET_NAME, SUPERUSER, Places
from hirehall.wiring.processes.lifeline import die_with_parent

START_TIMEOUT_SECONDS = 120  # recovery after a crash may take its time
STOP_TIMEOUT_SECONDS = 60
SETTINGS: Mapping[str, str] = {
    "listen_addresses": "",
    "unix_socket_permissions": "0777",  # who may come in is decided by the account, in pg_ident.conf
    "shared_buffers": "128MB",
    "max_wal_size": "1GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
    "log_min_duration_statement": "1000",
}


class ServerTrouble(Exception):
    """The embedded server cannot be made or started; the message says why and where to look."""


@dataclass
class Server:
    """The embedded server of one installation; ``start`` it, ``stop`` it, or use ``running``.

    Args:
        places: where it lies.
        programs: a ``bin`` folder by setting; empty to look for one.
        connections: how many connections it admits.
        settings: further settings of PostgreSQL, for tests.
    """

    places: Places
    programs: str = ""
    connections: int = 60
    settings: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    _lock: IO[bytes] | None = None

    def start(self) -> None:
        """Start the server, making it first where there is none, and wait until it answers.

        Raises:
            ServerTrouble: when another process of ours has it already, or it does not come up.
            NoPostgres: when there are no programs for it.
        """
        self._folders()
        self._lock = _claim(self.places.base / "owner.lock")
        try:
            _wait_for_the_last_one(self.places)
            found = self._binaries()
            if not (self.places.data / "PG_VERSION").exists():
                self._make(found)
            self._let_in()
            self._launch(found)
            self._wait_until_it_answers()
            _ensure_roles(self)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop the server in the fast way: sessions are ended, everything acknowledged is on disk."""
        if self.process is not None:
            _end(self.process)
            self.process = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def connect(self, *, user: str = SUPERUSER, database: str = "postgres") -> psycopg.Connection[Any]:
        return psycopg.connect(
            host=str(self.places.sockets), user=user, dbname=database, autocommit=True, connect_timeout=5
        )

    def _folders(self) -> None:
        for folder, mode in [(self.places.base, 0o711), (self.places.sockets, 0o755)]:
            folder.mkdir(parents=True, exist_ok=True)
            if self.places.account:
                shutil.chown(folder, self.places.account)
            elif folder.stat().st_uid != os.geteuid():
                raise ServerTrouble(
                    f"{folder} belongs to somebody else; remove it or choose another HIREHALL_HOME."
                )
            folder.chmod(mode)

    def _binaries(self) -> binaries.Binaries:
        written = self.places.data / "PG_VERSION"
        major = int(written.read_text(encoding="ascii")) if written.exists() else None
        found = binaries.find(setting=self.programs, major=major)
        return binaries.usable_by(found, self.places.account, self.places.base)

    def _make(self, found: binaries.Binaries) -> None:
        fresh = self.places.base / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        locale = (
            ["--locale-provider=builtin", "--locale=C.UTF-8"] if found.major >= 17 else ["--locale=C.UTF-8"]
        )
        self._run(
            [
                found.program("initdb"),
                "-D",
                str(fresh),
                "-U",
                SUPERUSER,
                "-A",
                "peer",
                "-E",
                "UTF8",
                *locale,
                "--data-checksums",
                "--no-instructions",
            ]
        )
        fresh.rename(self.places.data)

    def _run(self, command: list[str]) -> None:
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, cwd=self.places.base, **self._as_account()
        )
        if done.returncode:
            raise ServerTrouble(f"{command[0]} failed: {(done.stderr or done.stdout).strip()[-800:]}")

    def _as_account(self) -> dict[str, Any]:
        environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "HOME": str(self.places.base)}
        if self.places.account is None:
            return {"env": environment}
        account = pwd.getpwnam(self.places.account)
        return {"env": environment, "user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}

    def _let_in(self) -> None:
        """Who may connect as whom: the account that runs Hirehall, as its roles; nobody else, as nothing."""
        me = pwd.getpwuid(os.geteuid()).pw_name
        names = {me, self.places.account or me}
        lines = [f'hirehall "{name}" {role}\n' for name in sorted(names) for role in (OWNER, APP, SUPERUSER)]
        self._write("pg_hba.conf", "local all all peer map=hirehall\n")
        self._write("pg_ident.conf", "".join(lines))

    def _write(self, name: str, text: str) -> None:
        path = self.places.data / name
        path.write_text(text, encoding="utf-8")
        path.chmod(0o600)
        if self.places.account:
            shutil.chown(path, self.places.account)

    def _launch(self, found: binaries.Binaries) -> None:
        settings = {
            **SETTINGS,
            "unix_socket_directories": str(self.places.sockets),
            "max_connections": str(self.connections),
            **self.settings,
        }
        with self.log_path.open("ab") as log:
            self.process = subprocess.Popen(
                [found.program("postgres"), "-D", str(self.places.data)]
                + [part for name, value in settings.items() for part in ("-c", f"{name}={value}")],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.places.base,
                start_new_session=True,
                preexec_fn=die_with_parent(signal.SIGINT),
                **self._as_account(),
            )

    @property
    def log_path(self) -> Path:
        return self.places.base / "postgres.log"

    def _wait_until_it_answers(self) -> None:
        assert self.process is not None  # noqa: S101 - for the type checker; launched a line ago
        last = time.monotonic() + START_TIMEOUT_SECONDS
        while time.monotonic() < last:
            if self.process.poll() is not None:
                raise ServerTrouble(
                    f"PostgreSQL did not start. The end of {self.log_path}:\n{_tail(self.log_path)}"
                )
            try:
                self.connect().close()
            except psycopg.OperationalError:
                time.sleep(0.02)
            else:
                return
        raise ServerTrouble(
            f"PostgreSQL did not answer in {START_TIMEOUT_SECONDS} seconds; see {self.log_path}."
        )


@contextmanager
def running(server: Server) -> Iterator[Server]:
    """The server for the length of a block: the one that runs already, or one that is started and stopped here."""
    if answers(server.places):
        yield server
        return
    server.start()
    try:
        yield server
    finally:
        server.stop()


def answers(where: Places) -> bool:
    """Whether a server answers on the socket."""
    if not where.running:
        return False
    try:
        psycopg.connect(host=str(where.sockets), user=APP, dbname=DATABASE, connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def _claim(path: Path) -> IO[bytes]:
    """The lock that says whose child the server is; the system gives it back when its holder dies, however."""
    file = path.open("ab")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.close()
        raise ServerTrouble(
            f"Another Hirehall process runs the database in {path.parent}. Stop it first, or use another HIREHALL_HOME."
        ) from error
    return file


def _wait_for_the_last_one(places: Places) -> None:
    """Deal with what a killed parent left: a server that is still going down, or its stale lock files.

    A server gives up its data folder first and its socket last; both must be free. The PID in such a file may
    belong to another program by now, and PostgreSQL would then refuse to start; so the file is removed unless
    that process really is a server on this folder.
    """
    for lock in (places.data / "postmaster.pid", places.sockets / f"{SOCKET_NAME}.lock"):
        if not any(_freed(lock, places.data, how) for how in (signal.SIGINT, signal.SIGQUIT)):
            raise ServerTrouble(
                f"A PostgreSQL (process {_pid_in(lock)}) holds {lock} and does not stop; end it first."
            )


def _freed(lock: Path, data: Path, how: signal.Signals) -> bool:
    last = time.monotonic() + STOP_TIMEOUT_SECONDS
    while lock.exists():
        pid = _pid_in(lock)
        if pid is None or not _serves(pid, data):
            lock.unlink(missing_ok=True)
            return True
        if time.monotonic() > last:
            return False
        _tell(pid, how)
        time.sleep(0.1)
    return True


def _pid_in(lock: Path) -> int | None:
    try:
        return int(lock.read_text(encoding="utf-8").split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None


def _serves(pid: int, data: Path) -> bool:
    """Whether that process is a server on this folder; where the system does not tell, it is taken for one."""
    if not Path("/proc/self/cmdline").exists():
        return True
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return os.fsencode(data) in words


def _tell(pid: int, how: signal.Signals) -> None:
    try:
        os.kill(pid, how)
    except ProcessLookupError:
        return


def _end(process: subprocess.Popen[bytes]) -> None:
    for how in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        if process.poll() is not None:
            return
        process.send_signal(how)
        try:
            process.wait(STOP_TIMEOUT_SECONDS)
        except subprocess.TimeoutExpired:
            continue
        return


def _tail(path: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8", errors="replace").splitlines()[-8:])


def _ensure_roles(server: Server) -> None:
    """Two roles and the database: the owner migrates, the app reads and writes what the migrations let it."""
    with server.connect() as admin:
        present = {name for (name,) in admin.execute("SELECT rolname FROM pg_roles")}
        for role, options in [(APP, "LOGIN"), (OWNER, "LOGIN CREATEDB")]:
            if role not in present:
                admin.execute(sql.SQL("CREATE ROLE {} " + options).format(sql.Identifier(role)))
                if role == OWNER:
                    admin.execute(
                        sql.SQL("GRANT {} TO {}").format(sql.Identifier(APP), sql.Identifier(OWNER))
                    )
        if admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone() is None:
            with server.connect(database="template1") as template:
                _default_privileges(template)
            admin.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(OWNER))
            )


def _default_privileges(connection: psycopg.Connection[Any]) -> None:
    """What the app may do with what the owner will make; in the template, so that every database has it."""
    names = {"owner": sql.Identifier(OWNER), "app": sql.Identifier(APP)}
    for statement in (
        "GRANT CREATE, USAGE ON SCHEMA public TO {owner}",
        "GRANT USAGE ON SCHEMA public TO {app}",
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app}",
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} GRANT USAGE, SELECT, UPDATE ON SEQUENCES TO {app}",
    ):
        connection.execute(sql.SQL(statement).format(**names))
