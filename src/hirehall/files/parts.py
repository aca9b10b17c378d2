"""The bytes of uploads that are still arriving: one file each, whose length is how far the upload is.

A slice is added under a lock, and only where its sender believes the end to be. Of two senders at the same place one
finds the end moved and stops; one whose connection hangs holds nothing that the next one needs.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from hirehall.files import disk

SLICE_BYTES = 256 * 1024


class Moved(Exception):
    """The end is not where the sender believed it: somebody else wrote, or it was written before."""


def folder() -> Path:
    return disk.root() / "parts"


def place_of(upload_id: UUID) -> Path:
    return folder() / upload_id.hex


def length_of(upload_id: UUID) -> int:
    """How many bytes are here; 0 before the first."""
    try:
        return place_of(upload_id).stat().st_size
    except FileNotFoundError:
        return 0


def add(upload_id: UUID, piece: bytes, *, at: int) -> int:
    """Write the slice at ``at`` and answer the new end. ``settle`` makes it durable.

    Raises:
        Moved: ``at`` is not the end.
    """
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(place_of(upload_id), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        return _write(descriptor, piece, at)
    finally:
        os.close(descriptor)


def _write(descriptor: int, piece: bytes, at: int) -> int:
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        if os.fstat(descriptor).st_size != at:
            raise Moved
        rest = memoryview(piece)
        while rest:
            written = os.pwrite(descriptor, rest, at)
            at, rest = at + written, rest[written:]
    finally:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
    return at


def settle(upload_id: UUID) -> None:
    """What came so far survives a power cut from here on."""
    try:
        descriptor = os.open(place_of(upload_id), os.O_RDONLY)
    except FileNotFoundError:
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove(upload_id: UUID) -> None:
    place_of(upload_id).unlink(missing_ok=True)


def everything() -> Iterator[tuple[UUID, Path]]:
    """Every part on disk with the upload that it belongs to."""
    for place in folder().glob("[0-9a-f]" * 32):
        yield UUID(hex=place.name), place
