"""How often the API may be called: counted per token and minute in the database, one statement a call."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse

from hirehall.foundation import clock
from hirehall.wiring.problems import API

Handler = Callable[[HttpRequest], HttpResponse]

WINDOW_SECONDS = 60
BY_TOKEN = "token:"  # noqa: S105 - the first word of a counter
PAGES = ("/api/v1/openapi.json", "/api/v1/docs", "/api/v1/problems")
COUNT = """
INSERT INTO foundation_rate_count AS counted (who, window_start, used) VALUES (%s, %s, 1)
ON CONFLICT (who, window_start) DO UPDATE SET used = counted.used + 1 RETURNING used
"""


class RateLimitMiddleware:
    """Says in every answer how much is left, and 429 with the seconds to wait when nothing is."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(API) or request.path_info.startswith(PAGES):
            return self.get_response(request)
        most = settings.CONFIG.api_requests_per_minute
        now = clock.now()
        start = now.replace(second=0, microsecond=0)
        wait = WINDOW_SECONDS - now.second
        who = who_in(request)
        used = count(who, start)
        response = _too_many(request, most, wait) if used > most else self.get_response(request)
        if response.status_code == HTTPStatus.UNAUTHORIZED and who.startswith(BY_TOKEN):
            # an invented token has a fresh count of its own; whoever tries many is counted by address
            used = count(_address_in(request), start)
            response = _too_many(request, most, wait) if used > most else response
        response["RateLimit-Limit"] = str(most)
        response["RateLimit-Remaining"] = str(max(0, most - used))
        response["RateLimit-Reset"] = str(wait)
        return response


def who_in(request: HttpRequest) -> str:
    """Whose calls are counted together: one token's, or one address's where none was sent."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token:  # however the word is written: it is one token
        return BY_TOKEN + hashlib.sha256(token.encode()).hexdigest()[:40]
    return _address_in(request)


def _address_in(request: HttpRequest) -> str:
    return f"address:{request.META.get('REMOTE_ADDR', '')}"[:60]


def count(who: str, start: datetime) -> int:
    """Count one call and answer how many there are now in this window."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [who, start])
        return int(cursor.fetchone()[0])


def _too_many(request: HttpRequest, most: int, wait: int) -> HttpResponse:
    from hirehall.wiring.api import problem

    response = problem(
        request,
        status=429,
        code="request.too_many",
        title=f"More than {most} calls in a minute. Wait {wait} seconds, then go on.",
    )
    response["Retry-After"] = str(wait)
    return response
