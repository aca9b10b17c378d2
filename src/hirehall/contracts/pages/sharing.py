"""How an agency shares what is released to it: one page for a contract, one for everybody's own shares."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hirehall.contracts import queries
from hirehall.contracts.actions.share_out import (
    answer_split,
    end_standing_split,
    propose_split,
    withdraw_split,
)
from hirehall.contracts.models import Split
from hirehall.contracts.states import AskState
from hirehall.foundation.http import actor_in
from hirehall.foundation.ids import new_id
from hirehall.foundation.posted import once
from hirehall.foundation.refused import Because, Refused

PREFIX = "share-"


@require_http_methods(["GET", "POST"])
def split(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """What is agreed and what is proposed; who manages the agency proposes another split here."""
    by = actor_in(request)
    error: Refused | None = None
    if request.method == "POST":
        try:
            made = propose_split(
                contract_id,
                by=by,
                shares=_typed(request.POST),
                note=request.POST.get("note", ""),
                standing="standing" in request.POST,
                **once(request),
            )
        except Refused as refused:
            if refused.field is None:
                raise
            error = refused
        else:
            messages.success(request, _said(made))
            return HttpResponseRedirect(reverse("contracts:split", args=[contract_id]))
    context = {
        "page": queries.sharing_page(by, contract_id),
        "held": queries.held_for(by, contract_id),
        "typed": {name.removeprefix(PREFIX): value for name, value in request.POST.items()},
        "error": error.sentence if error else "",
        "key": new_id(),
    }
    return render(request, "contracts/split.html", context, using="jinja2", status=422 if error else 200)


@require_POST
def answer(request: HttpRequest, split_id: UUID) -> HttpResponse:
    by, accept = actor_in(request), request.POST.get("answer") == "accept"
    answered = answer_split(
        split_id, by=by, accept=accept, reason=request.POST.get("reason", ""), **once(request)
    )
    if accept:
        messages.success(request, _said(answered))
    else:
        messages.success(request, "You declined. Releases are shared as before.")
    return HttpResponseRedirect(reverse("contracts:split", args=[answered.contract_id]))


@require_POST
def withdrawal(request: HttpRequest, split_id: UUID) -> HttpResponse:
    taken_back = withdraw_split(split_id, by=actor_in(request), **once(request))
    messages.success(request, "It is withdrawn. Releases are shared as before.")
    return HttpResponseRedirect(reverse("contracts:split", args=[taken_back.contract_id]))


@require_POST
def standing_end(request: HttpRequest, split_id: UUID) -> HttpResponse:
    ended = end_standing_split(split_id, by=actor_in(request), **once(request))
    messages.success(request, "Later ones are agreed on anew. What has begun is shared as before.")
    return HttpResponseRedirect(reverse("contracts:split", args=[ended.contract_id]))


@require_GET
def shares(request: HttpRequest) -> HttpResponse:
    """Every share of one's own, also after one has left the agency."""
    context = {"rows": queries.my_shares(actor_in(request))}
    return render(request, "contracts/shares.html", context, using="jinja2")


def _said(made: Split) -> str:
    if made.state == AskState.ACCEPTED:
        return "Everybody has accepted: every release is shared like this from now on."
    return "It holds as soon as everybody named has accepted."


def _typed(given: Any) -> tuple[tuple[UUID, int], ...]:
    """Members with their percentages; an empty box names nobody."""
    found = []
    for name, value in given.items():
        text = value.strip().removesuffix("%").strip().replace(",", ".")
        if not name.startswith(PREFIX) or not text:
            continue
        try:
            person_id, points = UUID(name.removeprefix(PREFIX)), Decimal(text) * 100
        except (ValueError, InvalidOperation) as wrong:
            raise _not_a_share(value) from wrong
        if not points.is_finite() or points != points.to_integral_value() or abs(points) > 10**6:
            raise _not_a_share(value)
        if points:
            found.append((person_id, int(points)))
    return tuple(found)


def _not_a_share(value: str) -> Refused:
    return Refused(
        "split.share",
        f"“{value[:20]}” is not a share: write a percentage with two decimals at most.",
        because=Because.INVALID,
        field="shares",
    )
