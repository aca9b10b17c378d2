"""Memberships of the board: whether the hall sells them, who has one, and what its page shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from hirehall.engagements.listing.models import Membership
from hirehall.engagements.listing.rules.memberships import may_take_back
from hirehall.engagements.listing.states import MEMBER_FINAL, MODEL, SOLD, MemberState
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.addresses import at_hall
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.halls.models import Hall, Policy
from hirehall.halls.queries import policy_now

MOST_DUE, MOST_SHOWN = 1_000, 24
DAY = timedelta(days=1)
MEMBER_WORDS = {
    MemberState.PAYING: ("Being paid", "info", "hourglass"),
    MemberState.RUNNING: ("Running", "ok", "badge-check"),
    MemberState.HALTED: ("Stands still", "warn", "pause"),
    MemberState.FAILED: ("Not paid", "bad", "x"),
    MemberState.RETURNED: ("Taken back", "neutral", "undo-2"),
    MemberState.ENDED: ("Over", "neutral", "clock"),
    MemberState.LOST: ("Charged back", "bad", "x"),
    MemberState.STOPPED: ("Ended by the hall", "neutral", "undo-2"),
}


@dataclass(frozen=True, slots=True)
class Sale:
    """What a membership of a hall's board costs now, and what it is."""

    price: Money
    days: int
    back_days: int
    notice_days: int


def sale_at(hall: Hall) -> Sale | None:
    """What the hall sells now; None where its board is free. No query but that of the policy."""
    policy = policy_now(hall.id)
    if not policy.offers(MODEL) or not policy.number(SOLD):
        return None
    return Sale(
        Money(policy.number("listing.membership_price_minor"), hall.currency),
        policy.number("listing.membership_days"),
        policy.number("listing.membership_back_days"),
        policy.number("listing.membership_notice_days"),
    )


def is_sold(hall_id: UUID) -> bool:
    return bool(policy_now(hall_id).number(SOLD))


def is_kept_up(hall_id: UUID) -> bool:
    """Whether what was bought is still sold: the hall has a board, and it is for members."""
    return _keeps_up(policy_now(hall_id))


def _keeps_up(policy: Policy) -> bool:
    return policy.offers(MODEL) and bool(policy.number(SOLD))


def stops_at(hall_id: UUID) -> tuple[datetime, bool] | None:
    """From when the hall sells no memberships, where that is dated, and whether its board is free then. One query."""
    coming = Policy.objects.filter(hall_id=hall_id, effective_from__gt=clock.now()).order_by("effective_from")
    row = next((one for one in coming if not _keeps_up(one)), None)
    return (row.effective_from, row.offers(MODEL)) if row is not None else None


def running_members(hall_id: UUID) -> list[UUID]:
    """Whose membership of a board is not over. One query."""
    rows = Membership.objects.filter(
        hall_id=hall_id, state__in=[MemberState.PAYING, MemberState.RUNNING, MemberState.HALTED]
    )
    return list(rows.order_by("person_id").values_list("person_id", flat=True).distinct())


def has_membership(person_id: UUID, hall_id: UUID) -> bool:
    """Whether the person's membership opens positions now: paid, begun and not over. One query."""
    now = clock.now()
    running = Membership.objects.filter(person_id=person_id, hall_id=hall_id, state=MemberState.RUNNING)
    return running.filter(begins_at__lte=now, used_at__lte=now, ends_at__gt=now).exists()


def reads_whole(by: Actor, hall_id: UUID) -> bool:
    """Whether the actor reads every position of the hall's board whole; where no membership is sold, anybody."""
    if by.is_system or by.is_staff_of(hall_id) or not is_sold(hall_id):
        return True
    return by.person_id is not None and has_membership(by.person_id, hall_id)


def may_begin(by: Actor, hall_id: UUID) -> bool:
    """Whether the actor has paid, and only has to say that it begins. One query for a person where it is sold."""
    if by.person_id is None or by.is_staff_of(hall_id) or not is_sold(hall_id):
        return False
    now = clock.now()
    paid = Membership.objects.filter(person_id=by.person_id, hall_id=hall_id, state=MemberState.RUNNING)
    return paid.filter(begins_at__lte=now, used_at=None, ends_at__gt=now).exists()


def latest_of(person_id: UUID, hall_id: UUID) -> Membership | None:
    """The paid membership that ends last and is not over, or stands still. One query."""
    rows = Membership.objects.filter(
        person_id=person_id, hall_id=hall_id, state__in=[MemberState.RUNNING, MemberState.HALTED]
    )
    return rows.order_by("-ends_at").first()


def bought_after(row: Membership) -> list[Membership]:
    """What its member bought to follow it and is not over, the first first; locked until commit."""
    rows = Membership.objects.select_for_update(no_key=True, of=("self",))
    rows = rows.filter(person_id=row.person_id, hall_id=row.hall_id, begins_at__gt=row.begins_at)
    return list(rows.filter(state__in=[MemberState.RUNNING, MemberState.HALTED]).order_by("begins_at"))


def paying_of(person_id: UUID, hall_id: UUID) -> Membership | None:
    return Membership.objects.filter(person_id=person_id, hall_id=hall_id, state=MemberState.PAYING).first()


def may_buy_from(latest: Membership | None) -> datetime | None:
    """From when the next one can be bought: at once (None), or when the one that runs is told of."""
    if latest is None or latest.ends_at is None:
        return None
    from_: datetime = latest.ends_at - latest.notice_days * DAY
    return from_ if from_ > clock.now() else None


def membership_to_move(membership_id: UUID, *, by: Actor) -> Membership:
    """One's own, or any for the rail and the clock; locked until commit.

    Raises:
        Refused: ``membership.not_found``.
    """
    rows = Membership.objects.select_for_update(no_key=True, of=("self",)).select_related("hall", "person")
    rows = rows.filter(id=membership_id) if by.is_system else rows.filter(at_hall(by), id=membership_id)
    if not by.is_system:
        rows = rows.filter(person_id=by.person_id) if by.person_id and not by.is_staff else rows.none()
    row = rows.first()
    if row is None:
        raise not_found("membership")
    return row


def is_membership(unit_id: UUID) -> bool:
    return Membership.objects.filter(id=unit_id).exists()


def memberships_named(ids: list[UUID]) -> list[tuple[UUID, str]]:
    """Which of these ids are memberships, and of which hall. One query."""
    return list(Membership.objects.filter(id__in=ids).values_list("id", "hall__name"))


def over_and_earned() -> list[UUID]:
    """Memberships that are over: none of them holds money any more."""
    rows = Membership.objects.filter(state__in=[*MEMBER_FINAL, MemberState.ENDED])
    return list(rows.exclude(state=MemberState.ENDED, earned_at=None).values_list("id", flat=True))


def to_earn(now: datetime) -> list[UUID]:
    due = Membership.objects.filter(
        earned_at=None, earn_at__lte=now, state__in=[MemberState.RUNNING, MemberState.ENDED]
    )
    return list(due.order_by("earn_at").values_list("id", flat=True)[:MOST_DUE])


def to_tell(now: datetime) -> list[UUID]:
    due = Membership.objects.filter(state=MemberState.RUNNING, tell_at__lte=now)
    return list(due.order_by("tell_at").values_list("id", flat=True)[:MOST_DUE])


def to_renew(now: datetime) -> list[UUID]:
    due = Membership.objects.filter(
        state=MemberState.RUNNING, renews=True, tell_at=None, renewal=None, ends_at__lte=now + DAY
    )
    return list(due.order_by("ends_at").values_list("id", flat=True)[:MOST_DUE])


def to_stop() -> list[UUID]:
    """Memberships of halls that sell none any more."""
    running = Membership.objects.filter(state=MemberState.RUNNING)
    halls = running.order_by("hall_id").values_list("hall_id", flat=True).distinct()
    over = [hall_id for hall_id in halls if not is_kept_up(hall_id)]
    return list(running.filter(hall_id__in=over).order_by("id").values_list("id", flat=True)[:MOST_DUE])


def to_end(now: datetime) -> list[UUID]:
    due = Membership.objects.filter(state=MemberState.RUNNING, ends_at__lte=now)
    due = due.exclude(used_at=None, earned_at=None, back_until__gt=now)  # unused, it can still be taken back
    return list(due.order_by("ends_at").values_list("id", flat=True)[:MOST_DUE])


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One membership in a list, and whether it can still be taken back."""

    row: Membership
    word: tuple[str, str, str]
    may_take_back: bool


@dataclass(frozen=True, slots=True)
class MembershipPage:
    """What a person reads of their membership of a board, and of the next one."""

    sale: Sale | None
    now: Membership | None
    is_open: bool
    may_begin: bool
    buys: bool
    buys_from: datetime | None
    begins: datetime | None
    ends: datetime | None
    paying: Membership | None
    rows: list[MemberRow]
    stops_at: datetime | None
    is_free_then: bool


def membership_page(by: Actor, hall: Hall) -> MembershipPage:
    """One query for who has an account, none for a visitor; that of the policy, and one for what is dated.

    Raises:
        Refused: ``hall.way_off`` where the hall has no board now, for who has no membership.
    """
    sale, now = sale_at(hall), clock.now()
    mine = Membership.objects.filter(hall=hall, person_id=by.person_id) if by.person_id else None
    rows = list(mine.order_by("-asked_at")[:MOST_SHOWN]) if mine is not None and not by.is_staff else []
    if not rows and not policy_now(hall.id).offers(MODEL):
        raise Refused("hall.way_off", "This hall lists no outside positions now.", because=Because.NOT_FOUND)
    standing = [row for row in rows if row.state in (MemberState.RUNNING, MemberState.HALTED)]
    standing.sort(key=lambda row: row.ends_at or now)
    current = next((row for row in standing if row.ends_at and row.ends_at > now), None)
    last = standing[-1] if standing else None
    paying = next((row for row in rows if row.state == MemberState.PAYING), None)
    from_ = may_buy_from(last)
    begins = max(now, last.ends_at) if last is not None and last.ends_at else now
    stops = stops_at(hall.id) if sale is not None or current is not None else None
    return MembershipPage(
        stops_at=stops[0] if stops else None,
        is_free_then=stops is not None and stops[1],
        sale=sale,
        now=current,
        is_open=current is not None and current.state == MemberState.RUNNING and current.is_used(now),
        may_begin=current is not None and current.state == MemberState.RUNNING and current.used_at is None,
        buys=sale is not None and paying is None and from_ is None and not by.is_staff,
        buys_from=from_,
        begins=begins,
        ends=begins + sale.days * DAY if sale else None,
        paying=paying,
        rows=[MemberRow(row, MEMBER_WORDS[MemberState(row.state)], may_take_back(row, now)) for row in rows],
    )


def open_memberships_of(person_id: UUID) -> str | None:
    """Why an account cannot be closed yet: one is being paid, or is unused and would go back whole. One query."""
    now = clock.now()
    rows = Membership.objects.filter(person_id=person_id, state__in=[MemberState.PAYING, MemberState.RUNNING])
    if any(row.state == MemberState.PAYING or may_take_back(row, now) for row in rows.filter(earned_at=None)):
        return "A membership of a board is being paid, or not begun: take it back, or begin it, first."
    return None
