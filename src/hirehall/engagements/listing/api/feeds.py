"""Feeds of positions for programs: the editors’ part."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from hirehall.engagements.listing import queries
from hirehall.engagements.listing.actions import read_source as reading
from hirehall.engagements.listing.api.board import hall_of
from hirehall.engagements.listing.api.shapes import VersionIn
from hirehall.engagements.listing.models import FeedRun, FeedSource
from hirehall.foundation.actor import Actor, Scope, require_operator, require_scope
from hirehall.foundation.http import actor_in
from hirehall.foundation.schemas import once

router = Router()


class FeedIn(Schema):
    """An address and how it is read. ``mapping`` names for parts of a position (``employer``, ``site`` …) words that
    hold where an entry says nothing, or ``@element``. ``closes``: what is not in it any more is closed."""

    name: str
    address: str
    mapping: dict[str, str] = {}
    every_hours: int = Field(6, ge=1, lt=10_000)
    closes: bool = False


class FeedAgainIn(FeedIn):
    version: int | None = None


class SwitchIn(VersionIn):
    on: bool


class RunOut(Schema):
    """One reading: ``read``, ``unchanged`` or ``failed``, and why. ``problems`` are titles with what is wrong."""

    read_at: datetime
    outcome: str
    said: str
    found: int
    new: int
    changed: int
    gone: int
    problems: list[list[str]]

    @staticmethod
    def of(run: FeedRun) -> RunOut:
        return RunOut(**{name: getattr(run, name) for name in RunOut.model_fields})


class FeedOut(Schema):
    """A feed; ``next_at`` is empty while it is switched off. ``runs`` are the last readings, the newest first."""

    id: UUID
    name: str
    address: str
    mapping: dict[str, str]
    every_hours: int
    closes: bool
    next_at: datetime | None
    version: int
    runs: list[RunOut]

    @staticmethod
    def of(row: FeedSource, runs: list[FeedRun]) -> FeedOut:
        told = {name: getattr(row, name) for name in FeedOut.model_fields if name != "runs"}
        return FeedOut(**told, runs=[RunOut.of(run) for run in runs])


class FeedsOut(Schema):
    items: list[FeedOut]


@router.get("/position-feeds", response=FeedsOut, operation_id="listing.feeds")
def feeds(request: HttpRequest) -> FeedsOut:
    """The desk: every feed that is entered, with its last reading."""
    _editor(request)
    cards = queries.feed_cards(hall_of(request).id)
    return FeedsOut(items=[FeedOut.of(one.source, [one.last] if one.last else []) for one in cards])


@router.post("/position-feeds", response={201: FeedOut}, operation_id="listing.enter_feed")
def enter_feed(request: HttpRequest, body: FeedIn) -> Status[FeedOut]:
    """The desk: read positions from an address. Each is screened by hand."""
    row = reading.enter_feed(hall_of(request).id, by=actor_in(request), **body.dict(), **once(request))
    return Status(201, FeedOut.of(row, []))


@router.get("/position-feeds/{uuid:source_id}", response=FeedOut, operation_id="listing.feed")
def feed(request: HttpRequest, source_id: UUID) -> FeedOut:
    """The desk: one feed and its last readings."""
    row = queries.source_for(_editor(request), source_id)
    return FeedOut.of(row, queries.runs_of(row))


@router.put("/position-feeds/{uuid:source_id}", response=FeedOut, operation_id="listing.change_feed")
def change_feed(request: HttpRequest, source_id: UUID, body: FeedAgainIn) -> FeedOut:
    """The desk: how it is read from now on."""
    row = reading.change_feed(source_id, by=actor_in(request), **body.dict(), **once(request))
    return FeedOut.of(row, queries.runs_of(row))


@router.post("/position-feeds/{uuid:source_id}/switch", response=FeedOut, operation_id="listing.switch_feed")
def switch_feed(request: HttpRequest, source_id: UUID, body: SwitchIn) -> FeedOut:
    """The desk: read it at once and from now on, or no more."""
    row = reading.switch_feed(
        source_id, by=actor_in(request), on=body.on, version=body.version, **once(request)
    )
    return FeedOut.of(row, queries.runs_of(row))


@router.delete("/position-feeds/{uuid:source_id}", response={204: None}, operation_id="listing.remove_feed")
def remove_feed(request: HttpRequest, source_id: UUID, closes: bool = False) -> Status[None]:
    """The desk: it is gone; ``closes`` ends what it had brought."""
    reading.remove_feed(source_id, by=actor_in(request), closes=closes, **once(request))
    return Status(204, None)


def _editor(request: HttpRequest) -> Actor:
    by = actor_in(request)
    require_scope(by, Scope.STAFF_READ)
    require_operator(by, hall_id=hall_of(request).id)
    return by
