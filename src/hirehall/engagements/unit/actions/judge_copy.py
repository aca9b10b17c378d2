"""Texts are compared with those that were there before; what is alike, an editor looks at and says what it is."""

from __future__ import annotations

from uuid import UUID

from hirehall.contracts import rules as contract_rules
from hirehall.engagements.unit import facts, queries, rules
from hirehall.engagements.unit.models import CopyFound, KeptText
from hirehall.engagements.unit.operations import compare, tell
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_staff_of
from hirehall.foundation.facts import record
from hirehall.foundation.refused import Refused


@action("unit.compare_text")
def compare_text(text_id: UUID, *, by: Actor) -> KeptText:
    """Keep which texts share passages with this one. Nothing else follows: an editor looks first."""
    rules.require_clock(by)
    text = queries.text_to_compare(text_id)
    if text.compared_at is None:
        compare(text)
    return text


@action("unit.judge_copy", scope=Scope.STAFF_WRITE)
def judge_copy(hall_id: UUID, copy_id: UUID, *, by: Actor, is_copy: bool, reason: str) -> CopyFound:
    """An editor has read both texts and says whether one is a copy: if so, both sides of its order are told.

    The client can then ask for a rejection without asking for a revision first. Of a text for a level, its
    writer is told.
    """
    person_id = require_staff_of(by, hall_id)
    found = queries.copy_to_judge(copy_id, hall_id)
    if queries.own_copies([found], person_id):
        raise queries.own_case()
    if found.is_copy is not None:
        raise Refused("unit.copy_judged", "An editor has looked at these two already.")
    clean = contract_rules.require_text(reason, field="reason", least=10, most=2_000)
    found.is_copy, found.reason = is_copy, clean
    found.judged_by_id, found.judged_at = person_id, clock.now()
    found.save()
    work = queries.contract_of_text(found.text)
    if is_copy and work is not None:
        tell(facts.CopyJudged, work.contract, work, by=by, reason=clean)
    if is_copy and found.text.sample_id is not None:
        told = facts.SampleCopied(
            sample_id=found.text.sample_id, person_id=found.text.person_id, reason=clean
        )
        record(told, by=by, hall_id=hall_id, about=[found.text.sample_id])
    return found
