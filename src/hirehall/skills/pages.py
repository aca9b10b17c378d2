"""One's own skills and portfolio."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from hirehall.files.uploads import store_all
from hirehall.foundation.http import actor_in, person_id_in
from hirehall.foundation.refused import Refused, not_found
from hirehall.halls.models import Hall
from hirehall.people.queries import next_steps
from hirehall.skills import queries
from hirehall.skills.actions.add_piece import add_piece
from hirehall.skills.actions.change_piece import change_piece
from hirehall.skills.actions.claim_skill import claim_skill
from hirehall.skills.actions.drop_skill import drop_skill
from hirehall.skills.actions.move_piece import move_piece
from hirehall.skills.actions.remove_piece import remove_piece
from hirehall.skills.forms import ClaimForm, PieceForm
from hirehall.skills.models import SkillClaim


def _hall_id(request: HttpRequest) -> UUID:
    hall = cast(Hall | None, request.hall)  # type: ignore[attr-defined]
    if not hall:
        raise not_found("hall")
    return hall.id


@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    hall_id, person_id = _hall_id(request), person_id_in(request)
    form = ClaimForm(request.POST or None, initial={"skill": request.GET.get("skill", "")})
    alike = []
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data["skill"]
        skill = queries.skill_named(hall_id, wanted)
        if skill is None:
            alike = queries.find_skills(hall_id, wanted, limit=6)
            form.add_error("skill", "There is no skill of this name here. Choose one that is close, below.")
        else:
            try:
                claim_skill(skill.id, level=form.cleaned_data["level"], by=actor_in(request))
            except Refused as refused:
                form.add_error("skill", refused.sentence)
            else:
                messages.success(request, f"{skill.name} stands on your profile.")
                return HttpResponseRedirect(reverse("skills:mine"))
    page = {
        "form": form,
        "alike": alike,
        "shown": queries.shown_for(person_id),
        "names": [skill.name for skill in queries.open_skills(hall_id)],
        "levels": SkillClaim.Level.choices,
        "steps": next_steps(person_id),
    }
    return render(request, "skills/mine.html", page, using="jinja2")


@require_POST
def claim(request: HttpRequest, skill_id: UUID) -> HttpResponse:
    """POST with ``level`` 1 to 3 claims or changes; with ``drop`` takes the claim back."""
    actor = actor_in(request)
    if "drop" in request.POST:
        drop_skill(skill_id, by=actor)
    else:
        level = request.POST.get("level", "")
        claim_skill(skill_id, level=_small(level), by=actor)
    messages.success(request, "Saved.")
    return HttpResponseRedirect(reverse("skills:mine"))


@require_http_methods(["GET", "POST"])
def portfolio(request: HttpRequest) -> HttpResponse:
    form = PieceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        actor = actor_in(request)
        try:
            images = store_all(form.cleaned_data["pictures"], purpose="portfolio", by=actor)
            add_piece(
                by=actor,
                title=form.cleaned_data["title"],
                text=form.cleaned_data["text"],
                link=form.cleaned_data["link"],
                image_ids=images,
            )
        except Refused as refused:
            form.add_error(_field(refused, form), refused.sentence)
        else:
            messages.success(request, "The piece stands in your portfolio.")
            return HttpResponseRedirect(reverse("skills:portfolio"))
    page = {"form": form, "pieces": queries.pieces_of(person_id_in(request))}
    return render(request, "skills/portfolio.html", page, using="jinja2")


def _field(refused: Refused, form: PieceForm) -> str | None:
    field = {"file": "pictures", "images": "pictures"}.get(refused.field or "", refused.field)
    return field if field in form.fields else None


@require_http_methods(["GET", "POST"])
def piece(request: HttpRequest, piece_id: UUID) -> HttpResponse:
    row = next((one for one in queries.pieces_of(person_id_in(request)) if one.id == piece_id), None)
    if row is None:
        raise not_found("piece")
    initial = {"title": row.title, "text": row.text, "link": row.link}
    form = PieceForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actor = actor_in(request)
        kept = [image for image in row.image_ids if str(image) in request.POST.getlist("keep")]
        try:
            fresh = store_all(form.cleaned_data["pictures"], purpose="portfolio", by=actor)
            change_piece(
                piece_id,
                by=actor,
                title=form.cleaned_data["title"],
                text=form.cleaned_data["text"],
                link=form.cleaned_data["link"],
                image_ids=[*kept, *fresh],
            )
        except Refused as refused:
            form.add_error(_field(refused, form), refused.sentence)
        else:
            messages.success(request, "Saved.")
            return HttpResponseRedirect(reverse("skills:portfolio"))
    pictures = list(zip(row.image_ids, row.thumbnails, strict=True))
    page = {"form": form, "piece": row, "pictures": pictures}
    return render(request, "skills/piece.html", page, using="jinja2")


@require_POST
def place(request: HttpRequest, piece_id: UUID) -> HttpResponse:
    """POST with ``position``, 0 for first."""
    position = request.POST.get("position", "0")
    move_piece(piece_id, position=_small(position), by=actor_in(request))
    return HttpResponseRedirect(reverse("skills:portfolio"))


@require_POST
def removal(request: HttpRequest, piece_id: UUID) -> HttpResponse:
    remove_piece(piece_id, by=actor_in(request))
    messages.success(request, "The piece is gone.")
    return HttpResponseRedirect(reverse("skills:portfolio"))


def _small(text: str) -> int:
    """A number from a form; 0 for anything that is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
