from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError, transaction

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_operator
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.halls.facts import HallOperatorAppointed, HallOperatorDismissed
from hirehall.halls.models import HallOperator, HallSession
from hirehall.halls.operations import locked_hall
from hirehall.people.models import Person


@action("halls.appoint_hall_operator", scope=Scope.STAFF_WRITE)
def appoint_hall_operator(hall_id: UUID, *, by: Actor, who: str) -> HallOperator:
    """A person serves as an operator of this hall alone from now on. Only operators of the installation appoint.

    Args:
        who: the person's e-mail address or handle.
    Raises:
        Refused: ``staff.session_needed``, ``staff.other_hall``, ``hall.not_found``, ``operator.unknown``,
            ``operator.already``.
    """
    require_operator(by)
    hall = locked_hall(hall_id)
    named = who.strip().removeprefix("@")
    sought = {"email__iexact": named} if "@" in named else {"handle": named}
    person = Person.objects.filter(closed_at=None, suspended_at=None, **sought).first()
    if person is None:
        raise Refused(
            "operator.unknown",
            "Nobody here has this address or handle, or their account is suspended.",
            because=Because.INVALID,
            field="who",
        )
    already = Refused("operator.already", f"{person.name} serves here already.", field="who")
    if person.is_operator:
        raise already
    try:
        with transaction.atomic():
            office = HallOperator.objects.create(
                hall=hall, person=person, appointed_at=clock.now(), appointed_by_id=by.person_id
            )
    except IntegrityError as taken:
        raise already from taken
    fact = HallOperatorAppointed(person_id=person.id)
    facts.record(fact, by=by, hall_id=hall.id, about=[hall.id, person.id])
    return office


@action("halls.dismiss_hall_operator", scope=Scope.STAFF_WRITE)
def dismiss_hall_operator(operator_id: UUID, *, by: Actor) -> HallOperator:
    """Somebody serves a hall no more; a session of theirs that runs has no power from this moment on.

    Raises:
        Refused: ``staff.session_needed``, ``staff.other_hall``, ``operator.not_found``.
    """
    require_operator(by)
    office = HallOperator.objects.select_for_update(no_key=True).filter(id=operator_id, ended_at=None).first()
    if office is None:
        raise not_found("operator")
    office.ended_at = clock.now()
    office.save(update_fields=["ended_at"])
    HallSession.objects.filter(operator=office, ended_at=None).update(ended_at=office.ended_at)
    fact = HallOperatorDismissed(person_id=office.person_id)
    facts.record(fact, by=by, hall_id=office.hall_id, about=[office.hall_id, office.person_id])
    return office
