from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused
from hirehall.halls.facts import ApplicationAppealAnswered
from hirehall.halls.models import Application
from hirehall.halls.operations.joining import enrol, locked_application, own_matter
from hirehall.halls.rules import joining as rules
from hirehall.halls.states.joining import Applied, How, had_part


@action("halls.answer_application_appeal", scope=Scope.STAFF_WRITE)
def answer_application_appeal(application_id: UUID, *, by: Actor, accepts: bool, reason: str) -> Application:
    """An operator who had no part in it lets the person in after all, or upholds it, with a reason.

    Raises:
        Refused: ``staff.session_needed``, ``staff.other_hall``, ``application.not_found``, ``application.no_appeal``,
            ``application.own_decision``, ``application.reason_missing``.
    """
    row = locked_application(application_id, by=by)
    if row.person_id == by.person_id:
        raise own_matter()
    if row.state != Applied.APPEALED:
        raise Refused("application.no_appeal", "No appeal waits for an answer here.")
    if by.person_id is not None and (
        by.person_id == row.decided_by_id
        or str(by.person_id) in row.answered_before
        or had_part(row.decider, row.id, by.person_id)
    ):
        raise Refused(
            "application.own_decision",
            "You had a part in this decision; another operator answers the appeal.",
            because=Because.FORBIDDEN,
        )
    row.appeal_answer = rules.require_reason(reason)
    row.appeal_decided_at, row.appeal_decided_by_id = clock.now(), by.person_id
    row.state = (Applied.ACCEPTED if accepts else Applied.REFUSED).value
    if accepts:
        row.again_at = None
    row.save(
        update_fields=["appeal_answer", "appeal_decided_at", "appeal_decided_by_id", "state", "again_at"]
    )
    if accepts:
        enrol(row.hall_id, row.person_id, How.APPLICATION, by=by)
    facts.record(
        ApplicationAppealAnswered(
            application_id=row.id, person_id=row.person_id, accepts=accepts, reason=row.appeal_answer
        ),
        by=by,
        hall_id=row.hall_id,
        about=[row.id, row.person_id],
    )
    return row
