"""What the pages share: errors at their fields, the one-time key, the way back to the room."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from hirehall.engagements.hourly.forms import whole
from hirehall.foundation.refused import Because, Refused


def field_errors(form: Form, refused: Refused, **names: str) -> None:
    """Show a refusal where it belongs; one that is not about input goes its usual way."""
    if refused.because is not Because.INVALID:
        raise refused
    form.is_valid()
    field = names.get(refused.field or "", refused.field)
    form.add_error(field if field in form.fields else None, refused.sentence)


def once(request: HttpRequest) -> dict[str, Any]:
    """The one-time key that the page carries, for the action: a double click has one effect."""
    return {"key": request.POST.get("key", "")[:200] or None}


def version_in(request: HttpRequest) -> int | None:
    return whole(request.POST.get("version", ""))


def to_room(contract_id: UUID) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("hourly:contract", args=[contract_id]))
