"""Editors enter feeds; the clock reads them, and what stands in them waits for the desk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from hirehall.contracts.rules import require_text
from hirehall.engagements.listing import facts, queries, rules
from hirehall.engagements.listing.models import FeedRun, FeedSource, Position
from hirehall.engagements.listing.operations import Intaking, Reading
from hirehall.engagements.listing.operations.feeding import end_with_feed
from hirehall.engagements.listing.rules.entering import require_feed_address, require_hours, require_mapping
from hirehall.engagements.listing.states import MODEL, Outcome, State
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_staff_of
from hirehall.foundation.facts import record
from hirehall.foundation.jobs import enqueue
from hirehall.foundation.refused import Because, Refused
from hirehall.halls.queries import policy_now

KEPT_RUNS = timedelta(days=90)


@action("listing.enter_feed", scope=Scope.STAFF_WRITE)
def enter_feed(
    hall_id: UUID, *, by: Actor, name: str, address: str, mapping: Mapping[str, str], every_hours: int = 6,
    closes: bool = False,
) -> FeedSource:  # fmt: skip
    """An editor enters an address from which positions are read. It is read soon, and then every so many hours."""
    editor_id = require_staff_of(by, hall_id)
    _require_board(hall_id)
    if FeedSource.objects.filter(hall_id=hall_id).count() >= policy_now(hall_id).number(
        "listing.feed_sources"
    ):
        raise Refused("feed.too_many", "The hall reads as many feeds as its clocks allow.")
    clean = require_feed_address(address)
    if FeedSource.objects.filter(hall_id=hall_id, address=clean).exists():
        raise rules.invalid("feed.twice", "This address is entered already.", "address")
    row = FeedSource.objects.create(
        hall_id=hall_id, name=require_text(name, field="name", least=2, most=120), address=clean, closes=closes,
        mapping=require_mapping(mapping), every_hours=require_hours(every_hours), made_by_id=editor_id,
        made_at=clock.now(), next_at=clock.now(),
    )  # fmt: skip
    _record(row, by)
    return row


@action("listing.change_feed", scope=Scope.STAFF_WRITE)
def change_feed(
    source_id: UUID, *, by: Actor, name: str, address: str, mapping: Mapping[str, str], every_hours: int,
    closes: bool, version: int | None = None,
) -> FeedSource:  # fmt: skip
    """How a feed is read from now on. It is read whole the next time, also where it has not changed."""
    row = queries.source_to_move(by, source_id)
    require_staff_of(by, row.hall_id)
    rules.require_version(version, row.version)
    clean = require_feed_address(address)
    if FeedSource.objects.filter(hall_id=row.hall_id, address=clean).exclude(id=row.id).exists():
        raise rules.invalid("feed.twice", "This address is entered already.", "address")
    row.name, row.address = require_text(name, field="name", least=2, most=120), clean
    row.mapping, row.every_hours, row.closes = require_mapping(mapping), require_hours(every_hours), closes
    row.etag = row.modified = ""
    row.version += 1
    row.save()
    _record(row, by)
    return row


@action("listing.switch_feed", scope=Scope.STAFF_WRITE)
def switch_feed(source_id: UUID, *, by: Actor, on: bool, version: int | None = None) -> FeedSource:
    """Read it from now on, at once for the first time; or no more. What it has brought stays."""
    row = queries.source_to_move(by, source_id)
    require_staff_of(by, row.hall_id)
    rules.require_version(version, row.version)
    row.next_at = clock.now() if on else None
    row.version += 1
    row.save()
    _record(row, by)
    return row


@action("listing.remove_feed", scope=Scope.STAFF_WRITE)
def remove_feed(source_id: UUID, *, by: Actor, closes: bool, version: int | None = None) -> bool:
    """The feed is gone, with its readings. What it has brought stays as it is, or ends with it.

    Args:
        closes: what waits is withdrawn, and what is listed is closed; whoever keeps it is told.
    """
    row = queries.source_to_move(by, source_id)
    require_staff_of(by, row.hall_id)
    rules.require_version(version, row.version)
    if closes:
        brought = Position.objects.filter(feed_item__source=row, state__in=[State.SUBMITTED, State.LISTED])
        for position_id in brought.order_by("id").values_list("id", flat=True):
            end_with_feed(
                queries.locked(by, position_id), f"The feed “{row.name}” is not read any more.", by=by
            )
    told = facts.FeedRemoved(source_id=row.id, address=row.address, closes=closes)
    record(told, by=by, hall_id=row.hall_id, about=[row.id])
    row.delete()
    return True


@action("listing.take_in_feed")
def take_in_feed(source_id: UUID, *, by: Actor, reading: Reading) -> FeedRun:
    """The clock: what stood in a feed waits for the desk; what changed waits again; what is gone is dealt with."""
    if not by.is_system:
        raise Refused("position.not_the_clock", "A date does that by itself.", because=Because.FORBIDDEN)
    source = queries.source_to_move(by, source_id)
    if source.next_at is None or source.next_at > clock.now():
        raise Refused("feed.not_due", "It is not time for that feed.")
    _require_board(source.hall_id)
    run = FeedRun(source=source, read_at=clock.now(), outcome=reading.outcome, said=reading.said)
    run.found = len(reading.items)
    if reading.outcome == Outcome.READ:
        _take(source, by, run, reading)
        source.etag, source.modified = reading.etag, reading.modified
    source.next_at = clock.now() + timedelta(hours=source.every_hours)
    source.save(update_fields=["etag", "modified", "next_at"])
    run.save()
    source.runs.filter(read_at__lt=clock.now() - KEPT_RUNS).delete()
    if run.new or run.changed or run.gone:
        told = facts.FeedRead(source_id=source.id, new=run.new, changed=run.changed, gone=run.gone)
        record(told, by=by, hall_id=source.hall_id, about=[source.id])
    return run


def _take(source: FeedSource, by: Actor, run: FeedRun, reading: Reading) -> None:
    before = queries.items_of(source)
    waits = Position.objects.filter(hall_id=source.hall_id, state__in=[State.SUBMITTED, State.LISTED])
    intaking = Intaking(
        source=source, by=by, run=run, words=queries.vocabulary_of(source.hall), known=queries.known_of(source.hall),
        here=frozenset(waits.values_list("fingerprint", flat=True)),
    )  # fmt: skip
    for item in reading.items:
        intaking.take(item, before)
    missed = [row for digest, row in before.items() if digest not in intaking.seen and row.gone_at is None]
    for row in missed if reading.whole else ():
        intaking.miss(row)


def _require_board(hall_id: UUID) -> None:
    if not policy_now(hall_id).offers(MODEL):
        raise Refused("hall.way_off", "This hall lists no outside positions now.", because=Because.NOT_FOUND)


def _record(row: FeedSource, by: Actor) -> None:
    """Write down what an editor did; what is due by it is read at once."""
    if row.next_at is not None and row.next_at <= clock.now():
        enqueue("listing.read_source", once=f"feed:{row.id}", source_id=str(row.id))
    told = facts.FeedKept(source_id=row.id, address=row.address, is_on=row.is_on)
    record(told, by=by, hall_id=row.hall_id, about=[row.id])
