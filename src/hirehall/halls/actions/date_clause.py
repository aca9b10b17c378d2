from __future__ import annotations

from datetime import datetime
from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_operator
from hirehall.foundation.refused import Because, Refused
from hirehall.halls import rules
from hirehall.halls.facts import ClauseDated
from hirehall.halls.models import ClauseTemplate
from hirehall.halls.operations import locked_hall


@action("halls.date_clause", scope=Scope.STAFF_WRITE)
def date_clause(
    hall_id: UUID, *, by: Actor, kind: str, title: str, text: str, effective_from: datetime
) -> ClauseTemplate:
    """A new clause, or a newer version of the one with the same kind and title, from an instant on.

    Agreements made before keep the text that they were made with.

    Raises:
        Refused: ``clause.invalid``, ``clause.in_the_past``, ``clause.too_far_ahead``.
    """
    require_operator(by)
    hall = locked_hall(hall_id)
    if kind not in ClauseTemplate.Kind.values or not title.strip() or not text.strip():
        raise Refused("clause.invalid", "A clause has a kind, a title and a text.", because=Because.INVALID)
    if effective_from < clock.now():
        raise Refused(
            "clause.in_the_past", "A clause is dated ahead.", because=Because.INVALID, field="effective_from"
        )
    rules.require_near(effective_from, "clause")
    clause, _ = ClauseTemplate.objects.get_or_create(
        hall=hall,
        kind=kind,
        title=title.strip()[:120],
        effective_from=effective_from,
        defaults={"text": text.strip()},
    )
    facts.record(
        ClauseDated(clause_id=clause.id, kind=kind, effective_from=effective_from),
        by=by,
        hall_id=hall.id,
        about=[hall.id],
    )
    return clause
