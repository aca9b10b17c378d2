"""What is wrong with a database that does not work for us, and how to mend it, in words for an operator."""

from __future__ import annotations

from urllib.parse import urlparse

import psycopg

from hirehall.wiring.config import Config

Trouble = tuple[str, str]
REACH_SECONDS = 5
SEE = "See docs/operator.md, part Database."
BY_STATE: dict[str, Trouble] = {
    "28P01": ("the database turns the password away", "Correct the password in DATABASE_URL."),
    "28000": (
        "the database does not let this account in",
        "Correct the account in DATABASE_URL, or pg_hba.conf.",
    ),
    "3D000": ("the server has no such database", "Create it, or correct its name in DATABASE_URL: " + SEE),
    "42P01": ("tables are missing", "Run: hirehall migrate"),
    "42703": ("tables are of another version", "Run: hirehall migrate"),
    "42501": ("the account lacks a right", "Run hirehall migrate as the owner. " + SEE),
    "53100": ("the disk of the database is full", "Make room there; nothing that was acknowledged is lost."),
    "53300": ("all connections are taken", "Raise max_connections, or lower HIREHALL_WORKERS."),
    "57P03": ("the database is starting or stopping", "Wait a moment, then ask again."),
    "25006": ("the database only lets us read", "Is this a standby? Point DATABASE_URL at the primary."),
}


def reach(config: Config) -> Trouble | None:
    """Whether an external database lets us in, asked once and without a pool; None where it does."""
    if not config.database_url:
        return None
    try:
        psycopg.connect(config.database_url, connect_timeout=REACH_SECONDS).close()
    except psycopg.Error as error:
        return words(error)
    return None


def words(error: BaseException) -> Trouble:
    """What an error of the database means, and the remedy."""
    seen: BaseException | None = error
    while seen is not None:
        state = getattr(seen, "sqlstate", None)
        if state in BY_STATE:
            return BY_STATE[state]
        seen = seen.__cause__
    text = " ".join(str(error).split())
    for state, mark in (
        ("28P01", "password authentication failed"),
        ("28000", "authentication failed for user"),  # by peer or by certificate
        ("53300", "too many clients"),
    ):
        if mark in text:
            return BY_STATE[state]
    if "does not exist" in text and "database" in text:
        return BY_STATE["3D000"]
    if "role" in text and "does not exist" in text:
        return BY_STATE["28000"]
    return f"the database does not answer: {text[:200]}", "Does it run, and is DATABASE_URL right? " + SEE


def place(config: Config) -> str:
    """Where the database is, without its password."""
    parts = urlparse(config.database_url)
    return (
        f"{parts.hostname or 'this machine'}:{parts.port or 5432}{parts.path}"
        if config.database_url
        else "embedded"
    )
