"""What the pages of a position, of the desk and of the tracker show. Finished models: a template only shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count
from django.urls import reverse

from hirehall.engagements.listing import rules
from hirehall.engagements.listing.models import Deposit, Position, Report, Signal, Tracked
from hirehall.engagements.listing.queries.copies import Seen, seen_before
from hirehall.engagements.listing.queries.deposits import DEPOSIT_WORDS, deposit_of
from hirehall.engagements.listing.queries.find import SUMMARY, pay_text, plain, where_text
from hirehall.engagements.listing.queries.memberships import reads_whole
from hirehall.engagements.listing.queries.rows import PAGE, position_for, tracked_for
from hirehall.engagements.listing.rules.domains import domain_of, host_of
from hirehall.engagements.listing.rules.signals import WORDS
from hirehall.engagements.listing.states import (
    KIND_WORDS,
    MODEL,
    WORK_WORDS,
    DepositState,
    Kind,
    State,
    Step,
    Work,
)
from hirehall.foundation.actor import Actor
from hirehall.foundation.addresses import at_hall
from hirehall.foundation.refused import not_found
from hirehall.foundation.turns import Turn
from hirehall.halls.queries import policy_now

MOST_KEPT = 5_000
STATE_WORDS = {
    State.SUBMITTED: ("With the desk", "info", "hourglass"),
    State.LISTED: ("Listed", "ok", "badge-check"),
    State.REFUSED: ("Refused", "bad", "x"),
    State.WITHDRAWN: ("Withdrawn", "neutral", "undo-2"),
    State.CLOSED: ("Closed", "neutral", "lock"),
    State.EXPIRED: ("Expired", "neutral", "clock"),
}


@dataclass(frozen=True, slots=True)
class PositionPage:
    """One position for whoever looks."""

    position: Position
    word: tuple[str, str, str]
    kind: str
    work: str
    where: str
    pay: str
    domain: str
    is_poster: bool
    may_change: bool
    may_withdraw: bool
    may_close: bool
    may_keep: bool
    may_apply: bool
    is_whole: bool
    is_offered: bool
    text: str
    tracked: Tracked | None
    deposit: Deposit | None
    deposit_word: tuple[str, str, str] | None
    checks: list[tuple[bool, str, None]]


def position_page(by: Actor, position_id: UUID) -> PositionPage:
    """Two queries, one more for who sent it in, and one for a member where memberships are sold.

    Raises:
        Refused: ``position.not_found``; ``hall.way_off`` where the hall has no board now, but for whoever's it is.
    """
    row = position_for(by, position_id)
    whole = is_whole(row, by)
    mine = rules.is_poster(row, by)
    tracked = tracked_for(by, position_id)
    offered = policy_now(row.hall_id).offers(MODEL)
    if not (mine or tracked or by.is_system or by.is_staff_of(row.hall_id)):
        rules.require_offered(row.hall_id)
    deposit = deposit_of(row.id) if mine else None
    return PositionPage(
        position=row,
        word=STATE_WORDS[State(row.state)],
        kind=KIND_WORDS[Kind(row.kind)],
        work=WORK_WORDS[Work(row.work)],
        where=where_text(row.work, row.place, row.country),
        pay=pay_text(row.pay_min_minor, row.pay_max_minor, row.currency, row.pay_per),
        domain=domain_of(host_of(row.site)),
        is_poster=mine,
        may_change=mine and offered and rules.may_move(row, "send again"),
        may_withdraw=mine and rules.may_move(row, "withdraw"),
        may_close=mine and rules.may_move(row, "close"),
        may_keep=not mine and not by.is_staff_of(row.hall_id) and row.state == State.LISTED and offered,
        may_apply=row.state == State.LISTED,
        is_whole=whole,
        text=row.description if whole else plain(row.description, SUMMARY),
        tracked=tracked,
        is_offered=offered,
        deposit=deposit,
        deposit_word=DEPOSIT_WORDS[DepositState(deposit.state)] if deposit else None,
        checks=[(bool(one["holds"]), str(one["check"]), None) for one in row.checked],
    )


def is_whole(row: Position, by: Actor) -> bool:
    """Whether the actor reads all of it: who sent it in, the desk, and whoever the hall's rules let."""
    return rules.is_poster(row, by) or reads_whole(by, row.hall_id)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text: plain, or marked by a signal."""

    text: str
    signal: Signal | None = None


@dataclass(frozen=True, slots=True)
class DeskCard:
    """One position on the desk: its words with the signals marked where they stand."""

    position: Position
    kind: str
    where: str
    pay: str
    title: list[Part]
    description: list[Part]
    signals: list[tuple[str, Signal]]
    seen: list[Seen]
    reports: list[Report]

    @property
    def undecided(self) -> int:
        return sum(1 for _, signal in self.signals if signal.dismissed_at is None)


def desk_cards(positions: Iterable[Position], *, reported: bool = False) -> list[DeskCard]:
    """The cards of the desk. Two queries for what all of them are like."""
    rows = list(positions)
    seen = seen_before(rows)
    return [_desk_card(row, seen.get(row.id, []), reported=reported) for row in rows]


def _desk_card(row: Position, seen: list[Seen], *, reported: bool) -> DeskCard:
    signals = list(row.signals.all())
    return DeskCard(
        position=row,
        kind=KIND_WORDS[Kind(row.kind)],
        where=where_text(row.work, row.place, row.country),
        pay=pay_text(row.pay_min_minor, row.pay_max_minor, row.currency, row.pay_per),
        title=marked(row.title, [one for one in signals if one.field == "title"]),
        description=marked(row.description, [one for one in signals if one.field == "description"]),
        signals=[(WORDS[one.code], one) for one in signals],
        seen=seen,
        reports=[one for one in row.reports.all() if one.answered_at is None] if reported else [],
    )


def marked(text: str, signals: list[Signal]) -> list[Part]:
    """The text in pieces, those marked that an open signal names; of two that overlap, the first."""
    parts, at = [], 0
    for signal in sorted(signals, key=lambda one: (one.start, -one.end)):
        if signal.start < at or signal.dismissed_at is not None:
            continue
        parts += [Part(text[at : signal.start]), Part(text[signal.start : signal.end], signal)]
        at = signal.end
    return [part for part in (*parts, Part(text[at:])) if part.text]


def tracked_rows(
    by: Actor, *, step: str = "", after: UUID | None = None, limit: int = PAGE
) -> tuple[list[Tracked], UUID | None]:
    """What the actor keeps, the newest first. One query."""
    rows = Tracked.objects.filter(at_hall(by, "position__hall_id"), person_id=by.require_person())
    if step in set(Step):
        rows = rows.filter(step=step)
    if after is not None:
        rows = rows.filter(id__lt=after)
    found = list(rows.select_related("position").order_by("-id")[: limit + 1])
    return found[:limit], found[limit - 1].id if len(found) > limit else None


def tracked_all(by: Actor, *, limit: int = MOST_KEPT) -> list[Tracked]:
    """Everything that the actor keeps, the newest first. One query."""
    mine = Tracked.objects.filter(at_hall(by, "position__hall_id"), person_id=by.require_person())
    return list(mine.select_related("position").order_by("-id")[:limit])


def tracked_dates(by: Actor) -> list[Tracked]:
    """What the actor noted as next, with its date. One query."""
    mine = Tracked.objects.filter(
        at_hall(by, "position__hall_id"), person_id=by.require_person(), next_at__isnull=False
    )
    return list(mine.select_related("position").order_by("next_at")[:PAGE])


def tracked_by_id(by: Actor, tracked_id: UUID) -> Tracked:
    """One that the actor keeps.

    Raises:
        Refused: ``application.not_found``.
    """
    mine = Tracked.objects.filter(at_hall(by, "position__hall_id"), person_id=by.require_person())
    row = mine.select_related("position").filter(id=tracked_id).first()
    if row is None:
        raise not_found("application")
    return row


def tracked_counts(by: Actor) -> dict[str, int]:
    """How many the actor keeps at each step. One query."""
    mine = Tracked.objects.filter(at_hall(by, "position__hall_id"), person_id=by.require_person())
    return dict(mine.order_by().values_list("step").annotate(count=Count("id")))


def turns_for(by: Actor) -> list[Turn]:
    """What waits for the actor: a position that was refused and can be sent again, and what they noted as next."""
    if by.person_id is None:
        return []
    refused = Position.objects.filter(at_hall(by), poster_id=by.person_id, state=State.REFUSED)
    due = Deposit.objects.filter(
        at_hall(by), person_id=by.person_id, state__in=[DepositState.DUE, DepositState.WARNED]
    ).select_related("position")
    told = {
        DepositState.DUE: (
            "The deposit for “{}” is due",
            "The desk looks at it once it is put down.",
            "Put it down",
        ),
        DepositState.WARNED: ("The deposit for “{}” is to be kept", "Object if that is wrong.", "Look at it"),
    }
    deposits = [
        Turn(
            title=told[DepositState(row.state)][0].format(row.position.title),
            text=told[DepositState(row.state)][1],
            href=reverse("listing:deposit", args=[row.position_id]),
            button=told[DepositState(row.state)][2],
            due_at=row.keep_at,
            tone="warn",
        )
        for row in due.order_by("-asked_at")[:5]
    ]
    return deposits + [
        Turn(
            title=f"“{row.title}” was not listed",
            text=row.reason,
            href=reverse("listing:position", args=[row.id]),
            button="Read why",
            due_at=None,
            tone="warn",
        )
        for row in refused.order_by("-submitted_at")[:5]
    ]
