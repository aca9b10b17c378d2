from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Refused
from hirehall.market.operations.locks import lock_managed_brief
from hirehall.market.states import BriefState, PanelState
from hirehall.ranking.facts import SlateShown
from hirehall.ranking.models import Slate
from hirehall.ranking.operations import keep
from hirehall.ranking.queries import compute, slate_of

TAKING = ("", PanelState.OPEN.value)


@action("ranking.show_slate", scope=Scope.BRIEFS_READ)
def show_slate(brief_id: UUID, *, by: Actor) -> Slate:
    """Who fits a brief, for its client: computed and kept when they first look on a day, and the same after that.

    Raises:
        Refused: ``brief.not_found``, ``brief.not_hiring``, ``slate.not_open``.
    """
    brief = lock_managed_brief(brief_id, by)
    if brief.state != BriefState.PUBLISHED.value or brief.panel not in TAKING:
        raise Refused("slate.not_open", "People are looked for while a brief takes proposals.")
    day = clock.now().date()
    found = slate_of(brief, day)
    if found is not None:
        return found
    slate = keep(brief, day, compute(brief, day, first_timers=brief.first_timers))
    shown = SlateShown(slate_id=slate.id, brief_id=brief.id, people=slate.places.count())
    facts.record(shown, by=by, hall_id=brief.hall_id, about=[slate.id])
    return slate
