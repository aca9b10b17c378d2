"""What must hold before a membership of the board is bought, begun, taken back or renewed."""

from __future__ import annotations

from datetime import datetime, timedelta

from hirehall.engagements.listing.models import Membership
from hirehall.engagements.listing.states import MEMBER_MOVES, MemberState
from hirehall.foundation.actor import Actor
from hirehall.foundation.money import Money, zero
from hirehall.foundation.refused import Because, Refused

DAY = timedelta(days=1)


def require_move(row: Membership, name: str) -> None:
    """Refused where no move of that name starts from the state in which it stands."""
    if row.state not in {move.source for move in MEMBER_MOVES if move.name == name}:
        raise Refused("membership.wrong_state", f"It is {row.state} now, so that cannot be done any more.")


def require_version(seen: int | None, row: Membership) -> None:
    if seen is not None and seen != row.version:
        raise Refused("membership.stale", "It has changed meanwhile. Look again, then decide.")


def require_rail(by: Actor) -> None:
    if not by.is_system:
        raise Refused(
            "membership.system_only", "Only the payment rail reports this.", because=Because.FORBIDDEN
        )


def require_clock(by: Actor, due: datetime | None, now: datetime) -> None:
    if not by.is_system:
        raise Refused("membership.not_the_clock", "A date does that by itself.", because=Because.FORBIDDEN)
    if due is None or due > now:
        raise Refused("membership.not_due", "Its time has not come.")


def require_price(seen: Money | None, price: Money) -> None:
    if seen is not None and seen != price:
        raise Refused(
            "membership.other_price", f"It costs {price.text()} now, not {seen.text()}. Look at it again."
        )


def require_days(seen: tuple[int, int] | None, days: tuple[int, int]) -> None:
    """What is bought lasts as long, and can be taken back as long, as the member was shown."""
    if seen is not None and seen != days:
        raise Refused(
            "membership.other_days",
            f"It lasts {days[0]} days now, and can be taken back for {days[1]}. Look at it again.",
        )


def may_take_back(row: Membership, now: datetime) -> bool:
    return (
        row.state == MemberState.RUNNING
        and row.earned_at is None
        and not row.is_used(now)
        and row.back_until is not None
        and now < row.back_until
    )


def worth_of_use(row: Membership, until: datetime) -> Money:
    """What of its price the days are worth on which it was open until then, each begun day a whole one."""
    if row.used_at is None or row.ends_at is None or row.used_at >= until:
        return zero(row.currency)
    paid_for = row.days * DAY
    open_for = min(until - row.used_at, paid_for - max(row.ends_at - until, timedelta()))
    used = min(max(-(-open_for // DAY), 0), row.days)
    return Money(row.price_minor * used // row.days, row.currency)


def require_unused(row: Membership, now: datetime) -> None:
    require_move(row, "take back")
    if row.is_used(now):
        raise Refused(
            "membership.used", "It is in use, so it cannot be taken back any more. It ends by itself."
        )
    if not may_take_back(row, now):
        raise Refused(
            "membership.back_over", f"It could be taken back for {row.back_days} days; they are over."
        )
