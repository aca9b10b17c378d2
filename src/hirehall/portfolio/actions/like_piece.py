from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused
from hirehall.portfolio import rules
from hirehall.portfolio.facts import PieceLiked
from hirehall.portfolio.models import Like
from hirehall.portfolio.operations import count_likes
from hirehall.skills.models import Showing
from hirehall.skills.operations import lock_showing


@action("portfolio.like_piece", scope=Scope.PROFILE_WRITE)
def like_piece(showing_id: UUID, *, by: Actor) -> Showing:
    """Somebody likes a piece; liking it again changes nothing.

    Raises:
        Refused: ``piece.not_found``, ``piece.own``, ``gallery.off``, ``hall.members_only``.
    """
    person_id = rules.require_self(by)
    showing = lock_showing(showing_id, hall_id=by.hall_id)
    rules.require_gallery(showing.hall)
    rules.require_shown(showing)
    rules.require_joined(showing.hall, by)
    if showing.person_id == person_id:
        raise Refused("piece.own", "This is your own piece.", because=Because.FORBIDDEN)
    _, is_new = Like.objects.get_or_create(
        showing=showing, person_id=person_id, defaults={"liked_at": clock.now()}
    )
    if is_new:
        _counted(showing, liked=True, by=by)
    return showing


@action("portfolio.unlike_piece", scope=Scope.PROFILE_WRITE)
def unlike_piece(showing_id: UUID, *, by: Actor) -> Showing:
    """The like is taken back, also of what is not shown any more.

    Raises:
        Refused: ``piece.not_found``.
    """
    person_id = rules.require_self(by)
    showing = lock_showing(showing_id, hall_id=by.hall_id)
    gone, _ = Like.objects.filter(showing=showing, person_id=person_id).delete()
    if gone:
        _counted(showing, liked=False, by=by)
    return showing


def _counted(showing: Showing, *, liked: bool, by: Actor) -> None:
    count_likes(showing)
    fact = PieceLiked(showing_id=showing.id, maker_id=showing.person_id, liked=liked)
    facts.record(fact, by=by, hall_id=showing.hall_id, about=[showing.id])
