"""Three-leg postings with one hot hall beside a bare two-row transfer; a trial balance over a million entries.

python -m bench.postings [--seconds 3] [--clients 1,4,16] [--entries 1000000]

Measures in a database of its own: on an embedded server that is started for it, or where DATABASE_URL says.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import django

UNITS = 1_000
BARE_ACCOUNTS = 10_000
CLIENT_READY_SECONDS = 1.0


def main() -> None:
    """Measure and print; every figure is also a ratio to the bare transfer of the same run."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seconds", type=float, default=3.0)
    arguments.add_argument("--clients", default="1,4,16")
    arguments.add_argument("--entries", type=int, default=1_000_000)
    chosen = arguments.parse_args()
    with database_of_our_own():
        hall_id = _hall()
        _bare_tables()
        print(f"{'clients':>8}{'bare transfers/s':>18}{'postings/s':>12}{'of bare':>9}")
        for clients in [int(part) for part in chosen.clients.split(",")]:
            bare = per_second(_bare_transfer, clients, chosen.seconds, hall_id)
            posted = per_second(_posting, clients, chosen.seconds, hall_id)
            print(f"{clients:8}{bare:18.0f}{posted:12.0f}{posted / bare:9.2f}")
        _trial_balance(hall_id, chosen.entries)


@contextmanager
def a_server() -> Iterator[None]:
    """The server that DATABASE_URL names, else an embedded one as an installation would run it."""
    if os.environ.get("DATABASE_URL"):
        yield
        return
    from hirehall.wiring.postgres.cluster import Server
    from hirehall.wiring.postgres.places import places

    home = Path(tempfile.mkdtemp(prefix="hirehall-bench-", dir="/var/tmp"))
    home.chmod(0o755)
    where = places(home)
    server = Server(where, connections=60)
    server.start()
    os.environ["DATABASE_URL"] = f"postgresql:///hirehall?host={where.sockets}&user=hirehall_owner"
    os.environ["HIREHALL_HOME"] = str(home)
    try:
        yield
    finally:
        server.stop()
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def database_of_our_own() -> Iterator[None]:
    """A fresh, migrated database, dropped afterwards."""
    with a_server(), _fresh_database():
        yield


@contextmanager
def _fresh_database() -> Iterator[None]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hirehall.wiring.settings")
    django.setup()
    from django.db import connection

    name = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = f"{name}_bench"
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def per_second(
    step: Callable[[UUID, random.Random], None], clients: int, seconds: float, hall_id: UUID
) -> float:
    """How often a second ``step`` is done by that many processes, each with one connection."""
    from django.db import connections

    connections.close_all()
    context = multiprocessing.get_context("fork")
    counts = context.SimpleQueue()
    start = time.monotonic() + CLIENT_READY_SECONDS
    workers = [
        context.Process(target=_client, args=(step, start, start + seconds, hall_id, number, counts))
        for number in range(clients)
    ]
    for worker in workers:
        worker.start()
    done = sum(counts.get() for _ in workers)
    for worker in workers:
        worker.join()
    return float(done) / seconds


def _client(
    step: Callable[[UUID, random.Random], None],
    start: float,
    end: float,
    hall_id: UUID,
    number: int,
    counts: multiprocessing.SimpleQueue[int],
) -> None:
    from django.db import connection

    connection.settings_dict["OPTIONS"].pop("pool", None)
    rng, done = random.Random(number), 0
    connection.ensure_connection()
    time.sleep(max(start - time.monotonic(), 0))
    while time.monotonic() < end:
        step(hall_id, rng)
        done += 1
    connection.close()
    counts.put(done)


def _posting(hall_id: UUID, rng: random.Random) -> None:
    """A funding: clearing to one of a thousand escrows and to the hall's fees, through the one door."""
    from django.db import transaction

    from hirehall.foundation.ids import new_id
    from hirehall.foundation.money import Money
    from hirehall.money.ledger import credit, debit, post
    from hirehall.money.states import AccountKind, TransferKind

    unit = UUID(int=rng.randrange(1, UNITS + 1))
    with transaction.atomic():
        post(
            hall_id=hall_id,
            key=str(new_id()),
            kind=TransferKind.FUND,
            legs=[
                debit(AccountKind.CLEARING, Money(103_00, "EUR")),
                credit(AccountKind.ESCROW, Money(100_00, "EUR"), subject=unit, group=unit),
                credit(AccountKind.CLIENT_FEE, Money(3_00, "EUR")),
            ],
        )


def _bare_transfer(_: UUID, rng: random.Random) -> None:
    """What a database does at least for a transfer: two rows changed in id order and one written, committed."""
    from django.db import connection, transaction

    one, other = sorted(rng.sample(range(BARE_ACCOUNTS), 2))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE bare_account SET balance = balance - 1 WHERE id = %s", [one])
        cursor.execute("UPDATE bare_account SET balance = balance + 1 WHERE id = %s", [other])
        cursor.execute("INSERT INTO bare_transfer (giver, taker, amount) VALUES (%s, %s, 1)", [one, other])


def _hall() -> UUID:
    from hirehall.foundation import clock
    from hirehall.halls.models import Hall

    return Hall.objects.create(slug="bench", name="Bench", opened_at=clock.now()).id


def _bare_tables() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bare_account (id int PRIMARY KEY, balance bigint NOT NULL)")
        cursor.execute("INSERT INTO bare_account SELECT n, 0 FROM generate_series(0, %s) n", [BARE_ACCOUNTS])
        cursor.execute(
            "CREATE TABLE bare_transfer (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
            " giver int, taker int, amount bigint)"
        )


FILL = """
ALTER TABLE money_transfer DISABLE TRIGGER USER;
ALTER TABLE money_entry DISABLE TRIGGER USER;
WITH made AS (
  INSERT INTO money_transfer (id, hall_id, key, kind, body_hash, posted_at)
  SELECT gen_random_uuid(), '{hall}', 'bulk:' || n, 'fund', '', now() FROM generate_series(1, {transfers}) n
  RETURNING id
), escrows AS (
  SELECT array_agg(id) AS ids FROM money_account WHERE kind = 'escrow'
), legs AS (
  SELECT made.id, leg.account, leg.minor FROM made, escrows, LATERAL (VALUES
    ((SELECT id FROM money_account WHERE kind = 'clearing'), 10300),
    (escrows.ids[1 + (random() * (cardinality(escrows.ids) - 1))::int], -10000),
    ((SELECT id FROM money_account WHERE kind = 'client_fee'), -300)) AS leg (account, minor)
)
INSERT INTO money_entry (transfer_id, account_id, hall_id, currency, amount_minor)
SELECT id, account, '{hall}', 'EUR', minor FROM legs;
UPDATE money_account a SET balance_minor = -s.minor
  FROM (SELECT account_id, sum(amount_minor) AS minor FROM money_entry GROUP BY account_id) s
 WHERE s.account_id = a.id AND a.balance_minor IS NOT NULL;
ALTER TABLE money_transfer ENABLE TRIGGER USER;
ALTER TABLE money_entry ENABLE TRIGGER USER;
"""


def _trial_balance(hall_id: UUID, entries: int) -> None:
    """Fill the books past the door (a bench may), then read them as the audit does."""
    from django.db import connection

    from hirehall.money import invariants

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM money_entry")
        missing = max(entries - cursor.fetchone()[0], 0)
        for statement in FILL.format(hall=hall_id, transfers=missing // 3 + 1).split(";\n"):
            if statement.strip():
                cursor.execute(statement)
        cursor.execute("VACUUM ANALYZE money_entry")
        cursor.execute("VACUUM ANALYZE money_transfer")
        counting = _milliseconds(lambda: cursor.execute("SELECT count(*) FROM money_entry"))
        cursor.execute("SELECT count(*) FROM money_entry")
        print(f"\n{cursor.fetchone()[0]:,} entries; counting them: {counting:.0f} ms")
    balance = _milliseconds(invariants.trial_balance)
    audit = _milliseconds(invariants.check)
    broken = invariants.check()
    print(f"trial balance: {balance:.0f} ms, {balance / counting:.1f} times the counting")
    print(f"every invariant: {audit:.0f} ms, {audit / counting:.1f} times the counting, {len(broken)} broken")


def _milliseconds(call: Callable[[], object]) -> float:
    """The best of three."""
    best = float("inf")
    for _ in range(3):
        began = time.perf_counter()
        call()
        best = min(best, time.perf_counter() - began)
    return best * 1000


if __name__ == "__main__":
    main()
