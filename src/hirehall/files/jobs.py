"""The sweep that keeps the disk clean of what belongs to nobody."""

from __future__ import annotations

import time
from datetime import timedelta

from hirehall.files import disk
from hirehall.files.models import StoredFile
from hirehall.foundation import clock
from hirehall.foundation.jobs import periodic

UNATTACHED_FOR = timedelta(days=1)
UNCLAIMED_SECONDS = 24 * 3600
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


def _age_seconds(modified: float) -> float:
    return time.time() - modified
