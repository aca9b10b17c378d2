from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused
from hirehall.halls.queries import policy_now
from hirehall.market import rules
from hirehall.market.facts import CapAppealed
from hirehall.market.models import CapAppeal
from hirehall.market.operations.locks import lock_person
from hirehall.market.queries.caps import allowed_this_week, has_profile, sent_this_week


@action("market.appeal_cap", scope=Scope.PROPOSALS_WRITE)
def appeal_cap(hall_id: UUID, *, by: Actor, text: str) -> CapAppeal:
    """Somebody whom the weekly cap has stopped asks an operator for more, with their reasons.

    Raises:
        Refused: ``actor.sign_in``, ``proposal.no_profile``, ``appeal.not_needed``, ``appeal.waiting``,
            ``appeal.empty``.
    """
    person_id = by.require_person()
    if not has_profile(by):
        raise Refused("proposal.no_profile", "Only freelancers meet this cap.", because=Because.FORBIDDEN)
    lock_person(person_id)
    if CapAppeal.objects.filter(hall_id=hall_id, person_id=person_id, decided_at=None).exists():
        raise Refused("appeal.waiting", "Your appeal is with the operators already.")
    if sent_this_week(hall_id, person_id) < allowed_this_week(hall_id, person_id, policy_now(hall_id)):
        raise Refused("appeal.not_needed", "You have proposals left this week; there is nothing to appeal.")
    if not 20 <= len(text.strip()) <= 1000:
        raise rules.invalid("appeal.empty", "Give your reasons in 20 to 1,000 characters.", "text")
    appeal = CapAppeal.objects.create(
        hall_id=hall_id, person_id=person_id, text=text.strip(), made_at=clock.now()
    )
    facts.record(
        CapAppealed(appeal_id=appeal.id, person_id=person_id),
        by=by,
        hall_id=hall_id,
        about=[appeal.id, person_id],
    )
    return appeal
