"""Saved searches go on under what takes the place of a skill or a field of work."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from hirehall.engagements.listing.models import SavedSearch


def follow_skill(old_id: UUID, new_id: UUID) -> None:
    """Who looked for a skill that is retired looks for its successor."""
    if old_id == new_id:
        return
    old, new = str(old_id), str(new_id)
    for row in _asking({"skills": [old]}):
        _ask(
            row, {**row.asked, "skills": sorted({new if one == old else one for one in row.asked["skills"]})}
        )


def follow_category(old: str, new: str) -> None:
    """The same for a field of work, by what stands for it in a search."""
    for row in _asking({"category": old}):
        _ask(row, {**row.asked, "category": new})


def _asking(part: dict[str, Any]) -> QuerySet[SavedSearch]:
    return SavedSearch.objects.select_for_update(no_key=True).filter(asked__contains=part).order_by("id")


def _ask(row: SavedSearch, asked: dict[str, Any]) -> None:
    """Nobody keeps one search twice: where they have this one already, that stays."""
    if SavedSearch.objects.filter(hall_id=row.hall_id, person_id=row.person_id, asked=asked).exists():
        row.delete()
        return
    row.asked = asked
    row.version += 1
    row.save(update_fields=["asked", "version"])
