"""Where a client asks to be verified, and reads what that means."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from hirehall.formulas.constants import published
from hirehall.foundation.http import actor_in
from hirehall.foundation.ids import new_id
from hirehall.foundation.posted import once, uuid_or_none
from hirehall.reputation import actions, queries
from hirehall.reputation.rules import MOST_WORDS


@require_http_methods(["GET", "POST"])
def verification(request: HttpRequest) -> HttpResponse:
    """POST with ``organisation_id`` (empty for oneself) and ``words``: ask to be verified."""
    by = actor_in(request)
    if request.method == "POST":
        organisation_id = uuid_or_none(request.POST.get("organisation_id", ""))
        words = request.POST.get("words", "")
        actions.ask_verification(by=by, organisation_id=organisation_id, words=words, **once(request))
        messages.success(request, "Asked. An operator answers, and you are told here and by mail.")
        return redirect("reputation:verification")
    page = {
        "clients": queries.own_clients(by), "rules": published().trust, "most": MOST_WORDS, "key": str(new_id()),
    }  # fmt: skip
    return render(request, "reputation/verification.html", page, using="jinja2")
