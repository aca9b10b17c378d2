"""Tokens for programs: made by e-mail and password, listed, revoked."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema, Status
from pydantic import Field

from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.http import actor_in, person_id_in
from hirehall.people import doors, queries
from hirehall.people.actions.make_token import LONGEST_DAYS, make_token
from hirehall.people.actions.revoke_token import revoke_token
from hirehall.people.api.shared import Password, Short

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


class NewTokenBody(Schema):
    """``code``: of the authenticator app, or a recovery code, where a second factor is set."""

    email: Short
    password: Password
    code: Short = ""
    name: Short
    scopes: Annotated[list[Scope], Field(min_length=1)]
    days: Annotated[int, Field(ge=1, le=LONGEST_DAYS)] = 90


class NewTokenOut(Schema):
    """``secret`` is shown this once."""

    id: UUID
    secret: str
    name: str
    scopes: list[str]
    expires_at: datetime | None


@router.get("tokens", operation_id="people.tokens", response=TokensOut, summary="Your tokens")
def tokens(request: HttpRequest) -> dict[str, object]:
    """Those that work, the newest first. A secret is shown once, when its token is made."""
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
    "tokens",
    auth=None,
    operation_id="people.make_token",
    response={201: NewTokenOut},
    summary="Sign in: make a token by e-mail and password",
)
def token_made(request: HttpRequest, response: HttpResponse, body: NewTokenBody) -> Status[dict[str, object]]:
    """Without a token: a token cannot make tokens. Wrong tries count together with those of the log-in page.

    A lost answer cannot be had again, as only the secret's hash is kept: revoke that token and make another.
    """
    who = doors.prove(request, email=body.email, password=body.password, code=body.code)
    secret = queries.new_secret()
    token = make_token(
        secret, by=queries.actor_for(who), name=body.name, scopes=list(body.scopes), days=body.days
    )
    response["Cache-Control"] = "no-store"
    return Status(
        201,
        {
            "id": token.id,
            "secret": secret,
            "name": token.name,
            "scopes": token.scopes,
            "expires_at": token.expires_at,
        },
    )
