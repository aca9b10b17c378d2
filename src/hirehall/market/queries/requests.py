"""How requests of a freelancer's own clients are obtained, and how a pair has met."""

from __future__ import annotations

import hashlib
from uuid import UUID

from django.db.models import Q, QuerySet

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor, ActorKind
from hirehall.foundation.refused import not_found
from hirehall.market import rules
from hirehall.market.models import Acquaintance, Invitation, Proposal, QuoteRequest
from hirehall.market.states import Met, RequestState
from hirehall.people.models import Membership, Person


def requests_visible_to(by: Actor) -> QuerySet[QuoteRequest]:
    """Both sides see a confirmed request; what nobody confirmed is seen by whoever wrote the invitation."""
    if by.kind is not ActorKind.PERSON:
        return QuoteRequest.objects.none()
    client = Q(client_id=by.person_id) | Q(organisation_id__in=by.organisation_ids, client__isnull=False)
    unconfirmed = Q(client=None) & ~Q(way="invitation")
    return QuoteRequest.objects.filter(client | (Q(freelancer_id=by.person_id) & ~unconfirmed))


def request_for(by: Actor, request_id: UUID) -> QuoteRequest:
    """The request, when the actor may see it.

    Raises:
        Refused: ``request.not_found``.
    """
    found = (
        requests_visible_to(by)
        .select_related("client", "organisation", "freelancer", "hall")
        .filter(id=request_id)
        .first()
    )
    if found is None:
        raise not_found("request")
    return found


def origin_between(
    hall_id: UUID, *, client_id: UUID, organisation_id: UUID | None, freelancer_id: UUID
) -> Met | None:
    """How the pair met first; None when they have not met.

    A person and the organisations that they belong to are one client here, so that nobody is met anew by
    writing from another account of the same house.
    """
    houses = [
        *Membership.objects.filter(person_id=client_id).values_list("organisation_id", flat=True),
        *([organisation_id] if organisation_id else []),
    ]
    rows = Acquaintance.objects.filter(hall_id=hall_id, freelancer_id=freelancer_id)
    first = (
        rows.filter(Q(client_id=client_id) | Q(organisation_id__in=houses))
        .order_by("met_at", "id")
        .values_list("origin", flat=True)
        .first()
    )
    if first is not None:
        return Met(first)
    brief = Q(brief__client_id=client_id) | Q(brief__organisation_id__in=houses)
    proposals = Proposal.objects.filter(brief, brief__hall_id=hall_id, freelancer_id=freelancer_id)
    invited = (
        proposals.filter(submitted_at__isnull=False)
        .order_by("submitted_at")
        .values_list("by_invitation", flat=True)
        .first()
    )
    if invited is not None:
        return Met.INVITED if invited else Met.MARKETPLACE
    asked = Invitation.objects.filter(brief, brief__hall_id=hall_id, freelancer_id=freelancer_id)
    return Met.INVITED if asked.exists() else None


def requests_to_lapse(*, most: int = 500) -> list[UUID]:
    """Requests and invitations whose mailed link is too old; the partial index holds exactly the candidates."""
    rows = QuoteRequest.objects.filter(state__in=["asked", "invited"], valid_until__lte=clock.now())
    return list(rows.order_by("valid_until").values_list("id", flat=True)[:most])


def may_be_quoted(request: QuoteRequest) -> bool:
    return request.state == RequestState.OPEN


def linked(token: str) -> QuoteRequest:
    """The request of a mailed link, while the link works.

    Raises:
        Refused: ``link.dead``.
    """
    hashed = hashlib.sha256(token.encode()).hexdigest()
    found = (
        QuoteRequest.objects.select_related("freelancer", "hall")
        .exclude(token_hash="")
        .filter(token_hash=hashed)
        .first()
    )
    rules.require_live_link(found)
    assert found is not None  # noqa: S101 - the rule has refused
    return found


def has_account(email: str) -> bool:
    """Whether somebody signs in with this address. Only for whoever has proved that the mailbox is theirs."""
    return Person.objects.filter(email__iexact=email, closed_at=None).exists()


def origin_if_opened(by: Actor, request: QuoteRequest) -> Met:
    """How the pair counts as met, if the actor opens this request."""
    known = origin_between(
        request.hall_id,
        client_id=by.require_person(),
        organisation_id=by.organisation_id,
        freelancer_id=request.freelancer_id,
    )
    return known or Met.DIRECT
