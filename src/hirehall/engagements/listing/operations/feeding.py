"""A feed is read, and each entry becomes a position for the desk, changes one, or is missed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from hirehall.engagements.listing import facts, queries, rules
from hirehall.engagements.listing.models import Content, FeedItem, FeedRun, FeedSource, Position
from hirehall.engagements.listing.operations.positions import fill_in, look_for_signals, note
from hirehall.engagements.listing.rules.entering import limits
from hirehall.engagements.listing.rules.feeds import Feed, Item, mapped, read
from hirehall.engagements.listing.rules.markup import Unreadable
from hirehall.engagements.listing.rules.reading import Vocabulary, content_of, why_of
from hirehall.engagements.listing.rules.signals import Known
from hirehall.engagements.listing.states import FINAL, Outcome, State
from hirehall.engagements.listing.states import Source as Way
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.fetching import Limits, Unfetched, fetch
from hirehall.foundation.refused import Refused

GONE = 410
NOT_THERE = frozenset({404, GONE})
MOST_LINKS = 25
MOST_PROBLEMS = 30
WHOLE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Reading:
    """What stood at the address of a feed, or why it could not be read.

    Attributes:
        whole: whether all that stood there was read, so that what is not among the items is gone.
    """

    outcome: Outcome
    said: str = ""
    items: tuple[Item, ...] = ()
    etag: str = ""
    modified: str = ""
    whole: bool = True


def read_feed(source: FeedSource) -> Reading:
    """Ask the address. No transaction is open meanwhile: the other side may be slow."""
    allowed, until = limits(), clock.now() + timedelta(seconds=WHOLE_SECONDS)
    try:
        there = fetch(source.address, allowed, etag=source.etag, modified=source.modified)
    except Unfetched as error:
        if error.status == GONE:
            return Reading(Outcome.READ, "The server says that it is gone for good.")
        return Reading(Outcome.FAILED, str(error)[:300])
    if not there.changed:
        return Reading(Outcome.UNCHANGED)
    try:
        feed = read(there.body, address=there.address)
        pages = list(_linked(feed, allowed, until))
    except (Unfetched, Unreadable) as error:
        return Reading(Outcome.FAILED, str(error)[:300])
    items = [item for part in (feed, *pages) for item in part.items]
    if not items:
        return Reading(Outcome.FAILED, "There is no entry in it.")
    whole = all(part.whole for part in (feed, *pages)) and len(feed.links) <= MOST_LINKS
    said = "" if whole else "There is more than is read, so nothing that is not in it is taken for gone."
    # A list that is as before says nothing about its pages, so they are asked each time.
    etag, modified = ("", "") if feed.links else (there.etag, there.modified)
    return Reading(Outcome.READ, said, tuple(items), etag, modified, whole)


def _linked(feed: Feed, allowed: Limits, until: datetime) -> Iterator[Feed]:
    """The pages that a list names, without those that are not there any more; all of it within one time."""
    for link in feed.links[:MOST_LINKS]:
        left = (until - clock.now()).total_seconds()
        if left <= 0:
            raise Unfetched(f"Its pages took longer than {WHOLE_SECONDS:.0f} seconds in all.")
        try:
            page = fetch(link, replace(allowed, seconds=min(allowed.seconds, left)))
        except Unfetched as error:
            if error.status in NOT_THERE:
                continue
            raise
        yield read(page.body, address=page.address)


@dataclass(slots=True)
class Intaking:
    """One reading as it is taken in, with what every entry is compared with."""

    source: FeedSource
    by: Actor
    words: Vocabulary
    known: Known
    here: frozenset[str]
    run: FeedRun
    seen: set[str] = field(default_factory=set)

    def take(self, item: Item, before: Mapping[str, FeedItem]) -> None:
        """One entry: new, changed, as before, or one that is no position."""
        digest = hashlib.sha256(item.key.encode()).hexdigest()
        if digest in self.seen or not item.key:
            return
        told = mapped(item, self.source.mapping)
        held = before.get(digest)
        try:
            content = rules.require_content(content_of(told, self.words), today=clock.now().date())
        except Refused as refused:
            self._problem(told.get("title", "") or item.key, refused)
            if refused.code != "position.over" or held is None:
                self.seen.add(digest)  # it is still there, so nothing that it became is closed
            return
        self.seen.add(digest)
        said = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
        row = held or FeedItem(source=self.source, digest=digest, key=item.key)
        is_new, is_other = held is None, held is not None and row.fingerprint != said
        is_back = row.gone_at is not None and row.position is not None and row.position.state in FINAL
        row.fingerprint, row.seen_at, row.gone_at = said, clock.now(), None
        if is_new or is_back:
            row.position = self._new(content, item)
        elif is_other and row.position is not None:
            self._changed(row.position, content)
        row.save()

    def miss(self, row: FeedItem) -> None:
        """An entry is not there any more: what waits is withdrawn, what is listed is closed or looked at again."""
        row.gone_at = clock.now()
        row.save(update_fields=["gone_at"])
        self.run.gone += 1
        if row.position is None:
            return
        position = queries.locked(self.by, row.position.id)
        if position.state == State.SUBMITTED or (position.state == State.LISTED and self.source.closes):
            end_with_feed(position, f"It does not stand in “{self.source.name}” any more.", by=self.by)
        elif position.state == State.LISTED:
            position.recheck_at = clock.now()
            position.save(update_fields=["recheck_at"])

    def _new(self, content: Content, item: Item) -> Position | None:
        if rules.fingerprint(content) in self.here:
            self.run.problems.append(
                [content.title, "The same words wait for the desk or are listed already."]
            )
            return None
        origin = f"{self.source.name}: {item.href}"[:300]
        position = Position(hall=self.source.hall, source=Way.FEED, origin=origin, submitted_at=clock.now())
        self._fill(position, content)
        self.run.new += 1
        return position

    def _changed(self, position: Position, content: Content) -> None:
        """Its words are others: it is screened again. What the desk refused or somebody closed stays as it is."""
        found = queries.locked(self.by, position.id)
        if not rules.may_move(found, "send again") or found.state == State.REFUSED:
            return
        found.state, found.submitted_at = State.SUBMITTED, clock.now()
        found.recheck_at = found.expires_at = None
        found.version += 1
        self._fill(found, content)
        self.run.changed += 1

    def _fill(self, position: Position, content: Content) -> None:
        clean = fill_in(position, self.source.hall, content)
        position.save()
        signals = look_for_signals(position, clean, self.source.hall, known=self.known)
        note(facts.PositionSubmitted, position, by=self.by, source=position.source, signals=signals)

    def _problem(self, title: str, refused: Refused) -> None:
        if len(self.run.problems) < MOST_PROBLEMS:
            self.run.problems.append([title[:140], why_of(refused)])


def end_with_feed(position: Position, why: str, *, by: Actor) -> None:
    """What its feed brought ends with it: what waits is withdrawn, what is listed is closed for a reason."""
    if position.state == State.SUBMITTED:
        _end(position, State.WITHDRAWN)
        note(facts.PositionWithdrawn, position, by=by)
        return
    position.reason = why
    _end(position, State.CLOSED)
    note(facts.PositionClosed, position, by=by, by_desk=False, reason=why)


def _end(position: Position, state: State, **more: Any) -> None:
    position.state, position.closed_at = state, clock.now()
    position.recheck_at = position.expires_at = None
    position.version += 1
    position.save()
