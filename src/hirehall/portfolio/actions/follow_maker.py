from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused
from hirehall.halls.models import Hall
from hirehall.people.operations import locked_person
from hirehall.portfolio import rules
from hirehall.portfolio.facts import MakerFollowed
from hirehall.portfolio.models import Follow

FOLLOWED_AT_MOST = 1000


@action("portfolio.follow_maker", scope=Scope.PROFILE_WRITE)
def follow_maker(maker_id: UUID, *, hall_id: UUID, by: Actor) -> None:
    """New work of this maker in this hall comes to who follows; following again changes nothing.

    Raises:
        Refused: ``maker.oneself``, ``maker.too_many``, ``gallery.off``, ``person.not_found``.
    """
    person_id = rules.require_self(by)
    hall = rules.require_hall(hall_id, by)
    rules.require_gallery(hall)
    rules.require_joined(hall, by)
    if maker_id == person_id:
        raise Refused("maker.oneself", "You see your own work anyway.", because=Because.FORBIDDEN)
    locked_person(maker_id)
    mine = Follow.objects.filter(hall=hall, person_id=person_id)
    if mine.filter(maker_id=maker_id).exists():
        return
    if mine.count() >= FOLLOWED_AT_MOST:
        raise Refused(
            "maker.too_many",
            f"You follow {FOLLOWED_AT_MOST} makers. Let one go first.",
            because=Because.TOO_MANY,
        )
    Follow.objects.create(hall=hall, person_id=person_id, maker_id=maker_id, followed_at=clock.now())
    _record(hall, maker_id, follows=True, by=by)


@action("portfolio.unfollow_maker", scope=Scope.PROFILE_WRITE)
def unfollow_maker(maker_id: UUID, *, hall_id: UUID, by: Actor) -> None:
    """Nothing comes from this maker any more."""
    person_id = rules.require_self(by)
    hall = rules.require_hall(hall_id, by)
    gone, _ = Follow.objects.filter(hall=hall, person_id=person_id, maker_id=maker_id).delete()
    if gone:
        _record(hall, maker_id, follows=False, by=by)


def _record(hall: Hall, maker_id: UUID, *, follows: bool, by: Actor) -> None:
    facts.record(MakerFollowed(maker_id=maker_id, follows=follows), by=by, hall_id=hall.id, about=[maker_id])
