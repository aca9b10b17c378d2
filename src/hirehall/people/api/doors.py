"""Joining, sessions, passwords and the end of an account, for programs."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.http import actor_in, person_id_in
from hirehall.foundation.refused import not_found
from hirehall.people import doors, queries, rules
from hirehall.people.actions.close_account import close_account
from hirehall.people.actions.end_other_sessions import end_other_sessions
from hirehall.people.actions.end_session import end_session
from hirehall.people.api.shared import Password, Short
from hirehall.people.models import Person

router = Router()
MAILED = "Read your mail: what to do next is in it."


class JoinBody(Schema):
    """``time_zone``: a name like `Europe/Berlin`; without one, the hall’s."""

    name: Short
    email: Short
    password: Password
    hats: Annotated[list[Literal["freelancer", "client"]], Field(min_length=1, max_length=2)]
    time_zone: Short = ""


class EmailBody(Schema):
    email: Short


class SaidOut(Schema):
    says: str


class SessionOut(Schema):
    id: int
    browser: str
    address: str
    since: datetime


class SessionsOut(Schema):
    items: list[SessionOut]
    next: None = None


class EndedOut(Schema):
    ended: int


class PasswordBody(Schema):
    """``revoke_tokens``: also every token, the one of this call among them, and the calendar’s private address."""

    current: Password
    new: Password
    revoke_tokens: bool = False


class ClosureBody(Schema):
    """``words``: “close my account”. Password and code are asked again, as a token alone must not suffice."""

    words: Short
    password: Password
    code: Short = ""


@router.post("join", auth=None, operation_id="people.join", response={202: SaidOut}, summary="Join")
def joined(request: HttpRequest, body: JoinBody) -> Status[dict[str, str]]:
    """Without a token. The answer is the same whether the address is known or not; the mail says which.

    The link in the mail confirms the address; then `POST /tokens` gives a first token. Twenty a minute from one
    network address. Joining twice makes one account, so no idempotency key is needed.
    """
    doors.ask_to_join(
        request, name=body.name, email=body.email, password=body.password, hats=tuple(body.hats),
        time_zone=body.time_zone,
    )  # fmt: skip
    return Status(202, {"says": MAILED})


@router.post(
    "password-resets",
    auth=None,
    operation_id="people.ask_for_reset",
    response={202: SaidOut},
    summary="Ask for a new password",
)
def reset_asked(request: HttpRequest, body: EmailBody) -> Status[dict[str, str]]:
    """Without a token; the same answer for every address. The link in the mail works once, in a browser.

    A new password chosen that way ends every session and revokes every token.
    """
    doors.ask_for_reset(request, email=body.email)
    return Status(202, {"says": MAILED})


@router.get(
    "sessions", operation_id="people.sessions", response=SessionsOut, summary="Where you are signed in"
)
def sessions(request: HttpRequest) -> dict[str, object]:
    """The browsers that are signed in; a token is no session."""
    require_scope(actor_in(request), Scope.PROFILE_READ)
    return {"items": queries.sessions_of(person_id_in(request), current_key="")}


@router.delete(
    "sessions", operation_id="people.end_other_sessions", response=EndedOut, summary="End every session"
)
def sessions_ended(request: HttpRequest) -> dict[str, int]:
    """Every browser is signed out."""
    return {"ended": end_other_sessions(keep="", by=actor_in(request))}


@router.delete(
    "sessions/{session_id}", operation_id="people.end_session", response={204: None}, summary="End a session"
)
def session_ended(request: HttpRequest, session_id: Annotated[int, Field(ge=1, lt=2**63)]) -> Status[None]:
    end_session(session_id, by=actor_in(request))
    return Status(204, None)


@router.put(
    "me/password", operation_id="people.change_password", response={204: None}, summary="Change the password"
)
def password_changed(request: HttpRequest, body: PasswordBody) -> Status[None]:
    """Every browser is signed out; tokens go on working, unless you have them revoked as well."""
    require_scope(actor_in(request), Scope.PROFILE_WRITE)
    doors.change_password(
        request, _me(request), current=body.current, new=body.new, revoke_tokens=body.revoke_tokens
    )
    return Status(204, None)


@router.post(
    "me/closure", operation_id="people.close_account", response={204: None}, summary="Close the account"
)
def closed(request: HttpRequest, body: ClosureBody) -> Status[None]:
    """For good. What tells who you were is erased; what others and the law rely on keeps an id without a name."""
    actor = actor_in(request)
    require_scope(actor, Scope.PROFILE_WRITE)
    rules.require_closing_words(body.words)
    who = doors.prove(request, email=_me(request).email, password=body.password, code=body.code)
    if who.id != person_id_in(request):
        raise not_found("account")
    close_account(by=actor)
    return Status(204, None)


def _me(request: HttpRequest) -> Person:
    return queries.own_profile(person_id_in(request)).person
