"""The two roles of the database: what the app may do, and a server that knows only one role."""

from __future__ import annotations

import pytest
from django.db import connection

from hirehall.wiring import roles

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
