"""The log-in library's steps without the caller's session, and its refusals as ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.core import ratelimit
from django import forms
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from hirehall.foundation.refused import Because, Refused
from hirehall.people.models import Person

TOO_MANY = {"too_many_login_attempts": 300, "rate_limited": 60}


@contextmanager
def without_session(
    request: HttpRequest, *, proven: Person | None = None, holding: Mapping[str, Any] | None = None
) -> Iterator[SessionStore]:
    """The library notes things in the session, and for the next page, as it goes; here nobody keeps them.

    Args:
        proven: who has just proved who they are, so that the library does not ask again.
        holding: what its page would have put into the session in the step before.
    """
    kept, kept_messages = request.session, getattr(request, "_messages", None)
    request.session = SessionStore()
    request.session.update(holding or {})
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    try:
        if proven is not None:
            record_authentication(request, proven, method="password", reauthenticated=True)
        yield request.session
    finally:
        request.session = kept
        request._messages = kept_messages  # type: ignore[attr-defined]


def throttle(request: HttpRequest, action: str, *, code: str, **whose: Any) -> None:
    if not ratelimit.consume(request, action=action, **whose):
        raise too_many(code, 60)


def too_many(code: str, seconds: int) -> Refused:
    wait = "a minute" if seconds == 60 else f"{seconds // 60} minutes"
    return Refused(
        code, f"Too many tries. Wait {wait}, then go on.", because=Because.TOO_MANY, wait_seconds=seconds
    )


def refuse_too_many(form: forms.BaseForm, prefix: str) -> None:
    for _, error in _errors(form):
        if error.code in TOO_MANY:
            raise too_many(f"{prefix}.too_many", TOO_MANY[str(error.code)])


def require_valid(form: forms.BaseForm, prefix: str, fields: Mapping[str, str]) -> None:
    refuse_too_many(form, prefix)
    for name, error in _errors(form):
        field = fields.get(name, name)
        raise Refused(f"{prefix}.{field}", " ".join(error.messages), because=Because.INVALID, field=field)


def _errors(form: forms.BaseForm) -> list[tuple[str, ValidationError]]:
    return [(name, error) for name, errors in form.errors.as_data().items() for error in errors]
