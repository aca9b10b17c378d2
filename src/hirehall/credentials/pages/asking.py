"""A client is asked whether a credential may name them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from hirehall.credentials import actions, queries
from hirehall.foundation.http import actor_in
from hirehall.foundation.ids import new_id
from hirehall.foundation.posted import once


@require_POST
def ask(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    actions.ask_consent(contract_id, by=actor_in(request), **once(request))
    messages.success(request, "Asked. You are told what the client says; you need not wait for it.")
    return redirect("credentials:preview", "contract", contract_id)


@require_http_methods(["GET", "POST"])
def consent(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """What would be told, and the answer; ``withdraw`` takes a consent back."""
    by = actor_in(request)
    if request.method == "POST":
        if request.POST.get("answer") == "withdraw":
            actions.withdraw_consent(contract_id, by=by, **once(request))
            messages.success(request, "Withdrawn. Neither your name nor the amount will be told.")
        else:
            agrees = request.POST.get("answer") == "agree"
            answered = actions.answer_consent(
                contract_id, by=by, names_client=agrees and request.POST.get("names_client") == "yes",
                tells_amount=agrees and request.POST.get("tells_amount") == "yes", **once(request),
            )  # fmt: skip
            told = answered.names_client or answered.tells_amount
            messages.success(
                request,
                "Thank you. It tells what you have ticked." if told else "Thank you. It tells neither.",
            )
        return redirect("credentials:consent", contract_id)
    page = queries.consent_page(by, contract_id)
    return render(request, "credentials/consent.html", {"page": page, "key": str(new_id())}, using="jinja2")
