"""How long one person's standing takes to be made anew after a review, and the nightly walk of trust takes.

Both run on rows of a database of their own, through the code that a hall runs.
"""

from __future__ import annotations

from datetime import timedelta
from time import perf_counter
from typing import Any
from uuid import UUID

import numpy as np
from django.db import connection

from hirehall.formulas import trust as formula
from hirehall.formulas.constants import published
from hirehall.foundation import clock
from hirehall.foundation.actor import system
from hirehall.foundation.ids import new_id
from hirehall.halls.models import Hall, Policy
from hirehall.people.models import Person
from hirehall.reputation import actions
from hirehall.reputation.models import Review, ReviewInvitation, ReviewWindow, Verification
from hirehall.reputation.operations.trust import walked
from hirehall.skills.models import Category
from hirehall.wiring.benches.ground import scratch, times

CLOCK = system("clock")
WINDOWS = "reputation_review_window"
CLIENTS, ASKED = 12, 40
ANSWERS = ("yes", "yes", "yes", "yes", "no", "cannot_tell")
PLAIN = f"SELECT count(*), avg(paid_minor), max(ended_at) FROM {WINDOWS} WHERE freelancer_id = %s"
SUMS = f"SELECT count(*) FROM (SELECT sum(paid_minor) FROM {WINDOWS} GROUP BY client_id, freelancer_id) pairs"
WALK = f"""
INSERT INTO {WINDOWS} (id, hall_id, contract_id, title, href, client_id, freelancer_id, paid_minor, currency, origin,
  ended_at, together, opened_at, closes_at, reply_days, questions)
SELECT gen_random_uuid(), %(hall)s, gen_random_uuid(), 'Work', '/', ('00000000-0000-4000-8000-' ||
    lpad(floor(power(random(), 2) * %(clients)s)::text, 12, '0'))::uuid, ('00000000-0000-4000-9000-' ||
    lpad(floor(power(random(), 2) * %(freelancers)s)::text, 12, '0'))::uuid, 1000 + (random() * 200000)::int, 'EUR',
  'marketplace', now() - (n %% 900 || ' days')::interval, 1, now() - (n %% 900 || ' days')::interval, now(), 28, '[]'
FROM generate_series(1, %(edges)s) AS n
"""


def standing(contracts: int) -> list[dict[str, Any]]:
    """Forty freelancers with so many reviewed contracts each, by twelve clients; one more review of each is timed.

    What is timed is what the job does: batches, the pieces, all standings of the person, and their cards.
    """
    with scratch("standing"):
        hall, field = _hall()
        drawn = np.random.default_rng(3)
        clients = [_person(f"client-{at}") for at in range(CLIENTS)]
        people = [_person(f"freelancer-{at}") for at in range(ASKED)]
        for person in people:
            _reviewed(hall, field, person, clients, drawn, many=contracts)
            _refreshed(person.id)
        for person in people:
            _reviewed(hall, field, person, clients, drawn, many=1)
        _analysed()
        ours = times(lambda one=person: _refreshed(one.id) for person in people)  # type: ignore[misc]
        plain = times(lambda one=person: _one(PLAIN, [one.id]) for person in people)  # type: ignore[misc]
    return [
        {"what": "standing after one review", "contracts": contracts, "people": ASKED, **ours},
        {"what": "plain sum of the same contracts", "contracts": contracts, "people": ASKED, **plain},
    ]  # fmt: skip


def walk(edges: int) -> list[dict[str, Any]]:
    """The walk over so many reviewed contracts of a fifth as many people, and what of it the formula itself takes."""
    with scratch("trust"):
        hall, _ = _hall()
        verified = [_person(f"verified-{at}") for at in range(20)]
        now = clock.now()
        with connection.cursor() as cursor:
            _without_keys(cursor)
            people = {"clients": max(1, edges // 10), "freelancers": max(1, edges // 10)}
            cursor.execute(WALK, {"hall": hall.id, "edges": edges, **people})
            cursor.execute(
                f"UPDATE {WINDOWS} SET client_id = (%s::uuid[])[1 + (paid_minor %% 20)] WHERE paid_minor %% 500 = 0",
                [[one.id for one in verified]],
            )
        Verification.objects.bulk_create(
            Verification(
                person=one,
                asked_at=now,
                asked_by=one,
                verified_at=now,
                decided_by=one,
                reason="a measurement",
            )
            for one in verified
        )
        _analysed()
        begun = perf_counter()
        found = walked(clock.now(), published())
        whole = perf_counter() - begun
        begun = perf_counter()
        pairs = _one(SUMS, [])
        plain = perf_counter() - begun
    alone = _alone(found.edges)
    return [
        {"what": "nightly walk, from rows to levels", "contracts": edges, "pairs": found.edges, "s": round(whole, 2)},
        {"what": "of it the formula", "contracts": edges, "pairs": found.edges, "s": round(alone, 2)},
        {"what": "plain sums of the same pairs", "contracts": edges, "pairs": pairs, "s": round(plain, 2)},
    ]  # fmt: skip


def _alone(edges: int) -> float:
    drawn = np.random.default_rng(5)
    many = max(1, edges // 10)
    paid = formula.Paid(
        drawn.integers(0, many, edges), drawn.integers(0, many, edges), drawn.random(edges) + 0.1
    )
    verified = drawn.random(many) < 0.01
    verified[0] = True
    begun = perf_counter()
    formula.trust(paid, verified, freelancers=many, rules=published().trust)
    return perf_counter() - begun


def _hall() -> tuple[Hall, Category]:
    hall = Hall.objects.create(slug="bench", name="Bench", currency="EUR", opened_at=clock.now())
    Policy.objects.create(hall=hall, effective_from=clock.now(), reason="a measurement")
    return hall, Category.objects.create(hall=hall, slug="software", name="Software")


def _person(name: str) -> Person:
    return Person.objects.create(
        email=f"{name}@bench.invalid", name=name, handle=name, hat="freelancer", joined_at=clock.now()
    )


def _reviewed(
    hall: Hall,
    field: Category,
    person: Person,
    clients: list[Person],
    drawn: np.random.Generator,
    *,
    many: int,
) -> None:
    """So many paid contracts, each with both reviews, a week apart."""
    now = clock.now()
    windows = [
        ReviewWindow(
            hall=hall, contract_id=new_id(), title="Work", href="/", client=clients[int(drawn.integers(len(clients)))],
            freelancer=person, paid_minor=int(drawn.integers(50_00, 3_000_00)), currency="EUR", category_id=field.id,
            ended_at=now - timedelta(weeks=at), together=1, opened_at=now - timedelta(weeks=at), closes_at=now,
            reply_days=28, released_at=now - timedelta(weeks=at),
        )
        for at in range(many)
    ]  # fmt: skip
    ReviewWindow.objects.bulk_create(windows)
    invitations = [
        ReviewInvitation(
            window=window, direction="of_freelancer", state="answered", answered_at=window.ended_at
        )
        for window in windows
    ]
    ReviewInvitation.objects.bulk_create(invitations)
    Review.objects.bulk_create(
        Review(
            invitation=invitation, window=invitation.window, direction="of_freelancer",
            author=invitation.window.client, rungs={f"rung{n}": str(drawn.choice(ANSWERS)) for n in (1, 2, 3)},
            submitted_at=invitation.window.ended_at, released_at=invitation.window.ended_at,
        )
        for invitation in invitations
    )  # fmt: skip


def _refreshed(person_id: UUID) -> None:
    actions.refresh_standing(person_id, by=CLOCK)
    actions.keep_record(person_id, by=CLOCK)


def _one(sql: str, values: list[Any]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row = cursor.fetchone()
    return row[0] if row else None


def _without_keys(cursor: Any) -> None:
    """The made rows name people who are not there."""
    cursor.execute(
        "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'f'", [WINDOWS]
    )
    for (name,) in cursor.fetchall():
        cursor.execute(f'ALTER TABLE {WINDOWS} DROP CONSTRAINT "{name}"')


def _analysed() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
