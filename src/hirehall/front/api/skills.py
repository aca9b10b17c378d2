"""Categories and skills at the desk."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from hirehall.foundation.schemas import once
from hirehall.front.api.guard import NAMED, Words, desk_in, hall_in
from hirehall.front.desk import reading
from hirehall.skills.actions.add_category import add_category
from hirehall.skills.actions.add_skill import add_skill
from hirehall.skills.actions.close_category import close_category, reopen_category
from hirehall.skills.actions.close_skill import close_skill
from hirehall.skills.actions.rename_category import rename_category
from hirehall.skills.actions.rename_skill import rename_skill
from hirehall.skills.actions.reopen_skill import reopen_skill
from hirehall.skills.models import Category, Skill
from hirehall.skills.queries import uses_of_category, uses_of_skill

router = Router()


class KnownSkillOut(Schema):
    id: UUID
    slug: str
    name: str
    synonyms: list[str]
    closed_at: datetime | None
    successor_id: UUID | None


class CategoryOut(Schema):
    id: UUID
    slug: str
    name: str
    skills: list[KnownSkillOut]


class TaxonomyOut(Schema):
    items: list[CategoryOut]
    next: None = None


class UseOut(Schema):
    name: str
    many: int
    is_open: bool


class UsesOut(Schema):
    items: list[UseOut]
    next: None = None


class NameIn(Schema):
    name: Words


class SkillIn(Schema):
    name: Words
    synonyms: Annotated[list[Words], Field(max_length=12)] = []


def _category(category: Category, skills: list[Skill]) -> CategoryOut:
    return CategoryOut(
        id=category.id,
        slug=category.slug,
        name=category.name,
        skills=[KnownSkillOut.from_orm(one) for one in skills],
    )


@router.get(
    "taxonomy",
    response=TaxonomyOut,
    operation_id="desk.taxonomy",
    summary="Categories and skills",
    openapi_extra=NAMED,
)
def taxonomy(request: HttpRequest) -> TaxonomyOut:
    """Every category with its skills, the closed ones included."""
    desk_in(request)
    return TaxonomyOut(items=[_category(*one) for one in reading.taxonomy(hall_in(request))])


@router.post(
    "categories",
    response={201: CategoryOut},
    operation_id="skills.add_category",
    summary="Add a category",
    openapi_extra=NAMED,
)
def category_added(request: HttpRequest, body: NameIn) -> Status[CategoryOut]:
    row = add_category(hall_in(request).id, by=desk_in(request), name=body.name, **once(request))
    return Status(201, _category(row, []))


@router.put(
    "categories/{uuid:category_id}",
    response={204: None},
    operation_id="skills.rename_category",
    summary="Rename a category",
    openapi_extra=NAMED,
)
def category_renamed(request: HttpRequest, category_id: UUID, body: NameIn) -> Status[None]:
    """Its address stays, so that links keep working."""
    rename_category(category_id, by=desk_in(request), name=body.name)
    return Status(204, None)


@router.post(
    "categories/{uuid:category_id}/skills",
    response={201: KnownSkillOut},
    operation_id="skills.add_skill",
    summary="Add a skill",
    openapi_extra=NAMED,
)
def skill_added(request: HttpRequest, category_id: UUID, body: SkillIn) -> Status[Skill]:
    row = add_skill(category_id, by=desk_in(request), name=body.name, synonyms=body.synonyms, **once(request))
    return Status(201, row)


@router.put(
    "skills/{uuid:skill_id}",
    response=KnownSkillOut,
    operation_id="skills.rename_skill",
    summary="Rename a skill",
    openapi_extra=NAMED,
)
def skill_renamed(request: HttpRequest, skill_id: UUID, body: NameIn) -> Skill:
    """The old name still finds it."""
    return rename_skill(skill_id, by=desk_in(request), name=body.name)


@router.post(
    "skills/{uuid:skill_id}/closure",
    response=KnownSkillOut,
    operation_id="skills.close_skill",
    summary="Retire a skill",
    openapi_extra=NAMED,
)
def skill_closed(request: HttpRequest, skill_id: UUID, successor_id: UUID | None = None) -> Skill:
    """Nobody can newly claim it or ask for it. With a successor, people and open things show that from now on."""
    return close_skill(skill_id, by=desk_in(request), successor_id=successor_id, **once(request))


@router.get(
    "skills/{uuid:skill_id}/uses",
    response=UsesOut,
    operation_id="desk.skill_uses",
    summary="What uses a skill",
    openapi_extra=NAMED,
)
def skill_uses(request: HttpRequest, skill_id: UUID) -> dict[str, object]:
    """How many people, open and finished things name it."""
    desk_in(request)
    return {"items": uses_of_skill(reading.skill_here(skill_id, hall_in(request)).id)}


@router.get(
    "categories/{uuid:category_id}/uses",
    response=UsesOut,
    operation_id="desk.category_uses",
    summary="What uses a category",
    openapi_extra=NAMED,
)
def category_uses(request: HttpRequest, category_id: UUID) -> dict[str, object]:
    """How many open and finished things are in it."""
    desk_in(request)
    return {"items": uses_of_category(reading.category_here(category_id, hall_in(request)).id)}


@router.post(
    "categories/{uuid:category_id}/closure",
    response={204: None},
    operation_id="skills.close_category",
    summary="Retire a category",
    openapi_extra=NAMED,
)
def category_closed(
    request: HttpRequest, category_id: UUID, successor_id: UUID | None = None
) -> Status[None]:
    """Nobody can newly choose it. With a successor, its skills and what is open in it go there."""
    close_category(category_id, by=desk_in(request), successor_id=successor_id, **once(request))
    return Status(204, None)


@router.post(
    "categories/{uuid:category_id}/reopening",
    response={204: None},
    operation_id="skills.reopen_category",
    summary="Open a category again",
    openapi_extra=NAMED,
)
def category_reopened(request: HttpRequest, category_id: UUID) -> Status[None]:
    reopen_category(category_id, by=desk_in(request), **once(request))
    return Status(204, None)


@router.post(
    "skills/{uuid:skill_id}/reopening",
    response=KnownSkillOut,
    operation_id="skills.reopen_skill",
    summary="Open a skill again",
    openapi_extra=NAMED,
)
def skill_reopened(request: HttpRequest, skill_id: UUID) -> Skill:
    return reopen_skill(skill_id, by=desk_in(request), **once(request))
