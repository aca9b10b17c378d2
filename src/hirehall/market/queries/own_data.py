"""What the market knows of a person: for their own archive, and before they close their account."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q

from hirehall.market.models import (
    Brief,
    Clarification,
    Invitation,
    PanelRecusal,
    PanelScore,
    PanelSeat,
    Proposal,
    QuoteRequest,
    Service,
)
from hirehall.market.states import BriefState, ProposalState, ServiceState

CLIENTS_OWN = {"shortlist_note"}
OPEN_PROPOSALS = (ProposalState.SUBMITTED, ProposalState.READ, ProposalState.SHORTLISTED)


def exported(person_id: UUID) -> dict[str, Any]:
    """Briefs, proposals, questions and invitations of the person, as JSON values.

    What a client noted about a proposal for their own side stays with them.
    """
    mine = [field.attname for field in Proposal._meta.concrete_fields if field.name not in CLIENTS_OWN]
    return {
        "briefs": list(Brief.objects.filter(client_id=person_id).order_by("made_at").values()),
        "proposals": list(Proposal.objects.filter(freelancer_id=person_id).order_by("made_at").values(*mine)),
        "services": list(
            Service.objects.filter(freelancer_id=person_id)
            .order_by("made_at")
            .values(
                "title",
                "description",
                "packages",
                "extras",
                "questions",
                "faq",
                "state",
                "screening_note",
                "appeal",
                "agency_id",
                "made_at",
            )
        ),
        "questions": _questions(person_id),
        "invitations": list(
            Invitation.objects.filter(freelancer_id=person_id).values(
                "brief_id", "note", "state", "invited_at"
            )
        ),
        **_panels(person_id),
        "quote_requests": list(
            QuoteRequest.objects.filter(
                Q(client_id=person_id) | Q(freelancer_id=person_id, client__isnull=False)
            )
            .order_by("asked_at")
            .values(
                "id",
                "way",
                "state",
                "name",
                "need",
                "budget_minor",
                "currency",
                "wanted_by",
                "origin",
                "asked_at",
                "opened_at",
                "closed_at",
                "reason",
                "offer_id",
                "contract_id",
            )
        ),
    }


def _questions(person_id: UUID) -> list[Any]:
    asked = Clarification.objects.filter(asker_id=person_id)
    return list(asked.values("brief_id", "question", "asked_at", "answer"))


def _panels(person_id: UUID) -> dict[str, Any]:
    """One's seats and scores; whose proposals they were about is not said."""
    return {
        "panels": list(
            PanelSeat.objects.filter(person_id=person_id)
            .order_by("invited_at")
            .values(
                "panel__brief_id",
                "state",
                "invited_at",
                "declared_at",
                "reason",
                "handed_in_at",
                "excluded_at",
            )
        ),
        "panel_scores": list(
            PanelScore.objects.filter(seat__person_id=person_id)
            .order_by("scored_at", "id")
            .values("proposal__brief_id", "proposal__entry_number", "criterion__name", "points", "reason")
        ),
        "panel_recusals": list(
            PanelRecusal.objects.filter(seat__person_id=person_id).values(
                "proposal__brief_id", "proposal__entry_number", "reason", "declared_at"
            )
        ),
    }


def open_matters(person_id: UUID, hall_id: UUID | None = None) -> str | None:
    """Why the account cannot be closed yet, or that one hall not left, with what to do; None when nothing is open."""
    there = Q() if hall_id is None else Q(hall_id=hall_id)
    briefs = Brief.objects.filter(
        there, client_id=person_id, organisation=None, state__in=[BriefState.PUBLISHED, BriefState.STALE]
    ).count()
    if briefs:
        return f"Close your open {'brief' if briefs == 1 else 'briefs'} ({briefs}) first."
    proposals = Proposal.objects.filter(there, freelancer_id=person_id, state__in=OPEN_PROPOSALS).count()
    if proposals:
        word = "proposal" if proposals == 1 else "proposals"
        return f"Withdraw your open {word} ({proposals}) first, or wait for the answer."
    offered = [ServiceState.PUBLISHED, ServiceState.PAUSED]
    services = Service.objects.filter(there, freelancer_id=person_id, agency=None, state__in=offered).count()
    if services:
        return f"Close your {'service' if services == 1 else 'services'} ({services}) first."
    return None
