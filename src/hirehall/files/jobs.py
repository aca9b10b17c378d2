"""The sweep that keeps the disk clean of what belongs to nobody."""

from __future__ import annotations

import time
from datetime import timedelta

from hirehall.files import disk, parts
from hirehall.files.models import StoredFile, Upload, Variant
from hirehall.files.operations import draw_missing
from hirehall.files.states import Drawn
from hirehall.foundation import clock
from hirehall.foundation.jobs import enqueue, job, periodic

DRAWN_WITHIN, DRAWN_AT_ONCE = timedelta(minutes=5), 200
UNATTACHED_FOR = timedelta(days=1)
UNCLAIMED_SECONDS = 24 * 3600
UNCLAIMED_PART_SECONDS = 3600
KNOWN_AFTERWARDS = timedelta(days=1)
QUARANTINE_SECONDS = 7 * 24 * 3600


@periodic("files.sweep", cron="40 3 * * *")
def sweep() -> None:
    """Forget uploads that were attached to nothing for a day, set aside bytes that no row claims, remove old ones.

    Bytes are younger than a day or claimed, or they go to quarantine; what lay there for a week is removed.
    """
    StoredFile.objects.filter(subject_kind="", stored_at__lt=clock.now() - UNATTACHED_FOR).delete()
    claimed = set(StoredFile.objects.values_list("sha256", flat=True))
    claimed |= set(StoredFile.objects.exclude(small_sha256="").values_list("small_sha256", flat=True))
    claimed |= set(Variant.objects.values_list("sha256", flat=True))
    for place in disk.everything():
        if place.name not in claimed and _age_seconds(place.stat().st_mtime) > UNCLAIMED_SECONDS:
            disk.set_aside(place)
    for place in [*disk.quarantine().glob("*"), *(disk.root() / "incoming").glob("*")]:
        if _age_seconds(place.stat().st_mtime) > QUARANTINE_SECONDS:
            place.unlink(missing_ok=True)


@job("files.draw", queue="slow")
def draw(file_id: str) -> None:
    """A picture gets its smaller versions; what is there already is not made again."""
    stored = StoredFile.objects.filter(id=file_id, drawn=Drawn.WAITING.value).first()
    if stored is not None:
        draw_missing(stored)


@periodic("files.draw_waiting", cron="*/10 * * * *")
def draw_waiting() -> None:
    """What has waited for longer than it should is put into the queue anew."""
    since = clock.now() - DRAWN_WITHIN
    waiting = StoredFile.objects.filter(drawn=Drawn.WAITING.value, stored_at__lt=since).order_by("-stored_at")
    for file_id in waiting.values_list("id", flat=True)[:DRAWN_AT_ONCE]:
        enqueue(draw, once=f"files.draw:{file_id}", file_id=str(file_id))


@periodic("files.sweep_uploads", cron="10 * * * *")
def sweep_uploads() -> None:
    """Forget uploads that were not finished within their day, and the bytes that came of them."""
    now = clock.now()
    Upload.objects.filter(file=None, expires_at__lte=now).delete()
    Upload.objects.filter(expires_at__lte=now - KNOWN_AFTERWARDS).delete()
    awaited = set(Upload.objects.filter(file=None).values_list("id", flat=True))
    for upload_id, place in parts.everything():
        if upload_id not in awaited and _age_seconds(place.stat().st_mtime) > UNCLAIMED_PART_SECONDS:
            place.unlink(missing_ok=True)


def _age_seconds(modified: float) -> float:
    return time.time() - modified
