"""How stored files are obtained, and the addresses under which they are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.core import signing
from django.db.models import QuerySet
from django.urls import reverse

from hirehall.files import disk
from hirehall.files.access import may_read
from hirehall.files.models import StoredFile, Upload, Variant
from hirehall.files.states import Drawn, widths_below
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.addresses import address
from hirehall.foundation.reads import kept
from hirehall.foundation.refused import not_found

SIGNED_FOR_SECONDS = 300
_signer = signing.TimestampSigner(salt="hirehall.files")


@dataclass(frozen=True, slots=True)
class FileCard:
    """A file as pages show it. ``href`` downloads it after a permission check."""

    id: UUID
    name: str
    size_bytes: int
    media_type: str
    href: str
    sha256: str

    @property
    def size_text(self) -> str:
        if self.size_bytes < 1024:
            return f"{self.size_bytes} bytes"
        if self.size_bytes < 1024 * 1024:
            return f"{self.size_bytes / 1024:.0f} kB"
        return f"{self.size_bytes / 1024 / 1024:.1f} MB"


def card(stored: StoredFile) -> FileCard:
    return FileCard(
        stored.id, stored.name, stored.size_bytes, stored.media_type, href(stored.id), stored.sha256
    )


def for_subject(kind: str, subject_id: UUID) -> list[FileCard]:
    """The files of one subject, oldest first. The caller has checked that the subject may be seen."""
    return for_subjects(kind, [subject_id]).get(subject_id, [])


def for_subjects(kind: str, subject_ids: Iterable[UUID]) -> dict[UUID, list[FileCard]]:
    """The files of several subjects of one kind; a subject without files has no key."""
    return for_kinds([kind], subject_ids)


def for_kinds(kinds: Iterable[str], subject_ids: Iterable[UUID]) -> dict[UUID, list[FileCard]]:
    """The files of several subjects of these kinds in one query, or none where there is no subject."""
    wanted = tuple(subject_ids)
    found: dict[UUID, list[FileCard]] = {}
    for row in _of_subjects(tuple(kinds), wanted) if wanted else ():
        if row.subject_id is not None:
            found.setdefault(row.subject_id, []).append(card(row))
    return found


@kept
def _of_subjects(kinds: tuple[str, ...], subject_ids: tuple[UUID, ...]) -> QuerySet[StoredFile]:
    rows = StoredFile.objects.filter(subject_kind__any_of=kinds, subject_id__any_of=subject_ids)
    return rows.order_by("stored_at", "id")


def loose_of(by: Actor, file_ids: Iterable[UUID]) -> list[FileCard]:
    """The actor's own uploads among these that belong to nothing yet."""
    rows = StoredFile.objects.filter(id__in=list(file_ids), uploaded_by_id=by.person_id, subject_kind="")
    return [card(row) for row in rows.order_by("stored_at", "id")]


def contents_of(
    by: Actor, file_ids: Iterable[UUID], *, most_bytes: int
) -> Iterator[tuple[FileCard, bytes | None]]:
    """Each of the actor's own uploads that belong to nothing yet, with its bytes; none of one that is too large.

    One at a time, so that they never lie in memory together. What is stored under a file's hash never changes, so this
    can be read before anything is locked.
    """
    rows = StoredFile.objects.filter(id__in=list(file_ids), uploaded_by_id=by.person_id, subject_kind="")
    for row in rows.order_by("stored_at", "id"):
        small = row.size_bytes <= most_bytes
        yield card(row), disk.place_of(row.sha256).read_bytes() if small else None


def file_for(by: Actor, file_id: UUID) -> StoredFile:
    """The file, if the actor may read it.

    Raises:
        Refused: ``file.not_found``.
    """
    stored = StoredFile.objects.filter(id=file_id).first()
    if stored is None or not may_read(by, stored):
        raise not_found("file")
    return stored


def upload_for(by: Actor, upload_id: UUID, *, purpose: str | None = None) -> Upload:
    """An upload of one's own that has not expired.

    Raises:
        Refused: ``upload.not_found``.
    """
    found = Upload.objects.select_related("file").filter(id=upload_id, uploaded_by_id=by.require_person())
    if purpose is not None:
        found = found.filter(purpose=purpose)
    upload = found.first()
    if upload is None or (upload.file is None and upload.expires_at <= clock.now()):
        raise not_found("upload")
    return upload


@dataclass(frozen=True, slots=True)
class Shape:
    """A public picture as a page draws it: its sides are known before it is here, so that nothing moves."""

    id: UUID
    width: int
    height: int
    href: str
    small_href: str
    colours: tuple[str, ...]
    drawn: str = ""

    def set_of(self, kind: str) -> str:
        """The smaller versions of one kind as a ``srcset``; nothing before they are there."""
        if self.drawn != Drawn.DRAWN:
            return ""
        found = [f"{_variant_href(self.id, f'{one}.{kind}')} {one}w" for one in widths_below(self.width)]
        if kind == "webp" and found:
            found.append(f"{self.href} {self.width}w")
        return ", ".join(found)

    @property
    def plain_href(self) -> str:
        """For a browser that knows neither AVIF nor WebP; the picture itself where there is no smaller version."""
        widths = widths_below(self.width) if self.drawn == Drawn.DRAWN else ()
        return _variant_href(self.id, f"{widths[-1]}.jpg") if widths else self.href


def _variant_href(file_id: UUID, size: str) -> str:
    return picture_href(file_id, small=False)[: -len("full.webp")] + size  # type: ignore[index]


def shapes_of(file_ids: Iterable[UUID]) -> dict[UUID, Shape]:
    """These pictures, in one query."""
    return {
        row.id: Shape(
            row.id,
            row.width or 4,
            row.height or 3,
            picture_href(row.id) or "",
            picture_href(row.id, small=True) or "",
            tuple(row.colours),
            row.drawn,
        )
        for row in _pictures(tuple(file_ids))
    }


@kept
def _pictures(file_ids: tuple[UUID, ...]) -> QuerySet[StoredFile]:
    return StoredFile.objects.filter(id__any_of=file_ids, public=True)


def colours_of(file_ids: Iterable[UUID]) -> list[str]:
    """The dominant colours of these pictures as hex digits, each once."""
    found = StoredFile.objects.filter(id__in=list(file_ids)).values_list("colours", flat=True)
    return list(dict.fromkeys(colour for colours in found for colour in colours))


def picture(file_id: UUID) -> StoredFile:
    """A public picture; ``access`` says whether it is open to whoever asks.

    Raises:
        Refused: ``picture.not_found``.
    """
    stored = StoredFile.objects.filter(id=file_id, public=True).first()
    if stored is None:
        raise not_found("picture")
    return stored


def variant(file_id: UUID, kind: str, width: int) -> str:
    """The content of a public picture in a smaller version.

    Raises:
        Refused: ``picture.not_found``.
    """
    found = _variants.first(file_id, kind, width)
    if found is None:
        raise not_found("picture")
    return found


@kept
def _variants(file_id: UUID, kind: str, width: int) -> QuerySet[Variant, str]:
    rows = Variant.objects.filter(file_id=file_id, kind=kind, width=width, file__public=True)
    return rows.values_list("sha256", flat=True)


def href(file_id: UUID) -> str:
    return address("files:file", file_id)


def picture_href(file_id: UUID | None, *, small: bool = False) -> str | None:
    """The address of a public picture, whose content never changes; None for None."""
    if file_id is None:
        return None
    return address("files:picture", file_id, "small" if small else "full")


def signed_href(stored: StoredFile) -> str:
    """An address that reads the file without signing in, for at most five minutes. Check ``may_read`` first."""
    return reverse("files:signed", args=[stored.id, _signer.sign(str(stored.id)).split(":", 1)[1]])


def file_by_signature(file_id: UUID, signature: str) -> StoredFile:
    """The file behind a signed address.

    Raises:
        Refused: ``file.not_found``, also when the address is older than five minutes.
    """
    try:
        _signer.unsign(f"{file_id}:{signature}", max_age=SIGNED_FOR_SECONDS)
    except signing.BadSignature as bad:
        raise not_found("file") from bad
    stored = StoredFile.objects.filter(id=file_id).first()
    if stored is None:
        raise not_found("file")
    return stored


def missing_content() -> list[UUID]:
    """Files whose bytes are not on disk; for the doctor."""
    rows = StoredFile.objects.values_list("id", "sha256")
    return [file_id for file_id, sha256 in rows.iterator() if not disk.place_of(sha256).exists()]
