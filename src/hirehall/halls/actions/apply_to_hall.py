from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError, transaction

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Refused, not_found
from hirehall.halls.facts import ApplicationMade
from hirehall.halls.models import Application, Hall
from hirehall.halls.queries import policy_now
from hirehall.halls.queries.joining import latest_application, membership
from hirehall.halls.rules import joining as rules
from hirehall.halls.states.joining import APPLICATION, Standing, decider_of


@action("halls.apply_to_hall", scope=Scope.PROFILE_WRITE)
def apply_to_hall(hall_id: UUID, *, by: Actor, answers: tuple[str, ...]) -> Application:
    """A person asks to become a member, and answers what the hall asks.

    Args:
        answers: one for each question of the policy in force, in its order.
    Raises:
        Refused: ``actor.sign_in``, ``hall.not_found``, ``hall.members_only`` where nobody can apply,
            ``hall.suspended_here``, ``application.not_needed``, ``application.waiting``, ``application.too_early``,
            ``application.answers_missing``.
    """
    rules.require_person(by)
    me = by.require_person()
    if not Hall.objects.filter(id=hall_id).exists():
        raise not_found("hall")
    policy, row = policy_now(hall_id), membership(hall_id, me)
    if row is not None and row.state == Standing.SUSPENDED:
        raise rules.suspended_here(row.suspension_reason)
    if rules.is_open(policy) or (row is not None and row.state == Standing.JOINED):
        raise Refused(
            "application.not_needed", "You can join without an application, or are a member already."
        )
    if not rules.takes(policy, APPLICATION):
        raise rules.members_only(policy)
    rules.require_time_for_again(latest_application(hall_id, me), clock.now())
    kept = rules.require_answers(policy, tuple(answers))
    try:
        with transaction.atomic():
            made = Application.objects.create(
                hall_id=hall_id,
                person_id=me,
                answers=kept,
                decider=decider_of(hall_id),
                applied_at=clock.now(),
            )
    except IntegrityError as waits:
        raise Refused("application.waiting", "Your application is being decided about already.") from waits
    fact = ApplicationMade(application_id=made.id, person_id=me)
    facts.record(fact, by=by, hall_id=hall_id, about=[made.id, me])
    return made
