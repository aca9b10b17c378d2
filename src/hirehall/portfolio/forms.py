"""What an address of the gallery asks for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict

from hirehall.look.swatches import SWATCHES
from hirehall.portfolio.queries import SORTS, WallAsked
from hirehall.skills.models import Category, Skill


@dataclass(frozen=True, slots=True)
class WallAddress:
    """The address of a wall, what it asks for, and how the neighbouring addresses are written."""

    asked: WallAsked
    given: dict[str, str]
    skill: Skill | None

    def with_(self, **changed: str) -> str:
        """The query of the same wall but for this; an empty value takes the filter away."""
        given = {**self.given, "after": "", **changed}
        return "?" + urlencode({name: value for name, value in given.items() if value})


def read_wall(query: QueryDict, categories: list[Category], skills: list[Skill]) -> WallAddress:
    """What the address asks for; what it names and is not there filters nothing."""
    field = next((one for one in categories if one.slug == query.get("field")), None)
    word = " ".join(query.get("skill", "").split()).lower()[:60]
    skill = next((one for one in skills if word and word in (one.name.lower(), one.slug)), None)
    colour = query.get("colour", "") if query.get("colour") in SWATCHES else ""
    sort = query.get("sort", "") if query.get("sort") in SORTS else "newest"
    asked = WallAsked(
        category_id=field.id if field else None,
        skill_id=skill.id if skill else None,
        colour=colour,
        sort=sort,
        after=query.get("after", "")[:80],
    )
    given = {
        "field": field.slug if field else "",
        "skill": skill.slug if skill else "",
        "colour": colour,
        "sort": "" if sort == "newest" else sort,
    }
    return WallAddress(asked, given, skill)


def without_following(address: WallAddress) -> WallAddress:
    """For who is not signed in and follows nobody."""
    if address.asked.sort != "following":
        return address
    return replace(address, asked=replace(address.asked, sort="newest"), given={**address.given, "sort": ""})
