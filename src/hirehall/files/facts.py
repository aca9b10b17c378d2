"""What happens to stored files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from hirehall.foundation.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class FileStored(Fact):
    name: ClassVar[str] = "file.stored"
    file_id: UUID
    purpose: str
    sha256: str
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FileDiscarded(Fact):
    name: ClassVar[str] = "file.discarded"
    file_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadBegun(Fact):
    name: ClassVar[str] = "upload.begun"
    upload_id: UUID
    purpose: str
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadAbandoned(Fact):
    name: ClassVar[str] = "upload.abandoned"
    upload_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureDrawn(Fact):
    """The smaller versions of a picture are there, and its colours are known."""

    name: ClassVar[str] = "picture.drawn"
    file_id: UUID
    subject_kind: str
    subject_id: UUID
