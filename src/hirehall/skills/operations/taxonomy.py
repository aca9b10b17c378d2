"""The taxonomy, in the caller's transaction: one of the desk's actions, or a file that is many of them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Max

from hirehall.foundation import facts
from hirehall.foundation.actor import Actor, require_operator
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.skills.facts import (
    CategoriesOrdered,
    CategoryAdded,
    CategoryRenamed,
    SkillAdded,
    SkillRenamed,
    SkillWordsChanged,
    TaxonomySeeded,
)
from hirehall.skills.models import Category, Skill
from hirehall.skills.operations.pieces import skill_slug
from hirehall.skills.seed import SEED
from hirehall.skills.uses import FOLLOWS_SKILL, Change

MOST_WORDS = 12


def add_category(hall_id: UUID, *, by: Actor, name: str, icon: str = "briefcase", slug: str = "") -> Category:
    """The hall has one more field of work, at the end of the list.

    Args:
        slug: its part of an address; made of the name where it is left out.
    Raises:
        Refused: ``category.name_missing``, ``category.exists``.
    """
    require_operator(by, hall_id=hall_id)
    name = " ".join(name.split())
    if not name or len(name) > 60:
        raise Refused(
            "category.name_missing", "A name has 1 to 60 characters.", because=Because.INVALID, field="name"
        )
    slug = skill_slug(slug or name)[:50]
    if Category.objects.filter(hall_id=hall_id, slug=slug).exists():
        raise Refused("category.exists", "The hall has this category already.", field="name")
    last = Category.objects.filter(hall_id=hall_id).aggregate(last=Max("position"))["last"]
    category = Category.objects.create(
        hall_id=hall_id, slug=slug, name=name, icon=icon, position=0 if last is None else last + 1
    )
    facts.record(CategoryAdded(category_id=category.id), by=by, hall_id=hall_id, about=[hall_id, category.id])
    return category


def rename_category(category_id: UUID, *, by: Actor, name: str) -> Category:
    """The category has another name; its address stays, so that links keep working.

    Raises:
        Refused: ``category.not_found``, ``category.name_missing``.
    """
    category = Category.objects.select_for_update(no_key=True).filter(id=category_id).first()
    require_operator(by, hall_id=category.hall_id if category else None)
    if category is None:
        raise not_found("category")
    name = " ".join(name.split())
    if not name or len(name) > 60:
        raise Refused(
            "category.name_missing", "A name has 1 to 60 characters.", because=Because.INVALID, field="name"
        )
    before = category.name
    if before != name:
        category.name = name
        category.save(update_fields=["name"])
        facts.record(
            CategoryRenamed(category_id=category.id, name_before=before, name_after=name),
            by=by,
            hall_id=category.hall_id,
            about=[category.id],
        )
    return category


def add_skill(category_id: UUID, *, by: Actor, name: str, synonyms: Sequence[str] = ()) -> Skill:
    """The hall knows one more skill; people find it by its synonyms as well.

    Raises:
        Refused: ``category.not_found``, ``skill.name_missing``, ``skill.exists``.
    """
    category = Category.objects.select_for_update(no_key=True).filter(id=category_id).first()
    require_operator(by, hall_id=category.hall_id if category else None)
    if category is None:
        raise not_found("category")
    name = " ".join(name.split())
    if not name or len(name) > 60:
        raise Refused(
            "skill.name_missing", "A name has 1 to 60 characters.", because=Because.INVALID, field="name"
        )
    slug = skill_slug(name)
    if Skill.objects.filter(hall_id=category.hall_id, slug=slug).exists():
        raise Refused("skill.exists", "The hall has this skill already.", field="name")
    skill = Skill.objects.create(
        hall_id=category.hall_id, category=category, slug=slug, name=name, synonyms=_words(synonyms)
    )
    facts.record(
        SkillAdded(skill_id=skill.id, category_id=category.id),
        by=by,
        hall_id=category.hall_id,
        about=[skill.id, category.id],
    )
    return skill


def _locked_skill(skill_id: UUID, by: Actor) -> Skill:
    skill = Skill.objects.select_for_update(no_key=True).filter(id=skill_id).first()
    require_operator(by, hall_id=skill.hall_id if skill else None)
    if skill is None:
        raise not_found("skill")
    return skill


def rename_skill(skill_id: UUID, *, by: Actor, name: str) -> Skill:
    """The skill has another name wherever it stands; its address stays, and the old name still finds it.

    Raises:
        Refused: ``skill.not_found``, ``skill.name_missing``, ``skill.exists``.
    """
    skill = _locked_skill(skill_id, by)
    name = " ".join(name.split())
    if not name or len(name) > 60:
        raise Refused(
            "skill.name_missing", "A name has 1 to 60 characters.", because=Because.INVALID, field="name"
        )
    if Skill.objects.filter(hall_id=skill.hall_id, name__iexact=name).exclude(id=skill.id).exists():
        raise Refused("skill.exists", "The hall has this skill already.", field="name")
    before = skill.name
    if before != name:
        skill.name = name
        skill.synonyms = list(dict.fromkeys([*skill.synonyms, before]))[-MOST_WORDS:]
        skill.save(update_fields=["name", "synonyms"])
        for follow in FOLLOWS_SKILL:
            follow(Change(skill.id, before, skill.id, name))
        fact = SkillRenamed(skill_id=skill.id, name_before=before, name_after=name)
        facts.record(fact, by=by, hall_id=skill.hall_id, about=[skill.id])
    return skill


def change_words(skill_id: UUID, *, by: Actor, synonyms: Sequence[str]) -> Skill:
    """The skill is found by these other words.

    Raises:
        Refused: ``skill.not_found``.
    """
    skill = _locked_skill(skill_id, by)
    words = _words(synonyms)
    if skill.synonyms != words:
        skill.synonyms = words
        skill.save(update_fields=["synonyms"])
        fact = SkillWordsChanged(skill_id=skill.id, words=tuple(words))
        facts.record(fact, by=by, hall_id=skill.hall_id, about=[skill.id])
    return skill


def order_categories(hall_id: UUID, *, by: Actor, slugs: Sequence[str]) -> None:
    """These categories stand in this order; others of the hall stand after them as they did."""
    require_operator(by, hall_id=hall_id)
    rows = list(
        Category.objects.select_for_update(no_key=True).filter(hall_id=hall_id).order_by("position", "name")
    )
    places = {slug: place for place, slug in enumerate(slugs)}
    wanted = sorted(rows, key=lambda row: places.get(row.slug, len(places)))
    if wanted == rows:
        return
    for place, row in enumerate(wanted):
        row.position = place
    Category.objects.bulk_update(wanted, ["position"])
    fact = CategoriesOrdered(slugs=tuple(row.slug for row in wanted))
    facts.record(fact, by=by, hall_id=hall_id, about=[hall_id])


def _words(synonyms: Sequence[str]) -> list[str]:
    return [" ".join(word.split())[:60] for word in synonyms if word.strip()][:MOST_WORDS]


def seed_taxonomy(hall_id: UUID, *, by: Actor) -> int:
    """The hall has the founding categories and skills; what it has already stays. Answers how many were added."""
    require_operator(by)
    added = categories = 0
    for position, category_seed in enumerate(SEED):
        category, fresh = Category.objects.get_or_create(
            hall_id=hall_id,
            slug=category_seed.slug,
            defaults={"name": category_seed.name, "icon": category_seed.icon, "position": position},
        )
        categories += fresh
        for name, synonyms in category_seed.skills():
            _, fresh = Skill.objects.get_or_create(
                hall_id=hall_id,
                slug=skill_slug(name),
                defaults={"category": category, "name": name, "synonyms": list(synonyms)},
            )
            added += fresh
    if added:
        facts.record(
            TaxonomySeeded(categories=categories, skills=added), by=by, hall_id=hall_id, about=[hall_id]
        )
    return added
