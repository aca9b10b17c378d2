"""Downloads. Nothing that people uploaded is ever shown inside the hall's own origin with rights."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods

from hirehall.files import disk, queries, tus
from hirehall.files.models import StoredFile
from hirehall.files.states import KINDS
from hirehall.foundation.http import actor_in
from hirehall.foundation.refused import Refused, not_found

SANDBOX = "sandbox; default-src 'none'"
R = TypeVar("R", bound=HttpResponseBase)
READ_AT_ONCE_BYTES = 1024 * 1024
FOR_EVER = "public, max-age=31536000, immutable"


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
    etag = f'"{file_id}-{size}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponse(status=304, headers={"ETag": etag, "Cache-Control": FOR_EVER})
    stored = queries.picture(file_id)
    place = disk.place_of(stored.small_sha256 if size == "small" and stored.small_sha256 else stored.sha256)
    if not place.exists():
        raise not_found("picture")
    response = HttpResponse(place.read_bytes(), content_type=stored.media_type)
    response["Cache-Control"] = FOR_EVER
    response["ETag"] = etag
    return _guarded(response)


@require_GET
@login_not_required
def variant(request: HttpRequest, file_id: UUID, size: str) -> HttpResponseBase:
    """A picture in one of its smaller versions."""
    width, _, kind = size.partition(".")
    etag = f'"{file_id}-{size}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponse(status=304, headers={"ETag": etag, "Cache-Control": FOR_EVER})
    place = disk.place_of(queries.variant(file_id, kind, int(width)))
    if not place.exists():
        raise not_found("picture")
    response = HttpResponse(place.read_bytes(), content_type=KINDS[kind])
    response["Cache-Control"], response["ETag"] = FOR_EVER, etag
    return _guarded(response)


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
