"""How the log-in library is told about persons, halls and our mails."""

from __future__ import annotations

import base64
import hashlib
import io
import time
from typing import Any

import segno
from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse

from hirehall.foundation.actor import ANONYMOUS
from hirehall.foundation.mail import post_mail
from hirehall.people import login_mails
from hirehall.people.actions.join import join
from hirehall.people.models import Person

SUSPENDED = "hirehall.people.login.SuspendedBackend"
SAID_BY_THE_PAGE = {
    "account/messages/logged_in.txt",
    "account/messages/logged_out.txt",
    "account/messages/email_confirmation_sent.txt",
}


class SuspendedBackend(BaseBackend):
    """Knows the sessions of people who were suspended when they signed in; nobody signs in by it.

    What such a session opens stands in ``people.pages.suspension.STILL_OPEN``.
    """

    def get_user(self, user_id: Any) -> Person | None:
        return Person.objects.filter(pk=user_id, closed_at=None).first()


class AccountAdapter(DefaultAccountAdapter):
    """Persons are made by the action ``people.join``; mails are composed by us and sent by a job."""

    def pre_login(self, request: HttpRequest, user: AbstractBaseUser, **how: Any) -> HttpResponse | None:
        """A suspended person may come in, to their own money, their data and the reason; see ``SuspendedBackend``."""
        if isinstance(user, Person) and user.suspended_at is not None and user.closed_at is None:
            user.backend = SUSPENDED
            return None
        answer: HttpResponse | None = super().pre_login(request, user, **how)
        return answer

    def save_user(
        self, request: HttpRequest, user: AbstractBaseUser, form: Any, commit: bool = True
    ) -> AbstractBaseUser:
        entered = form.cleaned_data
        return join(
            by=ANONYMOUS,
            name=entered["name"],
            email=entered["email"],
            password=entered["password1"],
            side=entered["side"],
            time_zone=entered["time_zone"],
        )

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        mail = login_mails.compose_for(template_prefix, context, hall_name=hall_name())
        post_mail(email, subject=mail.subject, text=mail.text, html=mail.html)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        if message_template not in SAID_BY_THE_PAGE:
            super().add_message(request, level, message_template, *args, **kwargs)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who signed in within the last minutes has just proved who they are."""
        request = context.request
        records = get_authentication_records(request, request.user)
        if records and time.time() - float(records[-1]["at"]) < account_settings.REAUTHENTICATION_TIMEOUT:
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets rest encrypted under a key made from the installation's secret; the hall's name is the issuer."""

    def get_totp_issuer(self) -> str:
        return hall_name()

    def _get_site_name(self) -> str:
        return hall_name()

    def build_totp_svg(self, url: str) -> str:
        """Dark on white with a quiet margin, in both colour schemes: cameras need that."""
        drawn = io.BytesIO()
        code = segno.make(url, error="m")
        code.save(drawn, kind="svg", scale=5, border=4, dark="#000", light="#fff", xmldecl=False)
        return drawn.getvalue().decode()

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Any) -> str:  # noqa: A002
        return "My passkey"


def _box() -> Fernet:
    digest = hashlib.sha256(b"second factor:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))


def hall_name() -> str:
    hall = getattr(context.request, "hall", None) if context.request else None
    return str(hall.name) if hall else "Hirehall"


def display_name(who: Person) -> str:
    return who.name
