"""A member whom a conflict of interest binds is off the panel, and none of their scores counts."""

from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import not_found
from hirehall.market.facts import PanelMemberExcluded
from hirehall.market.models import PanelSeat
from hirehall.market.operations import panels
from hirehall.market.rules import panels as panel_rules
from hirehall.market.states import PanelState, SeatState

DECIDING = (PanelState.OPEN, PanelState.SCORING, PanelState.CONSENSUS)


@action("market.declare_conflict", scope=Scope.BRIEFS_WRITE)
def declare_conflict(brief_id: UUID, *, by: Actor, reason: str) -> PanelSeat:
    """A member says that a conflict of interest binds them, also after they have handed in: they are off the panel.

    Raises:
        Refused: ``panel.not_found``, ``panel.not_seated``, ``panel.is_awarded`` and the like, ``panel.reason``.
    """
    return _excluded(panels.own_seat(brief_id, by, *DECIDING), reason, by=by)


@action("market.exclude_from_panel", scope=Scope.BRIEFS_WRITE)
def exclude_from_panel(brief_id: UUID, *, by: Actor, number: int, reason: str) -> PanelSeat:
    """The moderator decides that a conflict of interest binds a member, with the reason, which they are told.

    Raises:
        Refused: ``brief.not_found``, ``panel.not_found``, ``panel.seat.not_found``, ``panel.is_awarded`` and the like,
            ``panel.reason``.
    """
    panel = panels.managed_panel(brief_id, by)
    panel_rules.require_panel(panel.brief, *DECIDING)
    seat = PanelSeat.objects.filter(panel=panel, number=number, state=SeatState.SEATED.value).first()
    if seat is None:
        raise not_found("panel.seat")
    seat.panel = panel
    return _excluded(seat, reason, by=by)


def _excluded(seat: PanelSeat, reason: str, *, by: Actor) -> PanelSeat:
    seat.reason = panel_rules.require_text(reason, field="reason", most=300)
    seat.state, seat.excluded_at, seat.excluded_by_id = (
        SeatState.EXCLUDED.value, clock.now(), by.require_person(),
    )  # fmt: skip
    seat.save(update_fields=["state", "reason", "excluded_at", "excluded_by_id"])
    panel = seat.panel
    declared = seat.person_id == by.person_id
    fact = PanelMemberExcluded(brief_id=panel.brief_id, seat_id=seat.id, declared=declared)
    panels.tell(fact, panel.brief, by=by)
    panels.go_on_without(panel, by=by)
    return seat
