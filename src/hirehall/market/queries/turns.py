"""What waits for a person on the market."""

from __future__ import annotations

from django.db.models import Count, Min, Q
from django.urls import reverse

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.addresses import at_hall
from hirehall.foundation.turns import Turn
from hirehall.market.models import Brief, Invitation, QuoteRequest
from hirehall.market.queries.briefs import client_side
from hirehall.market.states import BriefState, InvitationState, RequestState

TURNS_AT_MOST = 20


def turns_for(by: Actor) -> list[Turn]:
    """Proposals and questions that wait for the client side, invitations that wait for the freelancer."""
    if by.person_id is None or by.is_staff:
        return []
    return [*_client_turns(by), *_invitation_turns(by), *_request_turns(by)]


def _client_turns(by: Actor) -> list[Turn]:
    waiting = Q(proposals__state__in=["submitted", "read"], proposals__answered_at=None, panel="")
    rows = (
        Brief.objects.filter(client_side(by), state=BriefState.PUBLISHED.value)
        .annotate(
            waiting=Count("proposals", filter=waiting, distinct=True),
            due=Min("proposals__answer_due_at", filter=waiting),
            asked=Count(
                "clarifications",
                filter=Q(clarifications__id__isnull=False, clarifications__answered_at=None),
                distinct=True,
            ),
        )
        .filter(Q(waiting__gt=0) | Q(asked__gt=0))
        .order_by("due")[:TURNS_AT_MOST]
    )
    turns = []
    for row in rows:
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
