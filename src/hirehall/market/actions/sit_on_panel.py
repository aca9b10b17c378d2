"""A member answers the invitation, declares what binds them, scores alone, and hands in."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Refused, not_found
from hirehall.halls.operations import require_member
from hirehall.market import rules
from hirehall.market.facts import PanelHandedIn, PanelMemberAnswered, PanelRecused
from hirehall.market.models import PanelRecusal, PanelScore, PanelSeat
from hirehall.market.operations import panels
from hirehall.market.operations.locks import lock_brief
from hirehall.market.rules import panels as panel_rules
from hirehall.market.states import PanelState, SeatState
from hirehall.people.queries import digest

ANSWERING = (PanelState.PLANNED, PanelState.OPEN, PanelState.SCORING)


def _asked(brief_id: UUID, by: Actor, token: str) -> PanelSeat:
    """The seat that waits for the actor's answer: theirs, or the one that the mailed link names."""
    brief = lock_brief(brief_id)
    panel = panels.locked_panel(brief)
    person_id = by.require_person()
    waiting = PanelSeat.objects.filter(panel=panel, state=SeatState.INVITED.value)
    seat = waiting.filter(person_id=person_id).first()
    if seat is None and token:
        seat = waiting.filter(person=None, token_hash=digest(token)).first()
    if seat is None or by.is_staff:
        raise not_found("panel")
    if PanelSeat.objects.filter(panel=panel, person_id=person_id, state=SeatState.SEATED.value).exists():
        raise Refused("panel.seated", "You sit on this panel already.")
    seat.panel, seat.person_id = panel, person_id
    panel_rules.require_panel(brief, *ANSWERING)
    return seat


def _answer(seat: PanelSeat, state: SeatState, *, by: Actor) -> PanelSeat:
    seat.state, seat.answered_at, seat.token_hash = state.value, clock.now(), ""
    seat.save()
    brief = seat.panel.brief
    panels.tell(PanelMemberAnswered(brief_id=brief.id, seat_id=seat.id, state=seat.state), brief, by=by)
    return seat


@action("market.join_panel", scope=Scope.BRIEFS_WRITE)
def join_panel(brief_id: UUID, *, by: Actor, unbound: bool, token: str = "") -> PanelSeat:
    """Who was asked sits on the panel from now on, and declares that nothing binds them to anybody who may propose.

    Raises:
        Refused: ``panel.not_found``, ``panel.declaration`` without that, ``panel.proposes``, ``panel.seated``,
            ``panel.excluded``.
    """
    seat = _asked(brief_id, by, token)
    require_member(seat.panel.hall_id, by=by)
    if not unbound:
        raise rules.invalid(
            "panel.declaration", "Declare that nothing binds you, or decline the seat.", "unbound"
        )
    panels.require_not_excluded(seat.panel, by.require_person())
    panels.require_unbound(seat.panel.brief, by.require_person())
    seat.declared_at = clock.now()
    return _answer(seat, SeatState.SEATED, by=by)


@action("market.decline_panel", scope=Scope.BRIEFS_WRITE)
def decline_panel(brief_id: UUID, *, by: Actor, reason: str = "", token: str = "") -> PanelSeat:
    """Who was asked says no.

    Raises:
        Refused: ``panel.not_found``.
    """
    seat = _asked(brief_id, by, token)
    seat.reason = " ".join(reason.split())[:300]
    return _answer(seat, SeatState.DECLINED, by=by)


@action("market.leave_panel", scope=Scope.BRIEFS_WRITE)
def leave_panel(brief_id: UUID, *, by: Actor, reason: str) -> PanelSeat:
    """A member leaves the panel before they have handed in; what they had scored does not count.

    Raises:
        Refused: ``panel.not_found``, ``panel.handed_in``, ``panel.reason``.
    """
    seat = panels.own_seat(brief_id, by, *ANSWERING)
    panel_rules.require_scoring(seat)
    seat.reason = panel_rules.require_text(reason, field="reason", most=300)
    return _answer(seat, SeatState.LEFT, by=by)


@action("market.recuse_from_proposal", scope=Scope.BRIEFS_WRITE)
def recuse_from_proposal(brief_id: UUID, *, by: Actor, number: int, reason: str) -> PanelRecusal:
    """A member whom something binds to one proposer does not score that one; what they had scored of it is dropped.

    Raises:
        Refused: ``panel.not_found``, ``panel.is_open`` and the like, ``proposal.not_found``, ``panel.recused``,
            ``panel.handed_in``, ``panel.scoring_over``, ``panel.reason``.
    """
    seat = panels.scoring_seat(brief_id, by)
    entry = panels.entry_of(seat.panel, number)
    if seat.recusals.filter(proposal=entry).exists():
        raise Refused("panel.recused", "You have declared this already.")
    clean = panel_rules.require_text(reason, field="reason", most=500)
    seat.scores.filter(proposal=entry).delete()
    row = PanelRecusal.objects.create(seat=seat, proposal=entry, reason=clean, declared_at=clock.now())
    brief = seat.panel.brief
    panels.tell(PanelRecused(brief_id=brief.id, seat_id=seat.id, number=number), brief, by=by)
    return row


@action("market.score_proposal", scope=Scope.BRIEFS_WRITE)
def score_proposal(
    brief_id: UUID, *, by: Actor, number: int, points: Sequence[int], reasons: Sequence[str]
) -> PanelSeat:
    """A member gives one proposer their points by each criterion, each with a reason; until handed in they may change.

    Raises:
        Refused: ``panel.not_found``, ``panel.is_open`` and the like, ``proposal.not_found``, ``panel.recused``,
            ``panel.handed_in``, ``panel.scoring_over``, ``panel.points``, ``panel.reason``.
    """
    seat = panels.scoring_seat(brief_id, by)
    entry = panels.entry_of(seat.panel, number)
    if seat.recusals.filter(proposal=entry).exists():
        raise Refused("panel.recused", "You have declared that something binds you to this proposer.")
    criteria = list(seat.panel.criteria.order_by("position"))
    panel_rules.require_points(points, reasons, criteria=len(criteria), top=seat.panel.top)
    clean = [
        panel_rules.require_text(reason, field=f"reason_{position}")
        for position, reason in enumerate(reasons)
    ]
    seat.scores.filter(proposal=entry).delete()
    PanelScore.objects.bulk_create(
        PanelScore(
            seat=seat, proposal=entry, criterion=criterion, points=given, reason=reason, scored_at=clock.now()
        )
        for criterion, given, reason in zip(criteria, points, clean, strict=True)
    )
    return seat


@action("market.hand_in_scores", scope=Scope.BRIEFS_WRITE)
def hand_in_scores(brief_id: UUID, *, by: Actor) -> PanelSeat:
    """A member's scores stand from now on. With the last member's, all are compared.

    Raises:
        Refused: ``panel.not_found``, ``panel.is_open`` and the like, ``panel.handed_in``, ``panel.scoring_over``,
            ``panel.incomplete``.
    """
    seat = panels.scoring_seat(brief_id, by)
    if not panels.is_complete(seat):
        raise Refused("panel.incomplete", "Score each proposer by each criterion first.")
    seat.handed_in_at = clock.now()
    seat.save(update_fields=["handed_in_at"])
    panel = seat.panel
    panels.tell(PanelHandedIn(brief_id=panel.brief_id, seat_id=seat.id), panel.brief, by=by)
    panels.compare_if_all_in(panel, by=by)
    return seat
