"""How briefs, proposals and what is found are obtained."""

from hirehall.market.queries.briefs import (
    brief_for,
    briefs_visible_to,
    invitation_for,
    may_read_brief,
)
from hirehall.market.queries.proposals import may_read_proposal, proposal_for

__all__ = [
    "brief_for",
    "briefs_visible_to",
    "invitation_for",
    "may_read_brief",
    "may_read_proposal",
    "proposal_for",
]
