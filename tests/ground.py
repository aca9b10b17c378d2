"""One migrated database that every test process copies: the migrations run once, however many processes there are.

It stays for the next run and is made anew when a migration, or Django itself, has changed since.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
import procrastinate
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.backends.utils import CursorWrapper

from hirehall.wiring.migrating import migrate

LOCK = 7_210_531
"""Whoever comes second waits until the first has made it."""


def make_ground() -> str:
    """The name of the database to copy; it is made first where it is missing or of another version."""
    name, version = f"ground_{connection.settings_dict['NAME']}", migrations_version()
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name]
        )
        if cursor.fetchone() != (version,):
            _make(cursor, name, version)
        cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    return name


def _make(cursor: CursorWrapper, name: str, version: str) -> None:
    quoted = connection.ops.quote_name(name)
    cursor.execute(f"DROP DATABASE IF EXISTS {quoted} WITH (FORCE)")
    cursor.execute(f"CREATE DATABASE {quoted}")
    with _connected_to(name):
        migrate()
        call_command("createcachetable", verbosity=0)
    cursor.execute(f"COMMENT ON DATABASE {quoted} IS '{version}'")  # last: without it, it is not finished


@contextmanager
def _connected_to(name: str) -> Iterator[None]:
    usual = connection.settings_dict["NAME"]
    _leave()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        _leave()
        connection.settings_dict["NAME"] = usual


def _leave() -> None:
    """A database can be copied while nobody is connected to it."""
    connection.close()
    connection.close_pool()


def migrations_version() -> str:
    """Changes with every migration of ours, and with the libraries that bring their own."""
    told = hashlib.sha256(f"{django.__version__} {procrastinate.__version__}".encode())
    for config in sorted(apps.get_app_configs(), key=lambda one: one.label):
        for file in sorted(Path(config.path).glob("migrations/*.py")):
            told.update(config.label.encode() + file.name.encode() + file.read_bytes())
    return told.hexdigest()
