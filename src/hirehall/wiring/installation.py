"""How a command gets at the installation: its configuration, a running database, and Django set up."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from hirehall.wiring import trouble
from hirehall.wiring.config import Config, load
from hirehall.wiring.postgres.cluster import Server, ServerTrouble, running
from hirehall.wiring.postgres.places import places

SETTINGS = "hirehall.wiring.settings"


def embedded_server(config: Config) -> Server | None:
    """The embedded database server of this installation, or None where an external one is configured."""
    if config.database_url:
        return None
    return Server(
        places(config.home, account=config.postgres_account),
        programs=config.postgres_bin,
        connections=connections_needed(config),
    )


def connections_needed(config: Config) -> int:
    """How many connections the server must admit: the pools of every process, and room for commands."""
    web = web_processes(config) * (max(config.threads, 4) + 4)
    return web + WORKER_CONNECTIONS + EVENTS_CONNECTIONS + ROOM_FOR_COMMANDS


def web_processes(config: Config) -> int:
    return config.workers or min(os.cpu_count() or 1, 4)


WORKER_JOBS = 4
WORKER_CONNECTIONS = 2 * (WORKER_JOBS + 4)
EVENTS_CONNECTIONS = 10
ROOM_FOR_COMMANDS = 20


@contextmanager
def database(config: Config | None = None) -> Iterator[Config]:
    """The installation with its database running: as it is, or started for the length of the block."""
    config = config or load()
    server = embedded_server(config)
    if server is None:
        yield config
        return
    with running(server):
        yield config


@contextmanager
def django(*, as_owner: bool = False) -> Iterator[Config]:
    """The installation with its database running and Django set up; for commands.

    Args:
        as_owner: connect as the owner of the tables, past any pooler; for migrations.
    """
    with database() as config:
        if as_owner:
            os.environ["HIREHALL_AS_OWNER"] = "1"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
        import django as framework

        framework.setup()
        from django.db import connections

        told = trouble.reach(config)
        if told is not None:
            raise ServerTrouble(f"{told[0]} ({trouble.place(config)}). {told[1]}")

        try:
            yield config
        finally:
            for connection in connections.all(initialized_only=True):
                connection.close()
                if hasattr(connection, "close_pool"):
                    connection.close_pool()
