"""What a posted page carries beside its fields, and where a refusal is shown on it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest

from hirehall.foundation.refused import Because, Refused

MOST_DIGITS = 8


def whole(text: str) -> int | None:
    """The whole number in a text of at most eight plain digits; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else None


def uuid_or_none(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def once(request: HttpRequest) -> dict[str, Any]:
    """The one-time key that the page carries, for the action: a double click has one effect."""
    return {"key": request.POST.get("key", "")[:200] or None}


def version_in(request: HttpRequest) -> int | None:
    """The version that the page showed."""
    return whole(request.POST.get("version", ""))


def field_errors(form: Form, refused: Refused, **names: str) -> None:
    """Show a refusal where it belongs; one that is not about input goes its usual way.

    Args:
        names: the form's name of a field that the action calls otherwise.
    """
    if refused.because is not Because.INVALID:
        raise refused
    form.is_valid()
    field = names.get(refused.field or "", refused.field)
    form.add_error(field if field in form.fields else None, refused.sentence)
