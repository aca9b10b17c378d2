from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_operator
from hirehall.foundation.facts import record
from hirehall.foundation.refused import Refused, not_found
from hirehall.people.models import Person
from hirehall.vetting import facts
from hirehall.vetting.models import Examiner


@action("vetting.name_examiner", scope=Scope.STAFF_WRITE)
def name_examiner(hall_id: UUID, person_id: UUID, *, by: Actor) -> Examiner:
    """An operator names who reads texts, interviews and scores for the hall.

    Raises:
        Refused: ``person.not_found``, ``examiner.named``.
    """
    require_operator(by, hall_id=hall_id)
    who = Person.objects.select_for_update(no_key=True).filter(id=person_id, closed_at=None).first()
    if who is None or who.suspended_at is not None:
        raise not_found("person")
    if Examiner.objects.filter(hall_id=hall_id, person=who, ended_at=None).exists():
        raise Refused("examiner.named", f"{who.name} is an examiner already.")
    row = Examiner.objects.create(hall_id=hall_id, person=who, named_at=clock.now())
    record(facts.ExaminerNamed(person_id=who.id), by=by, hall_id=hall_id, about=[who.id])
    return row


@action("vetting.end_examiner", scope=Scope.STAFF_WRITE)
def end_examiner(hall_id: UUID, person_id: UUID, *, by: Actor) -> Examiner:
    """Somebody examines no longer; what they have scored stays.

    Raises:
        Refused: ``examiner.not_found``.
    """
    require_operator(by, hall_id=hall_id)
    row = (
        Examiner.objects.select_for_update()
        .filter(hall_id=hall_id, person_id=person_id, ended_at=None)
        .first()
    )
    if row is None:
        raise not_found("examiner")
    row.ended_at = clock.now()
    row.save(update_fields=["ended_at"])
    record(facts.ExaminerEnded(person_id=person_id), by=by, hall_id=hall_id, about=[person_id])
    return row
