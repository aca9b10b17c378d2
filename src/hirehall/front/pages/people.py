"""Public pages about people and organisations."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hirehall.engagements.unit.queries import takes_direct
from hirehall.foundation.actor import Hat
from hirehall.foundation.http import actor_in
from hirehall.front.pages.public import hall_of
from hirehall.front.profiles import agency_page, organisation_public, profile_page


@login_not_required
@require_safe
def profile(request: HttpRequest, handle: str) -> HttpResponse:
    """A person as everybody sees them."""
    page = profile_page(handle, hall_id=hall_of(request).id, after=_after(request))
    hall, person_id, by = hall_of(request), page.profile.person_id, actor_in(request)
    orders = page.profile.is_freelancer and by.hat == Hat.CLIENT and hall.offers("unit")
    context = {
        "page": page,
        "mine": by.person_id == person_id,
        "takes_direct": orders and takes_direct(hall.id, person_id),
    }
    return render(request, "front/profile.html", context, using="jinja2")


@login_not_required
@require_safe
def organisation(request: HttpRequest, handle: str) -> HttpResponse:
    """An organisation as everybody sees it."""
    page = organisation_public(handle, hall_id=hall_of(request).id)
    return render(request, "front/organisation.html", {"page": page}, using="jinja2")


@login_not_required
@require_safe
def agency(request: HttpRequest, handle: str) -> HttpResponse:
    """An agency as everybody sees it."""
    page = agency_page(handle, hall_id=hall_of(request).id, after=_after(request))
    context = {"page": page, "belongs": page.agency.id in actor_in(request).agency_ids}
    return render(request, "front/agency.html", context, using="jinja2")


def _after(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("after", ""))
    except ValueError:
        return None
