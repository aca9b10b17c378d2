"""One line of the difference between a hall and a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from typing import Any

Path = tuple[str, ...]
LONGEST_SHOWN = 90
AROUND = 20


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the difference.

    Attributes:
        path: where in the file.
        before, after: None where there is nothing on that side.
        starts: from when it counts; None for at once.
    """

    path: Path
    before: Any
    after: Any
    starts: datetime | None = None

    @property
    def sign(self) -> str:
        return "+" if self.before is None else "-" if self.after is None else "~"

    @property
    def where(self) -> str:
        return ".".join(self.path)

    @property
    def text(self) -> str:
        """``~ policy.payout_hold_days: 5 → 3, from 2026-12-01``."""
        before, after = _differing(self.before, self.after)
        shown = [_shown(value) for value in (before, after) if value is not None]
        since = f", from {self.starts:%Y-%m-%d}" if self.starts else ""
        return f"{self.sign} {self.where}: {' → '.join(shown)}{since}"

    @property
    def told(self) -> str:
        """The same for the record, which more people read than the file: what is right in a test is not in it."""
        return f"{self.sign} {self.where}" if self.path[0] == "test" else self.text


def _differing(before: Any, after: Any) -> tuple[Any, Any]:
    """Of two long texts, the part in which they differ, with a little around it."""
    if not (isinstance(before, str) and isinstance(after, str)) or len(before) + len(after) < LONGEST_SHOWN:
        return before, after
    start = _alike(before, after)
    end = _alike(before[start:][::-1], after[start:][::-1])
    return _around(before, start, end), _around(after, start, end)


def _alike(one: str, other: str) -> int:
    """With how many letters both begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _around(text: str, start: int, end: int) -> str:
    first, last = max(0, start - AROUND), min(len(text), len(text) - end + AROUND)
    return ("…" if first else "") + text[first:last] + ("…" if last < len(text) else "")


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    text = " ".join(str(value).split())
    return (text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…") or "empty"


def one_change(path: Path, before: Any, after: Any, starts: datetime | None = None) -> Iterator[Change]:
    if before != after:
        yield Change(path, before, after, starts)
