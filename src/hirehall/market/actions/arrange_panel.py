"""The client lets a panel decide on a draft, says how, and asks people onto it."""

from __future__ import annotations

import secrets
from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.halls.operations import require_member
from hirehall.halls.queries import policy_now
from hirehall.market import rules
from hirehall.market.content import PanelPlan
from hirehall.market.facts import PanelArranged, PanelDropped, PanelMemberAnswered
from hirehall.market.models import Panel, PanelCriterion, PanelSeat
from hirehall.market.operations import panels
from hirehall.market.operations.locks import lock_managed_brief
from hirehall.market.rules import panels as panel_rules
from hirehall.market.states import BriefState, PanelState, SeatState

SEATING = (PanelState.PLANNED, PanelState.OPEN, PanelState.SCORING)


@action("market.arrange_panel", scope=Scope.BRIEFS_WRITE)
def arrange_panel(brief_id: UUID, *, by: Actor, plan: PanelPlan) -> Panel:
    """A panel is to decide on this draft, by these criteria; saving again replaces what was planned.

    Raises:
        Refused: ``brief.not_found``, ``brief.not_hiring``, ``brief.is_published`` and the like, ``panel.not_offered``,
            or what is wrong with the plan.
    """
    brief = lock_managed_brief(brief_id, by)
    require_member(brief.hall_id, by=by)
    rules.require_state(brief, BriefState.DRAFT)
    if not policy_now(brief.hall_id).number("panel.offered"):
        raise Refused("panel.not_offered", "This hall offers no panels.", because=Because.FORBIDDEN)
    panel_rules.require_plan(plan)
    panel = Panel.objects.filter(brief=brief).first() or Panel(
        hall_id=brief.hall_id, brief=brief, seed=secrets.token_hex(16), made_at=clock.now()
    )
    panel.score_by, panel.scorers_least = plan.score_by, plan.scorers_least
    panel.scale = [word.strip() for word in plan.scale]
    panel.save()
    panel.criteria.all().delete()
    PanelCriterion.objects.bulk_create(
        PanelCriterion(
            panel=panel, position=position, name=one.name.strip(), about=one.about.strip(), weight=one.weight
        )
        for position, one in enumerate(plan.criteria)
    )
    brief.panel, brief.closes_at = PanelState.PLANNED.value, plan.closes_at
    brief.save(update_fields=["panel", "closes_at"])
    panels.tell(PanelArranged(brief_id=brief.id), brief, by=by)
    return panel


@action("market.drop_panel", scope=Scope.BRIEFS_WRITE)
def drop_panel(brief_id: UUID, *, by: Actor) -> None:
    """The client decides on this draft alone after all.

    Raises:
        Refused: ``brief.not_found``, ``brief.is_published`` and the like, ``panel.not_found``.
    """
    panel = panels.managed_panel(brief_id, by)
    brief = panel.brief
    rules.require_state(brief, BriefState.DRAFT)
    panel.delete()
    brief.panel, brief.closes_at = "", None
    brief.save(update_fields=["panel", "closes_at"])
    panels.tell(PanelDropped(brief_id=brief.id), brief, by=by)


@action("market.invite_to_panel", scope=Scope.BRIEFS_WRITE)
def invite_to_panel(brief_id: UUID, *, by: Actor, who: str) -> PanelSeat:
    """Somebody of the client's house or from outside is asked to score, by handle or by mail.

    Raises:
        Refused: ``brief.not_found``, ``panel.not_found``, ``panel.is_consensus`` and the like, ``panel.nobody``,
            ``panel.seats_full``.
    """
    panel = panels.managed_panel(brief_id, by)
    require_member(panel.hall_id, by=by)
    panel_rules.require_panel(panel.brief, *SEATING)
    return panels.invite(panel, who, by=by)


@action("market.release_from_panel", scope=Scope.BRIEFS_WRITE)
def release_from_panel(brief_id: UUID, *, by: Actor, number: int, reason: str) -> PanelSeat:
    """The moderator takes somebody off the panel, who is told why; never one who has handed in scores.

    Raises:
        Refused: ``panel.seat_not_found``, ``panel.handed_in``, ``panel.reason``, ``panel.is_consensus`` and the like.
    """
    panel = panels.managed_panel(brief_id, by)
    panel_rules.require_panel(panel.brief, *SEATING)
    seat = PanelSeat.objects.filter(panel=panel, number=number, state__in=panels.LIVE_SEATS).first()
    if seat is None:
        raise not_found("panel.seat")
    panel_rules.require_scoring(seat)
    seat.reason = panel_rules.require_text(reason, field="reason", most=300)
    seat.state, seat.answered_at, seat.token_hash = SeatState.LEFT.value, clock.now(), ""
    seat.save(update_fields=["state", "reason", "answered_at", "token_hash"])
    fact = PanelMemberAnswered(brief_id=panel.brief_id, seat_id=seat.id, state=seat.state)
    panels.tell(fact, panel.brief, by=by)
    return seat
