"""How briefs, proposals and what is found are obtained."""

from hirehall.market.queries.brief_pages import (
    BriefPage,
    brief_page,
    invitations_of,
    open_briefs_of,
    own_briefs,
)
from hirehall.market.queries.briefs import (
    brief_for,
    briefs_visible_to,
    clarification_of,
    client_name,
    content_of,
    cursor_id,
    hiring_people,
    invitation_for,
    managed_brief_for,
    may_read_brief,
    proposers,
    stale_brief_ids,
)
from hirehall.market.queries.caps import latest_appeal, open_appeals, waiting_appeals
from hirehall.market.queries.habits import ClientHabits, PriceHint, client_habits, price_hint
from hirehall.market.queries.proposal_pages import (
    compared,
    open_invitations,
    own_draft,
    own_proposals,
    proposal_page,
    proposals_page,
)
from hirehall.market.queries.proposals import (
    answers_due_soon,
    authors,
    may_read_proposal,
    proposal_content,
    proposal_for,
    proposal_of,
)
from hirehall.market.queries.quotes import Priced, Shares, priced, shares, shares_of
from hirehall.market.queries.turns import turns_for

__all__ = [
    "BriefPage",
    "ClientHabits",
    "PriceHint",
    "Priced",
    "Shares",
    "answers_due_soon",
    "authors",
    "brief_for",
    "brief_page",
    "briefs_visible_to",
    "clarification_of",
    "client_habits",
    "client_name",
    "compared",
    "content_of",
    "cursor_id",
    "hiring_people",
    "invitation_for",
    "invitations_of",
    "latest_appeal",
    "managed_brief_for",
    "may_read_brief",
    "may_read_proposal",
    "open_appeals",
    "open_briefs_of",
    "open_invitations",
    "own_briefs",
    "own_draft",
    "own_proposals",
    "price_hint",
    "priced",
    "proposal_content",
    "proposal_for",
    "proposal_of",
    "proposal_page",
    "proposals_page",
    "proposers",
    "shares",
    "shares_of",
    "stale_brief_ids",
    "turns_for",
    "waiting_appeals",
]
