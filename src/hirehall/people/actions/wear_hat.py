from __future__ import annotations

from hirehall.foundation import facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Hat, Scope
from hirehall.foundation.refused import Because, Refused
from hirehall.people.facts import HatWorn
from hirehall.people.models import Person
from hirehall.people.operations import add_profile, locked_person
from hirehall.people.rules import require_self


@action("people.wear_hat", scope=Scope.PROFILE_WRITE)
def wear_hat(hat: str, *, by: Actor) -> Person:
    """The person wears the other hat from now on; the first time, the hat's profile is made.

    Raises:
        Refused: ``hat.unknown``.
    """
    if hat not in set(Hat):
        raise Refused(
            "hat.unknown", "The hats are freelancer and client.", because=Because.INVALID, field="hat"
        )
    who = locked_person(require_self(by))
    wanted = Hat(hat)
    first_time = not (who.wears_freelancer if wanted is Hat.FREELANCER else who.wears_client)
    if who.hat == wanted and not first_time:
        return who
    if first_time:
        add_profile(who, wanted)
    who.hat = wanted.value
    who.save(update_fields=["hat", "wears_freelancer", "wears_client"])
    facts.record(
        HatWorn(person_id=who.id, hat=wanted.value, first_time=first_time),
        by=by,
        hall_id=None,
        about=[who.id],
    )
    return who
