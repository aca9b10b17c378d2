"""The proposals are opened, the scores compared, the panel agrees, and awards."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Refused
from hirehall.market import rules
from hirehall.market.facts import PanelAgreed, PanelAwarded, PanelOpened
from hirehall.market.models import Brief, Panel, PanelVerdict, Proposal
from hirehall.market.operations import panels
from hirehall.market.operations.locks import lock_brief
from hirehall.market.queries import panels as queries
from hirehall.market.rules import panels as panel_rules
from hirehall.market.rules import sealing
from hirehall.market.states import OPEN_PROPOSALS, BriefState, PanelState, ProposalState


@action("market.open_panel", scope=Scope.BRIEFS_WRITE)
def open_panel(brief_id: UUID, *, by: Actor) -> Brief:
    """The closing day has come: what was sent is numbered in a shuffled order and shown to the panel without names.

    The clock does it; the moderator may when the clock is late. Opening again changes nothing.

    Raises:
        Refused: ``brief.not_found``, ``panel.not_found``, ``panel.not_due``.
    """
    brief = lock_brief(brief_id)
    if not by.is_system:
        rules.require_manages(brief, by)
    panel = panels.locked_panel(brief)
    if brief.panel != PanelState.OPEN or brief.state != "published":
        return brief
    if not sealing.is_closed_to_proposals(brief):
        raise Refused("panel.not_due", "Proposals stay sealed until their day.")
    rows = panels.number_proposals(panel)
    panel.opened_at = clock.now()
    panel.save(update_fields=["opened_at"])
    brief.panel = PanelState.SCORING.value
    brief.save(update_fields=["panel"])
    panels.tell(PanelOpened(brief_id=brief.id, proposals=len(rows)), brief, by=by)
    return brief


@action("market.compare_scores", scope=Scope.BRIEFS_WRITE)
def compare_scores(brief_id: UUID, *, by: Actor) -> Panel:
    """The moderator compares the scores after the day for them, with those who have handed in; at least so many.

    Raises:
        Refused: ``brief.not_found``, ``panel.not_found``, ``panel.is_open`` and the like, ``panel.too_few_scores``,
            ``panel.still_scoring``.
    """
    panel = panels.managed_panel(brief_id, by)
    panel_rules.require_panel(panel.brief, PanelState.SCORING)
    panels.compare(panel, by=by)
    return panel


@action("market.agree_on_proposal", scope=Scope.BRIEFS_WRITE)
def agree_on_proposal(
    brief_id: UUID, *, by: Actor, number: int, points: Sequence[int], reasons: Sequence[str]
) -> Panel:
    """The moderator writes down what the panel agreed on; where that is not the members' mean, why.

    Raises:
        Refused: ``panel.is_scoring`` and the like, ``proposal.not_found``, ``panel.points``, ``panel.reason``.
    """
    panel = panels.managed_panel(brief_id, by)
    panel_rules.require_panel(panel.brief, PanelState.CONSENSUS)
    entry = panels.entry_of(panel, number)
    criteria = list(panel.criteria.order_by("position"))
    panel_rules.require_points(points, reasons, criteria=len(criteria), top=panel.top)
    given = panels.counted_scores(panel)
    rows = []
    for place, (criterion, agreed, reason) in enumerate(zip(criteria, points, reasons, strict=True)):
        middle = panel_rules.middle_of(given.get((entry.id, criterion.id), []))
        moved = agreed != middle
        rows.append(
            PanelVerdict(
                proposal=entry, criterion=criterion, points=agreed, middle=middle,
                reason=panel_rules.require_text(reason, field=f"reason_{place}", least=5 if moved else 0),
                recorded_by_id=by.require_person(), recorded_at=clock.now(),
            )
        )  # fmt: skip
    earlier = PanelVerdict.objects.filter(proposal=entry)
    before = list(earlier.order_by("criterion__position").values_list("points", flat=True))
    earlier.delete()
    PanelVerdict.objects.bulk_create(rows)
    fact = PanelAgreed(brief_id=panel.brief_id, number=number, points=list(points), before=before)
    panels.tell(fact, panel.brief, by=by)
    return panel


@action("market.award_by_panel", scope=Scope.BRIEFS_WRITE)
def award_by_panel(brief_id: UUID, *, by: Actor, number: int, reason: str) -> Panel:
    """The first in the ranking is awarded; names are shown from now on, and everybody hears the reasons.

    Where the first ones are level, the reason says why this one. Where the winner has given up, the next one is.

    Raises:
        Refused: ``panel.is_scoring`` and the like, ``proposal.not_found``, ``panel.not_agreed``, ``panel.not_first``,
            ``panel.is_awarded``, ``panel.reason``.
    """
    panel = panels.managed_panel(brief_id, by)
    brief = panel.brief
    if brief.panel == PanelState.AWARDED:
        _let_go(panel)
    else:
        panel_rules.require_panel(brief, PanelState.CONSENSUS)
    chosen = panels.entry_of(panel, number)
    standing = queries.standing(panel)
    if any(one.rank is None for one in standing.values()):
        raise Refused("panel.not_agreed", "Agree on each proposer by each criterion first.")
    gone = {earlier["number"] for earlier in panel.earlier_awards}
    left = {entry: one.rank or 0 for entry, one in standing.items() if entry not in gone}
    if left.get(number) != min(left.values(), default=None):
        raise Refused("panel.not_first", "The award goes to the first in the ranking.")
    panel.award_reason = panel_rules.require_text(reason, field="reason", most=2000)
    panel.awarded_by_id = by.require_person()
    _award(panel, chosen, standing)
    ids = list(Proposal.objects.filter(brief=brief, entry_number__isnull=False).values_list("id", flat=True))
    panels.tell(PanelAwarded(brief_id=brief.id, number=number, proposal_ids=ids), brief, by=by)
    return panel


def _let_go(panel: Panel) -> None:
    """The winner has given up, or was turned down with a reason: the award passes to the next."""
    winner, brief = panel.winner, panel.brief
    if winner is None or winner.state != ProposalState.DECLINED or brief.state != BriefState.PUBLISHED:
        raise Refused("panel.is_awarded", panel_rules.SENTENCES[PanelState.AWARDED])
    panel.earlier_awards = [
        *panel.earlier_awards,
        {
            "number": winner.entry_number,
            "at": panel.awarded_at.isoformat() if panel.awarded_at else "",
            "reason": panel.award_reason,
        },
    ]


def _award(panel: Panel, chosen: Proposal, standing: dict[int, queries.Standing]) -> None:
    """The chosen one is on the shortlist, ready for an offer; the others are declined, with their rank."""
    now = clock.now()
    rows = Proposal.objects.select_for_update(no_key=True).filter(
        brief=panel.brief, entry_number__isnull=False
    )
    entries = list(rows.order_by("id"))
    for row in entries:
        one = standing[row.entry_number or 0]
        row.answered_at = row.answered_at or now
        if row.id == chosen.id:
            row.state, row.awarded_at, row.decline_reason = ProposalState.SHORTLISTED.value, now, ""
        elif row.state in OPEN_PROPOSALS:
            row.state = ProposalState.DECLINED.value
            row.decline_reason = (
                f"The panel’s award went to another: you are rank {one.rank}, {one.of_hundred} of 100 points."
            )
    Proposal.objects.bulk_update(entries, ["state", "awarded_at", "answered_at", "decline_reason"])
    panel.winner, panel.awarded_at = chosen, now
    panel.save()
    panel.brief.panel = PanelState.AWARDED.value
    panel.brief.save(update_fields=["panel"])
