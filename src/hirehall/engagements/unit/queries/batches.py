"""Files of orders: their rows, what they cost, and how far they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import MD5

from hirehall.contracts.states import Origin
from hirehall.engagements.unit import rules
from hirehall.engagements.unit.models import Batch, BatchRow
from hirehall.engagements.unit.rules.bulk import Line
from hirehall.engagements.unit.states import LEVELS, UNITS, BatchState
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.money import Money, zero
from hirehall.foundation.refused import Refused, not_found
from hirehall.halls.models import Hall, Policy
from hirehall.halls.queries import policy_now
from hirehall.money import queries as money

BATCHES = 25
STALLED_AFTER = timedelta(minutes=2)
WORDS = {
    BatchState.READ: ("Not posted yet", "warn", "eye"),
    BatchState.POSTING: ("Being posted", "info", "hourglass"),
    BatchState.PAUSED: ("Waits for you", "warn", "pause"),
    BatchState.POSTED: ("Posted", "ok", "check"),
    BatchState.DROPPED: ("Dropped", "neutral", "x"),
}


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One row as it is shown."""

    number: int
    title: str
    asked: str
    level: str
    hours: int
    most: Money | None
    problem: str
    order_id: UUID | None


@dataclass(frozen=True, slots=True)
class BatchPage:
    """A file of orders with what is left of it to post, and what that costs.

    Attributes:
        wrong: the lines that cannot be posted.
        twice: the numbers of the lines that ask for the same thing as one before, each with that one’s.
        can_go_on: whether it waits for its client, or nothing has moved for a while.
    """

    batch: Batch
    word: tuple[str, str, str]
    lines: list[BatchLine]
    wrong: list[BatchLine]
    twice: list[tuple[int, int]]
    posted: int
    left: int
    least: Money
    most: Money
    client_fee: Money
    freelancers_get: Money
    hall_keeps: Money
    can_go_on: bool

    @property
    def client_pays(self) -> Money:
        return self.most + self.client_fee


@dataclass(frozen=True, slots=True)
class BatchCard:
    id: UUID
    name: str
    word: tuple[str, str, str]
    made_at: datetime
    posted: int
    rows: int


def batches_of(by: Actor) -> QuerySet[Batch]:
    """The files of the actor's side."""
    side = Q(client_id=by.person_id, organisation=None) | Q(organisation_id__in=by.organisation_ids)
    return Batch.objects.filter(side).select_related("team", "hall")


def batch_for(by: Actor, batch_id: UUID) -> Batch:
    """A file of the actor's side.

    Raises:
        Refused: ``batch.not_found``.
    """
    by.require_person()
    found = batches_of(by).filter(id=batch_id).first()
    if found is None:
        raise not_found("batch")
    return found


def batch_to_move(batch_id: UUID, *, by: Actor) -> Batch:
    """The same, locked."""
    batch_for(by, batch_id)
    return batch_locked(batch_id)


def batch_locked(batch_id: UUID) -> Batch:
    """A file of orders, locked: whoever posts its next line waits for who posts this one."""
    found = Batch.objects.select_for_update(no_key=True).filter(id=batch_id).first()
    if found is None:
        raise not_found("batch")
    return found


def count_waiting_batches(hall_id: UUID, client_id: UUID) -> int:
    open_ = (BatchState.READ, BatchState.POSTING, BatchState.PAUSED)
    return Batch.objects.filter(hall_id=hall_id, client_id=client_id, state__in=open_).count()


def batch_cards(by: Actor, hall: Hall) -> list[BatchCard]:
    """The newest files of the actor's side in a hall. One query."""
    told = batches_of(by).filter(hall=hall).annotate(many=Count("rows"), there=Count("rows__order"))
    return [
        BatchCard(row.id, row.name, WORDS[BatchState(row.state)], row.made_at, row.there, row.many)
        for row in told.order_by("-made_at", "-id")[:BATCHES]
    ]


def batch_row_of(batch: Batch, line: Line, hall: Hall, policy: Policy) -> BatchRow:
    """A line as it is kept, with what the hall would refuse about it."""
    row = BatchRow(
        batch=batch, line=line.number, title=line.title, instructions=line.instructions, problem=line.problem
    )
    if not row.problem:
        try:
            rules.require_words(line.title, line.instructions)
            rules.require_order(line.what, line.least, line.most, line.level, line.hours)
            price = rules.price_now(policy, line.what, line.level)
            least, most = (
                Money(rules.price_of(line.what, count, price), hall.currency)
                for count in (line.least, line.most)
            )
            rules.require_cost(least, most, policy)
        except Refused as refused:
            row.problem = refused.sentence
        else:
            row.what, row.least, row.most = line.what, line.least, line.most
            row.level, row.hours, row.price_minor = line.level, line.hours, price
    return row


def price_batch_again(batch: Batch) -> None:
    """Set the hall's prices of now on what is left to post; its client sees them before they agree."""
    policy = policy_now(batch.hall_id)
    changed = []
    for row in batch.rows.filter(order=None, problem=""):
        price = rules.price_now(policy, row.what, row.level)
        if price != row.price_minor:
            row.price_minor = price
            changed.append(row)
    BatchRow.objects.bulk_update(changed, ["price_minor"])


def batch_page(by: Actor, batch_id: UUID) -> BatchPage:
    """A file for its client's side: four queries, however many rows there are.

    Raises:
        Refused: ``batch.not_found``.
    """
    return batch_page_of(batch_for(by, batch_id))


def batch_page_of(batch: Batch) -> BatchPage:
    currency = batch.hall.currency
    rows = list(batch.rows.order_by("line").annotate(asks=MD5("instructions")).defer("instructions"))
    policy = policy_now(batch.hall_id)
    priced = [(row, _price(row, policy)) for row in rows]
    left = [(row, price) for row, price in priced if row.order_id is None and not row.problem]
    counts = [
        (Money(rules.price_of(row.what, row.least, price), currency),
         Money(rules.price_of(row.what, row.most, price), currency))
        for row, price in left
    ]  # fmt: skip
    most = [pair[1] for pair in counts]
    plans = money.quotes_of_plans(batch.hall_id, [[one] for one in most], origin=Origin.MARKETPLACE)
    quotes = [plan[0] for plan in plans]
    stalled = batch.state == BatchState.POSTING and clock.now() - batch.moved_at > STALLED_AFTER
    return BatchPage(
        batch=batch,
        word=WORDS[BatchState(batch.state)],
        lines=[_shown(row, price, currency) for row, price in priced if not row.problem],
        wrong=[_shown(row, price, currency) for row, price in priced if row.problem],
        twice=_twice(row for row, _ in left),
        posted=sum(1 for row in rows if row.order_id),
        left=len(left),
        least=_sum((pair[0] for pair in counts), currency),
        most=_sum(most, currency),
        client_fee=_sum((quote.client_fee for quote in quotes), currency),
        freelancers_get=_sum((quote.freelancer_gets for quote in quotes), currency),
        hall_keeps=_sum((quote.hall_keeps for quote in quotes), currency),
        can_go_on=bool(left) and (batch.state in (BatchState.READ, BatchState.PAUSED) or stalled),
    )


def _twice(rows: Iterable[BatchRow]) -> list[tuple[int, int]]:
    """Nothing is wrong with asking for the same thing twice, but mostly it is a line that was copied."""
    first: dict[tuple[object, ...], int] = {}
    found = []
    for row in rows:
        key = (row.title.casefold(), row.asks, row.what, row.least, row.most, row.level)  # type: ignore[attr-defined]
        if first.setdefault(key, row.line) != row.line:
            found.append((row.line, first[key]))
    return found


def _price(row: BatchRow, policy: Policy) -> int:
    """What is posted has its price; what is not, that of now."""
    return row.price_minor if row.problem or row.order_id else rules.price_now(policy, row.what, row.level)


def _sum(amounts: Iterable[Money], currency: str) -> Money:
    return sum(amounts, zero(currency))


def _shown(row: BatchRow, price: int, currency: str) -> BatchLine:
    if row.problem:
        return BatchLine(row.line, row.title, "", "", 0, None, row.problem, None)
    most = UNITS[row.what].said(row.most)
    return BatchLine(
        number=row.line,
        title=row.title,
        asked=most if row.least == row.most else f"{row.least:,} to {most}",
        level=f"{row.level}, {LEVELS[row.level]}",
        hours=row.hours,
        most=Money(rules.price_of(row.what, row.most, price), currency),
        problem="",
        order_id=row.order_id,
    )


def is_of_batch(order_id: UUID) -> bool:
    """Whether an order was posted from a file: then its client is told of the file, not of each."""
    return BatchRow.objects.filter(order_id=order_id).exists()
