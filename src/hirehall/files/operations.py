"""Steps for the modules above: attach uploads to what they belong to, keep papers, let go of files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import transaction

from hirehall.files import disk
from hirehall.files.blind import Blind as Blind
from hirehall.files.blind import KeptBack as KeptBack
from hirehall.files.blind import blinded as blinded
from hirehall.files.facts import PictureDrawn
from hirehall.files.incoming import Incoming
from hirehall.files.models import StoredFile, Upload, Variant
from hirehall.files.pictures import colours_in, drawn_at
from hirehall.files.rules import FILES_PER_SUBJECT_AT_MOST, WAITING_FILES_AT_MOST, limit_for
from hirehall.files.states import KINDS, Drawn, widths_below
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Actor, system
from hirehall.foundation.facts import record
from hirehall.foundation.refused import Because, Refused, not_found

DRAW_JOB = "files.draw"
OWN_SUBJECTS = ("person", "portfolio_piece", "own_data", "unit_export")


def require_room(person_id: UUID) -> None:
    """Refuse one more file that belongs to nothing.

    Raises:
        Refused: ``file.too_many_waiting``.
    """
    if StoredFile.objects.filter(uploaded_by_id=person_id, subject_kind="").count() >= WAITING_FILES_AT_MOST:
        raise Refused(
            "file.too_many_waiting",
            "You have uploaded many files that belong to nothing yet. Use them, or wait until tomorrow.",
            because=Because.TOO_MANY,
        )


def file_of(incoming: Incoming, *, uploaded_by_id: UUID) -> StoredFile:
    """The row of bytes that are on disk."""
    stored = StoredFile.objects.create(
        purpose=incoming.purpose,
        name=incoming.name,
        media_type=incoming.media_type,
        size_bytes=incoming.size_bytes,
        sha256=incoming.sha256,
        small_sha256=incoming.small_sha256,
        width=incoming.width,
        height=incoming.height,
        colours=list(incoming.colours),
        uploaded_by_id=uploaded_by_id,
        public=limit_for(incoming.purpose).picture,
        drawn=_drawn_at_first(incoming),
        stored_at=clock.now(),
    )
    if stored.drawn == Drawn.WAITING:
        jobs.enqueue(DRAW_JOB, file_id=str(stored.id))
    return stored


def _drawn_at_first(incoming: Incoming) -> str:
    """Whether smaller versions of it are to be made: of pictures of work, where there are smaller ones."""
    if incoming.purpose != StoredFile.Purpose.PORTFOLIO:
        return ""
    return (Drawn.WAITING if widths_below(incoming.width or 0) else Drawn.DRAWN).value


def draw_missing(stored: StoredFile) -> None:
    """Make what is missing of a picture's smaller versions, one after the other, each kept as soon as it is there.

    Whoever was killed in the middle is followed by somebody who begins where they stopped; two at once make the same.
    """
    there = set(Variant.objects.filter(file=stored).values_list("kind", "width"))
    wanted = [(kind, width) for width in widths_below(stored.width or 0) for kind in KINDS]
    try:
        data = bytes_of(stored)
        for kind, width in wanted:
            if (kind, width) not in there:
                sha256, size = disk.keep([drawn_at(data, width, kind)])
                Variant.objects.get_or_create(
                    file=stored, kind=kind, width=width, defaults={"sha256": sha256, "size_bytes": size}
                )
        if not stored.colours:
            stored.colours = list(colours_in(data))
    except (Refused, OSError):
        stored.drawn = Drawn.FAILED.value
    else:
        stored.drawn = Drawn.DRAWN.value
    with transaction.atomic():
        changed = StoredFile.objects.filter(id=stored.id).update(drawn=stored.drawn, colours=stored.colours)
        if changed and stored.subject_id is not None:
            fact = PictureDrawn(
                file_id=stored.id, subject_kind=stored.subject_kind, subject_id=stored.subject_id
            )
            record(fact, by=system("files"), hall_id=None, about=[stored.id])


def attach(file_ids: Sequence[UUID], *, subject_kind: str, subject_id: UUID, by: Actor) -> list[StoredFile]:
    """Say what uploads belong to; from then on the subject's owner decides who reads them.

    Only one's own, unattached files can be attached; attaching to the same subject again changes nothing.

    Raises:
        Refused: ``file.not_found``, ``file.too_many``.
    """
    if not file_ids:
        return []
    there = StoredFile.objects.filter(subject_kind=subject_kind, subject_id=subject_id).exclude(
        id__in=file_ids
    )
    if there.count() + len(set(file_ids)) > FILES_PER_SUBJECT_AT_MOST:
        raise Refused(
            "file.too_many",
            f"At most {FILES_PER_SUBJECT_AT_MOST} files fit here.",
            because=Because.INVALID,
            field="files",
        )
    rows = {
        row.id: row for row in StoredFile.objects.select_for_update().filter(id__in=file_ids).order_by("id")
    }
    for file_id in file_ids:
        row = rows.get(file_id)
        if row is None or not _may_attach(row, subject_kind, subject_id, by):
            raise not_found("file")
        row.subject_kind, row.subject_id = subject_kind, subject_id
        row.save(update_fields=["subject_kind", "subject_id"])
    return [rows[file_id] for file_id in file_ids]


def _may_attach(row: StoredFile, subject_kind: str, subject_id: UUID, by: Actor) -> bool:
    mine = row.uploaded_by_id == by.person_id or by.is_system
    return mine and (row.subject_kind, row.subject_id) in {("", None), (subject_kind, subject_id)}


def keep_paper(
    data: bytes,
    *,
    name: str,
    media_type: str,
    subject_kind: str,
    subject_id: UUID,
    owner_id: UUID | None = None,
) -> StoredFile:
    """Keep a document that the hall itself has made (agreement, statement, own data); its bytes never change."""
    sha256, size = disk.keep([data])
    return StoredFile.objects.create(
        purpose=StoredFile.Purpose.PAPER,
        name=name,
        media_type=media_type,
        size_bytes=size,
        sha256=sha256,
        uploaded_by_id=owner_id,
        subject_kind=subject_kind,
        subject_id=subject_id,
        stored_at=clock.now(),
    )


def remove(file_ids: Sequence[UUID], *, subject_kind: str, subject_id: UUID) -> None:
    """Forget files of one subject; the caller has checked that the actor may change it.

    Raises:
        Refused: ``file.not_found`` when one of them does not belong to the subject.
    """
    if not file_ids:
        return
    rows = StoredFile.objects.filter(id__in=file_ids, subject_kind=subject_kind, subject_id=subject_id)
    if rows.count() != len(set(file_ids)):
        raise not_found("file")
    rows.delete()


def hand_over(file_id: UUID, *, of: tuple[str, UUID], to: tuple[str, UUID]) -> None:
    """What belonged to one subject belongs to another that has come of it; each as its kind and id.

    Raises:
        Refused: ``file.not_found``.
    """
    rows = StoredFile.objects.filter(id=file_id, subject_kind=of[0], subject_id=of[1])
    if not rows.update(subject_kind=to[0], subject_id=to[1]):
        raise not_found("file")


def let_go(file_ids: Iterable[UUID]) -> None:
    """Forget files; the sweep removes bytes that nobody claims any more."""
    StoredFile.objects.filter(id__in=list(file_ids)).delete()


def erase_own_of(person_id: UUID) -> int:
    """Forget a person's avatar, portfolio pictures, exports and unused uploads; what others rely on stays."""
    Upload.objects.filter(uploaded_by_id=person_id).delete()
    rows = StoredFile.objects.filter(uploaded_by_id=person_id)
    erased, _ = rows.filter(subject_kind__in=("", *OWN_SUBJECTS)).delete()
    return erased


def bytes_of(stored: StoredFile) -> bytes:
    """The content of a stored file, for actions that put it into an archive or a paper."""
    return disk.place_of(stored.sha256).read_bytes()
