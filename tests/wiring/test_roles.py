"""The two roles of the database: what the app may do, and a server that knows only one role."""

from __future__ import annotations

import pytest
from django.db import connection
from psycopg import sql

from hirehall.wiring import roles

pytestmark = pytest.mark.django_db
NAME = "hirehall_app_of_this_test"


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
    monkeypatch.setattr(roles, "APP", NAME)
    roles.prepare_app_role()
    assert _default_rights_of(NAME) == 0


def test_the_role_for_the_app_may_use_what_migrations_will_make(monkeypatch):
    monkeypatch.setattr(roles, "APP", NAME)
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("CREATE ROLE {}").format(sql.Identifier(NAME)))
    roles.prepare_app_role()
    # Four rights on tables, three on sequences.
    assert _default_rights_of(NAME) == 7
