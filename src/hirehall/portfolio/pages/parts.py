"""What the pages of the gallery share."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from hirehall.halls.models import Hall


def hall_in(request: HttpRequest) -> Hall:
    return cast(Hall, request.hall)  # type: ignore[attr-defined]


def back(request: HttpRequest, otherwise: str) -> HttpResponseRedirect:
    """To where the form stood, as long as that is an address of ours."""
    there = request.POST.get("back", "")
    fine = there.startswith("/") and url_has_allowed_host_and_scheme(there, allowed_hosts=None)
    return HttpResponseRedirect(there if fine else otherwise)
