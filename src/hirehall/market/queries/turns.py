"""What waits for a person on the market."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, Subquery
from django.urls import reverse

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.addresses import at_hall
from hirehall.foundation.turns import Turn
from hirehall.market.models import Brief, Invitation, PanelSeat, QuoteRequest
from hirehall.market.queries.briefs import client_side
from hirehall.market.queries.panels import LIVE_SEATS
from hirehall.market.states import BriefState, InvitationState, PanelState, RequestState, SeatState

TURNS_AT_MOST = 20


def turns_for(by: Actor) -> list[Turn]:
    """Proposals and questions that wait for the client side, invitations that wait for the freelancer."""
    if by.person_id is None or by.is_staff:
        return []
    return [*_client_turns(by), *_invitation_turns(by), *_request_turns(by)]


def _client_turns(by: Actor) -> list[Turn]:
    waiting = Q(proposals__state__in=["submitted", "read"], proposals__answered_at=None, panel="")
    mine = PanelSeat.objects.filter(
        panel__brief=OuterRef("pk"), person_id=by.require_person(), state__in=LIVE_SEATS
    )
    seated = at_hall(by, "hall_id") & Q(Exists(mine)) & Q(state__in=[BriefState.DRAFT, BriefState.PUBLISHED])
    rows = (
        Brief.objects.filter((client_side(by) & Q(state=BriefState.PUBLISHED.value)) | seated)
        .annotate(
            seat=Subquery(mine.values("state")[:1]),
            scored=Exists(mine.filter(handed_in_at__isnull=False)),
            score_by=F("board__score_by"),
            least=F("board__scorers_least"),
            handed=Count(
                "board__seats",
                filter=Q(
                    board__seats__state=SeatState.SEATED.value, board__seats__handed_in_at__isnull=False
                ),
                distinct=True,
            ),
            waiting=Count("proposals", filter=waiting, distinct=True),
            due=Min("proposals__answer_due_at", filter=waiting),
            asked=Count(
                "clarifications",
                filter=Q(clarifications__id__isnull=False, clarifications__answered_at=None),
                distinct=True,
            ),
        )
        .filter(Q(waiting__gt=0) | Q(asked__gt=0) | ~Q(panel=""))
        .order_by("due")[:TURNS_AT_MOST]
    )
    turns = []
    for row in rows:
        moderates = by.may_hire_for(row.client_id, row.organisation_id)
        if row.panel:
            turns += _panel_turns(row, moderates=moderates)
        if not by.is_client_side(row.client_id, row.organisation_id):
            continue
        if row.waiting:
            many = "1 proposal" if row.waiting == 1 else f"{row.waiting} proposals"
            late = row.due is not None and row.due <= clock.now()
            turns.append(Turn(
                title=f"Answer {many} on “{row.title}”",
                text="The answer is overdue, and the brief says so in public."
                if late else "Shortlist, decline or hire. After that day the brief says in public that you did not.",
                href=reverse("market:brief_proposals", args=[row.id]),
                button="See the proposals", due_at=row.due, tone="warn",
            ))  # fmt: skip
        if row.asked:
            many = "1 question" if row.asked == 1 else f"{row.asked} questions"
            turns.append(Turn(
                title=f"Answer {many} about “{row.title}”",
                text="Everybody who sees the brief reads the answer; people wait for it before they propose.",
                href=reverse("market:brief", args=[row.id]) + "#clarifications", button="Answer",
            ))  # fmt: skip
    return turns


def _panel_turns(row: Any, *, moderates: bool) -> list[Turn]:
    """What waits for a member of a brief's panel, and for who moderates it. No query."""
    href, said = reverse("market:panel", args=[row.id]), ""
    due, over = None, row.score_by <= clock.now() and row.handed >= row.least
    if row.seat == SeatState.INVITED and row.panel in ("planned", "open", "scoring"):
        said, text, button = "Answer: a seat on the panel for", "You read proposals without names.", "See it"
        due = row.closes_at
    elif row.seat == SeatState.SEATED and row.panel == PanelState.SCORING and not row.scored and not over:
        said, text, button = (
            "Score the proposals for",
            "Alone; nobody sees your scores before all are in.",
            "Score",
        )
        due = row.score_by
    elif moderates and row.panel == PanelState.CONSENSUS:
        said, text, button = "Write down what the panel agrees on for", "Then award.", "Go on"
    elif moderates and row.panel == PanelState.OPEN and row.closes_at <= clock.now():
        said, text, button = "Open the proposals for", "Their day has come.", "Open the panel"
    return [Turn(f"{said} “{row.title}”", text, href, button, due, "warn")] if said else []


def _invitation_turns(by: Actor) -> list[Turn]:
    rows = (
        Invitation.objects.filter(
            at_hall(by, "brief__hall_id"),
            freelancer_id=by.person_id,
            state=InvitationState.INVITED.value,
            brief__state=BriefState.PUBLISHED.value,
        )
        .select_related("brief", "brief__client", "brief__organisation")
        .order_by("invited_at")[:TURNS_AT_MOST]
    )
    return [
        Turn(
            title=f"Answer the invitation to “{row.brief.title}”",
            text="Propose, or say no: declining costs you nothing.",
            href=reverse("market:brief", args=[row.brief_id]),
            button="Read the brief",
            due_at=row.brief.stale_at,
        )
        for row in rows
    ]


def _request_turns(by: Actor) -> list[Turn]:
    """Requests of one's own clients that wait for a quote."""
    rows = QuoteRequest.objects.filter(at_hall(by), freelancer_id=by.person_id, state=RequestState.OPEN.value)
    return [
        Turn(
            title=f"Send {row.name} a quote",
            text=_came(row),
            href=reverse("market:request", args=[row.id]),
            button="See the request",
            due_at=row.answer_by,
            tone="info",
        )
        for row in rows.order_by("opened_at")[:TURNS_AT_MOST]
    ]


def _came(row: QuoteRequest) -> str:
    if row.together > 1:
        return f"They ask {row.together} makers at once and compare the quotes."
    return "They asked you through your own link." if row.need else "They have accepted your invitation."
