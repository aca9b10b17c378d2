"""Whether ``DATABASE_URL`` leads to a pooler that lends its connections by the transaction.

Nothing in the protocol says so, but a server's process serves one connection: where two of ours that are open at the
same time are answered by one process, or one of them by two, somebody stands in between. Only a proof counts; that
there is none says nothing, as a pooler that is busy or lends whole sessions looks like the server itself.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import LiteralString

import psycopg

from hirehall.wiring.config import Config
from hirehall.wiring.trouble import REACH_SECONDS

ROUNDS = 3
WHO_ANSWERS: LiteralString = "SELECT pg_backend_pid()"
WARNING = (
    "DATABASE_URL leads to a pooler that lends connections by the transaction, and the database is asked to keep plans"
    " for a connection: statements will fail"
)
MEND = "Set DATABASE_DIRECT_URL to the server itself; where both have one address, set HIREHALL_POOLER=yes."


def is_unnoticed(config: Config) -> bool:
    """Whether there is such a pooler although the configuration knows of none. What cannot be asked is no proof."""
    if not config.database_url or config.behind_a_pooler or config.pooler == "no":
        return False
    try:
        return lends_by_transaction(config.database_url)
    except psycopg.Error:
        return False


def lends_by_transaction(url: str) -> bool:
    """Ask over two connections in turn which process of the server answers."""
    with ExitStack() as both:
        ours = [
            both.enter_context(
                psycopg.connect(url, connect_timeout=REACH_SECONDS, autocommit=True, prepare_threshold=None)
            )
            for _ in range(2)
        ]
        answers: list[set[int]] = [set(), set()]
        for _ in range(ROUNDS):
            for connection, seen in zip(ours, answers, strict=True):
                seen.update(pid for (pid,) in connection.execute(WHO_ANSWERS))
    return bool(answers[0] & answers[1]) or any(len(seen) > 1 for seen in answers)
