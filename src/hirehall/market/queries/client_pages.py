"""Page models around a freelancer's own clients: the page that the world sees, the list, one request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from hirehall.foundation.actor import Actor
from hirehall.foundation.money import Money
from hirehall.foundation.refused import not_found
from hirehall.halls.models import Hall
from hirehall.market import rules
from hirehall.market.models import FreelancerListing, QuoteRequest
from hirehall.market.queries.briefs import cursor_id
from hirehall.market.queries.requests import may_be_quoted, request_for, requests_visible_to
from hirehall.market.queries.service_lists import services_by
from hirehall.market.states import WORDS, RequestState
from hirehall.people.models import Person
from hirehall.people.queries import PublicProfile, managed_agencies, profile_of
from hirehall.skills.queries import Piece, piece_in

PAGE = 25


@dataclass(frozen=True, slots=True)
class ClientDoor:
    """What a freelancer's page for own clients says of them."""

    profile: PublicProfile
    skills: tuple[str, ...]
    proofs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One request in a list."""

    id: UUID
    href: str
    title: str
    other: str
    state: str
    word: tuple[str, str]
    asked_at: datetime
    is_my_turn: bool


@dataclass(frozen=True, slots=True)
class RequestPage:
    """One request, for either side."""

    request: QuoteRequest
    is_freelancer: bool
    other: str
    word: tuple[str, str]
    budget: Money | None
    wanted_by: date | None
    may_quote: bool
    has_service: bool
    agencies: list[tuple[UUID, str]]
    may_decline: bool
    may_withdraw: bool
    may_write: bool
    offer_href: str
    contract_href: str
    piece: Piece | None


def door_of(handle: str, hall: Hall) -> ClientDoor:
    """The page of a freelancer whom anybody may ask: three queries.

    Raises:
        Refused: ``freelancer.not_found`` for everybody else, so that nothing is told about an account.
    """
    who = Person.objects.filter(
        handle=handle, wears_freelancer=True, closed_at=None, suspended_at=None, is_active=True
    ).first()
    if who is None:
        raise not_found("freelancer")
    row = FreelancerListing.objects.filter(hall=hall, person=who).first()
    proofs = []
    if row is not None and row.contracts_finished:
        many = "contract" if row.contracts_finished == 1 else "contracts"
        proofs.append(f"{row.contracts_finished} {many} finished at {hall.name}")
    if row is not None and row.reviewed:
        proofs.append(f"{row.reviewed} {'review' if row.reviewed == 1 else 'reviews'} by clients")
    return ClientDoor(profile_of(who.id), tuple(row.skill_names[:8]) if row else (), tuple(proofs))


def request_rows(
    by: Actor, hall_id: UUID, *, as_freelancer: bool, after: str = "", limit: int = PAGE
) -> tuple[list[RequestRow], str | None]:
    """A page of requests, newest first, and the cursor of the next: one query."""
    mine = Q(freelancer_id=by.person_id)
    found = requests_visible_to(by).filter(mine if as_freelancer else ~mine, hall_id=hall_id)
    start = cursor_id(after)
    if start is not None:
        found = found.filter(id__lt=start)
    rows = list(found.select_related("freelancer", "agency").order_by("-id")[: limit + 1])
    more = str(rows[limit - 1].id) if len(rows) > limit else None
    return [_row(row, as_freelancer) for row in rows[:limit]], more


def request_page(by: Actor, request_id: UUID) -> RequestPage:
    """One request with what the actor may do: one query.

    Raises:
        Refused: ``request.not_found``.
    """
    row = request_for(by, request_id)
    is_freelancer = row.freelancer_id == by.person_id
    is_open = row.state == RequestState.OPEN
    return RequestPage(
        request=row,
        is_freelancer=is_freelancer,
        other=row.name if is_freelancer else row.freelancer_name,
        word=WORDS[row.state],
        budget=row.budget,
        wanted_by=row.wanted_by,
        may_quote=is_freelancer and may_be_quoted(row),
        has_service=is_freelancer and may_be_quoted(row) and _offers_service(row),
        agencies=managed_agencies(by) if is_freelancer and may_be_quoted(row) else [],
        may_decline=is_freelancer and is_open,
        may_withdraw=is_open and rules.is_asking_side(row, by),
        may_write=row.client_id is not None,
        offer_href=_href("contracts:offer", row.offer_id, row.state == RequestState.QUOTED),
        contract_href=_href("contracts:contract", row.contract_id, shown=True),
        piece=piece_in(row.piece_id, row.hall_id) if row.piece_id else None,
    )


def _offers_service(row: QuoteRequest) -> bool:
    """Whether whoever quotes has a service in the hall, beside which an order can be offered."""
    own = [] if row.agency_id else [row.freelancer_id]
    return bool(services_by(row.hall_id, own, agency_id=row.agency_id, most=1))


def _href(name: str, key: UUID | None, shown: bool) -> str:
    return reverse(name, args=[key]) if key is not None and shown else ""


def _row(row: QuoteRequest, as_freelancer: bool) -> RequestRow:
    titles = {"": "No words yet"}
    if row.state == RequestState.INVITED:
        titles = {"": "Your invitation waits for an answer"}
    return RequestRow(
        id=row.id,
        href=reverse("market:request", args=[row.id]),
        title=titles.get(row.title, row.title),
        other=row.name if as_freelancer else row.freelancer_name,
        state=row.state,
        word=WORDS[row.state],
        asked_at=row.opened_at or row.asked_at,
        is_my_turn=row.state == (RequestState.OPEN if as_freelancer else RequestState.QUOTED),
    )
