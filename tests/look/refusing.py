"""The installation's addresses, and one for each way in which a request is turned away."""

from __future__ import annotations

from allauth.core.internal.ratelimit import handler429
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import path

from hirehall.foundation.refused import Because, Refused
from hirehall.wiring.urls import handler400, handler403, handler404, handler500
from hirehall.wiring.urls import urlpatterns as real

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
REFUSED = {
    "/turned-away/forbidden/": 403,
    "/turned-away/refused/": 403,
    "/turned-away/nowhere/": 404,
    "/turned-away/too-many/": 429,
    "/turned-away/too-often/": 429,
    "/turned-away/broken/": 500,
}


@login_not_required
def turn_away(request: HttpRequest, how: str) -> HttpResponse:
    match how:
        case "forbidden":
            raise PermissionDenied
        case "refused":
            raise Refused("contract.wrong_party", "Only the client does this.", because=Because.FORBIDDEN)
        case "too-many":
            raise Refused("proposal.week_full", "You have sent ten this week.", because=Because.TOO_MANY)
        case "too-often":
            return handler429(request)
        case _:
            raise RuntimeError("broken on purpose")


urlpatterns = [
    *(
        path(address[1:], turn_away, {"how": address.split("/")[2]})
        for address in REFUSED
        if "nowhere" not in address
    ),
    *real,
]
