from __future__ import annotations

from datetime import datetime
from uuid import UUID

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.halls.models import ClauseTemplate
from hirehall.halls.operations import setting


@action("halls.date_clause", scope=Scope.STAFF_WRITE)
def date_clause(
    hall_id: UUID, *, by: Actor, kind: str, title: str, text: str, effective_from: datetime
) -> ClauseTemplate:
    """A new clause, or a newer version of the one with the same kind and title, from an instant on.

    Agreements made before keep the text that they were made with.

    Raises:
        Refused: ``clause.invalid``, ``clause.in_the_past``, ``clause.too_far_ahead``.
    """
    return setting.date_clause(
        hall_id, by=by, kind=kind, title=title, text=text, effective_from=effective_from
    )
