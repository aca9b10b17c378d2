"""The two database roles. The owner migrates; the app may do with each table what the owner's migrations let it."""

from __future__ import annotations

from django.db import connection
from psycopg import sql

from hirehall.wiring.postgres.places import APP


def prepare_app_role() -> None:
    """Let the app's role, where there is one besides the migrating one, use what the coming migrations will make.

    Migrations that fence a table (the ledger's) take these rights back for it.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            # By the row's own oid: a name that no role has would be an error, not an empty answer.
            "SELECT 1 FROM pg_roles WHERE rolname = %s AND rolname <> current_user"
            " AND NOT pg_has_role(oid, current_user, 'member')",
            [APP],
        )
        if cursor.fetchone() is None:
            return
        for statement in (
            "GRANT USAGE ON SCHEMA public TO {app}",
            "ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app}",
            "ALTER DEFAULT PRIVILEGES GRANT USAGE, SELECT, UPDATE ON SEQUENCES TO {app}",
        ):
            cursor.execute(sql.SQL(statement).format(app=sql.Identifier(APP)))
