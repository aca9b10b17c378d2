"""The second step and passkeys, for programs. What guards an account changes only with a fresh proof."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema, Status
from pydantic import Field

from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.http import actor_in, person_id_in
from hirehall.foundation.refused import not_found
from hirehall.people import doors, queries
from hirehall.people.api.shared import Password, Sealed, Short, Signed, proof_in
from hirehall.people.models import Person

router = Router()
Number = Annotated[int, Field(ge=1, lt=2**63)]


class ProofBody(Schema):
    """The password, with a code where a second step is set; or ``ticket`` and ``credential`` of a passkey."""

    password: Password = ""
    code: Short = ""
    ticket: Sealed = ""
    credential: Signed | None = None


class ProofOut(Schema):
    proof: str
    until: datetime


class PasskeyOut(Schema):
    """``alone``: it signs in without the password; otherwise it is a second step."""

    id: int
    name: str
    alone: bool
    added_at: datetime
    last_used_at: datetime | None


class GuardOut(Schema):
    app: bool
    passkeys: list[PasskeyOut]
    recovery_codes_left: int


class AppOut(Schema):
    """``uri``: what the authenticator app reads, as a QR code or a link; ``secret``: to type instead."""

    secret: str
    uri: str
    ticket: str
    until: datetime


class AppBody(Schema):
    ticket: Sealed
    code: Short


class CodesOut(Schema):
    """``recovery_codes``: those that work. Each signs in once, in place of a code."""

    recovery_codes: list[str]


class NewPasskeyBody(Schema):
    alone: bool = True


class ToSignOut(Schema):
    """``options``: for `navigator.credentials`, its bytes as base64url."""

    options: dict[str, Any]
    ticket: str
    until: datetime


class PasskeyBody(Schema):
    ticket: Sealed
    name: Short = ""
    credential: Signed


class NameBody(Schema):
    name: Short


class AddedOut(Schema):
    passkey: PasskeyOut
    recovery_codes: list[str]


class SignInBody(Schema):
    """Empty for a passkey that signs in alone; e-mail and password where it is a second step."""

    email: Short = ""
    password: Password = ""


@router.post("me/proof", operation_id="people.prove", response={201: ProofOut}, summary="Prove who you are")
def proven(request: HttpRequest, response: HttpResponse, body: ProofBody) -> Status[dict[str, object]]:
    """What guards the account changes only within five minutes of this: send the answer in the header `Proof`.

    A token alone does not suffice, as one that leaked could lock its owner out.
    """
    me = _changing(request)
    if body.credential is not None:
        who = doors.prove_by_passkey(request, ticket=body.ticket, credential=body.credential.plain())
    else:
        who = doors.prove(request, email=me.email, password=body.password, code=body.code)
    if who.id != me.id:
        raise not_found("account")
    proof = doors.proof_of(who)
    response["Cache-Control"] = "no-store"
    return Status(201, {"proof": proof.sealed, "until": proof.until})


@router.get("me/second-step", operation_id="people.guard", response=GuardOut, summary="How you are guarded")
def guard(request: HttpRequest) -> queries.Guard:
    require_scope(actor_in(request), Scope.PROFILE_READ)
    return queries.guard_of(person_id_in(request))


@router.post(
    "me/second-step/app",
    operation_id="people.begin_app",
    response={201: AppOut},
    summary="Begin to set up an authenticator app",
)
def app_begun(request: HttpRequest, response: HttpResponse) -> Status[dict[str, object]]:
    """Nothing is switched on before a code of the app comes back, within ten minutes. Asks for a proof."""
    begun = doors.begin_app(request, _changing(request), proof_in(request))
    response["Cache-Control"] = "no-store"
    return Status(
        201,
        {
            "secret": begun.secret,
            "uri": begun.uri,
            "ticket": begun.ticket.sealed,
            "until": begun.ticket.until,
        },
    )


@router.put(
    "me/second-step/app",
    operation_id="people.confirm_app",
    response=CodesOut,
    summary="Confirm the authenticator app",
)
def app_confirmed(request: HttpRequest, response: HttpResponse, body: AppBody) -> dict[str, object]:
    """With its first code. From now on signing in asks for one. Asks for a proof."""
    who = _changing(request)
    codes = doors.confirm_app(request, who, proof_in(request), ticket=body.ticket, code=body.code)
    response["Cache-Control"] = "no-store"
    return {"recovery_codes": codes}


@router.delete(
    "me/second-step/app",
    operation_id="people.remove_app",
    response={204: None},
    summary="Remove the authenticator app",
)
def app_removed(request: HttpRequest) -> Status[None]:
    """Asks for a proof. Recovery codes go too where no passkey is left that they could stand in for."""
    doors.remove_app(request, _changing(request), proof_in(request))
    return Status(204, None)


@router.get(
    "me/second-step/recovery-codes",
    operation_id="people.recovery_codes",
    response=CodesOut,
    summary="Recovery codes that work",
)
def codes(request: HttpRequest, response: HttpResponse) -> dict[str, object]:
    """Asks for a proof."""
    found = doors.recovery_codes(_changing(request), proof_in(request))
    response["Cache-Control"] = "no-store"
    return {"recovery_codes": found}


@router.post(
    "me/second-step/recovery-codes",
    operation_id="people.renew_recovery_codes",
    response={201: CodesOut},
    summary="New recovery codes",
)
def codes_renewed(request: HttpRequest, response: HttpResponse) -> Status[dict[str, object]]:
    """The old ones stop working. Asks for a proof."""
    made = doors.new_recovery_codes(request, _changing(request), proof_in(request))
    response["Cache-Control"] = "no-store"
    return Status(201, {"recovery_codes": made})


@router.post(
    "me/passkeys",
    operation_id="people.begin_passkey",
    response={201: ToSignOut},
    summary="Begin to add a passkey",
)
def passkey_begun(request: HttpRequest, body: NewPasskeyBody) -> Status[dict[str, object]]:
    """Answers the options for `navigator.credentials.create()` at the hall’s own address. Asks for a proof."""
    begun = doors.begin_passkey(request, _changing(request), proof_in(request), alone=body.alone)
    return Status(201, _to_sign(begun))


@router.put(
    "me/passkeys", operation_id="people.add_passkey", response={201: AddedOut}, summary="Add the passkey"
)
def passkey_added(
    request: HttpRequest, response: HttpResponse, body: PasskeyBody
) -> Status[dict[str, object]]:
    """With what it has signed. The first one comes with recovery codes. Asks for a proof."""
    passkey, left = doors.add_passkey(
        request, _changing(request), proof_in(request),
        ticket=body.ticket, name=body.name, credential=body.credential.plain(),
    )  # fmt: skip
    response["Cache-Control"] = "no-store"
    return Status(201, {"passkey": passkey, "recovery_codes": left})


@router.put(
    "me/passkeys/{passkey_id}",
    operation_id="people.rename_passkey",
    response={204: None},
    summary="Rename a passkey",
)
def passkey_renamed(request: HttpRequest, passkey_id: Number, body: NameBody) -> Status[None]:
    """Asks for a proof."""
    doors.rename_passkey(request, _changing(request), proof_in(request), passkey_id, name=body.name)
    return Status(204, None)


@router.delete(
    "me/passkeys/{passkey_id}",
    operation_id="people.remove_passkey",
    response={204: None},
    summary="Remove a passkey",
)
def passkey_removed(request: HttpRequest, passkey_id: Number) -> Status[None]:
    """Asks for a proof."""
    doors.remove_passkey(request, _changing(request), proof_in(request), passkey_id)
    return Status(204, None)


@router.post(
    "passkey-sign-ins",
    auth=None,
    operation_id="people.begin_sign_in",
    response={201: ToSignOut},
    summary="Begin to sign in by passkey",
)
def sign_in_begun(request: HttpRequest, body: SignInBody) -> Status[dict[str, object]]:
    """Without a token. Answers the options for `navigator.credentials.get()`; then `POST /tokens/by-passkey`."""
    return Status(201, _to_sign(doors.begin_sign_in(request, email=body.email, password=body.password)))


def _to_sign(begun: doors.ToSign) -> dict[str, object]:
    return {"options": begun.options, "ticket": begun.ticket.sealed, "until": begun.ticket.until}


def _changing(request: HttpRequest) -> Person:
    """The person, where the token may change what is theirs."""
    require_scope(actor_in(request), Scope.PROFILE_WRITE)
    return queries.own_profile(person_id_in(request)).person
