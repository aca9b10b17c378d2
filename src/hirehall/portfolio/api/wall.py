"""The gallery, for programs."""

from __future__ import annotations

from typing import Annotated, cast
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from hirehall.files.queries import Shape
from hirehall.foundation.http import actor_in
from hirehall.foundation.refused import not_found
from hirehall.halls.models import Hall
from hirehall.portfolio import queries
from hirehall.portfolio.actions.follow_maker import follow_maker, unfollow_maker
from hirehall.portfolio.actions.like_piece import like_piece, unlike_piece
from hirehall.portfolio.forms import read_wall, without_following
from hirehall.skills.models import Showing
from hirehall.skills.queries import open_categories, open_skills

router = Router()


class PictureOut(Schema):
    href: str
    small_href: str
    width: int
    height: int
    colours: list[str]
    alt: str = ""


class MakerOut(Schema):
    id: UUID
    name: str
    handle: str


class ShotOut(Schema):
    """One piece on the wall. ``liked`` is whether you like it."""

    id: UUID
    title: str
    maker: MakerOut
    picture: PictureOut | None
    pictures: int
    likes: int
    liked: bool


class WallOut(Schema):
    items: list[ShotOut]
    next: str | None


class ShownPieceOut(Schema):
    """A piece in this hall; ``text`` is HTML that has been cleaned."""

    id: UUID
    piece_id: UUID
    title: str
    text: str
    link: str
    maker: MakerOut
    pictures: list[PictureOut]
    compared: list[PictureOut]
    video: str
    skills: list[str]
    colours: list[str]
    likes: int
    liked: bool


class LikesOut(Schema):
    likes: int


def hall_in(request: HttpRequest) -> Hall:
    hall = cast(Hall | None, request.hall)  # type: ignore[attr-defined]
    if not hall:
        raise not_found("hall")
    return hall


def _picture(shape: Shape) -> dict[str, object]:
    return {
        "href": shape.href, "small_href": shape.small_href, "width": shape.width, "height": shape.height,
        "colours": list(shape.colours),
    }  # fmt: skip


@router.get("gallery", operation_id="portfolio.wall", response=WallOut, summary="Work that is shown")
def wall(
    request: HttpRequest,
    field: str = "",
    skill: str = "",
    colour: str = "",
    sort: str = "newest",
    after: str = "",
    limit: Annotated[int, Field(ge=1, le=100)] = queries.PAGE,
) -> dict[str, object]:
    """``field`` and ``skill`` are slugs; ``sort`` is newest, liked (most liked in the last weeks) or following."""
    by, hall = actor_in(request), hall_in(request)
    address = read_wall(request.GET, open_categories(hall.id), open_skills(hall.id))
    if by.person_id is None:
        address = without_following(address)
    found = queries.wall(by, hall.id, address.asked, limit=limit)
    items = [
        {
            "id": card.id, "title": card.title, "maker": card.maker, "pictures": card.pictures, "likes": card.likes,
            "picture": _picture(card.picture) if card.picture else None, "liked": card.liked,
        }
        for card in found.cards
    ]  # fmt: skip
    return {"items": items, "next": found.next}


@router.get(
    "gallery/{uuid:showing_id}", operation_id="portfolio.piece", response=ShownPieceOut, summary="One piece"
)
def piece(request: HttpRequest, showing_id: UUID) -> dict[str, object]:
    page = queries.piece_page(actor_in(request), hall_in(request).id, showing_id)
    return {
        "id": page.id, "piece_id": page.piece_id, "title": page.title, "text": str(page.text), "link": page.link,
        "maker": page.maker, "pictures": [_picture(one) | {"alt": alt} for one, alt in page.pictures],
        "compared": [_picture(one) | {"alt": alt} for one, alt in page.compared], "video": page.video,
        "likes": page.likes,
        "skills": [name for _, name in page.skills], "colours": [one for one, _ in page.colours], "liked": page.liked,
    }  # fmt: skip


@router.put(
    "gallery/{uuid:showing_id}/like",
    operation_id="portfolio.like_piece",
    response=LikesOut,
    summary="Like a piece",
)
def liked(request: HttpRequest, showing_id: UUID) -> Showing:
    return like_piece(showing_id, by=actor_in(request))


@router.delete(
    "gallery/{uuid:showing_id}/like",
    operation_id="portfolio.unlike_piece",
    response=LikesOut,
    summary="Take a like back",
)
def unliked(request: HttpRequest, showing_id: UUID) -> Showing:
    return unlike_piece(showing_id, by=actor_in(request))


@router.put(
    "gallery/makers/{uuid:person_id}/follow",
    operation_id="portfolio.follow_maker",
    response={204: None},
    summary="Follow a maker",
)
def followed(request: HttpRequest, person_id: UUID) -> Status[None]:
    """Their new work comes with ``sort=following``."""
    follow_maker(person_id, hall_id=hall_in(request).id, by=actor_in(request))
    return Status(204, None)


@router.delete(
    "gallery/makers/{uuid:person_id}/follow",
    operation_id="portfolio.unfollow_maker",
    response={204: None},
    summary="Stop following a maker",
)
def unfollowed(request: HttpRequest, person_id: UUID) -> Status[None]:
    unfollow_maker(person_id, hall_id=hall_in(request).id, by=actor_in(request))
    return Status(204, None)
