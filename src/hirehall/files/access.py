"""Who may read a file. The modules above say it for their subjects; wiring/file_readers.py fills the table."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from hirehall.files.models import StoredFile
from hirehall.foundation.actor import Actor

Reader = Callable[[Actor, UUID], bool]

READERS: dict[str, Reader] = {}


def may_read(by: Actor, stored: StoredFile) -> bool:
    """Whether the actor may read the file: its uploader, everybody if it is public, else as the subject says."""
    if stored.public or (by.person_id is not None and stored.uploaded_by_id == by.person_id):
        return True
    reader = READERS.get(stored.subject_kind)
    return reader is not None and stored.subject_id is not None and reader(by, stored.subject_id)
