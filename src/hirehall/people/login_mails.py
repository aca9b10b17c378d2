"""What each mail about one's log-in says. These mails have no unsubscribe link: they are about safety."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hirehall.look.mail import Mail, compose


@dataclass(frozen=True, slots=True)
class Wording:
    """One mail: ``href`` names the value in the library's context that the button leads to."""

    subject: str
    sentence: str
    button: str = ""
    href: str = ""
    lines: tuple[str, ...] = ()


NOT_YOU = "If this was not you, reset your password now and end all sessions in your account settings."
IGNORE = "If you did not ask for this, ignore this mail; nothing has changed."

WORDINGS = {
    "account/email/email_confirmation_signup": Wording(
        "Confirm your e-mail address",
        "Welcome to {hall}. Confirm that this address is yours, and your account is ready.",
        "Confirm my address",
        "activate_url",
        ("The link works for three days.", "If you did not join, ignore this mail; nothing will happen."),
    ),
    "account/email/email_confirmation": Wording(
        "Confirm your new e-mail address",
        "Confirm that this address is yours; from then on you sign in to {hall} with it.",
        "Confirm my address",
        "activate_url",
        ("The link works for three days.", IGNORE),
    ),
    "account/email/account_already_exists": Wording(
        "You already have an account",
        "Somebody, probably you, tried to join {hall} with this address. It already has an account.",
        "Choose a new password",
        "password_reset_url",
        ("If you remember your password, simply sign in.", IGNORE),
    ),
    "account/email/unknown_account": Wording(
        "There is no account with this address",
        "Somebody, probably you, asked {hall} for a new password, but this address has no account.",
        "Join",
        "signup_url",
        ("Perhaps you joined with another address.", IGNORE),
    ),
    "account/email/password_reset_key": Wording(
        "Choose a new password",
        "You asked {hall} for a new password.",
        "Choose a new password",
        "password_reset_url",
        ("The link works once.", IGNORE),
    ),
    "account/email/password_changed": Wording(
        "Your password was changed", "The password of your account at {hall} was changed.", lines=(NOT_YOU,)
    ),
    "account/email/password_set": Wording(
        "A password was set", "Your account at {hall} now has a password.", lines=(NOT_YOU,)
    ),
    "account/email/password_reset": Wording(
        "Your password was reset",
        "The password of your account at {hall} was reset. Every browser was signed out, and every token was revoked.",
        lines=(NOT_YOU,),
    ),
    "account/email/email_changed": Wording(
        "Your e-mail address was changed",
        "From now on you sign in to {hall} with {to_email} instead of {from_email}.",
        lines=(NOT_YOU,),
    ),
    "account/email/email_confirm": Wording(
        "Your e-mail address is confirmed", "This address is now confirmed at {hall}.", lines=(NOT_YOU,)
    ),
    "account/email/email_deleted": Wording(
        "An e-mail address was removed",
        "The address {deleted_email} was removed from your account at {hall}.",
        lines=(NOT_YOU,),
    ),
    "mfa/email/totp_activated": Wording(
        "Second step switched on",
        "Signing in to {hall} now also asks for a code from your app.",
        lines=("Keep your recovery codes in a safe place.", NOT_YOU),
    ),
    "mfa/email/totp_deactivated": Wording(
        "Second step switched off",
        "Signing in to {hall} no longer asks for a code from your app.",
        lines=(NOT_YOU,),
    ),
    "mfa/email/recovery_codes_generated": Wording(
        "New recovery codes",
        "New recovery codes were made for your account at {hall}; the old ones no longer work.",
        lines=(NOT_YOU,),
    ),
    "mfa/email/webauthn_added": Wording(
        "A passkey was added", "A passkey was added to your account at {hall}.", lines=(NOT_YOU,)
    ),
    "mfa/email/webauthn_removed": Wording(
        "A passkey was removed", "A passkey was removed from your account at {hall}.", lines=(NOT_YOU,)
    ),
}


def compose_for(prefix: str, context: dict[str, Any], *, hall_name: str) -> Mail:
    """The mail for one of the library's occasions.

    Raises:
        KeyError: for an occasion without our own wording.
    """
    wording = WORDINGS[prefix]
    words = {"hall": hall_name, "to_email": "", "from_email": "", "deleted_email": "", **context}
    return compose(
        wording.subject,
        wording.sentence.format_map(words),
        button=wording.button or None,
        href=str(context[wording.href]) if wording.href else None,
        lines=wording.lines,
    )
