"""How large a file may be and of what kind, by what it is for."""

from __future__ import annotations

from dataclasses import dataclass

from hirehall.files.models import StoredFile
from hirehall.foundation.refused import Because, Refused

MEBIBYTE = 1024 * 1024
WAITING_FILES_AT_MOST = 60
FILES_PER_SUBJECT_AT_MOST = 20
UNFINISHED_UPLOADS_AT_MOST = 30
UPLOAD_HOURS = 24

PICTURES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "gif": "image/gif",
}
DOCUMENTS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "rtf": "application/rtf",
    "epub": "application/epub+zip",
}
ARCHIVES = {
    "zip": "application/zip",
    "gz": "application/gzip",
    "tgz": "application/gzip",
    "tar": "application/x-tar",
    "7z": "application/x-7z-compressed",
    "xz": "application/x-xz",
    "bz2": "application/x-bzip2",
}
MEDIA = {
    "mp3": "audio/mpeg",
    "wav": "audio/wav",
    "flac": "audio/flac",
    "ogg": "audio/ogg",
    "m4a": "audio/mp4",
    "mp4": "video/mp4",
    "mov": "video/quicktime",
    "webm": "video/webm",
    "mkv": "video/x-matroska",
}
DESIGN = {
    "psd": "image/vnd.adobe.photoshop",
    "ai": "application/postscript",
    "eps": "application/postscript",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "ttf": "font/ttf",
    "otf": "font/otf",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "blend": "application/x-blender",
}
TEXTS = {"csv": "text/csv", "md": "text/markdown", "json": "application/json"}
SHARED = {**PICTURES, **DOCUMENTS, **ARCHIVES}
EVERYTHING = {**SHARED, **MEDIA, **DESIGN}


@dataclass(frozen=True, slots=True)
class Limit:
    """What is taken for one purpose.

    Attributes:
        largest_bytes: inclusive.
        kinds: file endings and the media type each stands for.
        texts: whether plain text of any ending is taken (code, subtitles, notes).
        picture: whether it is re-encoded as a picture and shown in public.
        small: the longest side of its thumbnail in pixels, 0 for none.
        longest: the longest side of the picture in pixels.
    """

    largest_bytes: int
    kinds: dict[str, str]
    texts: bool = False
    picture: bool = False
    small: int = 0
    longest: int = 0
    square: bool = False


LIMITS = {
    StoredFile.Purpose.AVATAR: Limit(
        5 * MEBIBYTE, PICTURES, picture=True, small=96, longest=384, square=True
    ),
    StoredFile.Purpose.PORTFOLIO: Limit(10 * MEBIBYTE, PICTURES, picture=True, small=640, longest=1800),
    StoredFile.Purpose.ATTACHMENT: Limit(20 * MEBIBYTE, SHARED, texts=True),
    StoredFile.Purpose.DELIVERY: Limit(100 * MEBIBYTE, EVERYTHING, texts=True),
}


def limit_for(purpose: str) -> Limit:
    """The limit of a purpose for which people upload.

    Raises:
        Refused: ``file.purpose_unknown``.
    """
    limit = LIMITS.get(StoredFile.Purpose(purpose)) if purpose in set(StoredFile.Purpose) else None
    if limit is None:
        raise Refused(
            "file.purpose_unknown",
            f"Files are uploaded as {', '.join(sorted(kind.value for kind in LIMITS))}.",
            because=Because.INVALID,
            field="purpose",
        )
    return limit


def require_size(size_bytes: int, limit: Limit) -> None:
    if size_bytes == 0:
        raise Refused("file.empty", "That file is empty.", because=Because.INVALID, field="file")
    if size_bytes > limit.largest_bytes:
        raise Refused(
            "file.too_large",
            f"That file is larger than {limit.largest_bytes // MEBIBYTE} MB. Send a smaller one.",
            because=Because.INVALID,
            field="file",
        )


def clean_name(name: str) -> str:
    """The last part of a path, without control characters, at most 200 characters, its ending kept."""
    plain = "".join(
        letter for letter in name.replace("\\", "/").rpartition("/")[2] if letter.isprintable()
    ).strip(". ")
    if len(plain) <= 200:
        return plain or "file"
    stem, _, ending = plain.rpartition(".")
    return f"{stem[: 199 - len(ending)]}.{ending}" if len(ending) < 20 else plain[:200]
