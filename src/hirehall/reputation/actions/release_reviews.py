"""A window's time is over."""

from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor
from hirehall.reputation import operations, rules
from hirehall.reputation.models import ReviewWindow


@action("reputation.release_reviews")
def release_reviews(window_id: UUID, *, by: Actor) -> ReviewWindow:
    """What was said becomes visible; who said nothing cannot any more. Nothing happens before the time."""
    rules.require_system(by)
    window = ReviewWindow.objects.select_for_update().get(id=window_id)
    if window.released_at is None and window.closes_at <= clock.now():
        operations.reveal(window, by=by)
    return window
