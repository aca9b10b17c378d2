"""A hundred writers claim from a pool of a thousand orders at once: no order twice, none lost."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from hirehall.contracts.models import Posting
from hirehall.engagements.unit.actions.cancel_order import cancel_order
from hirehall.engagements.unit.actions.claim_order import claim_order
from hirehall.engagements.unit.models import Claim, LevelRow, PoolOrder
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.ids import new_id
from hirehall.foundation.refused import Refused
from hirehall.money import invariants
from tests.makers.base import actor_of, make_person
from tests.makers.unit import make_pool
from tests.races.together import together

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
ORDERS, WRITERS, THREADS = 1_000, 100, 12


def test_a_hundred_writers_claim_from_a_thousand_orders() -> None:
    pool = make_pool()
    first = pool.posted()
    ids = [first.posting_id, *_copies(first)]
    writers = [actor_of(make_person(f"Writer {number}")) for number in range(WRITERS)]
    LevelRow.objects.bulk_create(
        LevelRow(hall=pool.hall, person_id=one.person_id, level=1, reason="A sample", set_at=clock.now())
        for one in writers
    )

    def claims(number: int) -> list[str]:
        """Each writer wants the same popular orders first, and then one that most others do not want."""
        wanted = [ids[0], ids[number // 10], ids[number * 7 % ORDERS]]
        try:
            return [_claimed(order_id, writers[number]) for order_id in wanted]
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as threads:
        answers = [one for answer in threads.map(claims, range(WRITERS)) for one in answer]
    assert set(answers) <= {"claimed", "unit.claimed", "unit.holds_enough"}
    held = list(PoolOrder.objects.filter(state="claimed").values_list("posting_id", "holder_id"))
    assert answers.count("claimed") == len(held) == Claim.objects.count() > WRITERS // 2
    assert max(Counter(holder for _, holder in held).values()) == 1
    assert set(Claim.objects.values_list("order_id", "person_id")) == set(held)
    assert PoolOrder.objects.count() == ORDERS
    assert PoolOrder.objects.filter(state="pool").count() == ORDERS - len(held)


def _claimed(order_id: UUID, by: Actor) -> str:
    try:
        claim_order(order_id, by=by)
    except Refused as refused:
        return refused.code
    return "claimed"


def _copies(first: PoolOrder) -> list[UUID]:
    """The same order again and again, without a payment of its own: the books are another test's."""
    ids = [new_id() for _ in range(ORDERS - 1)]

    def copied(row: Any, **more: Any) -> Any:
        kept = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
        return type(row)(**{**kept, **more})

    unpaid = {"funded_minor": 0, "client_fee_paid_minor": 0, "payment_id": None}
    Posting.objects.bulk_create(copied(first.posting, id=one, **unpaid) for one in ids)
    PoolOrder.objects.bulk_create(copied(first, posting_id=one) for one in ids)
    return ids


def test_the_client_cancels_while_somebody_claims() -> None:
    pool = make_pool()
    order = pool.posted()
    results = together(
        lambda: cancel_order(order.posting_id, by=pool.client),
        lambda: claim_order(order.posting_id, by=pool.freelancer),
    )
    codes = [one.code for one in results if isinstance(one, Refused)]
    assert codes in (["unit.claimed"], ["unit.cancelled"])
    assert invariants.check() == []
