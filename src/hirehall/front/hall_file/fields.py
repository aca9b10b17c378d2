"""A file's fields of work with their skills, open and retired, become the hall's, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Any, Protocol

from hirehall.foundation.actor import Actor
from hirehall.front.hall_file.reading import HallFile, Path
from hirehall.halls.models import Hall
from hirehall.skills import operations as skills
from hirehall.skills.models import Category, Skill
from hirehall.skills.operations.closing import close_category, reopen_category


class At(Protocol):
    """Says of a refusal where in the file its reason stands."""

    def __call__(self, file: HallFile, *path: str) -> AbstractContextManager[None]: ...


def apply_fields(file: HallFile, hall: Hall, by: Actor, *, at: At) -> None:
    """The named categories, each with the skills that the file names and no other open ones; closed ones last."""
    named = file.values.get("category", {})
    for slug, wanted in named.items():
        category = Category.objects.filter(hall=hall, slug=slug).first()
        with at(file, "category", slug):
            if category is None:
                category = skills.add_category(
                    hall.id, by=by, name=wanted["name"], icon=wanted["icon"], slug=slug
                )
            elif category.icon != wanted["icon"]:
                raise file.mistake(("category", slug, "icon"), "The icon stays as it was when it was added.")
            if category.slug != slug:
                raise file.mistake(("category", slug), f"Write it as {category.slug}.")
            skills.rename_category(category.id, by=by, name=wanted["name"])
            if not wanted.get("closed"):
                reopen_category(category.id, by=by)
        _skills(file, category, wanted, by, at)
    _retire(file, hall, by, at)
    skills.order_categories(hall.id, by=by, slugs=list(named))
    for slug, wanted in named.items():
        if wanted.get("closed"):
            with at(file, "category", slug, "closed"):
                close_category(Category.objects.get(hall=hall, slug=slug).id, by=by)


def _skills(file: HallFile, category: Category, said: Mapping[str, Any], by: Actor, at: At) -> None:
    standing = {skill.name: skill for skill in Skill.objects.filter(category=category)}
    wanted, retired = said["skills"], said.get("retired", {})
    for name, before in said.get("was", {}).items():
        if before in standing and name not in standing:
            with at(file, "category", category.slug, "was", name):
                standing[name] = skills.rename_skill(standing.pop(before).id, by=by, name=name)
    for name, synonyms in wanted.items():
        with at(file, "category", category.slug, "skills", name):
            skill = standing.get(name)
            if skill is None:
                skills.add_skill(category.id, by=by, name=name, synonyms=synonyms)
                continue
            skills.change_words(skill.id, by=by, synonyms=synonyms)
            if skill.closed_at is not None:
                skills.reopen_skill(skill.id, by=by)
    for name in (one for one in retired if one not in standing):
        with at(file, "category", category.slug, "retired", name):
            skills.add_skill(category.id, by=by, name=name)
    for name, skill in standing.items():
        if name not in wanted and name not in retired and skill.closed_at is None:
            skills.close_skill(skill.id, by=by)


def _retire(file: HallFile, hall: Hall, by: Actor, at: At) -> None:
    """Skills are closed before what took their place is closed itself; then all words are as the file says."""
    retired = {
        name: (("category", slug, "retired", name), one)
        for slug, category in file.values.get("category", {}).items()
        for name, one in category.get("retired", {}).items()
    }
    if not retired:
        return
    known = {skill.name: skill for skill in Skill.objects.filter(hall=hall)}
    for name in _in_order(file, retired):
        path, said = retired[name]
        follows = said.get("successor", "")
        if follows and follows not in known:
            raise file.mistake((*path, "successor"), "The hall has no skill of this name.")
        successor_id = known[follows].id if follows else None
        row = known[name]
        if row.closed_at is None or row.successor_id != successor_id:
            with at(file, *path):
                skills.close_skill(row.id, by=by, successor_id=successor_id)
    for category in file.values.get("category", {}).values():
        for name, words in category["skills"].items():
            skills.change_words(known[name].id, by=by, synonyms=words)
        for name, one in category.get("retired", {}).items():
            skills.change_words(known[name].id, by=by, synonyms=one["synonyms"])


def _in_order(file: HallFile, retired: Mapping[str, tuple[Path, Mapping[str, Any]]]) -> Iterator[str]:
    """Each before the one that took its place."""
    left = dict(retired)
    while left:
        followed = {one.get("successor") for _, one in left.values()}
        ready = [name for name in left if name not in followed]
        if not ready:
            path = next(iter(left.values()))[0]
            raise file.mistake((*path, "successor"), "These skills take the place of each other.")
        for name in ready:
            del left[name]
            yield name
