"""Joining, proving who one is, and passwords."""

from __future__ import annotations

from allauth.account import signals
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.email_verification import send_verification_email_at_login
from allauth.account.models import EmailAddress, Login
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest

from hirehall.foundation.refused import Because, Refused
from hirehall.people.doors.sessionless import (
    refuse_too_many,
    require_valid,
    throttle,
    without_session,
)
from hirehall.people.login_forms import (
    AuthenticateForm,
    ChangePasswordForm,
    LoginForm,
    ResetPasswordForm,
    SignupForm,
)
from hirehall.people.models import Person
from hirehall.people.rules import SIDES

FIELDS = {"password1": "password", "password2": "password", "oldpassword": "current", "login": "email"}


def ask_to_join(
    request: HttpRequest, *, name: str, email: str, password: str, hats: tuple[str, ...], time_zone: str
) -> None:
    """Join as on the page: a mail goes to the address, whether it is known (then it says so) or not.

    Raises:
        Refused: ``join.too_many``, or ``join.<field>`` for what cannot be used.
    """
    throttle(request, "signup", code="join.too_many")
    side = next((side for side, worn in SIDES.items() if {hat.value for hat in worn} == set(hats)), "")
    given = {"name": name, "email": email, "password1": password, "side": side, "time_zone": time_zone}
    form = SignupForm(given)
    require_valid(form, "join", {**FIELDS, "side": "hats"})
    with without_session(request):
        who = form.save_unless_known(request)
        if who is not None:
            signals.user_signed_up.send(sender=type(who), request=request, user=who)
        login = Login(user=who, email=form.cleaned_data["email"], signup=True)
        send_verification_email_at_login(request, login)


def prove(request: HttpRequest, *, email: str, password: str, code: str) -> Person:
    """The person whose e-mail and password these are, and whose second factor, if one is set.

    Wrong tries are counted together with those of the log-in page. A suspended person proves it like any other:
    what is open to them is said where a token is used.

    Raises:
        Refused: ``login.wrong``, ``login.too_many``, ``login.address_unconfirmed``, ``login.code_needed``,
            ``login.passkey_needed``, ``login.code_wrong``.
    """
    who = prove_password(request, email=email, password=password)
    _require_second_factor(who, code)
    return who


def prove_password(request: HttpRequest, *, email: str, password: str) -> Person:
    """The first half of the proof: whose e-mail and password these are.

    Raises:
        Refused: ``login.wrong``, ``login.too_many``, ``login.address_unconfirmed``.
    """
    throttle(request, "login", code="login.too_many")
    form = LoginForm({"login": email, "password": password}, request=request)
    if not form.is_valid():
        refuse_too_many(form, "login")
        raise _wrong()
    return require_may_enter(request, form.user)


def require_may_enter(request: HttpRequest, who: object) -> Person:
    """Refuse a closed account, and one whose address is not confirmed; that one is sent the link again."""
    if not isinstance(who, Person) or who.closed_at is not None:
        raise _wrong()
    if not who.is_active and who.suspended_at is None:
        raise _wrong()
    if not EmailAddress.objects.filter(user=who, verified=True).exists():
        with without_session(request):
            send_verification_email_at_login(request, Login(user=who, email=who.email))
        raise Refused(
            "login.address_unconfirmed",
            "Confirm the e-mail address first: the link is in the mail.",
            because=Because.FORBIDDEN,
        )
    return who


def _wrong() -> Refused:
    return Refused("login.wrong", "E-mail or password is not right.", because=Because.FORBIDDEN)


def _require_second_factor(who: Person, code: str) -> None:
    """A code of the app, or a recovery code. A passkey has a door of its own: it signs what it is given there."""
    if not is_mfa_enabled(who, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]):
        return
    if not code:
        if Authenticator.objects.filter(user=who).exclude(type=Authenticator.Type.WEBAUTHN).exists():
            raise Refused(
                "login.code_needed",
                "Send the code from the authenticator app, or a recovery code.",
                because=Because.FORBIDDEN,
                field="code",
            )
        raise Refused(
            "login.passkey_needed",
            "This account is guarded by a passkey: POST /passkey-sign-ins answers what it has to sign.",
            because=Because.FORBIDDEN,
        )
    form = AuthenticateForm({"code": code}, user=who)
    if not form.is_valid():
        refuse_too_many(form, "login")
        raise Refused("login.code_wrong", "The code is not right.", because=Because.FORBIDDEN, field="code")
    form.authenticator.record_usage()


def ask_for_reset(request: HttpRequest, *, email: str) -> None:
    """Ask for the mail with which one chooses a new password; an unknown address gets a mail that says so.

    Raises:
        Refused: ``reset.too_many``, ``reset.email``.
    """
    form = ResetPasswordForm({"email": email})
    require_valid(form, "reset", FIELDS)
    address: str = form.cleaned_data["email"]
    throttle(request, "reset_password", code="reset.too_many", key=address.lower())
    form.save(request)


def change_password(
    request: HttpRequest, who: Person, *, current: str, new: str, revoke_tokens: bool = False
) -> None:
    """Another password: every browser is signed out, and a mail tells the person.

    Args:
        revoke_tokens: whether tokens and the calendar’s private address stop working as well; otherwise they go on.
    Raises:
        Refused: ``password.none_set``, ``password.too_many``, ``password.current``, ``password.password``.
    """
    throttle(request, "change_password", code="password.too_many", user=who)
    if not who.has_usable_password():
        raise Refused("password.none_set", "The account has no password yet. Ask for a reset to set one.")
    given = {"oldpassword": current, "password1": new, "password2": new}
    form = ChangePasswordForm(data={**given, "revoke_tokens": "on" if revoke_tokens else ""}, user=who)
    require_valid(form, "password", FIELDS)
    form.save()
    get_adapter(request).send_notification_mail("account/email/password_changed", who)
