"""The public home page and the dashboard of those who are signed in; and what browsers and robots ask for."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hirehall.foundation.addresses import here
from hirehall.foundation.http import actor_in
from hirehall.front.costs import flow_of, whole
from hirehall.front.dashboard import dashboard as dashboard_of
from hirehall.front.figures import figures
from hirehall.front.landing import lead_of, sections
from hirehall.front.pages.public import TYPICAL, hall_of
from hirehall.look import assets
from hirehall.look.flow import money_flow
from hirehall.money.queries import fee_quote
from hirehall.skills.queries import open_categories
from hirehall.vetting.states import STAGE_WORDS

CLOSED_TO_ROBOTS = (
    "/home/",
    "/account/",
    "/desk/",
    "/money/",
    "/messages/",
    "/notices/",
    "/contracts/",
    "/my-work/",
    "/my-orders/",
)


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """I want to work, or I want to hire."""
    hall = hall_of(request)
    quote = fee_quote(hall.id, amount=whole(TYPICAL, hall.currency))
    lead = lead_of(hall)
    context = {
        "figures": figures(hall),
        "lead": lead,
        "sections": sections(hall, actor_in(request), lead),
        "stage_words": STAGE_WORDS,
        "categories": open_categories(hall.id),
        "flow": money_flow(flow_of(quote, hall)),
        "quote": quote,
    }
    return render(request, "front/home.html", context, using="jinja2")


@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """What waits, the money, the contracts."""
    board = dashboard_of(actor_in(request), hall_of(request))
    return render(request, "front/dashboard.html", {"board": board}, using="jinja2")


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {address}" for address in CLOSED_TO_ROBOTS), ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to keep the hall on its home screen."""
    hall = hall_of(request)
    body = {
        "name": hall.name,
        "short_name": hall.name[:12],
        "description": hall.tagline or "Work under rules that everybody can read.",
        "start_url": here("/home/"),
        "scope": here("/"),
        "display": "standalone",
        "lang": hall.locale,
        "icons": [{"src": assets.address("mark.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return JsonResponse(body, content_type="application/manifest+json")
