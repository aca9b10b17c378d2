"""Applications to a hall that leaves them to a screening: begun by the application, and ended with it."""

from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import not_found
from hirehall.halls.queries.joining import application_locked, is_member
from hirehall.halls.states.joining import Applied
from hirehall.look.formats import day_text
from hirehall.people.operations import locked_person
from hirehall.vetting import queries, rules
from hirehall.vetting.models import Screening
from hirehall.vetting.operations import admission
from hirehall.vetting.operations import screening as going
from hirehall.vetting.states import ScreeningState


@action("vetting.begin_admission", scope=Scope.PROFILE_WRITE)
def begin_admission(application_id: UUID, *, by: Actor) -> Screening | None:
    """The screening of an application begins; where it has begun, that is it. None where the desk decides.

    Who is vetted by it already is let in at once; who may not come again yet is told the date.

    Raises:
        Refused: ``application.not_found``.
    """
    found = queries.application_of(application_id)
    if found is None or not (by.is_system or rules.require_candidate(by) == found.person_id):
        raise not_found("application")
    who = locked_person(found.person_id)
    begun = Screening.objects.filter(application_id=application_id).first()
    application = application_locked(application_id)
    version = queries.admitting_version(application.hall_id)
    if begun is not None or version is None or application.decider != "screening":
        return begun
    if application.state != Applied.WAITING:
        return None
    mine = Screening.objects.filter(pipeline=version.pipeline, person=who).order_by("-began_at")
    running = mine.filter(state=ScreeningState.RUNNING).first()
    if running is not None:
        running.application = application
        running.save(update_fields=["application"])
        return running
    held = queries.vetted_by(version.pipeline_id, who.id)
    if held is not None:
        held.application = application
        held.save(update_fields=["application"])
        said = f"You have passed {version.pipeline.name} on {day_text(held.began_at.date())}, and it counts."
        admission.answer(held, accepts=True, reason=said)
        return held
    last = mine.first()
    if last is not None and last.reapply_at is not None and last.reapply_at > clock.now():
        last.application = application
        last.save(update_fields=["application"])
        admission.answer(last, accepts=False, reason=last.reason)
        return last
    return going.begin(version, who.id, by=by, application_id=application.id)


@action("vetting.end_admission")
def end_admission(application_id: UUID, *, by: Actor) -> Screening | None:
    """The application was withdrawn, or an operator has refused it: nobody goes on with its screening.

    Who was let in by an operator may go on, and be vetted then.
    """
    if not by.is_system:
        raise rules.clock_only()
    found = Screening.objects.filter(application_id=application_id).first()
    if found is None:
        return None
    screening = going.locked_screening(found.id)
    state = application_locked(application_id).state
    over = state in {Applied.WITHDRAWN, Applied.REFUSED}
    if (
        over
        and screening.state == ScreeningState.RUNNING
        and not is_member(screening.hall_id, found.person_id)
    ):
        going.leave(screening, by=by)
    return screening
