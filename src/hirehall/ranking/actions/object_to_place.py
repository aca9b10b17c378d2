from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_staff_of
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.ranking.facts import ObjectionAnswered, PlaceObjected
from hirehall.ranking.models import Objection, Shown

LONGEST = 1000


@action("ranking.object_to_place", scope=Scope.PROFILE_WRITE)
def object_to_place(shown_id: UUID, *, by: Actor, words: str) -> Objection:
    """Who was shown says what their place is wrongly computed from; the desk answers.

    Raises:
        Refused: ``place.not_found``, ``place.objected`` a second time, ``text.missing``, ``text.too_long``.
    """
    row = Shown.objects.select_for_update(no_key=True, of=("self",)).select_related("slate")
    shown = row.filter(id=shown_id, person_id=by.require_person()).first()
    if shown is None or (by.hall_id is not None and shown.slate.hall_id != by.hall_id):
        raise not_found("place")
    if Objection.objects.filter(shown=shown).exists():
        raise Refused("place.objected", "You have objected to this place already.")
    objection = Objection.objects.create(shown=shown, words=_words(words), made_at=clock.now())
    fact = PlaceObjected(objection_id=objection.id, person_id=shown.person_id)
    facts.record(fact, by=by, hall_id=shown.slate.hall_id, about=[shown.id])
    return objection


@action("ranking.answer_objection", scope=Scope.STAFF_WRITE)
def answer_objection(objection_id: UUID, *, by: Actor, words: str) -> Objection:
    """The desk answers in words. A kept slate never changes; what was wrong is set right for the next one.

    Raises:
        Refused: ``objection.not_found``, ``objection.answered``, ``text.missing``, ``text.too_long``,
            ``staff.own_matter``.
    """
    rows = Objection.objects.select_for_update(no_key=True, of=("self",)).select_related("shown__slate")
    objection = rows.filter(id=objection_id).first()
    if objection is None:
        raise not_found("objection")
    hall_id = objection.shown.slate.hall_id
    staff_id = require_staff_of(by, hall_id)
    if staff_id == objection.shown.person_id:
        raise Refused(
            "staff.own_matter", "Somebody else answers what you object to.", because=Because.FORBIDDEN
        )
    if objection.answered_at is not None:
        raise Refused("objection.answered", "This objection is answered already.")
    objection.answer, objection.answered_at = _words(words), clock.now()
    objection.answered_by_id = staff_id
    objection.save(update_fields=["answer", "answered_at", "answered_by_id"])
    shown = objection.shown
    fact = ObjectionAnswered(objection_id=objection.id, shown_id=shown.id, person_id=shown.person_id)
    facts.record(fact, by=by, hall_id=hall_id, about=[shown.id])
    return objection


def _words(words: str) -> str:
    words = words.strip()
    if not words:
        raise Refused("text.missing", "Say it in a few words.", because=Because.INVALID, field="words")
    if len(words) > LONGEST:
        raise Refused(
            "text.too_long", f"At most {LONGEST} characters.", because=Because.INVALID, field="words"
        )
    return words
