"""What the browser fetches for the look: versioned assets and each hall's brand."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import condition, require_POST, require_safe

from hirehall.look import assets, markdown, style_page
from hirehall.look.environment import DEFAULT_CHROMA, DEFAULT_HUE

A_YEAR = "public, max-age=31536000, immutable"
A_DAY = "public, max-age=86400"


@login_not_required
@require_safe
def asset(request: HttpRequest, version: str, name: str) -> HttpResponse:
    """A file of the look. An old version's address answers with today's file, kept only shortly."""
    found = assets.content(name, accepts_brotli="br" in request.headers.get("accept-encoding", ""))
    if found is None:
        raise Http404
    body, squeezed = found
    response = HttpResponse(body, content_type=assets.TYPES["." + name.rpartition(".")[2]])
    response["Cache-Control"] = A_YEAR if version == assets.version() else "no-cache"
    if name.endswith(".woff2"):  # fonts are always asked for across origins; pieces on other sites use them
        response["Access-Control-Allow-Origin"] = "*"
    if squeezed:
        response["Content-Encoding"] = "br"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _brand(request: HttpRequest) -> tuple[int, int]:
    hall = getattr(request, "hall", None)
    return (hall.hue, hall.chroma_thousandths) if hall else (DEFAULT_HUE, DEFAULT_CHROMA)


def _brand_tag(request: HttpRequest) -> str:
    return '"{}-{}"'.format(*_brand(request))


@login_not_required
@require_safe
@condition(etag_func=_brand_tag)
def theme(request: HttpRequest) -> HttpResponse:
    """The hall's hue and chroma."""
    response = HttpResponse(assets.theme(*_brand(request)), content_type=assets.TYPES[".css"])
    response["Cache-Control"] = A_DAY
    return response


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """What a text will look like, for the preview beside a Markdown box."""
    return HttpResponse(markdown.render(request.POST.get("text", "")))


@login_not_required
def style(request: HttpRequest) -> HttpResponse:
    """Every component in every state."""
    return render(request, "look/style.html", style_page.page_model(request.POST or None), using="jinja2")


@login_not_required
@require_safe
def source(request: HttpRequest) -> HttpResponse:
    """Where this installation's source code is, as the licence promises everybody who uses it."""
    model = {"version": settings.HIREHALL_VERSION, "source_url": settings.CONFIG.source_url}
    return render(request, "look/source.html", model, using="jinja2")
