"""Tokens and own data, for programs."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from hirehall.files.queries import file_for, signed_href
from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.http import actor_in, person_id_in
from hirehall.people import queries
from hirehall.people.actions.ask_own_data import ask_own_data
from hirehall.people.actions.revoke_token import revoke_token
from hirehall.people.api.shared import key_of

router = Router()


class TokenOut(Schema):
    id: UUID
    name: str
    hint: str
    scopes: list[str]
    made_at: datetime
    expires_at: datetime | None


class TokensOut(Schema):
    items: list[TokenOut]
    next: None = None


class OwnDataOut(Schema):
    asked_at: datetime | None
    ready_at: datetime | None
    download: str | None


@router.get("tokens", operation_id="people.tokens", response=TokensOut, summary="Your tokens")
def tokens(request: HttpRequest) -> dict[str, object]:
    """Tokens are made on the settings page: their secret is shown there once."""
    require_scope(actor_in(request), Scope.PROFILE_READ)
    return {"items": queries.tokens_of(person_id_in(request))}


@router.delete(
    "tokens/{uuid:token_id}",
    operation_id="people.revoke_token",
    response={204: None},
    summary="Revoke a token",
)
def revoked(request: HttpRequest, token_id: UUID) -> Status[None]:
    revoke_token(token_id, by=actor_in(request))
    return Status(204, None)


@router.post(
    "me/own-data",
    operation_id="people.ask_own_data",
    response={202: OwnDataOut},
    summary="Pack your own data",
)
def own_data_asked(request: HttpRequest) -> Status[dict[str, object]]:
    ask_own_data(by=actor_in(request), key=key_of(request))  # type: ignore[call-arg]
    return Status(202, own_data(request))


@router.get("me/own-data", operation_id="people.own_data", response=OwnDataOut, summary="The newest archive")
def own_data(request: HttpRequest) -> dict[str, object]:
    """``download`` reads the archive for five minutes."""
    actor = actor_in(request)
    require_scope(actor, Scope.PROFILE_READ)
    page = queries.own_data_page(person_id_in(request))
    download = signed_href(file_for(actor, page.file_id)) if page.file_id else None
    return {"asked_at": page.asked_at, "ready_at": page.ready_at, "download": download}
