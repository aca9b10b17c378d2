"""Where the embedded database lies: computed the same way by every process, without touching anything.

Everything sits in ``HIREHALL_HOME/postgres``, with two exceptions. A server may not run as root, so root starts it
under an unprivileged account; where that account cannot reach the data folder (``/root/...``), the database lies in
``/var/lib/hirehall`` instead. And a socket's path may have 107 bytes, so a long one moves to the temporary folder.
"""

from __future__ import annotations

import hashlib
import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path

SOCKET_NAME = ".s.PGSQL.5432"
LONGEST_SOCKET_PATH = 103  # bytes: 107 on Linux, 103 on macOS
OUTSIDE = Path("/var/lib/hirehall")
ACCOUNTS = ("hirehall", "postgres", "nobody")

OWNER, APP, SUPERUSER, DATABASE = "hirehall_owner", "hirehall_app", "postgres", "hirehall"


@dataclass(frozen=True, slots=True)
class Places:
    """Where the embedded database lies and under which account it runs.

    Attributes:
        base: the folder of all of it.
        data: PostgreSQL's own data folder.
        sockets: where the socket is.
        account: the unprivileged account to run under; None for the one that we run as.
    """

    base: Path
    data: Path
    sockets: Path
    account: str | None

    @property
    def running(self) -> bool:
        """Whether there is a socket; a server that was killed may have left it behind."""
        return (self.sockets / SOCKET_NAME).exists()


def places(home: Path, *, account: str = "") -> Places:
    """Where the database of the installation in ``home`` lies.

    Args:
        account: the operator's choice of an unprivileged account; used when we are root.
    Raises:
        LookupError: when we are root and no such account exists.
    """
    within = home / "postgres"
    if os.geteuid() != 0:
        return _placed(within, None)
    outside = OUTSIDE / f"{home.name.lstrip('.')}-{_short(home)}"
    for base in (within, outside):
        if (base / "data" / "PG_VERSION").exists():
            return _placed(base, pwd.getpwuid((base / "data").stat().st_uid).pw_name)
    chosen = _account(account)
    return _placed(within if reachable(home, chosen) else outside, chosen.pw_name)


def _placed(base: Path, account: str | None) -> Places:
    sockets = base / "run"
    if len(os.fsencode(sockets / SOCKET_NAME)) > LONGEST_SOCKET_PATH:
        sockets = Path("/tmp") / f"hirehall-{os.geteuid()}-{_short(base)}"  # noqa: S108 - owner and mode are checked
    return Places(base, base / "data", sockets, account)


def _short(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:10]


def _account(wanted: str) -> pwd.struct_passwd:
    for name in (wanted,) if wanted else ACCOUNTS:
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        if found.pw_uid != 0:
            return found
    raise LookupError(
        f"PostgreSQL may not run as root, and there is no account called {wanted or ' or '.join(ACCOUNTS)}."
        " Make one with: useradd --system hirehall"
    )


def reachable(folder: Path, account: pwd.struct_passwd) -> bool:
    """Whether ``account`` may pass through ``folder`` and everything above it, as far as that exists."""
    groups = set(os.getgrouplist(account.pw_name, account.pw_gid))
    for part in (folder, *folder.parents):
        try:
            found = part.stat()
        except FileNotFoundError:
            continue
        if found.st_uid == account.pw_uid:
            needed = stat.S_IXUSR
        else:
            needed = stat.S_IXGRP if found.st_gid in groups else stat.S_IXOTH
        if not found.st_mode & needed:
            return False
    return True
