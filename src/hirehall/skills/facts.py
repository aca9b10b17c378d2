"""What happens to the taxonomy, to what people claim of it, and to portfolios."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from hirehall.foundation.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxonomySeeded(Fact):
    name: ClassVar[str] = "taxonomy.seeded"
    categories: int
    skills: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryAdded(Fact):
    name: ClassVar[str] = "category.added"
    category_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryRenamed(Fact):
    name: ClassVar[str] = "category.renamed"
    category_id: UUID
    name_before: str
    name_after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoriesOrdered(Fact):
    name: ClassVar[str] = "category.ordered"
    slugs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillWordsChanged(Fact):
    name: ClassVar[str] = "skill.words_changed"
    skill_id: UUID
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillAdded(Fact):
    name: ClassVar[str] = "skill.added"
    skill_id: UUID
    category_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillRenamed(Fact):
    name: ClassVar[str] = "skill.renamed"
    skill_id: UUID
    name_before: str
    name_after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillClosed(Fact):
    name: ClassVar[str] = "skill.closed"
    skill_id: UUID
    successor_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryClosed(Fact):
    name: ClassVar[str] = "category.closed"
    category_id: UUID
    successor_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryReopened(Fact):
    name: ClassVar[str] = "category.reopened"
    category_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillReopened(Fact):
    name: ClassVar[str] = "skill.reopened"
    skill_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillClaimed(Fact):
    name: ClassVar[str] = "skill.claimed"
    person_id: UUID
    skill_id: UUID
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillDropped(Fact):
    name: ClassVar[str] = "skill.dropped"
    person_id: UUID
    skill_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioChanged(Fact):
    name: ClassVar[str] = "portfolio.changed"
    person_id: UUID
    piece_id: UUID | None
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceShown(Fact):
    """A piece is shown in a hall, or not any more."""

    name: ClassVar[str] = "piece.shown"
    person_id: UUID
    piece_id: UUID
    showing_id: UUID
    shown: bool
