"""Feeds of the desk: what is entered, what is due, and what came of the last readings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from hirehall.engagements.listing.models import FeedItem, FeedRun, FeedSource
from hirehall.foundation.actor import Actor
from hirehall.foundation.addresses import served_by
from hirehall.foundation.refused import not_found

RUNS = 20
MOST_DUE = 200


@dataclass(frozen=True, slots=True)
class FeedCard:
    """A feed with what came of its last reading."""

    source: FeedSource
    last: FeedRun | None
    listed: int
    waiting: int


def feed_cards(hall_id: UUID) -> list[FeedCard]:
    """Every feed of the hall by name. Two queries."""
    rows = FeedSource.objects.filter(hall_id=hall_id).order_by("name", "id")
    rows = rows.annotate(
        listed=Count("items", filter=Q(items__position__state="listed")),
        waiting=Count("items", filter=Q(items__position__state="submitted")),
    )
    last = (
        FeedRun.objects.filter(source__hall_id=hall_id)
        .order_by("source_id", "-read_at")
        .distinct("source_id")
    )
    runs = {one.source_id: one for one in last}
    return [FeedCard(row, runs.get(row.id), row.listed, row.waiting) for row in rows]


def source_for(by: Actor, source_id: UUID) -> FeedSource:
    """A feed, for an editor.

    Raises:
        Refused: ``feed.not_found``.
    """
    theirs = Q() if by.is_system else served_by(by)
    row = FeedSource.objects.filter(theirs, id=source_id).select_related("hall", "made_by").first()
    if row is None:
        raise not_found("feed")
    return row


def source_to_move(by: Actor, source_id: UUID) -> FeedSource:
    """The same, locked until commit."""
    source_for(by, source_id)
    rows = FeedSource.objects.select_for_update(no_key=True, of=("self",)).select_related("hall")
    return rows.get(id=source_id)


def runs_of(source: FeedSource) -> list[FeedRun]:
    """The last readings, the newest first. One query."""
    return list(source.runs.order_by("-read_at")[:RUNS])


def items_of(source: FeedSource) -> dict[str, FeedItem]:
    """Every entry that was seen in it, by the digest of its key. One query."""
    return {one.digest: one for one in source.items.select_related("position")}


def due_sources(now: datetime) -> list[UUID]:
    due = FeedSource.objects.filter(next_at__lte=now)
    return list(due.order_by("next_at").values_list("id", flat=True)[:MOST_DUE])
