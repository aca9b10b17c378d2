"""Static files under names that carry their hash, so that browsers may keep them for ever; compressed beforehand."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path
from typing import Any

import brotli
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage

COMPRESSED = frozenset({".css", ".js", ".mjs", ".svg", ".json", ".txt", ".xml", ".ttf", ".map"})
WORTH_COMPRESSING_BYTES = 1000
IGNORED = ["CVS", ".*", "*~", "*.map"]
STAMP = "stamp"


class HashedStorage(ManifestStaticFilesStorage):
    """Django's storage with hashes, forgiving about comments that name a source map which is not shipped."""

    manifest_strict = False

    def hashed_name(self, name: str, content: Any = None, filename: str | None = None) -> str:
        try:
            return super().hashed_name(name, content, filename)
        except ValueError:
            return name


def collect(folder: Path) -> int:
    """Bring the static files into ``folder``; answers how many, 0 while the sources are the same as last time."""
    sources = {path: storage for finder in finders.get_finders() for path, storage in finder.list(IGNORED)}
    told = "".join(
        sorted(f"{path}:{_state(Path(storage.path(path)))}\n" for path, storage in sources.items())
    )
    stamp = hashlib.sha256(told.encode()).hexdigest()
    written = folder / STAMP
    if written.exists() and written.read_text(encoding="ascii") == stamp:
        return 0
    target = HashedStorage(location=str(folder), base_url="/static/")
    for path, storage in sources.items():
        target.delete(path)
        with storage.open(path) as file:
            target.save(path, file)
    for name, _, outcome in target.post_process({path: (target, path) for path in sources}):
        if isinstance(outcome, Exception):
            raise RuntimeError(f"static file {name} names a file that is not there") from outcome
    for path in target.hashed_files.values():
        _compress(folder / path)
    written.write_text(stamp, encoding="ascii")
    return len(sources)


def _state(path: Path) -> str:
    found = path.stat()
    return f"{found.st_size}-{found.st_mtime_ns}"


def _compress(path: Path) -> None:
    if path.suffix not in COMPRESSED or path.with_name(path.name + ".br").exists():
        return
    plain = path.read_bytes()
    if len(plain) < WORTH_COMPRESSING_BYTES:
        return
    path.with_name(path.name + ".br").write_bytes(brotli.compress(plain, quality=9))  # type: ignore[no-untyped-call]
    path.with_name(path.name + ".gz").write_bytes(gzip.compress(plain, 6))
