"""The desk of trust: who asks to be verified, where the walk begins, what it said, and who shares an account."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hirehall.formulas.constants import published
from hirehall.foundation.http import actor_in
from hirehall.foundation.ids import new_id
from hirehall.foundation.posted import once
from hirehall.front.pages.desk import at_the_desk, shown
from hirehall.reputation import actions
from hirehall.reputation.queries import trust as queries


@require_safe
@at_the_desk
def trust(request: HttpRequest) -> HttpResponse:
    by = actor_in(request)
    night, levels = queries.latest_night(by)
    rows = [(f"{level:.0%}", str(many)) for level, many in levels]
    page = {
        "asked": queries.verifications_asked(by), "verified": queries.verified_clients(by), "links": queries.links(by),
        "night": night, "levels_rows": rows, "rules": published().trust, "key": str(new_id()),
    }  # fmt: skip
    return shown(request, "trust", page)


@require_POST
@at_the_desk
def verification(request: HttpRequest, verification_id: UUID) -> HttpResponse:
    """POST with ``verified`` (yes or no) and ``reason``: verify who asked, decline, or end a verification."""
    yes = request.POST.get("verified") == "yes"
    reason = request.POST.get("reason", "")
    actions.verify_client(verification_id, by=actor_in(request), verified=yes, reason=reason, **once(request))
    messages.success(
        request,
        "Verified: from the next night the walk begins there too."
        if yes
        else "Decided, and they are told why.",
    )
    return HttpResponseRedirect(reverse("front:desk_trust"))


@require_POST
@at_the_desk
def link(request: HttpRequest, link_id: UUID) -> HttpResponse:
    """POST with ``reason``: two who share an account count like others all the same."""
    actions.clear_link(link_id, by=actor_in(request), reason=request.POST.get("reason", ""), **once(request))
    messages.success(request, "Cleared. Both are told; it counts from the next night.")
    return HttpResponseRedirect(reverse("front:desk_trust"))
