"""Ending a contract: by notice, or by an agreement on what becomes of the held money."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hirehall.engagements.milestone import queries
from hirehall.engagements.milestone.actions.end_contract import accept_ending, end_by_notice, propose_ending
from hirehall.engagements.milestone.forms import EndForm, amount_in
from hirehall.engagements.milestone.pages.answers import to_room
from hirehall.engagements.milestone.queries import EndPage
from hirehall.foundation.http import actor_in
from hirehall.foundation.ids import new_id
from hirehall.foundation.money import Money
from hirehall.foundation.posted import field_errors, once, version_in
from hirehall.foundation.refused import Refused


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    by = actor_in(request)
    page = queries.end_page(by, contract_id)
    form = EndForm(request.POST or None, holding=page.holding)
    if request.method == "POST" and form.is_valid():
        common: dict[str, Any] = {
            "by": by,
            "note": form.cleaned_data["note"],
            "version": version_in(request),
            **once(request),
        }
        try:
            if request.POST.get("how") == "notice":
                end_by_notice(contract_id, **common)
                messages.success(request, "The contract has ended. Nothing is left in escrow.")
                return to_room(contract_id)
            split = _split(form, page)
            if split is not None:
                propose_ending(contract_id, split=split, **common)
                messages.success(request, "The other side is asked to agree to the end.")
                return to_room(contract_id)
        except Refused as refused:
            field_errors(form, refused)
    context = {"page": page, "form": form, "key": new_id()}
    return render(request, "milestone/end.html", context, using="jinja2")


def _split(form: EndForm, page: EndPage) -> tuple[tuple[UUID, Money], ...] | None:
    found = []
    for row in page.holding:
        amount = amount_in(form, f"release-{row.id}", page.contract.currency)
        if amount is None and form.errors:
            return None
        found.append((row.id, amount or row.money(0)))
    return tuple(found)


@require_GET
def ending(request: HttpRequest, ending_id: UUID) -> HttpResponse:
    page = queries.ending_page(actor_in(request), ending_id)
    return render(request, "milestone/ending.html", {"page": page, "key": new_id()}, using="jinja2")


@require_POST
def acceptance(request: HttpRequest, ending_id: UUID) -> HttpResponse:
    version = version_in(request)
    ended = accept_ending(ending_id, by=actor_in(request), version=version, **once(request))
    messages.success(request, "The contract has ended as agreed. Nothing is left in escrow.")
    return to_room(ended.id)
