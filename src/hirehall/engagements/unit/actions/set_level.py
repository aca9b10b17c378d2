"""The level of a person in a hall: a sample, an editor's decision with its reason, an appeal, another decision."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts import rules as contract_rules
from hirehall.engagements.unit import facts, queries, rules
from hirehall.engagements.unit.models import LevelRow, Sample
from hirehall.engagements.unit.operations import keep_text
from hirehall.engagements.unit.states import LEVELS
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, ActorKind, Scope
from hirehall.foundation.facts import record
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.people.models import Person


@action("unit.send_sample", scope=Scope.PROFILE_WRITE)
def send_sample(hall_id: UUID, *, by: Actor, text: str) -> Sample:
    """Somebody asks for a level with a text of their own; or, when an editor has decided, appeals with their reasons.

    An appeal is answered once; the next text is taken a month after that answer.
    """
    person_id = by.require_person()
    if by.kind is not ActorKind.PERSON:
        raise Refused("unit.wrong_party", "Only freelancers have a level.", because=Because.FORBIDDEN)
    contract_operations.require_nobody_suspended(person_id, hold=True)
    if queries.sample_of(hall_id, person_id) is not None:
        raise Refused("unit.sample_waits", "Your text is with the editors already.")
    last = next(iter(queries.levels_of(hall_id, person_id)), None)
    again_at = last.set_at + timedelta(days=rules.SAMPLE_EVERY_DAYS) if last else None
    answered = (
        last is not None and last.sample_id is not None and Sample.objects.get(id=last.sample_id).is_appeal
    )
    if answered and again_at is not None and again_at > clock.now():
        raise Refused(
            "unit.sample_too_soon",
            f"Your appeal was answered. Send another text from {again_at:%-d %B %Y} on.",
        )
    clean = contract_rules.require_text(text, field="text", least=20, most=contract_rules.LONGEST_SCOPE)
    if last is None and rules.words_in_markdown(clean) < rules.SAMPLE_WORDS:
        raise rules.invalid(
            "unit.sample_too_short", f"An editor needs at least {rules.SAMPLE_WORDS} words of yours.", "text"
        )
    sample = Sample.objects.create(
        hall_id=hall_id, person_id=person_id, text=clean, is_appeal=last is not None, sent_at=clock.now()
    )
    keep_text(hall_id, rules.text_of_markdown(clean), person_id=person_id, sample=sample)
    record(
        facts.SampleSent(sample_id=sample.id, person_id=person_id, is_appeal=sample.is_appeal),
        by=by,
        hall_id=hall_id,
        about=[sample.id, person_id],
    )
    return sample


@action("unit.set_level", scope=Scope.STAFF_WRITE)
def set_level(hall_id: UUID, person_id: UUID, *, by: Actor, level: int, reason: str) -> LevelRow:
    """An editor sets somebody's level in a hall, for a reason that they read; a text that waits is answered by it.

    Args:
        level: zero for none.
    """
    rules.require_editor(by)
    who = Person.objects.select_for_update(no_key=True).filter(id=person_id).first()
    if who is None:
        raise not_found("person")
    if by.person_id == person_id:
        raise Refused("unit.own_level", "Nobody sets their own level.", because=Because.FORBIDDEN)
    if level != 0 and level not in LEVELS:
        raise rules.invalid("unit.unknown_level", "Choose a level.", "level")
    clean = contract_rules.require_text(reason, field="reason", least=10, most=1_000)
    before, now = queries.level_of(hall_id, person_id), clock.now()
    sample = queries.sample_of(hall_id, person_id)
    if sample is not None:
        sample.answered_at = now
        sample.save(update_fields=["answered_at"])
    row = LevelRow.objects.create(
        hall_id=hall_id,
        person=who,
        level=level,
        reason=clean,
        set_by_id=by.person_id,
        set_at=now,
        sample=sample,
    )
    record(
        facts.LevelSet(person_id=person_id, level=level, before=before, reason=clean),
        by=by,
        hall_id=hall_id,
        about=[row.id, person_id],
    )
    return row
