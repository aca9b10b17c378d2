from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from hirehall.foundation.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperIssued(Fact):
    """A receipt has its number and can be fetched."""

    name: ClassVar[str] = "paper.issued"
    paper_id: UUID
    kind: str
    number: str
