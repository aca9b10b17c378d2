"""What ``hirehall doctor`` looks at. Each part answers findings: fine, a warning, or wrong with how to mend it."""

from __future__ import annotations

import os
import shutil
import smtplib
import socket
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote, urlparse

from hirehall.wiring import installation, pooling, trouble
from hirehall.wiring.config import Config
from hirehall.wiring.postgres.binaries import NoPostgres
from hirehall.wiring.postgres.cluster import ServerTrouble

LITTLE_SPACE_BYTES = 2 * 1024**3
TOO_LITTLE_SPACE_BYTES = 200 * 1024**2
JOBS_LATE_MINUTES = 10
MOST_NAMED = 5
MIGRATE = "Run: hirehall migrate"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: ``state`` is fine, warn or wrong."""

    part: str
    state: str
    text: str
    mend: str = ""


def examine(config: Config) -> list[Finding]:
    """Everything, the cheap and basic things first; what needs the database only where it answers."""
    found = [*_configuration(config), *_disk(config), *_mail(config)]
    told = trouble.reach(config)
    if told is not None:
        return [*found, Finding("database", "wrong", f"{told[0]} ({trouble.place(config)})", told[1])]
    try:
        found += _pooler(config)
        with installation.django():
            return [*found, *_inside()]
    except (ServerTrouble, NoPostgres, LookupError) as error:
        return [*found, Finding("database", "wrong", str(error), trouble.SEE)]
    except Exception as error:  # noqa: BLE001 - a doctor does not fall ill of what it finds
        return [*found, Finding("database", "wrong", *trouble.words(error))]


def _inside() -> list[Finding]:
    """What needs the database, part by part: one that cannot be looked at does not hide the others."""
    found = _database()
    if any(one.mend == MIGRATE for one in found):
        skipped = "not looked at before the tables are of this version"
        return [*found, *(Finding(part, "warn", skipped, MIGRATE) for part in ("jobs", "files", "books"))]
    for part, look in (("configuration", _secret), ("jobs", _jobs), ("files", _content), ("books", _books)):
        try:
            found += look()
        except Exception as error:  # noqa: BLE001 - as above
            found.append(Finding(part, "wrong", *trouble.words(error)))
    return found


def _secret() -> list[Finding]:
    """Second factors are stored under the secret key; a key that cannot open one of them is another key."""
    from allauth.mfa.models import Authenticator
    from cryptography.fernet import InvalidToken

    from hirehall.people.login import SecondFactorAdapter

    one = Authenticator.objects.filter(type=Authenticator.Type.TOTP).first()
    try:
        if one is not None:
            SecondFactorAdapter().decrypt(str(one.data["secret"]))
    except InvalidToken:
        return [
            Finding(
                "configuration",
                "wrong",
                "the secret key is not the one under which second factors were stored; nobody who has one can sign in",
                "Bring the former HIREHALL_SECRET_KEY, or the file secret_key of the data folder, back.",
            )
        ]
    return []


def _configuration(config: Config) -> list[Finding]:
    found = [Finding("configuration", "fine", f"data in {config.home}, pages at {config.public_url}")]
    public = urlparse(config.public_url)
    if public.hostname not in {"127.0.0.1", "localhost", "::1"}:
        if public.scheme != "https":
            found.append(
                Finding(
                    "configuration", "wrong", "people reach it without encryption", "Set an https public_url."
                )
            )
        if config.sandbox:
            found.append(
                Finding(
                    "configuration", "warn", "the sandbox payment rail is on: its money is play money",
                    "Set HIREHALL_SANDBOX=no where real money moves.",
                )
            )  # fmt: skip
    if config.debug:
        found.append(
            Finding("configuration", "warn", "debug is on: errors show code", "Unset HIREHALL_DEBUG.")
        )
    secret = config.home / "secret_key"
    if secret.exists() and secret.stat().st_mode & 0o077:
        found.append(
            Finding("configuration", "wrong", f"others may read {secret}", f"Run: chmod 600 {secret}")
        )
    return found


def _disk(config: Config) -> list[Finding]:
    if not os.access(config.home, os.W_OK):
        return [
            Finding(
                "disk", "wrong", f"{config.home} cannot be written to", "Give it to the account that serves."
            )
        ]
    free = shutil.disk_usage(config.home).free
    text = f"{free / 1024**3:.1f} GB free in {config.home}"
    if free < TOO_LITTLE_SPACE_BYTES:
        return [Finding("disk", "wrong", text, "Make room now: the database stops when the disk is full.")]
    if free < LITTLE_SPACE_BYTES:
        return [Finding("disk", "warn", text, "Make room soon.")]
    return [Finding("disk", "fine", text)]


def _mail(config: Config) -> list[Finding]:
    parts = urlparse(config.mail_url)
    if parts.scheme == "file":
        return [
            Finding(
                "mail",
                "warn",
                f"mail is kept in {config.home / 'mail'}, nobody gets it",
                "Set HIREHALL_MAIL_URL.",
            )
        ]
    if parts.scheme == "console":
        return [
            Finding(
                "mail", "warn", "mail is written to the terminal, nobody gets it", "Set HIREHALL_MAIL_URL."
            )
        ]
    where = f"{parts.hostname}:{parts.port or (465 if parts.scheme == 'smtps' else 25)}"
    kind: Callable[..., smtplib.SMTP] = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
    try:
        with kind(parts.hostname or "localhost", parts.port or 0, timeout=10) as server:
            server.noop()
            if parts.username:
                if "tls=yes" in parts.query:
                    server.starttls()
                server.login(unquote(parts.username), unquote(parts.password or ""))
    except smtplib.SMTPAuthenticationError:
        return [
            Finding(
                "mail", "wrong", f"{where} turns the log-in away", "Correct the account in HIREHALL_MAIL_URL."
            )
        ]
    except (OSError, smtplib.SMTPException, socket.gaierror) as error:
        return [Finding("mail", "wrong", f"{where} does not answer: {error}", "Is HIREHALL_MAIL_URL right?")]
    return [Finding("mail", "fine", f"{where} answers")]


def _pooler(config: Config) -> list[Finding]:
    if pooling.is_unnoticed(config):
        return [Finding("database", "wrong", pooling.WARNING, pooling.MEND)]
    if config.behind_a_pooler:
        return [Finding("database", "fine", "behind a pooler: no plans are kept for a connection")]
    return []


def _database() -> list[Finding]:
    from django.db import connection

    from hirehall.wiring.readiness import unapplied_migrations

    waiting = unapplied_migrations()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version'), pg_size_pretty(pg_database_size(current_database()))"
        )
        version, size = cursor.fetchone()
        cursor.execute("SELECT count(*), current_setting('max_connections')::int FROM pg_stat_activity")
        used, most = cursor.fetchone()
    found = [
        Finding("database", "fine", f"PostgreSQL {version}, {size}, {used} of {most} connections in use")
    ]
    if waiting:
        found.append(Finding("database", "wrong", f"{len(waiting)} migrations wait", MIGRATE))
    if used > most * 0.8:
        found.append(
            Finding(
                "database",
                "warn",
                "connections are nearly used up",
                "Raise max_connections, or lower workers.",
            )
        )
    return found


def _jobs() -> list[Finding]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FILTER (WHERE status = 'failed'), count(*) FILTER (WHERE status = 'todo'"
            " AND coalesce(scheduled_at, now()) < now() - make_interval(mins => %s)) FROM procrastinate_jobs",
            [JOBS_LATE_MINUTES],
        )
        failed, late = cursor.fetchone()
        cursor.execute(
            "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '1 minute'"
        )
        workers = cursor.fetchone()[0]
        cursor.execute(
            "SELECT task_name || ' (' || count(*) || ')' FROM procrastinate_jobs WHERE status = 'failed'"
            " GROUP BY task_name ORDER BY count(*) DESC LIMIT %s",
            [MOST_NAMED],
        )
        names = [row[0] for row in cursor.fetchall()]
    found = [Finding("jobs", "fine", f"{workers} workers, {failed} failed, {late} late")]
    if failed:
        found.append(
            Finding(
                "jobs",
                "warn",
                f"{failed} jobs failed for good: {', '.join(names)}",
                "Try them again or give them up on the operator’s desk, Jobs.",
            )
        )
    if late and not workers:
        found.append(Finding("jobs", "wrong", f"{late} jobs wait and no worker runs", "Run: hirehall serve"))
    elif late:
        found.append(
            Finding(
                "jobs",
                "warn",
                f"{late} jobs wait for more than {JOBS_LATE_MINUTES} minutes although a worker runs",
                "Look into the worker’s log; add one with: hirehall worker",
            )
        )
    return found


def _content() -> list[Finding]:
    from hirehall.files.queries import missing_content

    missing = len(missing_content())
    if missing:
        return [
            Finding("files", "wrong", f"{missing} files are not on disk", "Bring HIREHALL_HOME/files back.")
        ]
    return [Finding("files", "fine", "every stored file is on disk")]


def _books() -> list[Finding]:
    from hirehall.wiring.auditing import audit

    checked, broken = audit()
    if broken:
        names = ", ".join(sorted({one.name for one in broken}))
        return [
            Finding(
                "books",
                "wrong",
                f"broken: {names}",
                "Run hirehall audit; stop payouts meanwhile.",
            )
        ]
    return [Finding("books", "fine", f"{len(checked)} invariants hold")]
