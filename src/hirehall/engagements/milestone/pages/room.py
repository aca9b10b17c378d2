"""The contract room."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hirehall.engagements.milestone import queries
from hirehall.foundation.http import actor_in


@require_GET
def contract(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    room = queries.room_for(actor_in(request), contract_id)
    return render(request, "milestone/contract.html", {"room": room}, using="jinja2")
