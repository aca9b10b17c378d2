"""What is closed while a panel decides, and what an addendum opens once more."""

from __future__ import annotations

from hirehall.foundation import clock
from hirehall.foundation.refused import Refused
from hirehall.market.models import Brief, Proposal
from hirehall.market.states import OPEN_PROPOSALS, BriefState


def is_closed_to_proposals(brief: Brief) -> bool:
    """Whether the day until which a panel’s brief takes proposals has passed."""
    return brief.closes_at is not None and brief.closes_at <= clock.now()


def require_before_closing(brief: Brief) -> None:
    """What was sent to a panel stays as it is from its closing day on."""
    if is_closed_to_proposals(brief):
        raise Refused("brief.not_open", "The day for proposals has passed; what was sent stays as it is.")


def require_no_panel(brief: Brief) -> None:
    """What a panel's brief is never: reworded in place, or opened a second time."""
    if brief.panel:
        raise Refused(
            "panel.decides",
            "A panel decides on this brief. Add to it with an addendum, or begin a new brief.",
        )


def require_unsealed(brief: Brief) -> None:
    """While a panel decides, proposals are read in its room alone, without names."""
    if brief.is_sealed:
        raise Refused(
            "panel.sealed", "A panel decides on this brief: proposals are read there, without names."
        )


def require_in_public(brief: Brief) -> None:
    """While a panel decides there is no word in private; questions are asked and answered on the brief."""
    if brief.is_sealed:
        raise Refused(
            "panel.no_talk",
            "A panel decides on this brief: ask on the brief, where everybody reads the answer.",
        )


def is_unconfirmed(proposal: Proposal) -> bool:
    """Whether an addendum has come since its author last stood to it, and they can still answer."""
    brief = proposal.brief
    waits = proposal.state in OPEN_PROPOSALS and proposal.addendum_seen < brief.addenda
    return waits and brief.state == BriefState.PUBLISHED and not is_closed_to_proposals(brief)
