"""A freelancer’s own clients for programs: the same actions as the pages."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal, cast
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.http import actor_in
from hirehall.foundation.schemas import MoneyIn, MoneyOut, once
from hirehall.halls.models import Hall
from hirehall.market import queries
from hirehall.market.actions.answer_request import decline_client_invitation as decline_invitation
from hirehall.market.actions.answer_request import decline_request as decline
from hirehall.market.actions.answer_request import open_request as open_it
from hirehall.market.actions.answer_request import withdraw_request as withdraw
from hirehall.market.actions.ask_for_quote import ask_for_quote as ask
from hirehall.market.actions.invite_client import invite_client as invite
from hirehall.market.actions.name_request import name_request as name
from hirehall.market.actions.open_request_thread import open_request_thread as open_thread
from hirehall.market.models import QuoteRequest

router = Router()
Limit = Annotated[int, Field(ge=1, le=100)]


def hall_in(request: HttpRequest) -> Hall:
    return cast(Hall, request.hall)  # type: ignore[attr-defined]


class AskIn(Schema):
    """What one needs of a freelancer whose page one knows."""

    need: str = Field(max_length=4000)
    budget: MoneyIn | None = None
    wanted_by: date | None = None
    piece_id: UUID | None = Field(
        None, description="Work of theirs, shown in this hall, that it should be like."
    )


class InviteIn(Schema):
    name: str = Field(max_length=80)
    email: str = Field(max_length=254)
    words: str = Field(max_length=1000)


class NeedIn(Schema):
    need: str = Field("", max_length=4000)


class ReasonIn(Schema):
    reason: str = Field("", max_length=1000)


class RequestOut(Schema):
    """One request. ``origin`` is how the pair met, which alone selects the fee; empty until it is confirmed."""

    id: UUID
    state: str
    way: str
    freelancer_id: UUID
    agency_id: UUID | None
    client_id: UUID | None
    name: str
    need: str
    words: str
    budget: MoneyOut | None
    wanted_by: date | None
    origin: str
    asked_at: datetime
    opened_at: datetime | None
    reason: str
    offer_id: UUID | None
    contract_id: UUID | None
    piece_id: UUID | None
    together: int
    answer_by: datetime | None

    @staticmethod
    def of(row: QuoteRequest) -> RequestOut:
        budget = MoneyOut.of(row.budget) if row.budget else None
        return RequestOut(
            id=row.id, state=row.state, way=row.way, freelancer_id=row.freelancer_id,
            agency_id=row.agency_id, client_id=row.client_id,
            name=row.name, need=row.need, words=row.words, budget=budget, wanted_by=row.wanted_by,
            origin=row.origin, asked_at=row.asked_at, opened_at=row.opened_at, reason=row.reason,
            offer_id=row.offer_id, contract_id=row.contract_id, piece_id=row.piece_id,
            together=row.together, answer_by=row.answer_by,
        )  # fmt: skip


class RequestLine(Schema):
    id: UUID
    title: str
    other: str
    state: str
    asked_at: datetime


class RequestLines(Schema):
    items: list[RequestLine]
    next: str | None


class ClosedOut(Schema):
    """A link that was declined says no more than that."""

    state: str


class ThreadOut(Schema):
    id: UUID


@router.post(
    "people/{slug:handle}/quote-requests", response={201: RequestOut}, operation_id="market.ask_for_quote"
)
def ask_for_quote(request: HttpRequest, handle: str, body: AskIn) -> Status[RequestOut]:
    """Ask a freelancer for a quote by their own page’s handle, as the token’s person."""
    by, hall = actor_in(request), hall_in(request)
    row = ask(
        hall.id,
        by=by,
        freelancer_id=queries.door_of(handle, hall).profile.person_id,
        need=body.need,
        budget=body.budget.money if body.budget else None,
        wanted_by=body.wanted_by,
        piece_id=body.piece_id,
        **once(request),
    )
    return Status(201, RequestOut.of(row))


@router.post("client-invitations", response={201: RequestOut}, operation_id="market.invite_client")
def invite_client(request: HttpRequest, body: InviteIn) -> Status[RequestOut]:
    """Invite a client of one’s own by mail."""
    row = invite(
        hall_in(request).id,
        by=actor_in(request),
        name=body.name,
        email=body.email,
        words=body.words,
        **once(request),
    )
    return Status(201, RequestOut.of(row))


@router.get("quote-requests", response=RequestLines, operation_id="market.list_requests")
def list_requests(
    request: HttpRequest,
    side: Literal["freelancer", "client"] = "freelancer",
    after: str = "",
    limit: Limit = 25,
) -> RequestLines:
    """The requests of one side, the newest first."""
    by = actor_in(request)
    require_scope(by, Scope.CONTRACTS_READ)
    rows, more = queries.request_rows(
        by, hall_in(request).id, as_freelancer=side == "freelancer", after=after, limit=limit
    )
    items = [
        RequestLine(id=row.id, title=row.title, other=row.other, state=row.state, asked_at=row.asked_at)
        for row in rows
    ]
    return RequestLines(items=items, next=more)


@router.get("quote-requests/{uuid:request_id}", response=RequestOut, operation_id="market.read_request")
def read_request(request: HttpRequest, request_id: UUID) -> RequestOut:
    """One request of either side."""
    by = actor_in(request)
    require_scope(by, Scope.CONTRACTS_READ)
    return RequestOut.of(queries.request_for(by, request_id))


class NameIn(Schema):
    agency_id: UUID | None = None


@router.put("quote-requests/{uuid:request_id}/name", response=RequestOut, operation_id="market.name_request")
def name_request(request: HttpRequest, request_id: UUID, body: NameIn) -> RequestOut:
    """Say in whose name it is quoted: one’s own, or that of an agency that one owns or manages."""
    return RequestOut.of(name(request_id, by=actor_in(request), agency_id=body.agency_id))


@router.post(
    "quote-requests/{uuid:request_id}/refusal", response=RequestOut, operation_id="market.decline_request"
)
def decline_request(request: HttpRequest, request_id: UUID, body: ReasonIn) -> RequestOut:
    """The freelancer says no."""
    return RequestOut.of(decline(request_id, by=actor_in(request), reason=body.reason, **once(request)))


@router.post(
    "quote-requests/{uuid:request_id}/withdrawal",
    response=RequestOut,
    operation_id="market.withdraw_request",
)
def withdraw_request(request: HttpRequest, request_id: UUID) -> RequestOut:
    """The client takes it back."""
    return RequestOut.of(withdraw(request_id, by=actor_in(request), **once(request)))


@router.post(
    "quote-requests/{uuid:request_id}/thread",
    response={201: ThreadOut},
    operation_id="market.open_request_thread",
)
def open_request_thread(request: HttpRequest, request_id: UUID) -> Status[ThreadOut]:
    """The conversation of both sides about it."""
    return Status(201, ThreadOut(id=open_thread(request_id, by=actor_in(request), **once(request)).id))


@router.get("quote-request-links/{token}", response=RequestOut, operation_id="market.read_link")
def read_link(request: HttpRequest, token: str) -> RequestOut:
    """What the mailed link is about, by its secret, before it is confirmed, accepted or declined."""
    require_scope(actor_in(request), Scope.CONTRACTS_READ)
    return RequestOut.of(queries.linked(token))


@router.post(
    "quote-request-links/{token}/acceptance", response=RequestOut, operation_id="market.open_request"
)
def open_request(request: HttpRequest, token: str, body: NeedIn) -> RequestOut:
    """Confirm a request, or accept an invitation, by the secret of the mailed link, as the token’s person."""
    return RequestOut.of(open_it(token, by=actor_in(request), need=body.need, **once(request)))


@router.post(
    "quote-request-links/{token}/refusal",
    response=ClosedOut,
    operation_id="market.decline_client_invitation",
)
def decline_client_invitation(request: HttpRequest, token: str) -> ClosedOut:
    """Decline an invitation by the secret of the mailed link."""
    return ClosedOut(state=decline_invitation(token, by=actor_in(request), **once(request)).state)
