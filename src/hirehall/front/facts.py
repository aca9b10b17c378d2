"""What operators do at the desk besides the actions of other modules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from hirehall.foundation.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffLooked(Fact):
    """An operator in a staff session looked at what belongs to somebody else."""

    name: ClassVar[str] = "staff.looked"
    kind: str
    thing_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRetried(Fact):
    name: ClassVar[str] = "staff.job_retried"
    job_id: int
    job_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JobDiscarded(Fact):
    """A failed job was given up."""

    name: ClassVar[str] = "staff.job_discarded"
    job_id: int
    job_name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BooksAudited(Fact):
    """The invariants of the books were checked; ``broken`` is empty where all of them hold."""

    name: ClassVar[str] = "books.audited"
    checked: int
    broken: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class HallImported(Fact):
    """A hall became what a file says; each change as a line."""

    name: ClassVar[str] = "hall.imported"
    slug: str
    changes: list[str]
