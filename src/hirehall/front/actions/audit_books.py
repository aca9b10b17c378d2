from __future__ import annotations

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_operator
from hirehall.foundation.facts import record
from hirehall.front.facts import BooksAudited
from hirehall.money import invariants


@action("front.audit_books", scope=Scope.STAFF_WRITE)
def audit_books(*, by: Actor) -> int:
    """Every invariant of the books is checked, and the result is recorded. Answers how many are broken.

    Raises:
        Refused: ``staff.session_needed``.
    """
    require_operator(by)
    broken = invariants.check()
    told = [f"{one.name}: {one.detail}" for one in broken]
    record(BooksAudited(checked=len(invariants.CHECKS), broken=told), by=by, hall_id=None, about=[])
    return len(broken)
