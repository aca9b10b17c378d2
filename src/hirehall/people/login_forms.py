"""Forms of the log-in pages: allauth's own, without placeholders that repeat the label."""

from __future__ import annotations

import struct
from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.account.internal import flows
from allauth.core import context
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.base import forms as second_factor
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from hirehall.foundation.refused import Refused
from hirehall.people.actions.revoke_every_token import revoke_every_token
from hirehall.people.models import Person
from hirehall.people.places import time_zone_choices
from hirehall.people.queries import actor_for, has_tokens
from hirehall.people.rules import LONGEST_NAME

SIDE_CHOICES = [
    ("freelancer", "I work for clients"),
    ("client", "I hire freelancers"),
    ("both", "Both"),
]
PASSWORD_HINT = "At least ten characters. A few unrelated words make a good one."  # noqa: S105 - a hint


def _zone_of_the_hall() -> str:
    hall = getattr(context.request, "hall", None) if context.request else None
    return str(hall.time_zone) if hall else "UTC"


class Plain:
    """Drops placeholders and label colons; ``ui.field`` shows labels and hints."""

    hints: ClassVar[dict[str, str]] = {}
    labels: ClassVar[dict[str, str]] = {}
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "" if "password" in name else field.help_text)


class LoginForm(Plain, account.LoginForm):
    labels = {"login": "E-mail", "remember": "Keep me signed in on this device"}


class SignupForm(Plain, account.SignupForm):
    """Name, e-mail, password and the side on which one starts."""

    name = forms.CharField(max_length=LONGEST_NAME, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    side = forms.ChoiceField(choices=SIDE_CHOICES, widget=forms.RadioSelect, label="Which side are you on?")

    time_zone = forms.ChoiceField(
        required=False,
        choices=time_zone_choices,
        label="Your time zone",
        widget=forms.Select(attrs={"data-time-zone": ""}),
    )

    field_order = ["side", "name", "email", "password1", "time_zone"]
    labels = {"name": "Your name", "email": "E-mail", "password1": "Password"}
    hints = {
        "time_zone": "In which you read every deadline. You can change it in your profile.",
        "name": "As clients and freelancers will see it.",
        "password1": PASSWORD_HINT,
        "side": "You can wear the other hat later, with the same log-in.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = context.request.GET.get("side", "") if context.request else ""
        if asked in dict(SIDE_CHOICES):
            self.initial["side"] = asked
        if context.request:
            self.initial["name"] = context.request.GET.get("name", "")[:LONGEST_NAME]
        self.initial.setdefault("time_zone", _zone_of_the_hall())

    def clean_time_zone(self) -> str:
        return self.cleaned_data["time_zone"] or _zone_of_the_hall()

    def try_save(self, request: HttpRequest) -> Any:
        who = self.save_unless_known(request)
        if who is None:
            return None, flows.signup.prevent_enumeration(request, email=self.cleaned_data["email"])
        return who, None

    def save_unless_known(self, request: HttpRequest) -> AbstractBaseUser | None:
        """The new person, or None where the address is known already."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])  # as slow as joining, so that time tells nothing
            return None
        try:
            return super().save(request)
        except Refused as refused:
            if refused.code != "person.email_taken":
                raise
            return None


class ResetPasswordForm(Plain, account.ResetPasswordForm):
    labels = {"email": "E-mail"}


class ResetPasswordKeyForm(Plain, account.ResetPasswordKeyForm):
    """Who resets a password takes the account back: what programs were given before stops working."""

    labels = {"password1": "New password", "password2": "New password again"}
    hints = {"password1": PASSWORD_HINT}

    def save(self) -> None:
        super().save()
        revoke_every_token(by=actor_for(self.user))


class ChangePasswordForm(Plain, account.ChangePasswordForm):
    labels = {
        "oldpassword": "Current password",
        "password1": "New password",
        "password2": "New password again",
        "revoke_tokens": "Also end my tokens and my calendar’s private address",
    }
    hints = {
        "password1": PASSWORD_HINT,
        "revoke_tokens": "Programs that act for you and calendars that read your dates stop until you make new ones."
        " Passkeys, the second step and its recovery codes stay as they are.",
    }
    revoke_tokens = forms.BooleanField(required=False, initial=True)
    user: Person

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_tokens(self.user.pk):
            del self.fields["revoke_tokens"]

    def save(self) -> None:
        super().save()
        if self.cleaned_data.get("revoke_tokens"):
            revoke_every_token(by=actor_for(self.user))


class SetPasswordForm(Plain, account.SetPasswordForm):
    labels = {"password1": "Password", "password2": "Password again"}
    hints = {"password1": PASSWORD_HINT}


class ChangeEmailForm(Plain, account.AddEmailForm):
    labels = {"email": "New e-mail address"}


class ReauthenticateForm(Plain, account.ReauthenticateForm):
    labels = {"password": "Your password"}


class AuthenticateForm(Plain, second_factor.AuthenticateForm):
    labels = {"code": "Code"}
    hints = {"code": "Six digits from your authenticator app, or one of your recovery codes."}


class SecondFactorReauthenticateForm(Plain, second_factor.ReauthenticateForm):
    labels = {"code": "Code"}
    hints = {"code": "Six digits from your authenticator app, or one of your recovery codes."}


class ActivateTOTPForm(Plain, totp.ActivateTOTPForm):
    labels = {"code": "Code from the app"}
    hints = {"code": "Six digits; they change every 30 seconds."}


UNREADABLE = (ValueError, TypeError, KeyError, IndexError, AttributeError, struct.error)
"""What the library raises over bytes that no passkey has made; whoever sends them is told so like any other."""
PASSKEYS_AT_MOST = 20
LONGEST_PASSKEY_NAME = 80


def _unreadable() -> forms.ValidationError:
    error: forms.ValidationError = get_mfa_adapter().validation_error("incorrect_code")
    return error


class LoginWebAuthnForm(webauthn.LoginWebAuthnForm):
    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()
        except UNREADABLE as error:
            raise _unreadable() from error


class AuthenticateWebAuthnForm(webauthn.AuthenticateWebAuthnForm):
    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()
        except UNREADABLE as error:
            raise _unreadable() from error


class AddWebAuthnForm(Plain, webauthn.AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(
            required=False, max_length=LONGEST_PASSKEY_NAME, label=self.fields["name"].label
        )

    def clean(self) -> dict[str, Any]:
        had = Authenticator.objects.filter(user=self.user, type=Authenticator.Type.WEBAUTHN).count()
        if had >= PASSKEYS_AT_MOST:
            raise forms.ValidationError(f"You have {PASSKEYS_AT_MOST} passkeys. Remove one first.")
        try:
            cleaned: dict[str, Any] = super().clean()
        except UNREADABLE as error:
            raise _unreadable() from error
        return cleaned

    labels = {"name": "Name of this passkey", "passwordless": "Sign in with it alone"}
    hints = {
        "name": "For example: my phone, the blue key.",
        "passwordless": "Without the password. Your device then asks for its PIN, finger or face.",
    }


class EditWebAuthnForm(Plain, webauthn.EditWebAuthnForm):
    labels = {"name": "Name of this passkey"}
