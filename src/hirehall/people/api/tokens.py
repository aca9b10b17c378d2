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
from hirehall.people.api.shared import Password, Sealed, Short, Signed
from hirehall.people.models import Person

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


class PasskeyTokenBody(Schema):
    """``ticket`` and ``credential``: what `POST /passkey-sign-ins` gave, and what the passkey has signed of it."""

    ticket: Sealed
    credential: Signed
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

    A lost answer cannot be had again, as only the secret’s hash is kept: revoke that token and make another.
    """
    who = doors.prove(request, email=body.email, password=body.password, code=body.code)
    return _made(response, who, name=body.name, scopes=body.scopes, days=body.days)


@router.post(
    "tokens/by-passkey",
    auth=None,
    operation_id="people.make_token_by_passkey",
    response={201: NewTokenOut},
    summary="Sign in: make a token by passkey",
)
def token_made_by_passkey(
    request: HttpRequest, response: HttpResponse, body: PasskeyTokenBody
) -> Status[dict[str, object]]:
    """Without a token. A passkey signs for the address at which it was made: this serves what shows that address."""
    who = doors.prove_by_passkey(request, ticket=body.ticket, credential=body.credential.plain())
    return _made(response, who, name=body.name, scopes=body.scopes, days=body.days)


def _made(
    response: HttpResponse, who: Person, *, name: str, scopes: list[Scope], days: int
) -> Status[dict[str, object]]:
    secret = queries.new_secret()
    token = make_token(secret, by=queries.actor_for(who), name=name, scopes=list(scopes), days=days)
    response["Cache-Control"] = "no-store"
    made = {"id": token.id, "name": token.name, "scopes": token.scopes, "expires_at": token.expires_at}
    return Status(201, {**made, "secret": secret})
