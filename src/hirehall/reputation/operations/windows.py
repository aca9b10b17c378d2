"""Steps inside the caller's transaction: open a window, reveal what was said."""

from __future__ import annotations

from datetime import datetime, timedelta

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.facts import record
from hirehall.foundation.ids import new_id
from hirehall.reputation import facts
from hirehall.reputation.formula import settings
from hirehall.reputation.models import Review, ReviewInvitation, ReviewWindow
from hirehall.reputation.queries.endings import Ended
from hirehall.reputation.states import Direction, Invited


def open_window(ended: Ended, *, by: Actor) -> ReviewWindow:
    """Both sides may review until the window closes. A contract has one window, however often this is called."""
    window = ReviewWindow.objects.filter(contract_id=ended.contract_id).first()
    if window is not None:
        return window
    opened_at = clock.now()
    closes_at = opened_at + timedelta(days=ended.window_days)
    window = ReviewWindow.objects.create(
        id=new_id(), hall_id=ended.hall_id, contract_id=ended.contract_id, title=ended.title, href=ended.href,
        client_id=ended.client_id, organisation_id=ended.organisation_id, freelancer_id=ended.freelancer_id,
        paid_minor=ended.paid_minor, currency=ended.currency, origin=ended.origin, category_id=ended.category_id,
        ended_at=ended.ended_at, together=_together(ended) + 1, opened_at=opened_at, closes_at=closes_at,
        reply_days=ended.reply_days, questions=list(ended.questions),
    )  # fmt: skip
    ReviewInvitation.objects.bulk_create(
        ReviewInvitation(
            id=new_id(), window=window, direction=direction.value, remind_at=remind_at(window, 0)
        )
        for direction in Direction
    )
    record(
        facts.ReviewWindowOpened(window_id=window.id, contract_id=window.contract_id, closes_at=closes_at),
        by=by,
        hall_id=window.hall_id,
        about=[window.id, window.contract_id],
    )
    return window


def _together(ended: Ended) -> int:
    pair = ReviewWindow.objects.filter(freelancer_id=ended.freelancer_id)
    if ended.organisation_id is not None:
        return pair.filter(organisation_id=ended.organisation_id).count()
    return pair.filter(client_id=ended.client_id, organisation=None).count()


def remind_at(window: ReviewWindow, reminders: int) -> datetime | None:
    """When the next reminder is due after that many; None when there are no more."""
    shares = settings().reminders_at
    if reminders >= len(shares):
        return None
    return window.opened_at + (window.closes_at - window.opened_at) * shares[reminders]


def reveal(window: ReviewWindow, *, by: Actor) -> None:
    """Everything that was said becomes visible at one instant; what was not said is kept as silence.

    The caller holds the window's lock and has checked that both are in or that its time is over.
    """
    revealed_at = clock.now()
    window.released_at = revealed_at
    window.save(update_fields=["released_at"])
    ReviewInvitation.objects.filter(window=window, state=Invited.OPEN.value).update(
        state=Invited.SILENT.value, remind_at=None
    )
    reviews = Review.objects.filter(window=window).update(released_at=revealed_at)
    record(
        facts.ReviewsReleased(window_id=window.id, contract_id=window.contract_id, reviews=reviews),
        by=by,
        hall_id=window.hall_id,
        about=[window.id, window.contract_id],
    )
