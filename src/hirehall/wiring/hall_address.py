"""Which hall an address belongs to: ``/at/<slug>/…`` below the installation's own name, or a domain of its own.

The part ``/at/<slug>`` is taken for the script prefix, as if the hall were mounted there: every address that is made
while the request is answered has it, and nothing else has to know of it (decision 0016).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from http import HTTPStatus

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.urls import get_script_prefix, set_script_prefix
from django.utils.functional import SimpleLazyObject

from hirehall.foundation.refused import Refused
from hirehall.halls.models import FormerAddress, Hall
from hirehall.halls.queries import address_of, former_address, hall_at
from hirehall.wiring.requests import is_own_name, name_in

Handler = Callable[[HttpRequest], HttpResponse]
DOMAIN, PATH = FormerAddress.Kind.DOMAIN, FormerAddress.Kind.PATH
ADDRESS_PAGE = "/desk/hall/address/"
# Several slashes are one: two at the beginning of an address would name another host.
AT = re.compile(r"(/at/([a-z0-9][a-z0-9-]{0,49}))(?:/+(.*))?", re.DOTALL)


class MountMiddleware:
    """Moves ``/at/<slug>`` from the path into the script prefix. Outermost, so that all the others see the rest."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.hall_slug = ""  # type: ignore[attr-defined]
        found = AT.fullmatch(request.path_info)
        if found is None:
            return self.get_response(request)
        mount, slug, rest = found.groups()
        if rest is None:
            return HttpResponseRedirect(f"{request.path}/")
        before = get_script_prefix()
        request.hall_slug, request.path_info = slug, f"/{rest}"  # type: ignore[attr-defined]
        set_script_prefix(f"{before.rstrip('/')}{mount}/")
        try:
            return self.get_response(request)
        finally:
            set_script_prefix(before)


class HallMiddleware:
    """Sets ``request.hall`` by the address that was asked for."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        host = name_in(request.get_host())
        slug = str(getattr(request, "hall_slug", ""))
        if not slug:
            return self._without_path(request, host)
        hall = hall_at(host, slug)
        if (
            hall is not None
            and is_own_name(host)
            and not hall.at_root
            and _answers_at_its_path(request, hall)
        ):
            request.hall = hall  # type: ignore[attr-defined]
            return self.get_response(request)
        set_script_prefix("/")
        request.path = request.path_info
        request.hall = SimpleLazyObject(lambda: hall_at(host))  # type: ignore[attr-defined]
        if hall is None:
            return _from_a_path(request, slug)
        return _to_its_place(request, hall, host)

    def _without_path(self, request: HttpRequest, host: str) -> HttpResponse:
        if is_own_name(host):
            request.hall = SimpleLazyObject(lambda: hall_at(host))  # type: ignore[attr-defined]
            return self.get_response(request)
        hall = hall_at(host)
        if (hall is None or hall.domain != host) and (left := former_address(DOMAIN, host)):
            return _from_a_domain(request, left)
        request.hall = hall  # type: ignore[attr-defined]
        return self.get_response(request)


def _answers_at_its_path(request: HttpRequest, hall: Hall) -> bool:
    """A hall with a domain is there alone; its path keeps the page that mends a domain that leads nowhere."""
    return not hall.domain or request.path_info == ADDRESS_PAGE


def _from_a_domain(request: HttpRequest, left: FormerAddress) -> HttpResponse:
    """There is no hall at a domain that was left, so its links would lead nowhere: a line of text says so."""
    if left.leads_on:
        return _onward(request, left.hall)
    sentence = "The hall that was here has given up this address.\n"
    return HttpResponse(sentence, status=HTTPStatus.GONE, content_type="text/plain; charset=utf-8")


def _from_a_path(request: HttpRequest, slug: str) -> HttpResponse:
    """What a hall has left, or what never was; both are pages of the hall at the root."""
    left = former_address(PATH, slug)
    if left is None:
        raise Http404
    if left.leads_on:
        return _onward(request, left.hall)
    refused = Refused("hall.address_given_up", "The hall that was here has given up this address.")
    return render(request, "refused.html", {"refused": refused}, status=HTTPStatus.GONE, using="jinja2")


def _onward(request: HttpRequest, hall: Hall) -> HttpResponse:
    """For ever, but asked again each time: the hall may come back, and no browser should then go in circles."""
    asked = request.META.get("QUERY_STRING", "")
    onward = address_of(hall, request.path_info + (f"?{asked}" if asked else ""))
    response = HttpResponsePermanentRedirect(onward, preserve_request=request.method not in {"GET", "HEAD"})
    response["Cache-Control"] = "no-cache"
    return response


def _to_its_place(request: HttpRequest, hall: Hall, host: str) -> HttpResponse:
    """The hall at the root has no other path, and on a hall's own domain there is that hall alone."""
    query = request.META.get("QUERY_STRING", "")
    path = request.path_info + (f"?{query}" if query else "")
    onward = path if hall.at_root and is_own_name(host) else address_of(hall, path)
    return HttpResponseRedirect(onward, preserve_request=True)
