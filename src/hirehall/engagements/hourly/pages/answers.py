"""What the pages share: errors at their fields, the one-time key, the way back to the room."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponseRedirect
from django.urls import reverse


def to_room(contract_id: UUID) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("hourly:contract", args=[contract_id]))
