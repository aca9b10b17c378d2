"""Deposits for positions: what a hall asks for, where each stands, and what the desk decides about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Q, QuerySet

from hirehall.engagements.listing.models import Deposit, Position
from hirehall.engagements.listing.states import DEPOSIT, DEPOSIT_FINAL, DepositState, State
from hirehall.foundation.actor import Actor
from hirehall.foundation.addresses import at_hall
from hirehall.foundation.money import Money
from hirehall.foundation.refused import not_found
from hirehall.halls.models import Hall
from hirehall.halls.queries import policy_now

MOST_DUE, MOST_SHOWN = 1_000, 100
UNPAID = (DepositState.DUE, DepositState.PAYING)
STANDING = (DepositState.HELD, DepositState.WARNED, DepositState.APPEALED)
DEPOSIT_WORDS = {
    DepositState.DUE: ("To pay", "warn", "hourglass"),
    DepositState.PAYING: ("Being paid", "info", "hourglass"),
    DepositState.HELD: ("Held", "ok", "lock"),
    DepositState.WARNED: ("To be kept", "bad", "triangle-alert"),
    DepositState.APPEALED: ("Objected to", "warn", "message-square"),
    DepositState.VOID: ("Not needed", "neutral", "undo-2"),
    DepositState.RETURNED: ("Given back", "neutral", "undo-2"),
    DepositState.KEPT: ("Kept", "bad", "x"),
    DepositState.LOST: ("Charged back", "bad", "x"),
}
OVER = Q(position__state__in=[State.WITHDRAWN, State.EXPIRED]) | Q(
    position__state=State.CLOSED, position__closed_by_desk=False
)


def deposit_at(hall: Hall) -> Money | None:
    """What is put down for a position of the hall; None where nothing is. No query but that of the policy."""
    policy = policy_now(hall.id)
    return Money(policy.number("listing.deposit_minor"), hall.currency) if policy.number(DEPOSIT) else None


def deposit_of(position_id: UUID) -> Deposit | None:
    """The latest deposit for a position. One query."""
    return Deposit.objects.filter(position_id=position_id).order_by("-id").first()


def deposit_open(position_id: UUID) -> Deposit | None:
    """The one that is not over."""
    return Deposit.objects.filter(position_id=position_id).exclude(state__in=DEPOSIT_FINAL).first()


def _reached(by: Actor) -> Q:
    """One's own, and for the desk all of the hall."""
    if by.is_staff:
        return Q()
    own = Q(person_id=by.person_id) if by.person_id else Q(id=None)
    return own | Q(hall_id=by.staff_of) if by.staff_of else own


def deposit_for(position_id: UUID, *, by: Actor) -> Deposit:
    """The latest deposit for one's own position, or any for the desk.

    Raises:
        Refused: ``deposit.not_found``.
    """
    rows = Deposit.objects.filter(at_hall(by), position_id=position_id).select_related("position", "hall")
    row = rows.filter(_reached(by)).order_by("-id").first()
    if row is None:
        raise not_found("deposit")
    return row


def deposit_to_move(deposit_id: UUID, *, by: Actor) -> Deposit:
    """One's own, or any for the desk, the rail and the clock; locked until commit.

    Raises:
        Refused: ``deposit.not_found``.
    """
    rows = Deposit.objects.select_for_update(no_key=True, of=("self",)).select_related("position", "hall")
    rows = rows.filter(id=deposit_id)
    row = (rows if by.is_system else rows.filter(at_hall(by)).filter(_reached(by))).first()
    if row is None:
        raise not_found("deposit")
    return row


def with_its_position(deposit_id: UUID, *, by: Actor) -> Deposit:
    """The same with its position locked before it, as who sends that again locks them: neither overtakes the other."""
    named = Deposit.objects.filter(id=deposit_id).values("position_id")
    position = Position.objects.select_for_update(no_key=True).filter(id__in=named).first()
    row = deposit_to_move(deposit_id, by=by)
    if position is not None:
        row.position = position
    return row


def is_deposit(unit_id: UUID) -> bool:
    return Deposit.objects.filter(id=unit_id).exists()


def deposits_named(ids: list[UUID]) -> list[tuple[UUID, UUID, str]]:
    """Which of these ids are deposits, and for which position. One query."""
    return list(Deposit.objects.filter(id__in=ids).values_list("id", "position_id", "position__title"))


def unpaid_positions(hall_id: UUID) -> QuerySet[Deposit, UUID]:
    """Positions that wait for their deposit; the desk does not look at them."""
    return Deposit.objects.filter(hall_id=hall_id, state__in=UNPAID).values_list("position_id", flat=True)


def deposits_over() -> Iterable[UUID]:
    """Deposits that are over: none of them holds money any more."""
    return Deposit.objects.filter(state__in=DEPOSIT_FINAL).values_list("id", flat=True)


def may_go_back(row: Deposit, now: datetime) -> bool:
    """Whether its position is over: at once where its sender ended it or its days did, after some days for the desk."""
    position: Position = row.position
    if position.state in (State.WITHDRAWN, State.EXPIRED):
        return True
    if position.state == State.CLOSED and not position.closed_by_desk:
        return True
    ended = position.closed_at if position.state == State.CLOSED else position.screened_at
    by_desk = position.state in (State.CLOSED, State.REFUSED)
    return by_desk and ended is not None and ended + timedelta(days=row.wait_days) <= now


def to_give_back(now: datetime) -> list[UUID]:
    """Deposits that are held or unpaid, for positions that are over."""
    ended = Deposit.objects.filter(state__in=[DepositState.HELD, *UNPAID])
    waited = Q(position__state=State.CLOSED, position__closed_at__lte=now - F("wait_days") * timedelta(days=1)) | Q(
        position__state=State.REFUSED, position__screened_at__lte=now - F("wait_days") * timedelta(days=1)
    )  # fmt: skip
    return list(ended.filter(OVER | waited).order_by("id").values_list("id", flat=True)[:MOST_DUE])


def to_keep(now: datetime) -> list[UUID]:
    due = Deposit.objects.filter(keep_at__lte=now)
    return list(due.order_by("keep_at").values_list("id", flat=True)[:MOST_DUE])


def deposits_at_desk(hall_id: UUID) -> list[Deposit]:
    """What the desk can decide about, objections first. One query."""
    rows = Deposit.objects.filter(hall_id=hall_id, state__in=STANDING).select_related("position", "person")
    return list(rows.order_by("state", "id")[:MOST_SHOWN])


def deposits_past(hall_id: UUID) -> list[Deposit]:
    """What became of the latest ones. One query."""
    rows = Deposit.objects.filter(hall_id=hall_id, state__in=DEPOSIT_FINAL).exclude(state=DepositState.VOID)
    return list(rows.select_related("position", "person").order_by("-closed_at")[:20])


def open_deposits_of(person_id: UUID) -> str | None:
    """Why an account cannot be closed yet: a deposit is held, or on its way."""
    held = Deposit.objects.filter(person_id=person_id, state__in=[*STANDING, DepositState.PAYING])
    if held.exists():
        return (
            "The hall holds a deposit of yours: close the position that it is for, and wait until it is back."
        )
    return None
