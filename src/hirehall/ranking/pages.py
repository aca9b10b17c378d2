"""Where one was shown, why in that place, and what to do next."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from hirehall.foundation.http import actor_in
from hirehall.foundation.posted import once
from hirehall.halls.models import Hall
from hirehall.look.signed import Deviation, signed_bars
from hirehall.ranking import queries
from hirehall.ranking.actions.object_to_place import object_to_place
from hirehall.ranking.rules import signed


def hall_in(request: HttpRequest) -> Hall:
    hall: Hall = request.hall  # type: ignore[attr-defined]
    return hall


@require_GET
def places(request: HttpRequest) -> HttpResponse:
    """The slates of the last 28 days that showed the reader, and how often in each field."""
    by, hall = actor_in(request), hall_in(request)
    context = {
        "lines": queries.my_places(by, hall.id),
        "exposed": queries.my_exposure(by, hall.id),
        "steps": queries.next_steps(by, hall.id),
    }
    return render(request, "ranking/places.html", context, using="jinja2")


@require_GET
def why(request: HttpRequest, shown_id: UUID) -> HttpResponse:
    """Why the reader stands where they do in one slate, and what would change it."""
    page = queries.why_page(actor_in(request), shown_id)
    picture = signed_bars(
        [Deviation(bar.label, bar.off, signed(bar.off), bar.detail) for bar in page.bars],
        caption="Each part of your score against the median candidate",
    )
    context = {
        "page": page,
        "picture": picture,
        "steps": queries.next_steps(actor_in(request), hall_in(request).id),
        "constants": [(name.replace("_", " "), f"{value:g}") for name, value in page.constants.items()],
    }
    return render(request, "ranking/why.html", context, using="jinja2")


@require_POST
def objection(request: HttpRequest, shown_id: UUID) -> HttpResponse:
    object_to_place(shown_id, by=actor_in(request), words=request.POST.get("words", ""), **once(request))
    messages.success(request, "The hall’s operators read it and answer you here.")
    return redirect("ranking:why", shown_id)
