"""One side reviews the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.facts import record
from hirehall.foundation.ids import new_id
from hirehall.reputation import facts, operations, rules
from hirehall.reputation.models import Review, ReviewInvitation, ReviewWindow
from hirehall.reputation.states import Invited


@action("reputation.submit_review", scope=Scope.REVIEWS_WRITE)
def submit_review(
    window_id: UUID,
    *,
    by: Actor,
    rungs: Mapping[str, str],
    text: str = "",
    optional: Mapping[str, str] | None = None,
    evaluation: Sequence[str] = (),
    advice: str = "",
) -> Review:
    """The review is sealed and locked at once; both become visible together when the second one comes in.

    Args:
        rungs: the ladder's answers by rung, yes, no or cannot_tell; left out means cannot_tell.
        optional: ``deadline_kept`` and ``scope_kept``, where the reviewer wants to say.
        evaluation: of a first-timer, by their client: one answer to each question of the window, in their order.
        advice: of the same, what could be better; only the first-timer reads it, from the reveal on.
    """
    window = ReviewWindow.objects.select_for_update().filter(id=window_id).first()
    direction = rules.require_side(window, by)
    assert window is not None  # noqa: S101 - required above
    invitations = list(
        ReviewInvitation.objects.select_for_update().filter(window=window).order_by("direction")
    )
    mine = next(invitation for invitation in invitations if invitation.direction == direction)
    rules.require_open(window, mine)
    kept, optional_facts, text = rules.require_answers(direction, rungs, optional or {}, text)
    judged, advice = rules.require_evaluation(window, direction, evaluation, advice)
    mine.state = Invited.ANSWERED.value
    mine.answered_at = clock.now()
    mine.remind_at = None
    mine.save(update_fields=["state", "answered_at", "remind_at"])
    review = Review.objects.create(
        id=new_id(), invitation=mine, window=window, direction=direction.value, author_id=by.require_person(),
        rungs=kept, facts=optional_facts, text=text, submitted_at=clock.now(),
        evaluation=judged, advice=advice,
    )  # fmt: skip
    record(facts.ReviewSealed(review_id=review.id), by=by, hall_id=window.hall_id, about=[review.id])
    if all(invitation.state == Invited.ANSWERED for invitation in invitations):
        operations.reveal(window, by=by)
        review.refresh_from_db()
    return review
