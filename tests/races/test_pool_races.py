"""A hundred writers claim from a pool of a thousand orders at once: no order twice, none lost."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from hirehall.contracts.models import Posting
from hirehall.engagements.unit.actions.answer_direct import take_on
from hirehall.engagements.unit.actions.cancel_order import cancel_order
from hirehall.engagements.unit.actions.claim_order import claim_order
from hirehall.engagements.unit.actions.team import answer_candidate, apply_to_team, end_membership, open_team
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


def test_the_client_cancels_while_who_was_asked_takes_it_on() -> None:
    pool = make_pool()
    order = pool.asked()
    results = together(
        lambda: cancel_order(order.posting_id, by=pool.client),
        lambda: take_on(order.posting_id, by=pool.freelancer),
    )
    codes = [one.code for one in results if isinstance(one, Refused)]
    assert codes in (["unit.working"], ["unit.cancelled"])
    after = PoolOrder.objects.select_related("posting").get(posting_id=order.posting_id)
    back = after.posting.refunded_minor
    assert (after.state, back) in (("working", 0), ("cancelled", after.posting.amount_minor))
    assert invariants.check() == []


def test_somebody_claims_an_order_of_a_team_while_they_leave_it() -> None:
    pool = make_pool()
    about = "Product pages for a pottery that makes bowls."
    team = open_team(pool.hall.id, by=pool.client, name="The pottery", about=about, task=about)
    row = apply_to_team(team.id, by=pool.freelancer, text="It is blue, it is deep, and it holds soup.")
    answer_candidate(row.id, by=pool.client, admitted=True, reason="One would eat out of it.")
    order = pool.posted(team_id=team.id)
    results = together(
        lambda: claim_order(order.posting_id, by=pool.freelancer),
        lambda: end_membership(row.id, by=pool.freelancer),
    )
    refused = [one.code for one in results if isinstance(one, Refused)]
    assert not any(isinstance(one, Exception) and not isinstance(one, Refused) for one in results)
    assert refused in ([], ["unit.not_of_team"])  # held from before they left, or not theirs to hold any more
    after = PoolOrder.objects.get(posting_id=order.posting_id)
    assert (after.state, after.holder_id) == (
        ("pool", None) if refused else ("claimed", pool.freelancer.person_id)
    )
    with pytest.raises(Refused):
        claim_order(pool.posted(team_id=team.id).posting_id, by=pool.freelancer)
    assert invariants.check() == []
