"""Bytes on disk, each under its SHA-256: the same content is kept once, and a name never means other bytes."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings


def root() -> Path:
    return Path(settings.HIREHALL_FILES)


def place_of(sha256: str) -> Path:
    return root() / sha256[:2] / sha256[2:4] / sha256


def quarantine() -> Path:
    return root() / "quarantine"


def keep(chunks: Iterable[bytes]) -> tuple[str, int]:
    """Write the bytes durably; answers their SHA-256 and size. When it returns, they survive a power cut."""
    folder = root() / "incoming"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = folder / secrets.token_hex(16)
    digest, size = hashlib.sha256(), 0
    try:
        with part.open("xb") as file:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        place = place_of(digest.hexdigest())
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part.replace(place)
        _sync_folder(place.parent)
    finally:
        part.unlink(missing_ok=True)
    return digest.hexdigest(), size


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def everything() -> Iterator[Path]:
    """Every kept content, quarantined ones not."""
    yield from root().glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*")


def set_aside(place: Path) -> None:
    """Move an unclaimed content into quarantine, from where it is removed after a while."""
    quarantine().mkdir(parents=True, exist_ok=True, mode=0o700)
    with suppress(FileNotFoundError):
        target = quarantine() / place.name
        place.replace(target)
        os.utime(target)
