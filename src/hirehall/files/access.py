"""Who may read a file. The modules above say it for their subjects; wiring/file_readers.py fills the tables."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from hirehall.files.models import StoredFile
from hirehall.foundation.actor import Actor

Reader = Callable[[Actor, UUID], bool]
Shown = Callable[[UUID | None, UUID], bool]

READERS: dict[str, Reader] = {}
SHOWN: dict[str, Shown] = {}
"""Subjects whose pictures are public only while they are on show in the hall that is asked."""


def is_open(stored: StoredFile, hall_id: UUID | None) -> bool:
    """Whether everybody who comes to the hall may read the file."""
    if not stored.public:
        return False
    shown = SHOWN.get(stored.subject_kind)
    return shown is None or (stored.subject_id is not None and shown(hall_id, stored.subject_id))


def may_read(by: Actor, stored: StoredFile) -> bool:
    """Whether the actor may read the file: its uploader, everybody if it is open, else as the subject says."""
    if by.person_id is not None and stored.uploaded_by_id == by.person_id:
        return True
    if is_open(stored, by.hall_id):
        return True
    reader = READERS.get(stored.subject_kind)
    return reader is not None and stored.subject_id is not None and reader(by, stored.subject_id)


def can_be_taken_back(stored: StoredFile) -> bool:
    """Whether it may cease to be public, so that a cache asks again before long."""
    return stored.subject_kind in SHOWN
