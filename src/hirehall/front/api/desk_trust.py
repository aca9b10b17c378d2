"""Verified clients and linked accounts, at the desk: for operators of the installation."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from hirehall.foundation.schemas import once
from hirehall.front.api.guard import NAMED, staff_in
from hirehall.reputation import actions
from hirehall.reputation.queries import trust as queries

router = Router()
Reason = Annotated[str, Field(max_length=1000, pattern=r"^[^\x00]*$")]


class DeskVerificationOut(Schema):
    """Who asks or asked; ``verified_at`` and ``ended_at`` are null until it is decided."""

    id: UUID
    name: str
    asked_at: datetime
    words: str
    verified_at: datetime | None
    ended_at: datetime | None
    reason: str


class LinkOut(Schema):
    """A client and a freelancer with one payout account; ``mark`` is a keyed hash of its number."""

    id: UUID
    client_id: UUID
    freelancer_id: UUID
    mark: str
    found_at: datetime
    cleared_at: datetime | None
    reason: str


class NightOut(Schema):
    """One night’s walk; ``reached`` are the clients who have paid and count more than the least."""

    day: date
    at: datetime
    version: str
    verified: int
    clients: int
    edges: int
    reached: int
    is_used: bool


class TrustOut(Schema):
    night: NightOut | None
    asked: list[DeskVerificationOut]
    verified: list[DeskVerificationOut]
    links: list[LinkOut]


class DecisionIn(Schema):
    verified: bool
    reason: Reason


class ClearIn(Schema):
    reason: Reason


@router.get("trust", response=TrustOut, operation_id="desk.trust", openapi_extra=NAMED)
def desk_trust(request: HttpRequest) -> dict[str, Any]:
    """The latest walk, who asks to be verified, who is, and who shares a payout account."""
    by = staff_in(request)
    return {
        "night": queries.latest_night(by)[0], "asked": queries.verifications_asked(by),
        "verified": queries.verified_clients(by), "links": queries.links(by),
    }  # fmt: skip


@router.post(
    "trust/verifications/{uuid:verification_id}",
    response=DeskVerificationOut,
    operation_id="reputation.verify_client",
    openapi_extra=NAMED,
)
def verify_client(request: HttpRequest, verification_id: UUID, body: DecisionIn) -> Any:
    """Verify a client who asked, decline (``verified`` false), or end a verification, with a reason."""
    by = staff_in(request)
    return actions.verify_client(
        verification_id, by=by, verified=body.verified, reason=body.reason, **once(request)
    )


@router.post(
    "trust/links/{uuid:link_id}",
    response=LinkOut,
    operation_id="reputation.clear_link",
    openapi_extra=NAMED,
)
def clear_link(request: HttpRequest, link_id: UUID, body: ClearIn) -> Any:
    """Let work between two who share a payout account count like any other, with a reason that both read."""
    return actions.clear_link(link_id, by=staff_in(request), reason=body.reason, **once(request))
