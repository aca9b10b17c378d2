"""``hirehall serve``: the whole installation as one process tree."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import click

from hirehall.wiring import installation, pooling
from hirehall.wiring.cast import told
from hirehall.wiring.config import Config, Misconfigured, load
from hirehall.wiring.installation import embedded_server
from hirehall.wiring.processes.supervisor import Child, Supervisor, module
from hirehall.wiring.processes.web import web_command

FIRST_ANSWER_SECONDS = 60


@click.command()
@click.option("--demo", is_flag=True, help="Seed the demo market when the database is empty.")
def command(*, demo: bool) -> None:
    """Serve pages, API, background jobs and live events until Ctrl-C."""
    began = time.monotonic()
    config = load()
    _require_free("HIREHALL_BIND", config.bind)
    _require_free("HIREHALL_EVENTS_BIND", config.events_bind)
    server = embedded_server(config)
    code = 1
    try:
        if server is not None:
            server.start()
        environment = _environment()
        prepared = _prepare(environment)
        if pooling.is_unnoticed(config):
            click.echo(f"Warning: {pooling.WARNING}. {pooling.MEND}", err=True)
        seeded = demo and prepared["halls"] == 0
        if seeded:
            _seed(environment)
        supervisor = Supervisor(
            _children(config),
            alive=lambda: server is None or (server.process is not None and server.process.poll() is None),
            say=lambda line: click.echo(line, err=True),
        )
        code = supervisor.run(
            environment,
            started=lambda: _announce(config, supervisor, began=began),
        )
    except KeyboardInterrupt:
        code = 0
    finally:
        if server is not None:
            server.stop()
    sys.exit(code)


def _environment() -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": installation.SETTINGS,
        "HIREHALL_STATIC": "collected",
        "HIREHALL_SERVES": "yes",
        "PYTHONUNBUFFERED": "1",
    }


def _children(config: Config) -> list[Child]:
    logs = config.home / "log" if config.log == "folder" else None
    return [
        Child(
            "background jobs",
            module("hirehall.wiring.command", "worker", *_alone(config)),
            _log(logs, "jobs"),
        ),
        Child("live events", module("hirehall.wiring.processes.events"), _log(logs, "events")),
        Child("pages", web_command(config), _log(logs, "pages"), when_orphaned=signal.SIGTERM),
    ]


def _log(folder: Path | None, name: str) -> Path | None:
    return folder / f"{name}.log" if folder else None


def _alone(config: Config) -> tuple[str, ...]:
    """An embedded database has no other workers: whatever was being done at the start was left by a crash."""
    return () if config.database_url else ("--alone",)


def _require_free(name: str, bind: str) -> None:
    host, _, port = bind.rpartition(":")
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host.strip("[]"), int(port)))
        except OSError as error:
            raise Misconfigured(
                f"{bind} cannot be used ({error.strerror}). Is Hirehall running already? Else set {name}=address:port."
            ) from error


def _prepare(environment: Mapping[str, str]) -> dict[str, int]:
    done = subprocess.run(
        module("hirehall.wiring.processes.prepare"),
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise click.ClickException(
            "The database could not be brought to this version; the reason stands above."
        )
    told: dict[str, int] = json.loads(done.stdout.strip().splitlines()[-1])
    if told["migrated"]:
        click.echo(f"Brought the database to this version ({told['migrated']} migrations).")
    return told


def _seed(environment: Mapping[str, str]) -> None:
    click.echo("The database is empty; making the demo market. This happens once.")
    done = subprocess.run(module("hirehall.wiring.command", "demo"), env=environment, check=False)
    if done.returncode:
        raise click.ClickException("The demo could not be made; the reason stands above.")


def _announce(config: Config, supervisor: Supervisor, *, began: float) -> None:
    if not _wait_for_pages(config, lambda: supervisor.asked_to_stop):
        return
    also = config.public_url.replace("//127.0.0.1", "//localhost")
    passkeys = f"  (for passkeys: {also})" if also != config.public_url else ""
    click.echo(f"\nHirehall is open after {time.monotonic() - began:.1f} s: {config.public_url}{passkeys}")
    rows = {
        "API": f"{config.public_url}/api/v1/docs",
        "Live events": f"{config.events_url}/events",
        "Mail lands in": _where_mail_lands(config),
        "Data": str(config.home),
        "Logs": str(config.home / "log") if config.log == "folder" else "this terminal",
    }
    for label, text in rows.items():
        click.echo(f"  {label + ':':<15}{text}")
    cast = told(config.home)
    if cast:
        click.echo("Sign in as one of the demo’s people:")
    for line in cast:
        click.echo(f"  {line}")
    click.echo("Ctrl-C stops everything.")


def _wait_for_pages(config: Config, stop: Callable[[], bool]) -> bool:
    until = time.monotonic() + FIRST_ANSWER_SECONDS
    while time.monotonic() < until and not stop():
        try:
            with urlopen(f"http://{config.bind}/healthz", timeout=2) as answer:
                return bool(answer.status == 200)
        except (URLError, OSError):
            time.sleep(0.1)
    return False


def _where_mail_lands(config: Config) -> str:
    if config.mail_url == "file:":
        return str(config.home / "mail")
    return "this terminal" if config.mail_url == "console:" else "the mail server of HIREHALL_MAIL_URL"
