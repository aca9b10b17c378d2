"""The states of briefs, proposals and invitations, and the moves between them, as data."""

from __future__ import annotations

from enum import StrEnum


class BriefState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    HIRED = "hired"
    CLOSED = "closed"
    STALE = "stale"


class ProposalState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    READ = "read"
    SHORTLISTED = "shortlisted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    HIRED = "hired"
    CLOSED = "closed"


class InvitationState(StrEnum):
    INVITED = "invited"
    DECLINED = "declined"
    PROPOSED = "proposed"


class Visibility(StrEnum):
    PUBLIC = "public"
    INVITED = "invited"


class BudgetKind(StrEnum):
    FIXED = "fixed"
    RANGE = "range"


BRIEF_MOVES: dict[BriefState, frozenset[BriefState]] = {
    BriefState.DRAFT: frozenset({BriefState.PUBLISHED}),
    BriefState.PUBLISHED: frozenset({BriefState.HIRED, BriefState.CLOSED, BriefState.STALE}),
    BriefState.HIRED: frozenset(),
    BriefState.CLOSED: frozenset({BriefState.PUBLISHED}),
    BriefState.STALE: frozenset({BriefState.PUBLISHED, BriefState.CLOSED}),
}

PROPOSAL_MOVES: dict[ProposalState, frozenset[ProposalState]] = {
    ProposalState.DRAFT: frozenset({ProposalState.SUBMITTED}),
    ProposalState.SUBMITTED: frozenset(
        {
            ProposalState.READ,
            ProposalState.SHORTLISTED,
            ProposalState.DECLINED,
            ProposalState.WITHDRAWN,
            ProposalState.HIRED,
            ProposalState.CLOSED,
        }
    ),
    ProposalState.READ: frozenset(
        {
            ProposalState.SHORTLISTED,
            ProposalState.DECLINED,
            ProposalState.HIRED,
            ProposalState.CLOSED,
        }
    ),
    ProposalState.SHORTLISTED: frozenset({ProposalState.DECLINED, ProposalState.HIRED, ProposalState.CLOSED}),
    ProposalState.DECLINED: frozenset(),
    ProposalState.WITHDRAWN: frozenset({ProposalState.SUBMITTED}),
    ProposalState.HIRED: frozenset(),
    ProposalState.CLOSED: frozenset({ProposalState.SUBMITTED, ProposalState.READ, ProposalState.SHORTLISTED}),
}

OPEN_PROPOSALS = (ProposalState.SUBMITTED, ProposalState.READ, ProposalState.SHORTLISTED)
"""What the client may still answer."""

COUNTED_PROPOSALS = (*OPEN_PROPOSALS, ProposalState.DECLINED, ProposalState.HIRED, ProposalState.CLOSED)
"""What counts towards the cap of a brief and is shown in its count."""

WORDS: dict[str, tuple[str, str]] = {
    "draft": ("Draft", "neutral"),
    "published": ("Open for proposals", "ok"),
    "hired": ("Hired", "accent"),
    "closed": ("Closed", "neutral"),
    "stale": ("Gone stale", "warn"),
    "submitted": ("Sent", "info"),
    "read": ("Read", "info"),
    "shortlisted": ("Shortlisted", "ok"),
    "declined": ("Declined", "neutral"),
    "withdrawn": ("Withdrawn", "neutral"),
    "invited": ("Invited", "info"),
    "proposed": ("Has proposed", "ok"),
}
"""State -> the word that people see, and its tone."""

assert set(BRIEF_MOVES) == set(BriefState), "every state of a brief has its moves"  # noqa: S101 - at import
assert set(PROPOSAL_MOVES) == set(ProposalState), "every state of a proposal has its moves"  # noqa: S101
