"""What is on its way between two sides before there is an offer: proposals, invitations, requests, open briefs.

Each is a list by (instant, id), the newest first, so that whoever shows them beside offers and contracts can put the
pages of all of them together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse

from hirehall.foundation.actor import Actor
from hirehall.foundation.addresses import at_hall
from hirehall.foundation.money import Money
from hirehall.look.formats import plural
from hirehall.market.models import Brief, Invitation, Proposal, QuoteRequest
from hirehall.market.queries.briefs import client_name, client_side
from hirehall.market.rules import sealing
from hirehall.market.states import (
    OPEN_PROPOSALS,
    WORDS,
    BriefState,
    InvitationState,
    PanelState,
    ProposalState,
    RequestState,
)

Place = tuple[datetime, UUID]


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of a list: what is under way or what came to nothing, beyond which place, and how many rows."""

    over: bool
    beyond: Place | None
    limit: int


PANEL_STEPS = {
    "open": "Freelancers propose, sealed until the closing day",
    "scoring": "The panel scores",
    "consensus": "The panel agrees",
    "awarded": "The panel has awarded: make the winner an offer",
}
UNANSWERED = Q(proposals__state__in=["submitted", "read"], proposals__answered_at=None, panel="")


@dataclass(frozen=True, slots=True)
class InFlight:
    """One thing that may become a contract, as one side sees it.

    Attributes:
        kind: ``proposal``, ``invitation``, ``request`` or ``brief``.
        at: what it is sorted by.
        word, tone: its state as people see it.
        is_mine: whether the one who looks is to act; None when nobody is any more.
        step: what is to be done, by whom; empty when it is over.
    """

    kind: str
    id: UUID
    title: str
    href: str
    other_name: str
    at: datetime
    word: str
    tone: str
    amount: Money | None
    is_mine: bool | None
    step: str
    text: str
    due_at: datetime | None
    button: str
    icon: str


def proposals_in_flight(by: Actor, part: Part, *, besides: QuerySet[Any]) -> list[InFlight]:
    """The freelancer's proposals that no offer stands for yet (``besides``)."""
    ended = [ProposalState.DECLINED, ProposalState.WITHDRAWN, ProposalState.CLOSED]
    states = ended if part.over else [ProposalState.DRAFT, *OPEN_PROPOSALS]
    found = Proposal.objects.filter(at_hall(by), freelancer_id=by.person_id, state__in=states).exclude(
        id__in=besides
    )
    rows = found.select_related("brief__client__client", "brief__organisation")
    return [_proposal(row) for row in _page(rows, "changed_at", part)]


def _proposal(row: Proposal) -> InFlight:
    brief, word = row.brief, WORDS[row.state]
    client = client_name(brief)
    due = None
    if row.state == ProposalState.DRAFT:
        mine, step, button = True, "Finish your proposal and send it", "Go on writing"
        text = "Nobody sees it before it is sent."
        due = brief.stale_at if brief.state == BriefState.PUBLISHED else None
    elif not row.is_open:
        mine, step, text, button = None, "", row.decline_reason, ""
    elif row.state == ProposalState.SHORTLISTED:
        mine, step, button = False, f"{client} decides", ""
        text = "You are on the shortlist. An offer comes next, or a no with its reason."
    else:
        mine, step, button, due = False, f"{client} answers your proposal", "", row.answer_due_at
        text = "After that day the brief says in public that nobody has answered."
    if sealing.is_unconfirmed(row):
        mine, step, button, due = (
            True,
            "Confirm your proposal, or change it",
            "Read the addendum",
            brief.closes_at,
        )
        text = "An addendum has come since you sent it."
    elif row.is_open and brief.is_sealed:
        step, text = (
            "The panel decides",
            "It reads your proposal without your name, and you hear the reasons.",
        )
    where = "market:propose" if row.state == ProposalState.DRAFT else "market:proposal"
    href = reverse(where, args=[brief.id if row.state == ProposalState.DRAFT else row.id])
    return InFlight(
        "proposal", row.id, brief.title, href, client, row.changed_at, word[0], word[1], row.amount, mine, step,
        text, due, button, "send",
    )  # fmt: skip


def invitations_in_flight(by: Actor, part: Part) -> list[InFlight]:
    """Clients who ask this freelancer to propose, and have no answer yet."""
    if part.over:
        return []
    found = Invitation.objects.filter(
        at_hall(by, "brief__hall_id"),
        freelancer_id=by.person_id,
        state=InvitationState.INVITED,
        brief__state=BriefState.PUBLISHED,
    )
    rows = found.exclude(brief__proposals__freelancer_id=by.person_id)
    listed = rows.select_related("brief__client__client", "brief__organisation")
    return [
        InFlight(
            "invitation", row.id, row.brief.title, reverse("market:brief", args=[row.brief_id]), client_name(row.brief),
            row.invited_at, "Invited", "info", row.brief.budget_max or row.brief.budget_min, True,
            "Answer the invitation", "Propose, or say no: declining costs you nothing.", row.brief.stale_at,
            "Read the brief", "mail",
        )
        for row in _page(listed, "invited_at", part)
    ]  # fmt: skip


def requests_in_flight(by: Actor, part: Part, *, as_client: bool, besides: QuerySet[Any]) -> list[InFlight]:
    """Requests for a quote without an offer of their own; the freelancer's invitations to own clients as well."""
    ended = [RequestState.DECLINED, RequestState.WITHDRAWN, RequestState.LAPSED]
    waiting = [RequestState.OPEN, RequestState.QUOTED]
    if as_client:
        found = QuoteRequest.objects.filter(client_side(by), client__isnull=False)
    else:
        waiting.append(RequestState.INVITED)
        confirmed = Q(client__isnull=False) | Q(way="invitation")
        found = QuoteRequest.objects.filter(at_hall(by), confirmed, freelancer_id=by.person_id)
    found = found.filter(state__in=ended if part.over else waiting).exclude(id__in=besides)
    rows = found.select_related("freelancer", "client", "organisation")
    return [_request(row, by, as_client) for row in _page(rows, "asked_at", part)]


def _request(row: QuoteRequest, by: Actor, as_client: bool) -> InFlight:
    other = row.freelancer.name if as_client else row.organisation.name if row.organisation else row.name
    mine: bool | None = None
    step = button = ""
    text, due = row.reason, None
    if row.state == RequestState.INVITED:
        mine, step, due = False, f"{other} opens the mailed link", row.valid_until
        text = "Your invitation is with them. After that day the link is dead, and you can send a new one."
    elif row.state in (RequestState.OPEN, RequestState.QUOTED):
        mine = not as_client
        step = f"Send {other} a quote" if mine else f"{other} sends you a quote"
        text = "A quote binds nobody until the client accepts it."
        button = "See the request" if mine else ""
    word = WORDS[row.state]
    return InFlight(
        "request", row.id, row.title or f"Quote for {row.name}", reverse("market:request", args=[row.id]), other,
        row.asked_at, word[0], word[1], row.budget, mine, step, text, due, button, "file-pen",
    )  # fmt: skip


def briefs_in_flight(by: Actor, part: Part) -> list[InFlight]:
    """The client's published briefs, with what came in for each; closed ones stand in the list of briefs."""
    if part.over:
        return []
    found = Brief.objects.filter(client_side(by), state=BriefState.PUBLISHED).annotate(
        waiting=Count("proposals", filter=UNANSWERED, distinct=True),
        due=Min("proposals__answer_due_at", filter=UNANSWERED),
        invited=Count("invitations", filter=Q(invitations__state="invited"), distinct=True),
    )
    rows = found.select_related("client", "organisation")
    return [_brief(row, by) for row in _page(rows, "published_at", part)]


def _brief(row: Any, by: Actor) -> InFlight:
    invited = f" {plural(row.invited, 'invitation')} without an answer." if row.invited else ""
    came = f"{plural(row.proposal_count, 'proposal')} so far.{invited}"
    href, due, button = reverse("market:brief_proposals", args=[row.id]), row.stale_at, ""
    mine, step = False, "Freelancers propose"
    text = f"{came} Without a decision the brief closes itself on that day."
    if row.panel:
        step = PANEL_STEPS[row.panel]
        text = f"{plural(row.proposal_count, 'proposal')} so far. Names are shown at the award."
        due = row.closes_at if row.panel == PanelState.OPEN else due
        href = reverse("market:panel", args=[row.id])
    if row.waiting:
        mine = by.may_hire_for(row.client_id, row.organisation_id)
        step = f"Answer {plural(row.waiting, 'proposal')}" if mine else "Your house answers its proposals"
        text, due, button = (
            f"{came} Shortlist, decline or hire.",
            row.due,
            "See the proposals" if mine else "",
        )
    return InFlight(
        "brief", row.id, row.title, href, "", row.published_at, "Open for proposals", "ok",
        row.budget_max or row.budget_min, mine, step, text, due, button, "clipboard-list",
    )  # fmt: skip


def _page(rows: QuerySet[Any], moment: str, part: Part) -> list[Any]:
    if part.beyond is not None:
        at, key = part.beyond
        rows = rows.filter(Q(**{f"{moment}__lt": at}) | Q(**{moment: at, "id__lt": key}))
    return list(rows.order_by(f"-{moment}", "-id")[: part.limit])
