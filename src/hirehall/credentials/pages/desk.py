"""The hall’s desk: its keys, and what it has signed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from hirehall.credentials import actions, queries
from hirehall.foundation.actor import require_operator
from hirehall.foundation.http import actor_in, hall_id_in
from hirehall.foundation.ids import new_id
from hirehall.foundation.posted import once
from hirehall.foundation.refused import not_found
from hirehall.look.formats import day_text


def _hall_id(request: HttpRequest) -> UUID:
    hall_id = hall_id_in(request)
    if hall_id is None:
        raise not_found("hall")
    return hall_id


@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    hall_id = _hall_id(request)
    require_operator(actor_in(request), hall_id=hall_id)
    keys = queries.keys_of(hall_id)
    rows = [
        [
            one.name,
            day_text(one.made_at.date()),
            day_text(one.retired_at.date()) if one.retired_at else "in use",
            one.reason,
        ]
        for one in keys
    ]
    context = {"keys": keys, "rows": rows, "issued": queries.issued_in(hall_id), "key": str(new_id())}
    return render(request, "credentials/desk.html", context, using="jinja2")


@require_POST
def key(request: HttpRequest) -> HttpResponse:
    """POST with ``reason``: the hall signs with another key."""
    reason = request.POST.get("reason", "")
    actions.rotate_key(_hall_id(request), by=actor_in(request), reason=reason, **once(request))
    messages.success(request, "The hall signs with a new key. The old ones stay in its document.")
    return redirect("credentials:desk")


@require_POST
def revocation(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    """POST with ``reason``: the hall withdraws a credential."""
    reason = request.POST.get("reason", "")
    actions.revoke_credential(credential_id, by=actor_in(request), reason=reason, **once(request))
    messages.success(request, "Revoked. The person is told why.")
    return redirect("credentials:desk")
