from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused
from hirehall.halls.operations import require_member
from hirehall.market import rules
from hirehall.market.facts import ClarificationAsked
from hirehall.market.models import Clarification
from hirehall.market.operations.locks import lock_open_brief_as_freelancer


@action("market.ask_clarification", scope=Scope.PROPOSALS_WRITE)
def ask_clarification(brief_id: UUID, *, by: Actor, question: str) -> Clarification:
    """Anybody who may propose asks; the answer will be for everybody, and does not say who asked.

    Raises:
        Refused: ``brief.not_found``, ``brief.not_open``, ``proposal.own_brief``, ``proposal.no_profile``,
            ``clarification.empty``, ``clarification.too_many``.
    """
    brief = lock_open_brief_as_freelancer(brief_id, by)
    require_member(brief.hall_id, by=by)
    text = " ".join(question.split())
    if not 10 <= len(text) <= 500:
        raise rules.invalid("clarification.empty", "Ask in 10 to 500 characters.", "question")
    mine = Clarification.objects.filter(brief=brief, asker_id=by.person_id, answered_at=None)
    if mine.count() >= rules.OPEN_QUESTIONS_PER_ASKER:
        raise Refused(
            "clarification.too_many",
            f"You have {rules.OPEN_QUESTIONS_PER_ASKER} questions waiting here. Let the client answer first.",
            because=Because.TOO_MANY,
        )
    row = Clarification.objects.create(
        brief=brief, asker_id=by.require_person(), question=text, asked_at=clock.now()
    )
    facts.record(
        ClarificationAsked(clarification_id=row.id, brief_id=brief.id),
        by=by,
        hall_id=brief.hall_id,
        about=[row.id, brief.id],
    )
    return row
