"""Brings the tables to this version, without drawing the whole house anew for each index.

Where a migration adds an index or a constraint, Django makes every model class anew that is related to its table, which
are nearly all of them. Neither changes a field, so the class at hand is told of it instead; that is half of the time of
a first start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.db.migrations.state import ProjectState

from hirehall.wiring.readiness import unapplied_migrations
from hirehall.wiring.roles import prepare_app_role

ADDS_AN_OPTION = "_append_option"


LOCK = "hirehall-migrate"


def migrate(*, told: Callable[[str], None] = print) -> int:
    """Brings the tables to this version; answers how many migrations that took. One process does so at a time.

    Args:
        told: hears that another process migrates, and that this one waits for it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [LOCK])
        row = cursor.fetchone()
        if not (row and row[0]):
            told("Another process brings the database to this version. Waiting for it …")
            cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [LOCK])
    try:
        waiting = unapplied_migrations()
        if waiting:
            prepare_app_role()
            with _told_of_options():
                call_command("migrate", interactive=False, verbosity=0)
        return len(waiting)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [LOCK])


@contextmanager
def _told_of_options() -> Iterator[None]:
    usual = getattr(ProjectState, ADDS_AN_OPTION)
    setattr(ProjectState, ADDS_AN_OPTION, _append_option)
    try:
        yield
    finally:
        setattr(ProjectState, ADDS_AN_OPTION, usual)


def _append_option(state: ProjectState, app_label: str, model_name: str, option: str, added: Any) -> None:
    options = state.models[app_label, model_name].options
    options[option] = [*options[option], added]
    if "apps" in state.__dict__:  # the classes were made before
        meta = state.apps.get_model(app_label, model_name)._meta
        setattr(meta, option, [*getattr(meta, option), added])
