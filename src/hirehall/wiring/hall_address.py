"""Which hall an address belongs to: ``/at/<slug>/…`` below the installation's own name, or a domain of its own.

The part ``/at/<slug>`` is taken for the script prefix, as if the hall were mounted there: every address that is made
while the request is answered has it, and nothing else has to know of it (decision 0016).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import get_script_prefix, set_script_prefix
from django.utils.functional import SimpleLazyObject

from hirehall.halls.models import Hall
from hirehall.halls.queries import address_of, hall_at
from hirehall.wiring.requests import is_own_name, name_in

Handler = Callable[[HttpRequest], HttpResponse]
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
            request.hall = SimpleLazyObject(lambda: hall_at(host))  # type: ignore[attr-defined]
            return self.get_response(request)
        hall = hall_at(host, slug)
        if hall is not None and is_own_name(host) and not hall.at_root:
            request.hall = hall  # type: ignore[attr-defined]
            return self.get_response(request)
        set_script_prefix("/")
        request.path = request.path_info
        request.hall = SimpleLazyObject(lambda: hall_at(host))  # type: ignore[attr-defined]
        if hall is None:
            raise Http404  # a page of the hall at the root
        return _to_its_place(request, hall, host)


def _to_its_place(request: HttpRequest, hall: Hall, host: str) -> HttpResponse:
    """The hall at the root has no other path, and on a hall's own domain there is that hall alone."""
    query = request.META.get("QUERY_STRING", "")
    path = request.path_info + (f"?{query}" if query else "")
    onward = path if hall.at_root and is_own_name(host) else address_of(hall, path)
    return HttpResponseRedirect(onward, preserve_request=True)
