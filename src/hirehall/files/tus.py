"""Resumable uploads by the open protocol tus 1.0 (core, creation, expiration, termination), for pages and API alike.

``POST`` makes a place, ``HEAD`` says how far it is filled, ``PATCH`` sends on from there, ``DELETE`` gives it up. What
arrived before a connection broke is kept. https://tus.io/protocols/resumable-upload
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterator
from uuid import UUID

from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.utils.http import http_date

from hirehall.files import parts, queries
from hirehall.files.actions.abandon_upload import abandon_upload
from hirehall.files.actions.begin_upload import begin_upload
from hirehall.files.models import Upload
from hirehall.files.rules import LIMITS
from hirehall.files.sniff import HEAD_BYTES
from hirehall.files.uploads import finished, require_kind
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Refused

VERSION = "1.0.0"
EXTENSIONS = "creation,expiration,termination"
PIECES = "application/offset+octet-stream"


def begin(
    request: HttpRequest, *, by: Actor, place_of: Callable[[UUID], str], key: str | None = None
) -> HttpResponse:
    """``POST`` to the collection: ``Upload-Length`` and ``Upload-Metadata`` with ``filename`` and ``purpose``."""
    wrong = _wrong_version(request)
    if wrong is not None:
        return wrong
    size = _whole(request.headers.get("Upload-Length", ""))
    if size is None:
        return _said(400, "Say the size of the file in Upload-Length.")
    told = metadata(request.headers.get("Upload-Metadata", ""))
    upload = begin_upload(  # type: ignore[call-arg]
        by=by,
        name=told.get("filename", "file"),
        size_bytes=size,
        purpose=told.get("purpose", "attachment"),
        key=key,
    )
    return _answer(201, upload, Location=place_of(upload.id))


def capabilities() -> HttpResponse:
    """``OPTIONS``: what is spoken here."""
    largest = max(limit.largest_bytes for limit in LIMITS.values())
    return _said(204, "", {"Tus-Version": VERSION, "Tus-Extension": EXTENSIONS, "Tus-Max-Size": str(largest)})


def resume(request: HttpRequest, upload_id: UUID, *, by: Actor) -> HttpResponse:
    """``HEAD``, ``PATCH`` and ``DELETE`` on one upload; nothing is added once its file is in use."""
    method = request.headers.get("X-HTTP-Method-Override", request.method or "")
    wrong = _wrong_version(request)
    if wrong is not None:
        return wrong
    if method == "DELETE":
        abandon_upload(upload_id, by=by)
        parts.remove(upload_id)
        return _said(204, "")
    upload = queries.upload_for(by, upload_id)
    used = upload.file is not None and bool(upload.file.subject_kind)
    if method == "PATCH":
        if used:
            return _said(410, "This file is in use already; send it anew to use it again.")
        return _add(request, upload, by=by)
    response = _answer(200, upload, **{"Upload-Length": str(upload.size_bytes), "Cache-Control": "no-store"})
    if used:
        response["Hirehall-Used"] = "yes"
    return response


def _add(request: HttpRequest, upload: Upload, *, by: Actor) -> HttpResponse:
    if request.content_type != PIECES:
        return _said(415, f"Pieces are sent as {PIECES}.")
    at, length = _whole(request.headers.get("Upload-Offset", "")), _sent_bytes(request)
    if at is None:
        return _said(400, "Say in Upload-Offset where the piece begins.")
    if at != reached(upload):
        return _answer(409, upload)
    if at + length > upload.size_bytes:
        return _said(413, "That is more than the upload’s length.")
    try:
        if upload.file is None and length:
            _keep(request, upload, at, length)
        if upload.file is None and parts.length_of(upload.id) == upload.size_bytes:
            upload.file = finished(upload, by=by)
    except parts.Moved:
        return _answer(409, upload)
    except Refused:
        abandon_upload(upload.id, by=by)
        raise
    return _answer(204, upload)


def _keep(request: HttpRequest, upload: Upload, at: int, length: int) -> None:
    looked_at = at >= HEAD_BYTES
    for piece in _slices(request, length):
        at = parts.add(upload.id, piece, at=at)
        if not looked_at and at >= min(HEAD_BYTES, upload.size_bytes):
            require_kind(upload)
            looked_at = True
    parts.settle(upload.id)


def _slices(request: HttpRequest, length: int) -> Iterator[bytes]:
    """The body as it comes. A connection that breaks off ends it; what came is kept."""
    while length > 0:
        try:
            piece = request.read(min(parts.SLICE_BYTES, length))
        except UnreadablePostError:
            return
        if not piece:
            return
        length -= len(piece)
        yield piece


def reached(upload: Upload) -> int:
    """How many bytes of the upload are here."""
    return upload.size_bytes if upload.file is not None else parts.length_of(upload.id)


def metadata(header: str) -> dict[str, str]:
    """``Upload-Metadata``: names with values in Base64. What cannot be read is left out."""
    told = {}
    for pair in header.split(","):
        name, _, value = pair.strip().partition(" ")
        try:
            told[name] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError, ValueError):
            continue
    return told


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def _sent_bytes(request: HttpRequest) -> int:
    return _whole(request.headers.get("Content-Length", "")) or 0


def _wrong_version(request: HttpRequest) -> HttpResponse | None:
    if request.headers.get("Tus-Resumable") == VERSION:
        return None
    return _said(412, f"Speak tus {VERSION} and say so in Tus-Resumable.", {"Tus-Version": VERSION})


def _answer(status: int, upload: Upload, **headers: str) -> HttpResponse:
    response = _said(status, "", headers)
    response["Upload-Offset"] = str(reached(upload))
    if upload.file is None:
        response["Upload-Expires"] = http_date(upload.expires_at.timestamp())
    else:
        response["Hirehall-File"] = str(upload.file.id)
    return response


def _said(status: int, sentence: str, headers: dict[str, str] | None = None) -> HttpResponse:
    response = HttpResponse(
        sentence, status=status, content_type="text/plain; charset=utf-8", headers=headers
    )
    response["Tus-Resumable"] = VERSION
    return response


def refused(no: Refused) -> HttpResponse:
    """A refusal as the pages' script reads it: the status, and the sentence for the person."""
    return _said(413 if no.code == "file.too_large" else no.because.value, no.sentence)
