"""The doors to an account for programs: the log-in library's own forms and throttles, without a session.

The log-in pages keep their state in a session; a program has none, and a call must never touch the session of a
browser that happens to send its cookie along. So each door fills in the very form of its page, and then does what
the page does beside its session.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from allauth.account import signals
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.email_verification import send_verification_email_at_login
from allauth.account.models import EmailAddress, Login
from allauth.core import ratelimit
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django import forms
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from hirehall.foundation.refused import Because, Refused
from hirehall.people.login_forms import (
    AuthenticateForm,
    ChangePasswordForm,
    LoginForm,
    ResetPasswordForm,
    SignupForm,
)
from hirehall.people.models import Person
from hirehall.people.rules import SIDES

TOO_MANY = {"too_many_login_attempts": 300, "rate_limited": 60}
FIELDS = {"password1": "password", "password2": "password", "oldpassword": "current", "login": "email"}


def ask_to_join(
    request: HttpRequest, *, name: str, email: str, password: str, hats: tuple[str, ...], time_zone: str
) -> None:
    """Join as on the page: a mail goes to the address, whether it is known (then it says so) or not.

    Raises:
        Refused: ``join.too_many``, or ``join.<field>`` for what cannot be used.
    """
    _throttle(request, "signup", code="join.too_many")
    side = next((side for side, worn in SIDES.items() if {hat.value for hat in worn} == set(hats)), "")
    given = {"name": name, "email": email, "password1": password, "side": side, "time_zone": time_zone}
    form = SignupForm(given)
    _require_valid(form, "join", {**FIELDS, "side": "hats"})
    with _no_session(request):
        who = form.save_unless_known(request)
        if who is not None:
            signals.user_signed_up.send(sender=type(who), request=request, user=who)
        login = Login(user=who, email=form.cleaned_data["email"], signup=True)
        send_verification_email_at_login(request, login)


def prove(request: HttpRequest, *, email: str, password: str, code: str) -> Person:
    """The person whose e-mail and password these are, and whose second factor, if one is set.

    Wrong tries are counted together with those of the log-in page.

    Raises:
        Refused: ``login.wrong``, ``login.too_many``, ``login.address_unconfirmed``, ``login.suspended``,
            ``login.code_needed``, ``login.passkey_needed``, ``login.code_wrong``.
    """
    _throttle(request, "login", code="login.too_many")
    form = LoginForm({"login": email, "password": password}, request=request)
    if not form.is_valid():
        _refuse_too_many(form, "login")
        raise Refused("login.wrong", "E-mail or password is not right.", because=Because.FORBIDDEN)
    who = form.user
    if not isinstance(who, Person) or who.closed_at is not None:
        raise Refused("login.wrong", "E-mail or password is not right.", because=Because.FORBIDDEN)
    if who.suspended_at is not None or not who.is_active:
        raise Refused(
            "login.suspended",
            "The account is suspended. Sign in with a browser to read why.",
            because=Because.FORBIDDEN,
        )
    if not EmailAddress.objects.filter(user=who, verified=True).exists():
        send_verification_email_at_login(request, Login(user=who, email=form.cleaned_data["login"]))
        raise Refused(
            "login.address_unconfirmed",
            "Confirm the e-mail address first: the link is in the mail.",
            because=Because.FORBIDDEN,
        )
    _require_second_factor(who, code)
    return who


def _require_second_factor(who: Person, code: str) -> None:
    """A code of the app or a recovery code. A passkey signs what a browser shows it, so it cannot come by a call."""
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
            "This account is guarded by a passkey. Sign in with a browser and make the token there.",
            because=Because.FORBIDDEN,
        )
    form = AuthenticateForm({"code": code}, user=who)
    if not form.is_valid():
        _refuse_too_many(form, "login")
        raise Refused("login.code_wrong", "The code is not right.", because=Because.FORBIDDEN, field="code")
    form.authenticator.record_usage()


def ask_for_reset(request: HttpRequest, *, email: str) -> None:
    """Ask for the mail with which one chooses a new password; an unknown address gets a mail that says so.

    Raises:
        Refused: ``reset.too_many``, ``reset.email``.
    """
    form = ResetPasswordForm({"email": email})
    _require_valid(form, "reset", FIELDS)
    address: str = form.cleaned_data["email"]
    _throttle(request, "reset_password", code="reset.too_many", key=address.lower())
    form.save(request)


def change_password(request: HttpRequest, who: Person, *, current: str, new: str) -> None:
    """Another password: every browser is signed out, tokens go on, and a mail tells the person.

    Raises:
        Refused: ``password.none_set``, ``password.too_many``, ``password.current``, ``password.password``.
    """
    _throttle(request, "change_password", code="password.too_many", user=who)
    if not who.has_usable_password():
        raise Refused("password.none_set", "The account has no password yet. Ask for a reset to set one.")
    form = ChangePasswordForm(data={"oldpassword": current, "password1": new, "password2": new}, user=who)
    _require_valid(form, "password", FIELDS)
    form.save()
    get_adapter(request).send_notification_mail("account/email/password_changed", who)


@contextmanager
def _no_session(request: HttpRequest) -> Iterator[None]:
    """The library notes things in the session as it goes; here it notes them where nobody keeps them."""
    kept = request.session
    request.session = SessionStore()
    try:
        yield
    finally:
        request.session = kept


def _throttle(request: HttpRequest, action: str, *, code: str, **whose: Any) -> None:
    if not ratelimit.consume(request, action=action, **whose):
        raise _too_many(code, 60)


def _too_many(code: str, seconds: int) -> Refused:
    wait = "a minute" if seconds == 60 else f"{seconds // 60} minutes"
    return Refused(
        code, f"Too many tries. Wait {wait}, then go on.", because=Because.TOO_MANY, wait_seconds=seconds
    )


def _refuse_too_many(form: forms.BaseForm, prefix: str) -> None:
    for error in _errors(form):
        if error[1].code in TOO_MANY:
            raise _too_many(f"{prefix}.too_many", TOO_MANY[str(error[1].code)])


def _require_valid(form: forms.BaseForm, prefix: str, fields: Mapping[str, str]) -> None:
    for name, error in _errors(form):
        field = fields.get(name, name)
        raise Refused(f"{prefix}.{field}", " ".join(error.messages), because=Because.INVALID, field=field)


def _errors(form: forms.BaseForm) -> list[tuple[str, ValidationError]]:
    return [(name, error) for name, errors in form.errors.as_data().items() for error in errors]
