"""Passkeys, for programs: what one has to sign goes out, what it has signed comes back.

The signature names the address that asked for it, so only what shows the hall's own address can use one: a browser, or
an app that the hall's address vouches for.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth, flows
from django.db import transaction
from django.http import HttpRequest

from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.people.doors.entering import prove_password, require_may_enter
from hirehall.people.doors.sessionless import refuse_too_many, require_valid, throttle, without_session
from hirehall.people.doors.tickets import Ticket, held_by, require_proof, ticket_for, use_up
from hirehall.people.login_forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
)
from hirehall.people.models import Person
from hirehall.people.operations import locked_person
from hirehall.people.queries import Passkey, codes_left_of, passkey_of

NEW, SIGN_IN = "new passkey", "sign in by passkey"
NAMED = {"__all__": "credential"}


@dataclass(frozen=True, slots=True)
class ToSign:
    """The options of a WebAuthn call, as a browser takes them, and the ticket for what comes back."""

    options: dict[str, Any]
    ticket: Ticket


def begin_passkey(request: HttpRequest, who: Person, proof: str, *, alone: bool) -> ToSign:
    """What a new passkey has to sign.

    Args:
        alone: whether it will sign in without the password; the device then asks for a PIN, finger or face.
    Raises:
        Refused: ``proof.needed``.
    """
    require_proof(who, proof)
    with without_session(request, proven=who) as session:
        options = flows.begin_registration(request, who, alone)
        state = session[auth.STATE_SESSION_KEY]
    return ToSign(_plain(options), ticket_for(NEW, person=str(who.id), state=state, alone=alone))


def add_passkey(
    request: HttpRequest, who: Person, proof: str, *, ticket: str, name: str, credential: dict[str, Any]
) -> tuple[Passkey, list[str]]:
    """The passkey has signed: it is the person's from now on. Answers it, and the recovery codes that work.

    Raises:
        Refused: ``proof.needed``, ``ticket.unusable``, ``passkey.credential``, ``passkey.name``.
    """
    require_proof(who, proof)
    held = held_by(ticket, NEW, who)
    use_up(ticket)
    given = {
        "name": name,
        "credential": json.dumps(credential),
        "passwordless": "on" if held["alone"] else "",
    }
    with without_session(request, proven=who, holding={auth.STATE_SESSION_KEY: held["state"]}):
        form = AddWebAuthnForm(data=given, user=who)
        require_valid(form, "passkey", NAMED)
        with transaction.atomic():
            locked_person(who.id)
            added, _ = flows.add_authenticator(
                request, name=form.cleaned_data["name"], credential=form.cleaned_data["credential"]
            )
    return passkey_of(added), codes_left_of(who.id)


def rename_passkey(request: HttpRequest, who: Person, proof: str, passkey_id: int, *, name: str) -> None:
    """Call one of the person's passkeys by another name.

    Raises:
        Refused: ``proof.needed``, ``passkey.not_found``, ``passkey.name``.
    """
    require_proof(who, proof)
    form = EditWebAuthnForm({"name": name}, instance=_passkey(who, passkey_id))
    require_valid(form, "passkey", {})
    with without_session(request, proven=who):
        form.save()


def remove_passkey(request: HttpRequest, who: Person, proof: str, passkey_id: int) -> None:
    """The passkey signs in no more.

    Raises:
        Refused: ``proof.needed``, ``passkey.not_found``.
    """
    require_proof(who, proof)
    found = _passkey(who, passkey_id)
    with without_session(request, proven=who):
        flows.remove_authenticator(request, found)


def begin_sign_in(request: HttpRequest, *, email: str, password: str) -> ToSign:
    """What a passkey has to sign: one that signs in alone, or, after e-mail and password, any of that person's.

    Raises:
        Refused: as ``prove_password``; ``login.no_passkey``.
    """
    who = None
    if email or password:
        who = prove_password(request, email=email, password=password)
        if not _passkeys(who).exists():
            raise Refused("login.no_passkey", "This account has no passkey. Sign in with a code, or without.")
    else:
        throttle(request, "login", code="login.too_many")
    with without_session(request) as session:
        options = auth.begin_authentication(who)
        state = session[auth.STATE_SESSION_KEY]
    return ToSign(_plain(options), ticket_for(SIGN_IN, person=str(who.id) if who else "", state=state))


def prove_by_passkey(request: HttpRequest, *, ticket: str, credential: dict[str, Any]) -> Person:
    """The person whose passkey has signed what the ticket asked for.

    Raises:
        Refused: ``login.too_many``, ``ticket.unusable``, ``login.passkey_wrong``; ``login.wrong`` and
            ``login.address_unconfirmed`` as with a password.
    """
    throttle(request, "login", code="login.too_many")
    held = held_by(ticket, SIGN_IN)
    use_up(ticket)
    given = {"credential": json.dumps(credential)}
    with without_session(request, holding={auth.STATE_SESSION_KEY: held["state"]}):
        form = (
            AuthenticateWebAuthnForm(given, user=Person.objects.get(id=UUID(held["person"])))
            if held["person"]
            else LoginWebAuthnForm(given)
        )
        if not form.is_valid():
            refuse_too_many(form, "login")
            raise Refused(
                "login.passkey_wrong",
                "The passkey did not sign what was asked for. Begin again.",
                because=Because.FORBIDDEN,
                field="credential",
            )
        passkey = form.cleaned_data["credential"]
        who = require_may_enter(request, passkey.user)
        post_authentication(request, passkey, passwordless=not held["person"])
    return who


def _passkeys(who: Person) -> Any:
    return Authenticator.objects.filter(user=who, type=Authenticator.Type.WEBAUTHN)


def _passkey(who: Person, passkey_id: int) -> Authenticator:
    found: Authenticator | None = _passkeys(who).filter(pk=passkey_id).first()
    if found is None:
        raise not_found("passkey")
    return found


def _plain(options: Any) -> dict[str, Any]:
    """The library's mapping as plain JSON, its bytes as base64url."""
    plain: dict[str, Any] = json.loads(json.dumps(options, default=dict))
    return plain
