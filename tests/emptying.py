"""Empties the database after a test with real commits: the rows of the tables that hold some, and no others.

Django would truncate a hundred tables and tell every application of it, which takes longer than most tests.
"""

from __future__ import annotations

from functools import cache
from typing import LiteralString

from django.db import connection, transaction
from psycopg import sql

KEPT = frozenset({"django_content_type", "auth_permission", "django_migrations"})
"""What the migrations leave behind, and no test touches."""
FIRST = ("money_entry", "money_transfer", "money_account", "procrastinate_periodic_defers")
"""Tables whose constraints look at each statement rather than at the end."""
DELETING = 8
"""The bit of a trigger's type that says that it watches deletions."""


@cache
def _tables() -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        there = {name for (name,) in cursor.fetchall()} - KEPT
    return (*FIRST, *sorted(there - set(FIRST)))


@cache
def _fenced() -> frozenset[str]:
    """Whose rows are never deleted, rightly. Only here, and only for this, their owner switches the triggers off."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE NOT tgisinternal AND tgtype & %s <> 0",
            [DELETING],
        )
        return frozenset(name for (name,) in cursor.fetchall())


def tables_with_rows() -> list[str]:
    """Every table that holds a row, also those that Django does not manage."""
    asked = sql.SQL(" UNION ALL ").join(
        sql.SQL("SELECT {}, {} WHERE EXISTS (SELECT 1 FROM {})").format(place, name, sql.Identifier(name))
        for place, name in enumerate(_tables())
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return [name for _, name in sorted(cursor.fetchall())]


def empty_the_database() -> None:
    filled = tables_with_rows()
    fenced = [name for name in filled if name in _fenced()]
    with transaction.atomic(), connection.cursor() as cursor:
        for name in fenced:
            cursor.execute(_on("ALTER TABLE {} DISABLE TRIGGER USER", name))
        for name in filled:
            cursor.execute(_on("DELETE FROM {}", name))
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for name in fenced:
            cursor.execute(_on("ALTER TABLE {} ENABLE TRIGGER USER", name))


def _on(statement: LiteralString, table: str) -> sql.Composed:
    return sql.SQL(statement).format(sql.Identifier(table))
