"""What is added to a published brief, and whether those who have proposed still stand to their proposals."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import F

from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Refused
from hirehall.market import rules
from hirehall.market.facts import AddendumPublished, ProposalConfirmed
from hirehall.market.models import Addendum, Brief, Panel, Proposal
from hirehall.market.operations.locks import lock_managed_brief, lock_own_proposal
from hirehall.market.operations.panels import tell
from hirehall.market.rules import panels as panel_rules
from hirehall.market.rules import sealing
from hirehall.market.states import OPEN_PROPOSALS, BriefState

ADDENDA_AT_MOST = 50


@action("market.add_addendum", scope=Scope.BRIEFS_WRITE)
def add_addendum(brief_id: UUID, *, by: Actor, text: str, open_until: datetime | None = None) -> Addendum:
    """A published brief is added to, in the open: numbered, dated, never changed, and everybody it touches is told.

    Args:
        open_until: proposals are taken until then from now on; later than before, never earlier. A panel’s day for
            the scores moves by as much.
    Raises:
        Refused: ``brief.not_found``, ``brief.not_hiring``, ``brief.is_draft`` and the like, ``panel.reason``,
            ``brief.not_open`` once a panel’s day has passed, ``addendum.shortens``, ``addendum.too_many``.
    """
    brief = lock_managed_brief(brief_id, by)
    rules.require_state(brief, BriefState.PUBLISHED)
    sealing.require_before_closing(brief)
    clean = panel_rules.require_text(text, field="text", most=rules.TEXT_AT_MOST, least=10)
    if brief.addenda >= ADDENDA_AT_MOST:
        raise Refused("addendum.too_many", f"A brief has at most {ADDENDA_AT_MOST} addenda. Begin a new one.")
    before = brief.closes_at if brief.panel else brief.stale_at
    if open_until is not None:
        _extend(brief, before, open_until)
    brief.addenda += 1
    brief.changed_at = clock.now()
    brief.save(update_fields=["addenda", "changed_at", "closes_at", "stale_at"])
    row = Addendum.objects.create(
        brief=brief, number=brief.addenda, text=clean, open_before=before, open_after=open_until,
        made_by_id=by.require_person(), made_at=clock.now(),
    )  # fmt: skip
    tell(AddendumPublished(brief_id=brief.id, number=row.number), brief, by=by)
    return row


def _extend(brief: Brief, before: datetime | None, after: datetime) -> None:
    """Take proposals until then; what follows in a panel moves by as much."""
    if before is None or brief.stale_at is None or after <= before:
        raise rules.invalid(
            "addendum.shortens", "An addendum can only give more time, never less.", "open_until"
        )
    if after > clock.now() + panel_rules.AHEAD_AT_MOST:
        raise rules.invalid("addendum.too_far", "At most a year from now.", "open_until")
    added = after - before
    brief.stale_at += added
    if not brief.panel:
        return
    brief.closes_at = after
    board = Panel.objects.get(brief=brief)
    board.score_by += added
    board.save(update_fields=["score_by"])
    waiting = Proposal.objects.filter(brief=brief, state__in=OPEN_PROPOSALS)
    waiting.update(answer_due_at=F("answer_due_at") + added)


@action("market.confirm_proposal", scope=Scope.PROPOSALS_WRITE)
def confirm_proposal(proposal_id: UUID, *, by: Actor) -> Proposal:
    """After an addendum the author says that the proposal stands as it is.

    Raises:
        Refused: ``proposal.not_found``, ``proposal.nothing_to_confirm``.
    """
    proposal = lock_own_proposal(proposal_id, by)
    if not sealing.is_unconfirmed(proposal):
        raise Refused("proposal.nothing_to_confirm", "No addendum waits for your answer on this proposal.")
    proposal.addendum_seen = proposal.brief.addenda
    proposal.save(update_fields=["addendum_seen"])
    fact = ProposalConfirmed(
        proposal_id=proposal.id, brief_id=proposal.brief_id, addendum=proposal.addendum_seen
    )
    tell(fact, proposal.brief, by=by)
    return proposal
