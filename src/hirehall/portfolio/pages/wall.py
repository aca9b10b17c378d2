"""The gallery: the wall, a piece, its like, who made it."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from hirehall.foundation.http import actor_in
from hirehall.look.swatches import SWATCHES
from hirehall.portfolio import queries
from hirehall.portfolio.actions.follow_maker import follow_maker, unfollow_maker
from hirehall.portfolio.actions.like_piece import like_piece, unlike_piece
from hirehall.portfolio.forms import read_wall, without_following
from hirehall.portfolio.pages.parts import back, hall_in
from hirehall.portfolio.states import WRONG_WORDS
from hirehall.skills.queries import open_categories, open_skills


@login_not_required
@require_GET
def wall(request: HttpRequest) -> HttpResponse:
    """What makers show in this hall."""
    by, hall = actor_in(request), hall_in(request)
    categories, skills = open_categories(hall.id), open_skills(hall.id)
    address = read_wall(request.GET, categories, skills)
    if by.person_id is None:
        address = without_following(address)
    found = queries.wall(by, hall.id, address.asked)
    context = {
        "found": found,
        "address": address,
        "asked": address.asked,
        "categories": categories,
        "skills": skills,
        "swatches": tuple(SWATCHES),
        "next_href": address.with_(after=found.next) if found.next else None,
        "back": request.get_full_path(),
    }
    return render(request, "portfolio/wall.html", context, using="jinja2")


@login_not_required
@require_GET
def piece(request: HttpRequest, showing_id: UUID) -> HttpResponse:
    page = queries.piece_page(actor_in(request), hall_in(request).id, showing_id)
    return render(
        request,
        "portfolio/piece.html",
        {"page": page, "back": request.get_full_path(), "wrongs": list(WRONG_WORDS.items())},
        using="jinja2",
    )


@require_POST
def like(request: HttpRequest, showing_id: UUID) -> HttpResponse:
    """POST with ``like`` 1 or 0. A script is answered in numbers, a form is led back to where it stood."""
    wants = request.POST.get("like") != "0"
    showing = (like_piece if wants else unlike_piece)(showing_id, by=actor_in(request))
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"liked": wants, "likes": showing.likes})
    return back(request, reverse("portfolio:piece", args=[showing_id]))


@require_POST
def follow(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """POST with ``follow`` 1 or 0."""
    wants = request.POST.get("follow") != "0"
    (follow_maker if wants else unfollow_maker)(person_id, hall_id=hall_in(request).id, by=actor_in(request))
    return back(request, reverse("portfolio:wall") + "?sort=following")
