"""Who was reviewed replies."""

from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.facts import record
from hirehall.reputation import facts, rules
from hirehall.reputation.models import Review


@action("reputation.reply_to_review", scope=Scope.REVIEWS_WRITE)
def reply_to_review(review_id: UUID, *, by: Actor, text: str) -> Review:
    """One reply, public below the review, within the days that the contract's policy gives."""
    review = (
        Review.objects.select_for_update(of=("self",)).select_related("window").filter(id=review_id).first()
    )
    text = rules.require_reply(review, review.window if review else None, by, text)
    assert review is not None  # noqa: S101 - required above
    review.reply = text
    review.replied_at = clock.now()
    review.replied_by_id = by.require_person()
    review.save(update_fields=["reply", "replied_at", "replied_by"])
    record(
        facts.ReviewReplied(review_id=review.id, contract_id=review.window.contract_id),
        by=by,
        hall_id=review.window.hall_id,
        about=[review.id, review.window.contract_id],
    )
    return review
