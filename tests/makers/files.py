"""Uploads as browsers send them."""

from __future__ import annotations

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from hirehall.files.actions.store_upload import store_upload
from hirehall.files.models import StoredFile
from hirehall.files.uploads import receive
from hirehall.foundation.actor import Actor


def picture_bytes(
    width: int = 60, height: int = 40, *, kind: str = "PNG", exif: Image.Exif | None = None
) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), (10, 120, 110)).save(out, kind, **({"exif": exif} if exif else {}))
    return out.getvalue()


def make_upload(
    by: Actor, *, name: str = "notes.txt", data: bytes = b"Three notes.", purpose: str = "attachment"
) -> StoredFile:
    return store_upload(receive(SimpleUploadedFile(name, data), purpose=purpose), by=by)
