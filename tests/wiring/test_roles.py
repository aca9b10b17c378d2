"""The two roles of the database: what the app may do, and a server that knows only one role."""

from __future__ import annotations

import psycopg
import pytest
from django.db import connection

from hirehall.wiring import migrating, roles

pytestmark = pytest.mark.django_db
NOBODY = "hirehall_app_of_this_test"
# A role that every server has, and that ours is no member of.
ANOTHER = "pg_signal_backend"


def _default_rights_of(role: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_default_acl, aclexplode(defaclacl) given"
            " JOIN pg_roles ON pg_roles.oid = given.grantee WHERE rolname = %s",
            [role],
        )
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def test_a_server_that_has_no_role_for_the_app_is_migrated_all_the_same(monkeypatch):
    monkeypatch.setattr(roles, "APP", NOBODY)
    roles.prepare_app_role()
    assert _default_rights_of(NOBODY) == 0


def test_the_role_for_the_app_may_use_what_migrations_will_make(monkeypatch):
    monkeypatch.setattr(roles, "APP", ANOTHER)
    assert _default_rights_of(ANOTHER) == 0
    roles.prepare_app_role()
    # Four rights on tables, three on sequences.
    assert _default_rights_of(ANOTHER) == 7


def test_one_process_at_a_time_brings_the_tables_to_this_version() -> None:
    """Who comes second says so, waits, and finds the work done."""
    said = []
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as other:

        def hear(sentence: str) -> None:
            said.append(sentence)
            other.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [migrating.LOCK])

        other.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [migrating.LOCK])
        assert migrating.migrate(told=hear) == 0
        assert said == ["Another process brings the database to this version. Waiting for it …"]
        free = other.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [migrating.LOCK])
        assert free.fetchone()[0]
