"""What is known about an upload whose bytes are on disk and whose row is not yet made."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Incoming:
    purpose: str
    name: str
    media_type: str
    size_bytes: int
    sha256: str
    small_sha256: str = ""
    width: int | None = None
    height: int | None = None
    colours: tuple[str, ...] = ()
