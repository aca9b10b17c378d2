"""Addresses for machines (alive, ready), and the pages for requests that Django itself turns away."""

from __future__ import annotations

from dataclasses import asdict

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.views.decorators.cache import never_cache
from django.views.defaults import page_not_found

from hirehall.foundation.refused import Because, Refused
from hirehall.wiring.readiness import readiness


@login_not_required
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """This process answers; it asks nobody else."""
    return HttpResponse("alive\n", content_type="text/plain; charset=utf-8")


@login_not_required
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Database, migrations and jobs; 503 with the reason while one of them is not ready."""
    found = readiness()
    return JsonResponse({"ready": found.ready, **asdict(found)}, status=200 if found.ready else 503)


@login_not_required
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A page for people, a problem for programs."""
    if request.path_info.startswith("/api/"):
        from hirehall.wiring.api import on_missing

        return on_missing(request, Http404())
    return page_not_found(request, exception)


@login_not_required
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Also what a request without its CSRF token gets."""
    sentence = "That was not accepted. Go back, reload the page and try once more."
    return _refusal(request, Refused("request.forbidden", sentence, because=Because.FORBIDDEN), 403)


@login_not_required
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    sentence = "This request cannot be understood. Go back, reload the page and try once more."
    return _refusal(request, Refused("request.malformed", sentence, because=Because.INVALID), 400)


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open for too long, or cookies that are switched off."""
    sentence = "This form was open too long, or cookies are off. Go back, reload the page and send it again."
    return _refusal(request, Refused("request.csrf", sentence, because=Because.FORBIDDEN), 403)


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    """What an error of ours looks like. It asks nobody, and shows the request's number, which is in the log."""
    number = getattr(request, "number", "")
    return HttpResponse(get_template("500.html", using="jinja2").render({"number": number}), status=500)


def _refusal(request: HttpRequest, refused: Refused, status: int) -> HttpResponse:
    return render(request, "refused.html", {"refused": refused}, status=status, using="jinja2")
