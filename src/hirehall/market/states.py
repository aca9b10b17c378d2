"""The states of briefs, proposals and invitations, and the moves between them, as data."""

from __future__ import annotations

from enum import StrEnum

from hirehall.halls.states import PolicyList, PolicyNumber, declare, declare_list, switch_of


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


class ServiceState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    SENT_BACK = "sent_back"
    REFUSED = "refused"
    PUBLISHED = "published"
    PAUSED = "paused"
    CLOSED = "closed"


class Visibility(StrEnum):
    PUBLIC = "public"
    INVITED = "invited"


class BudgetKind(StrEnum):
    FIXED = "fixed"
    RANGE = "range"


class RequestState(StrEnum):
    """Where a client's request to a freelancer of their own stands."""

    ASKED = "asked"
    INVITED = "invited"
    OPEN = "open"
    QUOTED = "quoted"
    AGREED = "agreed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class Way(StrEnum):
    """How a request came: by the freelancer's page or mail, by a form on another site, or from the hall's gallery."""

    LINK = "link"
    EMBED = "embed"
    INVITATION = "invitation"
    GALLERY = "gallery"


class Met(StrEnum):
    """How the two of a pair met, as it is kept once and for good."""

    MARKETPLACE = "marketplace"
    INVITED = "invited"
    DIRECT = "direct"
    REFERRAL = "referral"


def met_by(way: str) -> Met:
    """How a pair that had not met meets by a request: in its gallery it is the hall that brings them together."""
    return Met.MARKETPLACE if way == Way.GALLERY else Met.DIRECT


class PanelState(StrEnum):
    """How far a panel is that decides on a brief. A brief without one has the empty text."""

    PLANNED = "planned"
    OPEN = "open"
    SCORING = "scoring"
    CONSENSUS = "consensus"
    AWARDED = "awarded"


class SeatState(StrEnum):
    """Where somebody stands who was asked to sit on a panel."""

    INVITED = "invited"
    SEATED = "seated"
    DECLINED = "declined"
    LEFT = "left"
    EXCLUDED = "excluded"


SEALED_PANELS = (PanelState.OPEN, PanelState.SCORING, PanelState.CONSENSUS)
"""While a panel decides, nobody reads a proposal in the usual way: not the client, not an operator."""


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
    ProposalState.DECLINED: frozenset({ProposalState.SHORTLISTED}),  # a panel's next, where its first gave up
    ProposalState.WITHDRAWN: frozenset({ProposalState.SUBMITTED}),
    ProposalState.HIRED: frozenset(),
    ProposalState.CLOSED: frozenset({ProposalState.SUBMITTED, ProposalState.READ, ProposalState.SHORTLISTED}),
}

REQUEST_MOVES: dict[RequestState, frozenset[RequestState]] = {
    RequestState.ASKED: frozenset({RequestState.OPEN, RequestState.LAPSED}),
    RequestState.INVITED: frozenset({RequestState.OPEN, RequestState.DECLINED, RequestState.LAPSED}),
    RequestState.OPEN: frozenset({RequestState.QUOTED, RequestState.DECLINED, RequestState.WITHDRAWN}),
    RequestState.QUOTED: frozenset({RequestState.OPEN, RequestState.AGREED}),
    RequestState.AGREED: frozenset(),
    RequestState.DECLINED: frozenset(),
    RequestState.WITHDRAWN: frozenset(),
    RequestState.LAPSED: frozenset(),
}

SERVICE_MOVES: dict[ServiceState, frozenset[ServiceState]] = {
    ServiceState.DRAFT: frozenset({ServiceState.PUBLISHED, ServiceState.SUBMITTED, ServiceState.CLOSED}),
    ServiceState.SUBMITTED: frozenset(
        {ServiceState.PUBLISHED, ServiceState.SENT_BACK, ServiceState.REFUSED, ServiceState.CLOSED}
    ),
    ServiceState.SENT_BACK: frozenset({ServiceState.SUBMITTED, ServiceState.PUBLISHED, ServiceState.CLOSED}),
    ServiceState.REFUSED: frozenset({ServiceState.SUBMITTED, ServiceState.CLOSED}),
    ServiceState.PUBLISHED: frozenset({ServiceState.PAUSED, ServiceState.SUBMITTED, ServiceState.CLOSED}),
    ServiceState.PAUSED: frozenset({ServiceState.PUBLISHED, ServiceState.SUBMITTED, ServiceState.CLOSED}),
    ServiceState.CLOSED: frozenset(),
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
    "asked": ("Not confirmed yet", "neutral"),
    "open": ("Waits for a quote", "warn"),
    "quoted": ("Quote sent", "info"),
    "agreed": ("Contract", "ok"),
    "lapsed": ("Lapsed", "neutral"),
}
"""State -> the word that people see, and its tone."""

assert set(BRIEF_MOVES) == set(BriefState), "every state of a brief has its moves"  # noqa: S101 - at import
assert set(SERVICE_MOVES) == set(ServiceState), "every state of a service has its moves"  # noqa: S101
assert set(PROPOSAL_MOVES) == set(ProposalState), "every state of a proposal has its moves"  # noqa: S101
assert set(REQUEST_MOVES) == set(RequestState), "every state of a request has its moves"  # noqa: S101

SERVICES = "package"  # the way of working by which services are ordered
declare(
    PolicyNumber(
        "market.screen_services",
        "Services are looked at: 0 never, 1 before they are listed, 2 after changed texts and pictures too",
        default=0,
        least=0,
        most=2,
    ),
    PolicyNumber(
        "panel.offered",
        "A blind panel can decide on a brief",
        default=0,
        least=0,
        most=1,
        is_switch=True,
        is_work=False,
    ),
    PolicyNumber(
        "panel.tell_winner",
        "Everybody who proposed hears the winner’s name at a panel’s award",
        default=1,
        least=0,
        most=1,
        is_switch=True,
        is_work=False,
    ),
    PolicyNumber("direct.quote_valid_days", "A quote to one’s own client can be accepted for", default=14),
    PolicyNumber(
        "direct.link_valid_days", "A mailed link to a request or an invitation works for", default=14
    ),
    PolicyNumber(
        "direct.invitations_per_day",
        "Invitations by mail that a freelancer may send in a day",
        default=20,
        most=500,
    ),
)

LANE = "lane"
LANE_MOST, LANE_PER_CLIENT, LANE_AT_ONCE = (
    "lane.most_minor",
    "lane.briefs_per_client",
    "lane.contracts_at_once",
)
LANE_FAMILIES, LANE_QUESTIONS = "lane.families", "lane.questions"
LANE_DAYS = 365  # the span in which a client’s lane briefs are counted
declare(
    # Off until an operator switches it on: the hall gives its fees up for these.
    PolicyNumber(
        switch_of(LANE), "Clients can open small briefs to first-timers", 0, 0, 1, is_switch=True, is_work=False
    ),
    PolicyNumber(LANE_MOST, "First-timers: largest value of a brief that is opened to them", 300_00, 1,
                 1_000_000_00, is_amount=True),
    PolicyNumber(LANE_PER_CLIENT, "First-timers: briefs that one client opens to them in a year", 5, 1, 100),
    PolicyNumber(LANE_AT_ONCE, "First-timers: contracts without fees that one of them has at once", 2, 1, 20),
)  # fmt: skip
declare_list(
    PolicyList(
        LANE_FAMILIES,
        "First-timers: largest value in single fields, as “web-development 250.00”",
        60,
        100,
        r"[a-z0-9-]+ \d{1,9}([.]\d{1,3})?",
        "the field as its address has it, and an amount: web-development 250.00",
    ),
    PolicyList(
        LANE_QUESTIONS,
        "First-timers: what their client is asked at the end, as “Was it tidy?” or “web-development: Is it tidy?”",
        60,
        200,
        r"([a-z0-9-]+: )?\S.*[?]",
        "a question, after its field and a colon where it is of one: web-development: Is it tidy?",
    ),
)

SERVICE_WORDS: dict[str, tuple[str, str]] = {
    "draft": ("Draft", "neutral"),
    "submitted": ("Is looked at", "info"),
    "sent_back": ("Sent back", "warn"),
    "refused": ("Refused", "bad"),
    "published": ("Can be ordered", "ok"),
    "paused": ("Paused", "warn"),
    "closed": ("Closed", "neutral"),
}
"""State of a service -> the word that people see, and its tone."""
