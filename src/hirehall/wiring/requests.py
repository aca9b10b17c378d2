"""The outermost layer: every request has a number, a size limit, a known host, and one line in the log."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from functools import cache
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlparse

import structlog
from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from hirehall.files.rules import LIMITS
from hirehall.foundation.ids import new_id
from hirehall.halls.queries import domains
from hirehall.wiring.counting import counts

Handler = Callable[[HttpRequest], HttpResponse]
log = structlog.get_logger("hirehall.requests")

GIVEN_NUMBER = re.compile(r"[A-Za-z0-9._-]{8,64}")
LARGEST_REQUEST_BYTES = max(limit.largest_bytes for limit in LIMITS.values()) + 1024 * 1024  # and its form
LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
FOR_MACHINES = frozenset({"/healthz", "/readyz", "/metrics"})  # asked by address, before any name is set up
ASSETS = ("/look/", "/static/", "/theme.css")
DOMAINS_KEPT_SECONDS = 30.0
NUL = "\x00"


SECRETS = frozenset({"secret", "token"})  # parts of an address that open something


class NumberMiddleware:
    """Gives each request its number (a proxy's own, where it sent one), and logs it with what came of it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        number = given if GIVEN_NUMBER.fullmatch(given) else new_id().hex
        request.number = number  # type: ignore[attr-defined]
        structlog.contextvars.bind_contextvars(request=number)
        began = time.perf_counter()
        try:
            response = self.get_response(request)
        finally:
            structlog.contextvars.unbind_contextvars("request")
        response["X-Request-ID"] = number
        self._note(request, response, number, time.perf_counter() - began)
        return response

    def _note(self, request: HttpRequest, response: HttpResponse, number: str, seconds: float) -> None:
        """One line; never the query or the body, which may hold what people wrote."""
        match = request.resolver_match
        page = match.view_name if match else "none"
        counts.note(page, request.method or "", response.status_code, seconds)
        note = (
            log.debug
            if request.path_info in FOR_MACHINES or request.path_info.startswith(ASSETS)
            else log.info
        )
        note(
            "request",
            request=number,
            method=request.method,
            path=_loggable(request),
            page=match.view_name if match else None,
            status=response.status_code,
            milliseconds=round(seconds * 1000, 1),
        )


def _loggable(request: HttpRequest) -> str:
    """The path as it may stand in a log: where a secret is part of the address, its pattern instead."""
    match = request.resolver_match
    return match.route if match and SECRETS & set(match.kwargs) else request.path


class SizeMiddleware:
    """Turns a request away before it is read when it is larger than anything that we take."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        told = request.headers.get("Content-Length", "")
        if told.isascii() and told.isdigit() and (len(told) > 18 or int(told) > LARGEST_REQUEST_BYTES):
            most = LARGEST_REQUEST_BYTES // 1024**2
            return HttpResponse(
                f"That is larger than {most} MB, the most that is taken at once. Send less.\n",
                status=413,
                content_type="text/plain; charset=utf-8",
            )
        return self.get_response(request)


class TextMiddleware:
    """Refuses forms and addresses with a NUL character: nobody types it, and the database cannot keep it.

    The API's bodies are looked at where they are parsed (``wiring.api``).
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        if request.path_info.startswith("/api/"):
            return
        if has_nul(request.GET) or (request.method == "POST" and has_nul(request.POST)):
            raise BadRequest("a NUL character in a form or an address")


def has_nul(data: QueryDict) -> bool:
    return any(NUL in value for _, values in data.lists() for value in values)


class HostMiddleware:
    """Answers only under the names of this installation and its halls, so that no link leads to a forged one."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self._domains: frozenset[str] = frozenset()
        self._read_at = -DOMAINS_KEPT_SECONDS

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info in FOR_MACHINES or self._known(name_in(request.get_host())):
            return self.get_response(request)
        return HttpResponse(
            "This address belongs to no hall of this installation.\n",
            status=421,
            content_type="text/plain; charset=utf-8",
        )

    def _known(self, name: str) -> bool:
        if is_own_name(name):
            return True
        now = time.monotonic()
        if now - self._read_at > DOMAINS_KEPT_SECONDS:
            self._domains, self._read_at = domains(), now
        return name in self._domains


def is_own_name(name: str) -> bool:
    """Whether the installation itself answers under it, whatever domains its halls have."""
    return name in _own_names() or name in settings.HIREHALL_TEST_HOSTS


@cache
def _own_names() -> frozenset[str]:
    public = (urlparse(settings.CONFIG.public_url).hostname or "").lower()
    bound = name_in(settings.CONFIG.bind)
    names = {public, bound}
    return frozenset(names | LOOPBACK if names & LOOPBACK or _is_wildcard(bound) else names)


def _is_wildcard(name: str) -> bool:
    try:
        return ip_address(name.strip("[]")).is_unspecified
    except ValueError:
        return False


def name_in(host: str) -> str:
    """The name without its port: ``hall.example:8000`` is ``hall.example``, ``[::1]:8000`` is ``[::1]``."""
    return re.sub(r":\d+$", "", host).lower().rstrip(".")


SQUEEZED = ("text/", "application/json", "application/problem+json", "image/svg+xml")


class SqueezeMiddleware(GZipMiddleware):
    """Pages, styles and answers of the API travel compressed; files that somebody handed over go byte by byte."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.streaming or not response.get("Content-Type", "").startswith(SQUEEZED):
            return response
        return super().process_response(request, response)
