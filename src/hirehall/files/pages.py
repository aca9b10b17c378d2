"""Downloads. Nothing that people uploaded is ever shown inside the hall's own origin with rights."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods

from hirehall.files import access, disk, queries, tus
from hirehall.files.models import StoredFile
from hirehall.files.states import KINDS
from hirehall.foundation.http import actor_in, hall_id_in
from hirehall.foundation.refused import Refused, not_found

SANDBOX = "sandbox; default-src 'none'"
R = TypeVar("R", bound=HttpResponseBase)
READ_AT_ONCE_BYTES = 1024 * 1024
FOR_EVER = "public, max-age=31536000, immutable"
FOR_A_WHILE = "public, max-age=300, must-revalidate"
FOR_NOBODY = "private, no-store"


@require_GET
@login_not_required
def file(request: HttpRequest, file_id: UUID) -> HttpResponseBase:
    return _download(queries.file_for(actor_in(request), file_id))


@require_GET
@login_not_required
def signed(request: HttpRequest, file_id: UUID, signature: str) -> HttpResponseBase:
    return _download(queries.file_by_signature(file_id, signature))


@require_GET
@login_not_required
def picture(request: HttpRequest, file_id: UUID, size: str) -> HttpResponseBase:
    """A picture as pages show it, or its thumbnail."""
    stored = queries.picture(file_id)

    def content() -> tuple[str, str]:
        is_small = size == "small" and stored.small_sha256
        return stored.small_sha256 if is_small else stored.sha256, stored.media_type

    return _picture(request, stored, size, content)


@require_GET
@login_not_required
def variant(request: HttpRequest, file_id: UUID, size: str) -> HttpResponseBase:
    """A picture in one of its smaller versions."""
    width, _, kind = size.partition(".")
    return _picture(
        request,
        queries.picture(file_id),
        size,
        lambda: (queries.variant(file_id, kind, int(width)), KINDS[kind]),
    )


def _picture(
    request: HttpRequest, stored: StoredFile, size: str, content: Callable[[], tuple[str, str]]
) -> HttpResponse:
    """The answer to who may see it, with how long a cache may keep it; nobody keeps what is not open to all.

    Args:
        content: which bytes, and their media type; not asked where the browser has them already.
    """
    is_open = access.is_open(stored, hall_id_in(request))
    if not is_open and not access.may_read(actor_in(request), stored):
        raise not_found("picture")
    kept = FOR_A_WHILE if access.can_be_taken_back(stored) else FOR_EVER
    headers = {"ETag": f'"{stored.id}-{size}"', "Cache-Control": kept if is_open else FOR_NOBODY}
    if request.headers.get("If-None-Match") == headers["ETag"]:
        return HttpResponse(status=304, headers=headers)
    sha256, media_type = content()
    place = disk.place_of(sha256)
    if not place.exists():
        raise not_found("picture")
    return _guarded(HttpResponse(place.read_bytes(), content_type=media_type, headers=headers))


@require_http_methods(["OPTIONS", "POST"])
@login_not_required
def uploads(request: HttpRequest) -> HttpResponse:
    """Where a resumable upload begins; see ``tus``."""
    if request.method == "OPTIONS":
        return tus.capabilities()
    try:
        return tus.begin(
            request,
            by=actor_in(request),
            place_of=lambda upload_id: reverse("files:upload", args=[upload_id]),
        )
    except Refused as no:
        return tus.refused(no)


@require_http_methods(["DELETE", "HEAD", "OPTIONS", "PATCH", "POST"])
@login_not_required
def upload(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """One resumable upload: how far it is, its next piece, its end."""
    if request.method == "OPTIONS":
        return tus.capabilities()
    try:
        return tus.resume(request, upload_id, by=actor_in(request))
    except Refused as no:
        return tus.refused(no)


def _download(stored: StoredFile) -> FileResponse | HttpResponse:
    place = disk.place_of(stored.sha256)
    if not place.exists():
        raise not_found("file")
    response = (
        FileResponse(place.open("rb"), content_type=stored.media_type)
        if stored.size_bytes > READ_AT_ONCE_BYTES
        else HttpResponse(place.read_bytes(), content_type=stored.media_type)
    )
    disposition = content_disposition_header(as_attachment=True, filename=stored.name)
    response["Content-Disposition"] = disposition or "attachment"
    response["Cache-Control"] = "private, no-store"
    return _guarded(response)


def _guarded(response: R) -> R:
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
