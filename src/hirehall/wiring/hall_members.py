"""Where something would begin, a hall that not everybody may join leads those who are no members to its way in.

The actions refuse as well; here nobody writes a long brief first and learns of it then.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from hirehall.foundation.http import actor_in
from hirehall.halls.models import Hall
from hirehall.halls.queries import policy_now
from hirehall.halls.queries.joining import members_only_at
from hirehall.halls.rules.joining import members_only

Handler = Callable[[HttpRequest], HttpResponse]
CODE = "hall.members_only"
# the pages on which something begins
BEGINNINGS = frozenset(
    {
        "market:new", "market:new_service", "market:propose", "market:own_clients", "milestone:new_offer",
        "hourly:new_offer", "package:new_offer", "package:order", "unit:new",
        "unit:bulk",
    }
)  # fmt: skip


class MembersMiddleware:
    """Leads to the page that says how to join; the way back is kept."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name not in BEGINNINGS or not request.user.is_authenticated:
            return None
        hall: Hall | None = request.hall  # type: ignore[attr-defined]
        if not hall or not members_only_at(hall, actor_in(request)):
            return None
        messages.info(request, members_only(policy_now(hall.id)).sentence)
        return lead_in(request.path)


def lead_in(onward: str) -> HttpResponse:
    """To the way in, and from there on to where somebody wanted to go."""
    return HttpResponseRedirect(f"{reverse('front:joining')}?{urlencode({'next': onward})}")
