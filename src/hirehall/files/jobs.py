"""The sweep that keeps the disk clean of what belongs to nobody."""

from __future__ import annotations

import time
from datetime import timedelta

from hirehall.files import disk, parts
from hirehall.files.models import StoredFile, Upload
from hirehall.foundation import clock
from hirehall.foundation.jobs import periodic

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
    for place in disk.everything():
        if place.name not in claimed and _age_seconds(place.stat().st_mtime) > UNCLAIMED_SECONDS:
            disk.set_aside(place)
    for place in [*disk.quarantine().glob("*"), *(disk.root() / "incoming").glob("*")]:
        if _age_seconds(place.stat().st_mtime) > QUARANTINE_SECONDS:
            place.unlink(missing_ok=True)


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
