"""Reports answered, and who may answer an appeal. In the caller's transaction."""

from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock
from hirehall.halls.queries.staff import hall_operators
from hirehall.people.models import Person
from hirehall.portfolio.models import Hiding, Report
from hirehall.skills.models import Showing


def answer_reports(showing: Showing, *, upheld: bool) -> list[UUID]:
    """Every report of the piece that waited is answered; the caller holds the piece's lock. Which."""
    waiting = Report.objects.filter(showing=showing, answered_at=None)
    ids = list(waiting.order_by("id").values_list("id", flat=True))
    waiting.update(answered_at=clock.now(), upheld=upheld)
    return ids


def another_could_answer(hiding: Hiding) -> bool:
    """Whether the hall has an operator who neither hid the piece nor made it."""
    apart = {hiding.hidden_by_id, hiding.showing.person_id}
    rows = Person.objects.filter(is_operator=True, is_active=True, closed_at=None, suspended_at=None)
    return rows.exclude(id__in=[one for one in apart if one]).exists() or any(
        office.person_id not in apart for office in hall_operators(hiding.hall_id)
    )
