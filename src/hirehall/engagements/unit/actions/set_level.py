"""The level of a person in a hall: a sample, an editor's decision with its reason, an appeal, another decision."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts import rules as contract_rules
from hirehall.engagements.unit import facts, queries, rules
from hirehall.engagements.unit.models import LevelRow, Rating, Sample
from hirehall.engagements.unit.operations import give_level, keep_text
from hirehall.engagements.unit.states import LEVELS
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, ActorKind, Scope, require_staff_of
from hirehall.foundation.facts import record
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.halls.queries import policy_now
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
    require_staff_of(by, hall_id)
    who = Person.objects.select_for_update(no_key=True).filter(id=person_id).first()
    if who is None:
        raise not_found("person")
    if by.person_id == person_id:
        raise Refused("unit.own_level", "Nobody sets their own level.", because=Because.FORBIDDEN)
    if level != 0 and level not in LEVELS:
        raise rules.invalid("unit.unknown_level", "Choose a level.", "level")
    clean = contract_rules.require_text(reason, field="reason", least=10, most=1_000)
    sample = queries.sample_of(hall_id, person_id)
    if sample is not None and policy_now(hall_id).number("unit.editors_per_text") > 1:
        raise Refused("unit.rate_instead", "A text of theirs waits. Two editors rate it; the level follows.")
    return give_level(hall_id, who.id, level=level, reason=clean, sample=sample, by=by)


@action("unit.rate_sample", scope=Scope.STAFF_WRITE)
def rate_sample(hall_id: UUID, sample_id: UUID, *, by: Actor, level: int, reason: str) -> Rating:
    """An editor rates a text without seeing what another one thinks of it.

    Where the policy asks for two, both agree, or a third rates it and the one in the middle counts. An appeal is rated
    by editors who have not rated before it.
    """
    editor_id = require_staff_of(by, hall_id)
    sample = queries.sample_to_rate(hall_id, sample_id)
    if sample.person_id == editor_id:
        raise Refused("unit.own_level", "Nobody sets their own level.", because=Because.FORBIDDEN)
    if sample.answered_at is not None:
        raise Refused("unit.rated", "This text is answered already.")
    if level != 0 and level not in LEVELS:
        raise rules.invalid("unit.unknown_level", "Choose a level.", "level")
    needed = policy_now(hall_id).number("unit.editors_per_text")
    if sample.ratings.filter(editor_id=editor_id).exists():
        raise Refused("unit.rated_by_you", "You have rated this text. Another editor rates it as well.")
    if needed > 1 and sample.is_appeal and editor_id in queries.raters_before(sample):
        raise Refused(
            "unit.own_rating", "Somebody who has not rated before reads an appeal.", because=Because.FORBIDDEN
        )
    clean = contract_rules.require_text(reason, field="reason", least=10, most=1_000)
    rating = Rating.objects.create(
        sample=sample, editor_id=editor_id, level=level, reason=clean, rated_at=clock.now()
    )
    told = facts.SampleRated(sample_id=sample.id, person_id=sample.person_id)
    record(told, by=by, hall_id=hall_id, about=[sample.id])
    ratings = list(sample.ratings.order_by("rated_at", "id"))
    decided = rules.decided_level([one.level for one in ratings], needed)
    if decided is not None:
        reasons = [one.reason for one in ratings if one.level == decided]
        give_level(
            hall_id, sample.person_id, level=decided, reason="\n\n".join(reasons), sample=sample, by=by
        )
    return rating
