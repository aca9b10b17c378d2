from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Refused
from hirehall.market import rules
from hirehall.market.facts import ClarificationAnswered
from hirehall.market.models import Clarification
from hirehall.market.operations.locks import lock_clarification, lock_managed_brief


@action("market.answer_clarification", scope=Scope.BRIEFS_WRITE)
def answer_clarification(clarification_id: UUID, *, by: Actor, answer: str) -> Clarification:
    """The client side answers once, for everybody who may see the brief; everybody who proposed is told.

    Raises:
        Refused: ``clarification.not_found``, ``brief.not_found``, ``clarification.answered``,
            ``clarification.no_answer``.
    """
    row = lock_clarification(clarification_id)
    brief = lock_managed_brief(row.brief_id, by)
    if row.answered_at is not None:
        raise Refused("clarification.answered", "This question has its answer. Edit the brief to say more.")
    if not 2 <= len(answer.strip()) <= rules.ANSWER_AT_MOST:
        raise rules.invalid(
            "clarification.no_answer", f"Answer in at most {rules.ANSWER_AT_MOST} characters.", "answer"
        )
    row.answer, row.answered_at, row.answered_by_id = answer.strip(), clock.now(), by.person_id
    row.save(update_fields=["answer", "answered_at", "answered_by_id"])
    facts.record(
        ClarificationAnswered(clarification_id=row.id, brief_id=brief.id),
        by=by,
        hall_id=brief.hall_id,
        about=[row.id, brief.id],
    )
    return row
