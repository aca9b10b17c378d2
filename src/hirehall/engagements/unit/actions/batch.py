"""Many orders from one file: read and shown, then posted one by one, each once, whatever is killed in between."""

from __future__ import annotations

from uuid import UUID

from hirehall.engagements.unit import facts, queries, rules
from hirehall.engagements.unit.models import Batch, BatchRow, PoolOrder
from hirehall.engagements.unit.operations import (
    may_order,
    paid,
    post,
    require_own_team,
    require_price,
    tell_batch,
)
from hirehall.engagements.unit.rules import bulk
from hirehall.engagements.unit.states import BatchState
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Hat, Scope
from hirehall.foundation.jobs import enqueue
from hirehall.foundation.refused import Because, Refused
from hirehall.money import queries as money
from hirehall.people.queries import actor_by_id

POST_JOB = "unit.post_batch"
WAITING_AT_MOST = 10
OVER = (BatchState.POSTED, BatchState.DROPPED)


@action("unit.read_batch", scope=Scope.MONEY_WRITE)
def read_batch(
    hall_id: UUID,
    *,
    by: Actor,
    text: str,
    name: str = "",
    organisation_id: UUID | None = None,
    team_id: UUID | None = None,
) -> Batch:
    """A client sends a file of orders. Nothing is posted: every line is checked, and shown with what it would cost.

    Args:
        text: CSV; ``rules.bulk.text_in`` makes it of a file's bytes.
        team_id: the client's own team, for whom all of them are.
    """
    hall, policy = may_order(hall_id, organisation_id, by)
    require_own_team(hall_id, team_id, organisation_id, by)
    if queries.count_waiting_batches(hall_id, by.require_person()) >= WAITING_AT_MOST:
        raise Refused(
            "unit.too_many_batches",
            f"{WAITING_AT_MOST} of your files wait. Post one, or drop it, first.",
            because=Because.TOO_MANY,
        )
    lines = bulk.lines_of(text)
    now = clock.now()
    batch = Batch.objects.create(
        hall=hall, client_id=by.require_person(), organisation_id=organisation_id, team_id=team_id,
        currency=hall.currency, name=(" ".join(name.split()) or "Orders")[:200], made_at=now, moved_at=now,
    )  # fmt: skip
    rows = [queries.batch_row_of(batch, line, hall, policy) for line in lines]
    BatchRow.objects.bulk_create(rows)
    tell_batch(facts.BatchRead, batch, by=by, rows=len(rows), faulty=sum(1 for row in rows if row.problem))
    return batch


@action("unit.post_batch", scope=Scope.MONEY_WRITE)
def post_batch(
    batch_id: UUID,
    *,
    by: Actor,
    method: str = "sandbox.instant",
    total_seen: int | None = None,
    version: int | None = None,
) -> Batch:
    """The client has seen the lines and their total: they are posted in the background; or it goes on after a pause.

    Args:
        total_seen: what the page said is paid for all that is left; other prices meanwhile are refused.
    """
    batch = queries.batch_to_move(batch_id, by=by)
    _require_open(batch, version)
    may_order(batch.hall_id, batch.organisation_id, by)
    require_own_team(batch.hall_id, batch.team_id, batch.organisation_id, by)
    if method not in {offered.code for offered in money.payment_methods()}:
        raise rules.invalid("money.no_such_method", "Choose how to pay.", "method")
    queries.price_batch_again(batch)
    told = queries.batch_page_of(batch)
    if not told.left:
        raise Refused(
            "unit.nothing_to_post", "No line of this file can be posted. Mend it and send it again."
        )
    if total_seen is not None and total_seen != told.client_pays.minor:
        raise Refused("unit.stale", "The prices have changed. Look at the page again, then decide.")
    batch.state, batch.method, batch.trouble = BatchState.POSTING, method, ""
    _moved(batch)
    tell_batch(facts.BatchBegun, batch, by=by, rows=told.left, amount=told.most)
    enqueue(POST_JOB, once=f"{POST_JOB}:{batch.id}", batch_id=str(batch.id))
    return batch


@action("unit.drop_batch", scope=Scope.MONEY_WRITE)
def drop_batch(batch_id: UUID, *, by: Actor, version: int | None = None) -> Batch:
    """What is not posted yet of a file is let be; what is, stays."""
    batch = queries.batch_to_move(batch_id, by=by)
    _require_open(batch, version)
    _end(batch, BatchState.DROPPED)
    posted = batch.rows.exclude(order=None).count()
    left = batch.rows.filter(order=None, problem="").count()
    tell_batch(facts.BatchDropped, batch, by=by, posted=posted, left=left)
    return batch


@action("unit.post_row")
def post_row(batch_id: UUID, *, by: Actor) -> PoolOrder | None:
    """The next line of a file becomes an order, with its payment; the file's row is its lock, so each does once.

    Where no line is left, the file is posted. What its client may no longer do is refused as if they did it now.
    """
    rules.require_clock(by)
    batch = queries.batch_locked(batch_id)
    if batch.state != BatchState.POSTING:
        return None
    row = batch.rows.filter(order=None, problem="").order_by("line").first()
    if row is None:
        _end(batch, BatchState.POSTED)
        tell_batch(facts.BatchPosted, batch, by=by, posted=batch.rows.exclude(order=None).count())
        return None
    order = _ordered(batch, row, by=actor_by_id(batch.client_id, hat=Hat.CLIENT))
    row.order = order
    row.save(update_fields=["order"])
    batch.moved_at = clock.now()
    batch.save(update_fields=["moved_at"])
    return order


def _ordered(batch: Batch, row: BatchRow, *, by: Actor) -> PoolOrder:
    """The order of a row, as its client would post it alone; a failed payment stops the file, so none is counted."""
    hall, policy = may_order(batch.hall_id, batch.organisation_id, by, unpaid_at_most=None)
    require_own_team(hall.id, batch.team_id, batch.organisation_id, by)
    rules.require_order(row.what, row.least, row.most, row.level, row.hours)
    wanted = queries.Wanted(row.what, row.least, row.most, row.level, row.hours)
    offered = queries.quoted(hall, policy, wanted)
    require_price(offered, row.price_minor, policy)
    order = post(
        hall, wanted, offered, words=rules.require_words(row.title, row.instructions), client_id=batch.client_id,
        organisation_id=batch.organisation_id, policy=policy, team_id=batch.team_id,
    )  # fmt: skip
    return paid(order, batch.method, by)


@action("unit.pause_batch")
def pause_batch(batch_id: UUID, *, by: Actor, why: str) -> Batch:
    """Nothing more is posted until the client says so: the next line was refused, or a payment did not come."""
    rules.require_clock(by)
    batch = queries.batch_locked(batch_id)
    if batch.state == BatchState.POSTING:
        batch.state, batch.trouble = BatchState.PAUSED, why[:500]
        _moved(batch)
        left = batch.rows.filter(order=None, problem="").count()
        tell_batch(facts.BatchPaused, batch, by=by, why=batch.trouble, left=left)
    return batch


def _require_open(batch: Batch, version: int | None) -> None:
    if version is not None and version != batch.version:
        raise Refused("unit.stale", "Somebody else has moved this file. Look at it again.")
    if batch.state in OVER:
        raise Refused(f"unit.{batch.state}", "This file is over. Send another one.")


def _end(batch: Batch, state: BatchState) -> None:
    batch.state, batch.trouble, batch.ended_at = state, "", clock.now()
    _moved(batch)


def _moved(batch: Batch) -> None:
    batch.moved_at = clock.now()
    batch.version += 1
    batch.save()
