"""What a hall does not offer has no pages and no operations in it. What runs already, has its own and goes on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hirehall.foundation.refused import Because, Refused
from hirehall.halls.models import Hall

Handler = Callable[[HttpRequest], HttpResponse]
# where things of each way of working begin: the addresses below these
BEGINNINGS = {
    "offers/milestone/new/": "milestone",
    "offers/hourly/new/": "hourly",
    "services/": "package",
    "pool/new/": "unit",
    "pool/prices/": "unit",
    "pool/writers/": "unit",
    "positions/": "listing",
    "match-requests/new/": "trial",
    "gallery/": "portfolio",
    "pool/teams/new/": "unit",
    "api/v1/milestone-offers": "milestone",
    "api/v1/hourly-offers": "hourly",
    "api/v1/services": "package",
    "api/v1/positions": "listing",
    "api/v1/position-feeds": "listing",
    "api/v1/gallery": "portfolio",
}
# what runs already: what is paid can be taken back, stopped, closed and objected to, whatever is offered now
GOES_ON = (
    "positions/membership",
    "positions/<uuid:position_id>/deposit",
    "positions/<uuid:position_id>/withdrawal",
    "positions/<uuid:position_id>/closing",
    "positions/sent-in",
    "positions/kept",
    "positions/searches",
)
# the same for these alone, not for what is below them; who may look, their own module says
ITSELF = (
    "positions/<uuid:position_id>",
    "positions/by-mail/<str:token>",
    "positions/by-mail/<str:token>/end",
)
OFF = Refused("hall.way_off", "This hall does not offer this way of working now.", because=Because.NOT_FOUND)


class WaysMiddleware:
    """Answers 404 where something would begin that the hall's policy does not offer."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        route = request.resolver_match.route if request.resolver_match else ""
        way = next((way for begins, way in BEGINNINGS.items() if route.startswith(begins)), None)
        named = route.removeprefix("api/v1/").replace("<uuidstr:", "<uuid:")
        if named.startswith(GOES_ON) or named.rstrip("/") in ITSELF:
            return None
        hall: Hall | None = request.hall if way else None  # type: ignore[attr-defined]
        if way is None or not hall or hall.offers(way):
            return None
        if route.startswith("api/"):
            from hirehall.wiring.api import problem

            return problem(request, status=OFF.because.value, code=OFF.code, title=OFF.sentence)
        return render(request, "refused.html", {"refused": OFF}, status=OFF.because.value, using="jinja2")
