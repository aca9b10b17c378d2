"""How requests of a freelancer's own clients are obtained, and how a pair has met."""

from __future__ import annotations

import hashlib
from uuid import UUID

from django.db.models import F, Q, QuerySet, Value

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor, ActorKind
from hirehall.foundation.addresses import at_hall
from hirehall.foundation.reads import kept
from hirehall.foundation.refused import not_found
from hirehall.market import rules
from hirehall.market.models import Acquaintance, Invitation, Proposal, QuoteRequest
from hirehall.market.states import SEALED_PANELS, Met, RequestState
from hirehall.people.models import Membership, Person

Ids = tuple[UUID, ...]


def requests_visible_to(by: Actor) -> QuerySet[QuoteRequest]:
    """Both sides see a confirmed request; what nobody confirmed is seen by whoever wrote the invitation."""
    if by.kind is not ActorKind.PERSON:
        return QuoteRequest.objects.none()
    client = Q(client_id=by.person_id) | Q(organisation_id__in=by.organisation_ids, client__isnull=False)
    unconfirmed = Q(client=None) & ~Q(way="invitation")
    return QuoteRequest.objects.filter(at_hall(by)).filter(
        client | (Q(freelancer_id=by.person_id) & ~unconfirmed)
    )


def request_for(by: Actor, request_id: UUID) -> QuoteRequest:
    """The request, when the actor may see it.

    Raises:
        Refused: ``request.not_found``.
    """
    found = (
        requests_visible_to(by)
        .select_related("client", "organisation", "freelancer", "agency", "hall")
        .filter(id=request_id)
        .first()
    )
    if found is None:
        raise not_found("request")
    return found


def origin_between(
    hall_id: UUID,
    *,
    client_id: UUID,
    organisation_id: UUID | None,
    freelancer_id: UUID,
    agency_id: UUID | None = None,
) -> Met | None:
    """How the pair met first; None when they have not met.

    A person and the organisations that they belong to are one client here, so that nobody is met anew by
    writing from another account of the same house. What an agency agrees on goes by how the agency met the client,
    whoever leads it; before it has met one, by how the first of its people did.
    """
    houses = (organisation_id,) if organisation_id else ()
    people = (freelancer_id,) if agency_id is None else _people_of(agency_id, freelancer_id)
    first = _agency_met.first(hall_id, client_id, houses, agency_id) if agency_id else None
    first = first or _met.first(hall_id, client_id, houses, people)
    if first is not None:
        return Met(first)
    invited = _invited_first(hall_id, client_id, houses, people)
    if invited is None:
        return None
    return Met.INVITED if invited else Met.MARKETPLACE


@kept
def _met(hall_id: UUID, client_id: UUID, houses: Ids, people: Ids) -> QuerySet[Acquaintance, str]:
    """How the client met one of these people as such, in no agency's name."""
    met = Acquaintance.objects.filter(_at(client_id, houses), hall_id=hall_id, agency=None)
    return _origins(met.filter(freelancer_id__any_of=people))


@kept
def _agency_met(hall_id: UUID, client_id: UUID, houses: Ids, agency_id: UUID) -> QuerySet[Acquaintance, str]:
    met = Acquaintance.objects.filter(_at(client_id, houses), hall_id=hall_id, agency_id=agency_id)
    return _origins(met)


def _origins(met: QuerySet[Acquaintance]) -> QuerySet[Acquaintance, str]:
    return met.order_by("met_at", "id").values_list("origin", flat=True)[:1]


def _people_of(agency_id: UUID, lead_id: UUID) -> Ids:
    members = Membership.objects.filter(organisation_id=agency_id).values_list("person_id", flat=True)
    return tuple(sorted({lead_id, *members}))


def _at(client_id: UUID, houses: Ids, *, of: str = "") -> Q:
    """Rows of the client: theirs, their organisations' and those of the house, and of the house's other members."""
    theirs = Membership.objects.filter(person_id=client_id).values("organisation_id")
    members = Membership.objects.filter(organisation_id__any_of=houses).values("person_id")
    alone = Q(**{f"{of}client_id": client_id}) | Q(**{f"{of}organisation_id__in": theirs})
    return alone | Q(**{f"{of}organisation_id__any_of": houses}) | Q(**{f"{of}client_id__in": members})


def _invited_first(hall_id: UUID, client_id: UUID, houses: Ids, people: Ids) -> bool | None:
    """Whether the first proposal between them was invited, or there is an invitation without one; None for neither.

    A proposal that a panel keeps sealed does not count: how the two met would tell who has sent it.
    """
    between = Q(_at(client_id, houses, of="brief__"), brief__hall_id=hall_id, freelancer_id__in=people)
    proposed = (
        Proposal.objects.filter(between, submitted_at__isnull=False)
        .exclude(brief__panel__in=SEALED_PANELS)
        .annotate(place=Value(0), at=F("submitted_at"), invited=F("by_invitation"))
        .values_list("place", "at", "invited")
    )
    asked = (
        Invitation.objects.filter(between)
        .annotate(place=Value(1), at=F("invited_at"), invited=Value(True))
        .values_list("place", "at", "invited")
    )
    found = proposed.union(asked).order_by("place", "at").first()
    return None if found is None else bool(found[2])


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
