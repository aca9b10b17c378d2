"""The second step, for programs: the authenticator app and the recovery codes, as on the pages."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal import flows as recovery
from allauth.mfa.totp.forms import DeactivateTOTPForm
from allauth.mfa.totp.internal import flows as totp
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY, generate_totp_secret
from django.db import transaction
from django.http import HttpRequest

from hirehall.foundation.refused import Refused, not_found
from hirehall.people.doors.sessionless import require_valid, without_session
from hirehall.people.doors.tickets import Ticket, held_by, require_proof, ticket_for, use_up
from hirehall.people.login_forms import ActivateTOTPForm
from hirehall.people.models import Person
from hirehall.people.operations import locked_person
from hirehall.people.queries import codes_left_of

APP = "authenticator app"


@dataclass(frozen=True, slots=True)
class AppToSetUp:
    """What goes into the authenticator app: the secret to type, or the address to draw as a QR code."""

    secret: str
    uri: str
    ticket: Ticket


def begin_app(request: HttpRequest, who: Person, proof: str) -> AppToSetUp:
    """A secret for the app. Nothing is switched on before a code of it comes back.

    Raises:
        Refused: ``proof.needed``, ``second_step.app_set``.
    """
    require_proof(who, proof)
    _require_no_app(who)
    secret = generate_totp_secret()
    return AppToSetUp(
        secret=secret,
        uri=get_adapter().build_totp_url(who, secret),
        ticket=ticket_for(APP, person=str(who.id), secret=secret),
    )


def confirm_app(request: HttpRequest, who: Person, proof: str, *, ticket: str, code: str) -> list[str]:
    """The app shows the right codes: from now on signing in asks for one. Answers the recovery codes that work.

    Raises:
        Refused: ``proof.needed``, ``second_step.app_set``, ``ticket.unusable``, ``second_step.code``,
            ``second_step.too_many``, ``second_step.address_unconfirmed``.
    """
    require_proof(who, proof)
    _require_no_app(who)
    held = held_by(ticket, APP, who)
    with without_session(request, proven=who, holding={SECRET_SESSION_KEY: held["secret"]}):
        form = ActivateTOTPForm(data={"code": code}, user=who)
        require_valid(form, "second_step", {})  # counts a wrong try, which no rollback may forget
        with transaction.atomic():
            locked_person(who.id)
            _require_no_app(who)
            use_up(ticket)
            totp.activate_totp(request, form)
    return codes_left_of(who.id)


def remove_app(request: HttpRequest, who: Person, proof: str) -> None:
    """Signing in asks for no code of the app any more; recovery codes without anything to recover go too.

    Raises:
        Refused: ``proof.needed``, ``app.not_found``.
    """
    require_proof(who, proof)
    found = Authenticator.objects.filter(user=who, type=Authenticator.Type.TOTP).first()
    if found is None:
        raise not_found("app")
    require_valid(DeactivateTOTPForm({}, authenticator=found), "second_step", {})
    with without_session(request, proven=who):
        totp.deactivate_totp(request, found)


def recovery_codes(who: Person, proof: str) -> list[str]:
    """The recovery codes that have not been used.

    Raises:
        Refused: ``proof.needed``, ``recovery_codes.not_found``.
    """
    require_proof(who, proof)
    if not Authenticator.objects.filter(user=who, type=Authenticator.Type.RECOVERY_CODES).exists():
        raise not_found("recovery_codes")
    return codes_left_of(who.id)


def new_recovery_codes(request: HttpRequest, who: Person, proof: str) -> list[str]:
    """New recovery codes; the old ones stop working.

    Raises:
        Refused: ``proof.needed``, ``second_step.none``.
    """
    require_proof(who, proof)
    if not recovery.can_generate_recovery_codes(who):
        raise Refused("second_step.none", "Set up an authenticator app or a passkey first.")
    with without_session(request, proven=who):
        recovery.generate_recovery_codes(request)
    return codes_left_of(who.id)


def _require_no_app(who: Person) -> None:
    if Authenticator.objects.filter(user=who, type=Authenticator.Type.TOTP).exists():
        raise Refused("second_step.app_set", "An authenticator app is set up already. Remove it first.")
