"""Configuration: environment variables over an optional TOML file over defaults. Nothing else is read.

The file is ``HIREHALL_CONFIG``, or ``hirehall.toml`` in the data folder. Its keys are the environment names
without the prefix, in lower case: ``HIREHALL_BIND`` is ``bind``, ``DATABASE_URL`` is ``database_url``.
"""

from __future__ import annotations

import os
import secrets
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlparse

DEFAULT_BIND = "127.0.0.1:8000"
DEFAULT_VIDEO_HOSTS = "vimeo.com youtube.com youtu.be peertube.tv"


class Misconfigured(Exception):
    """A setting that cannot be used; the message says which one and what to write instead."""


@dataclass(frozen=True, slots=True)
class Config:
    """Everything an operator configures.

    Attributes:
        home: the data folder (database, files, mail, secret key).
        bind: ``address:port`` of the pages.
        events_bind: ``address:port`` of the live events process.
        public_url: how people reach the installation, without a trailing slash.
        events_url: how browsers reach ``/events``, without a trailing slash.
        database_url: an external PostgreSQL; empty for the embedded one.
        database_direct_url: the same server past any pooler; empty for ``database_url``.
        pooler: whether a pooler lends connections by the transaction: ``yes``, ``no``, or ``auto`` to go by the two
            addresses.
        secret_key: signs cookies and links.
        debug: shows errors in the browser; never in production.
        mail_url: ``file:`` (a folder in ``home``), ``console:`` or ``smtp://user:pass@host:port?tls=yes``.
        mail_from: the sender's address.
        workers: web processes; 0 chooses by the machine.
        threads: threads of a web process.
        sandbox: whether the sandbox payment rail may be used.
        postgres_bin: the ``bin`` folder of the PostgreSQL to embed; empty to look for one.
        postgres_account: the unprivileged account that runs it when we are root; empty to choose one.
        metrics_token: lets a collector on another machine read ``/metrics``; empty for this machine only.
        api_requests_per_minute: how often one token may call the API in a minute.
        log: ``folder`` for files in ``home/log``, ``terminal`` for standard error.
        source_url: where the source code of this installation can be had (AGPL, section 13).
        feed_hosts: ``name`` or ``name:port`` of servers in one's own network that halls may read feeds from; everything
            else has to be on the public internet.
        credential_issuers: ``name`` or ``name:port`` of issuers elsewhere whose keys and status lists are read to
            verify their credentials; nobody else is asked.
        video_hosts: where a film beside a portfolio piece may lie; their subdomains count.
    """

    home: Path
    bind: str
    events_bind: str
    public_url: str
    events_url: str
    database_url: str
    database_direct_url: str
    pooler: str
    secret_key: str
    debug: bool
    mail_url: str
    mail_from: str
    workers: int
    threads: int
    sandbox: bool
    postgres_bin: str
    postgres_account: str
    metrics_token: str
    api_requests_per_minute: int
    log: str
    source_url: str
    video_hosts: tuple[str, ...]
    feed_hosts: tuple[str, ...]
    credential_issuers: tuple[str, ...]

    @property
    def behind_a_pooler(self) -> bool:
        """Whether the operator says so; else, whether the pages reach the database elsewhere than migrations do."""
        if self.pooler != "auto":
            return self.pooler == "yes"
        return _server_of(self.database_url) != _server_of(self.database_direct_url)


def load(environment: dict[str, str] | None = None) -> Config:
    """Read the configuration.

    Raises:
        Misconfigured: for a file that is missing or not TOML, an unknown key, or a value of the wrong form.
    """
    env = dict(os.environ if environment is None else environment)
    home = Path(env.get("HIREHALL_HOME") or Path.cwd() / ".hirehall").absolute()
    written = _file(env, home)

    def value(name: str, default: str = "") -> str:
        prefix = "" if name.startswith("database") else "HIREHALL_"
        return env.get(prefix + name.upper()) or str(written.get(name, "")) or default

    bind = value("bind", DEFAULT_BIND)
    host, port = _address("HIREHALL_BIND", bind)
    events_bind = value("events_bind", f"{host}:{port + 1}")
    events_host, events_port = _address("HIREHALL_EVENTS_BIND", events_bind)
    database_url = value("database_url")
    return Config(
        home=home,
        bind=bind,
        events_bind=events_bind,
        public_url=value("public_url", f"http://{host}:{port}").rstrip("/"),
        events_url=value("events_url", f"http://{events_host}:{events_port}").rstrip("/"),
        database_url=database_url,
        database_direct_url=value("database_direct_url", database_url),
        pooler=_one_of("HIREHALL_POOLER", value("pooler", "auto"), ("auto", "yes", "no")),
        secret_key=value("secret_key") or _kept_secret(_usable(home)),
        debug=_yes_or_no("HIREHALL_DEBUG", value("debug", "no")),
        mail_url=value("mail_url", "file:"),
        mail_from=value("mail_from", "Hirehall <hall@localhost>"),
        workers=_whole("HIREHALL_WORKERS", value("workers", "0")),
        threads=_whole("HIREHALL_THREADS", value("threads", "4")),
        sandbox=_yes_or_no("HIREHALL_SANDBOX", value("sandbox", "yes")),
        postgres_bin=value("postgres_bin"),
        postgres_account=value("postgres_account"),
        metrics_token=value("metrics_token"),
        api_requests_per_minute=_whole(
            "HIREHALL_API_REQUESTS_PER_MINUTE", value("api_requests_per_minute", "300")
        ),
        log=_one_of("HIREHALL_LOG", value("log", "folder"), ("folder", "terminal")),
        source_url=value("source_url"),
        video_hosts=tuple(value("video_hosts", DEFAULT_VIDEO_HOSTS).replace(",", " ").lower().split()),
        feed_hosts=tuple(value("feed_hosts").replace(",", " ").lower().split()),
        credential_issuers=tuple(value("credential_issuers").replace(",", " ").lower().split()),
    )


KEYS = frozenset(field.name for field in fields(Config)) - {"home"}


def _file(env: dict[str, str], home: Path) -> dict[str, Any]:
    named = env.get("HIREHALL_CONFIG")
    path = Path(named) if named else home / "hirehall.toml"
    if not path.exists():
        if named:
            raise Misconfigured(f"HIREHALL_CONFIG names {path}, and there is no such file.")
        return {}
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise Misconfigured(f"{path} is not valid TOML: {error}.") from error
    unknown = sorted(set(written) - KEYS)
    if unknown:
        raise Misconfigured(f"{path} has the unknown key {unknown[0]}; known are {', '.join(sorted(KEYS))}.")
    return written


def _server_of(url: str) -> tuple[str, ...]:
    """Where a ``postgresql://`` address leads, whoever asks."""
    parts = urlparse(url)
    query = parse_qs(parts.query)
    host = query.get("host", [parts.hostname or ""])[-1]
    return host, query.get("port", [str(parts.port or 5432)])[-1]


def _address(name: str, text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not host or not (port.isascii() and port.isdigit()) or not 0 < int(port) < 65536:
        raise Misconfigured(f"{name} is {text!r}; write address:port, for example {DEFAULT_BIND}.")
    return host, int(port)


def _yes_or_no(name: str, text: str) -> bool:
    answers = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
    if text.lower() not in answers:
        raise Misconfigured(f"{name} is {text!r}; write yes or no.")
    return answers[text.lower()]


def _one_of(name: str, text: str, choices: tuple[str, ...]) -> str:
    if text not in choices:
        raise Misconfigured(f"{name} is {text!r}; write {', '.join(choices[:-1])} or {choices[-1]}.")
    return text


def _whole(name: str, text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise Misconfigured(f"{name} is {text!r}; write a whole number.")
    return int(text)


def _usable(home: Path) -> Path:
    """The data folder, made where it is missing.

    Raises:
        Misconfigured: when it cannot be made or written to.
    """
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Misconfigured(
            f"The data folder {home} cannot be made ({error.strerror}). Set HIREHALL_HOME to a folder of yours."
        ) from error
    if not os.access(home, os.W_OK | os.X_OK):
        raise Misconfigured(
            f"The data folder {home} cannot be written to by this account. Give it to the account (chown), or set"
            " HIREHALL_HOME to another folder."
        )
    return home


def _kept_secret(home: Path) -> str:
    """The secret key in the data folder, made on first use and readable by its owner only."""
    path = home / "secret_key"
    if path.exists():
        return path.read_text(encoding="ascii").strip()
    fresh = secrets.token_urlsafe(50)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(fresh)
    return fresh
