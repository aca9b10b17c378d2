"""Files for programs: upload in one request, read back what is known, download by a short-lived address."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import File, Form, Router, Schema, Status
from ninja.files import UploadedFile

from hirehall.files import queries, tus
from hirehall.files.actions.discard_upload import discard_upload
from hirehall.files.actions.store_upload import store_upload
from hirehall.files.models import StoredFile
from hirehall.files.uploads import receive
from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.http import actor_in

router = Router()


class FileOut(Schema):
    id: UUID
    purpose: str
    name: str
    media_type: str
    size_bytes: int
    sha256: str
    width: int | None
    height: int | None
    stored_at: datetime
    download: str


def _out(stored: StoredFile) -> FileOut:
    return FileOut(
        id=stored.id,
        purpose=stored.purpose,
        name=stored.name,
        media_type=stored.media_type,
        size_bytes=stored.size_bytes,
        sha256=stored.sha256,
        width=stored.width,
        height=stored.height,
        stored_at=stored.stored_at,
        download=queries.signed_href(stored),
    )


@router.post("files", operation_id="files.store_upload", response={201: FileOut}, summary="Upload a file")
def upload(
    request: HttpRequest, file: File[UploadedFile], purpose: Form[str] = "attachment"
) -> Status[FileOut]:
    """Stored until it is attached to something; unattached files are forgotten after a day."""
    actor = actor_in(request)
    require_scope(actor, Scope.FILES_WRITE)
    key = request.headers.get("Idempotency-Key")
    stored = store_upload(receive(file, purpose=purpose), by=actor, key=key)  # type: ignore[call-arg]
    return Status(201, _out(stored))


@router.get("files/{uuid:file_id}", operation_id="files.file", response=FileOut, summary="One file")
def one(request: HttpRequest, file_id: UUID) -> FileOut:
    """What is known about a file, and an address that downloads it for five minutes."""
    actor = actor_in(request)
    require_scope(actor, Scope.FILES_READ)
    return _out(queries.file_for(actor, file_id))


@router.delete(
    "files/{uuid:file_id}",
    operation_id="files.discard_upload",
    response={204: None},
    summary="Discard a file",
)
def discard(request: HttpRequest, file_id: UUID) -> Status[None]:
    discard_upload(file_id, by=actor_in(request))
    return Status(204, None)


@router.post(
    "uploads",
    operation_id="files.begin_upload",
    response={201: None},
    summary="Begin a resumable upload (tus 1.0)",
)
def begin_upload(request: HttpRequest) -> HttpResponse:
    """Headers: `Tus-Resumable: 1.0.0`, `Upload-Length`, and `Upload-Metadata` with `filename` and `purpose` in Base64.

    The answer’s `Location` takes the pieces. Any tus client can be used.
    """
    return tus.begin(
        request,
        by=actor_in(request),
        place_of=lambda upload_id: reverse("api-v1:upload", args=[upload_id]),
        key=request.headers.get("Idempotency-Key"),
    )


@router.api_operation(
    ["HEAD"],
    "uploads/{uuid:upload_id}",
    operation_id="files.upload",
    response={200: None},
    summary="How far an upload is",
    url_name="upload",
)
def one_upload(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """`Upload-Offset` of `Upload-Length` bytes are here; `Hirehall-File` is the file’s id once all are."""
    require_scope(actor_in(request), Scope.FILES_WRITE)
    return tus.resume(request, upload_id, by=actor_in(request))


@router.patch(
    "uploads/{uuid:upload_id}",
    operation_id="files.continue_upload",
    response={204: None},
    summary="Send the next piece of an upload",
)
def continue_upload(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """Bytes from `Upload-Offset` on as `application/offset+octet-stream`; 409 where that is not how far it is.

    What arrived before a connection broke is kept. The last piece’s answer names the file in `Hirehall-File`.
    """
    require_scope(actor_in(request), Scope.FILES_WRITE)
    return tus.resume(request, upload_id, by=actor_in(request))


@router.delete(
    "uploads/{uuid:upload_id}",
    operation_id="files.abandon_upload",
    response={204: None},
    summary="Give up an upload",
)
def abandon_upload(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    return tus.resume(request, upload_id, by=actor_in(request))
