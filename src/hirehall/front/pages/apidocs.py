"""The API's documentation, made here from its own document; nothing is fetched from elsewhere."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import RequestFactory
from django.urls import get_script_prefix, resolve, reverse
from django.views.decorators.http import require_safe

from hirehall.foundation.actor import ANONYMOUS, Scope
from hirehall.foundation.addresses import bare
from hirehall.foundation.refused import not_found
from hirehall.front.apidocs import chapters, problem_of, problems


def _document() -> dict[str, Any]:
    """The OpenAPI document with the addresses of the hall that is asked."""
    return _document_below(get_script_prefix())


@cache
def _document_below(prefix: str) -> dict[str, Any]:
    """Asked from the API's own address, because the API stands above this module."""
    address = bare(reverse("api-v1:openapi-json"))
    request = RequestFactory().get(address)
    request.actor = ANONYMOUS  # type: ignore[attr-defined]
    match = resolve(address)
    document: dict[str, Any] = json.loads(match.func(request, *match.args, **match.kwargs).content)
    return document


def _address(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """How to begin, and every chapter."""
    context = {
        "chapters": chapters(_document(), _address(request)),
        "version": _document()["info"]["version"],
        "scopes": [scope.value for scope in Scope],
        "address": _address(request),
        "chapter": None,
    }
    return render(request, "front/api_index.html", context, using="jinja2")


@login_not_required
@require_safe
def chapter(request: HttpRequest, slug: str) -> HttpResponse:
    """The operations of one tag."""
    every = chapters(_document(), _address(request))
    found = next((item for item in every if item.slug == slug), None)
    if found is None:
        raise not_found("chapter")
    context = {"chapters": every, "chapter": found}
    return render(request, "front/api_chapter.html", context, using="jinja2")


@login_not_required
@require_safe
def problem_list(request: HttpRequest) -> HttpResponse:
    """Every code with which the API says no."""
    context = {"problems": problems(), "chapters": chapters(_document(), _address(request)), "chapter": None}
    return render(request, "front/api_problems.html", context, using="jinja2")


@login_not_required
@require_safe
def problem(request: HttpRequest, code: str) -> HttpResponse:
    """One code: the page that a problem's ``type`` points at."""
    found = problem_of(code)
    if found is None:
        raise not_found("problem")
    return render(request, "front/api_problem.html", {"problem": found}, using="jinja2")
