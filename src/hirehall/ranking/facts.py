"""What happens to places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from hirehall.foundation.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class SlateShown(Fact):
    """The first time on a day that a client sees who fits a brief. Who is in it, stands in the slate."""

    name: ClassVar[str] = "slate.shown"
    slate_id: UUID
    brief_id: UUID
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceObjected(Fact):
    name: ClassVar[str] = "place.objected"
    objection_id: UUID
    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionAnswered(Fact):
    name: ClassVar[str] = "place.answered"
    objection_id: UUID
    shown_id: UUID
    person_id: UUID
