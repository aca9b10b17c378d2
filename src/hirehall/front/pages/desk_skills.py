"""The desk's pages on which a skill or a field of work is retired: what uses it, and what takes its place."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hirehall.foundation.http import actor_in
from hirehall.foundation.posted import uuid_or_none
from hirehall.front.desk import reading
from hirehall.front.pages.desk import at_the_desk, shown
from hirehall.front.pages.public import hall_of
from hirehall.skills.actions.close_category import close_category
from hirehall.skills.actions.close_skill import close_skill
from hirehall.skills.models import Category, Skill
from hirehall.skills.queries import open_categories, open_skills, uses_of_category, uses_of_skill
from hirehall.skills.states import Use


@require_http_methods(["GET", "POST"])
@at_the_desk
def skill(request: HttpRequest, skill_id: UUID) -> HttpResponse:
    here = hall_of(request)
    one = reading.skill_here(skill_id, here)
    if request.method == "POST":
        return _closed(request, one, close_skill)
    others = [(row.id, f"{row.name} ({row.category.name})") for row in open_skills(here.id) if row != one]
    return _asked(request, one, uses_of_skill(one.id), others)


@require_http_methods(["GET", "POST"])
@at_the_desk
def category(request: HttpRequest, category_id: UUID) -> HttpResponse:
    here = hall_of(request)
    one = reading.category_here(category_id, here)
    if request.method == "POST":
        return _closed(request, one, close_category)
    others = [(row.id, row.name) for row in open_categories(here.id) if row != one]
    return _asked(request, one, uses_of_category(one.id), others)


def _asked(
    request: HttpRequest, one: Skill | Category, uses: list[Use], others: list[tuple[UUID, str]]
) -> HttpResponse:
    page = {
        "one": one,
        "is_skill": isinstance(one, Skill),
        "open_uses": [use for use in uses if use.is_open],
        "past_uses": [use for use in uses if not use.is_open],
        "others": others,
    }
    return shown(request, "closing", page)


def _closed(
    request: HttpRequest, one: Skill | Category, close: Callable[..., Skill | Category]
) -> HttpResponse:
    successor_id = uuid_or_none(request.POST.get("successor", ""))
    close(one.id, by=actor_in(request), successor_id=successor_id)
    follows = "What is open shows its successor." if successor_id else "Where it stands, it stays."
    messages.success(request, f"{one.name} is retired. {follows}")
    return HttpResponseRedirect(reverse("front:desk_skills"))
