"""One's own skills and portfolio."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from hirehall.files.queries import picture_href, shapes_of
from hirehall.files.uploads import store_all
from hirehall.foundation.http import actor_in, person_id_in
from hirehall.foundation.posted import uuid_or_none, whole
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
from hirehall.skills.actions.show_piece import show_piece, withdraw_piece
from hirehall.skills.forms import ClaimForm, PieceForm, WholePieceForm
from hirehall.skills.models import Showing, SkillClaim
from hirehall.skills.rules import Extras
from hirehall.skills.states import Shown

LONGEST_TYPED = 400


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
    shown = queries.shown_for(person_id)
    page = {
        "form": form,
        "alike": alike,
        "shown": [one for one in shown if one.hall_id == hall_id],
        "elsewhere": [one for one in shown if one.hall_id != hall_id],
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
                extras=Extras(video=form.cleaned_data["video"]),
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
    """One piece: its words, its pictures in their order and what each shows, a comparison, how it stands here."""
    hall_id, person_id = _hall_id(request), person_id_in(request)
    row = next((one for one in queries.pieces_of(person_id) if one.id == piece_id), None)
    if row is None:
        raise not_found("piece")
    showing = queries.showing_of(piece_id, hall_id)
    form = WholePieceForm(
        request.POST or None,
        request.FILES or None,
        initial=_initial(row, showing),
        categories=[(str(one.id), one.name) for one in queries.open_categories(hall_id)],
        skills=[(str(one.id), one.name) for one in queries.claimed_in(person_id, hall_id)],
    )
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, row, form)
            _place(request, piece_id, form)
        except Refused as refused:
            form.add_error(_field(refused, form), refused.sentence)
        else:
            messages.success(request, "Saved.")
            return HttpResponseRedirect(reverse("skills:portfolio"))
    alts = [*row.extras.alts, *[""] * len(row.image_ids)]
    drawn = {one: shape.drawn for one, shape in shapes_of(row.image_ids).items()}
    page = {
        "form": form,
        "piece": row,
        "pictures": [
            (one, thumbnail, alt, drawn.get(one, ""))
            for one, thumbnail, alt in zip(row.image_ids, row.thumbnails, alts, strict=False)
        ],
        "compared": [
            picture_href(one, small=True) for one in (row.extras.before_id, row.extras.after_id) if one
        ],
        "showing": showing,
    }
    return render(request, "skills/piece.html", page, using="jinja2")


def _initial(row: queries.Piece, showing: Showing | None) -> dict[str, object]:
    return {
        "title": row.title,
        "text": row.text,
        "link": row.link,
        "video": row.extras.video,
        "before_alt": row.extras.before_alt,
        "after_alt": row.extras.after_alt,
        "shown": showing is not None and showing.state == Shown.SHOWN,
        "category": str(showing.category_id) if showing and showing.category_id else "",
        "skills": [str(one) for one in showing.skill_ids] if showing else [],
    }


def _save(request: HttpRequest, row: queries.Piece, form: WholePieceForm) -> None:
    actor, said = actor_in(request), form.cleaned_data
    kept = _kept_in_order(request, row)
    fresh = store_all(said["pictures"], purpose="portfolio", by=actor)
    stays = "no_comparison" not in request.POST
    before = store_all(said["before"], purpose="portfolio", by=actor)
    after = store_all(said["after"], purpose="portfolio", by=actor)
    extras = Extras(
        alts=tuple(request.POST.get(f"alt-{one}", "")[:LONGEST_TYPED] for one in kept),
        before_id=(before[0] if before else row.extras.before_id) if stays else None,
        after_id=(after[0] if after else row.extras.after_id) if stays else None,
        before_alt=said["before_alt"],
        after_alt=said["after_alt"],
        video=said["video"],
    )
    change_piece(
        row.id,
        by=actor,
        title=said["title"],
        text=said["text"],
        link=said["link"],
        image_ids=[*kept, *fresh],
        extras=extras,
    )


def _kept_in_order(request: HttpRequest, row: queries.Piece) -> list[UUID]:
    """The pictures that stay, by the places that were given to them; what was given none keeps its own."""
    kept = [image for image in row.image_ids if str(image) in request.POST.getlist("keep")]
    places = {one: whole(request.POST.get(f"place-{one}", "")) for one in kept}
    return sorted(
        kept, key=lambda one: (places[one] or row.image_ids.index(one) + 1, row.image_ids.index(one))
    )


def _place(request: HttpRequest, piece_id: UUID, form: WholePieceForm) -> None:
    """How the piece stands in this hall."""
    if "place" not in request.POST:
        return
    actor, hall_id, said = actor_in(request), _hall_id(request), form.cleaned_data
    if not said["shown"]:
        withdraw_piece(piece_id, hall_id=hall_id, by=actor)
        return
    show_piece(
        piece_id,
        hall_id=hall_id,
        by=actor,
        category_id=uuid_or_none(said["category"]),
        skill_ids=[UUID(one) for one in said.get("skills", [])],
    )


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
