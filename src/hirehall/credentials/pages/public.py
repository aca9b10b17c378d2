"""What everybody may read: a shown credential, keys, status lists, and the check of any credential."""

from __future__ import annotations

import json
from typing import Any, cast
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from hirehall.credentials import queries
from hirehall.credentials.forms import GivenForm
from hirehall.credentials.operations import did_of, signed_status
from hirehall.foundation.http import actor_in, hall_id_in
from hirehall.foundation.ids import new_id
from hirehall.foundation.refused import not_found
from hirehall.halls.models import Hall


def _answer(value: dict[str, Any], media_type: str) -> HttpResponse:
    """For programs of anybody, also those that run in a browser elsewhere."""
    response = HttpResponse(json.dumps(value, ensure_ascii=False), content_type=media_type)
    response["Access-Control-Allow-Origin"] = "*"
    return response


@login_not_required
@require_GET
def did(request: HttpRequest) -> HttpResponse:
    """The hall’s DID document, at the place that its did:web names."""
    if hall_id_in(request) is None:
        raise not_found("hall")
    named = did_of(cast(Hall, request.hall))  # type: ignore[attr-defined]
    return _answer(queries.did_document_of(named), "application/did+json")


@login_not_required
@require_GET
def status(request: HttpRequest, list_id: UUID, purpose: str) -> HttpResponse:
    """A signed status list: ``revocation`` or ``suspension``."""
    found = queries.status_list(list_id, purpose, hall_id_in(request))
    response = _answer(signed_status(found, purpose, queries.status_body(found, purpose)), "application/vc")
    response["Cache-Control"] = "public, max-age=60"
    return response


@login_not_required
@require_GET
def as_json(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    return _answer(queries.credential_row(actor_in(request), credential_id).document, "application/vc")


@login_not_required
@require_GET
def as_token(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    row = queries.credential_row(actor_in(request), credential_id)
    return HttpResponse(row.token, content_type="application/vc+jwt")


@login_not_required
@require_GET
def credential(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    """One credential for people, checked anew."""
    page = queries.credential_page(actor_in(request), credential_id)
    return render(
        request, "credentials/credential.html", {"page": page, "key": str(new_id())}, using="jinja2"
    )


@login_not_required
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Check a credential of anybody’s. Nothing of it is kept."""
    form = GivenForm(request.POST or None, request.FILES or None)
    verdict = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["given"]
        verdict = queries.judge(given, queries.gather(given))
    return render(
        request, "credentials/verify.html", {"form": form, "verdict": verdict},
        status=422 if form.errors else 200, using="jinja2",
    )  # fmt: skip
