"""The gallery, for programs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, cast
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from hirehall.files.queries import Shape
from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.http import actor_in
from hirehall.foundation.money import Money
from hirehall.foundation.refused import not_found
from hirehall.halls.models import Hall
from hirehall.portfolio import queries, rules
from hirehall.portfolio.actions.ask_makers import ask_makers, close_project
from hirehall.portfolio.actions.credit_contract import answer_credit, ask_credit, take_credit_back
from hirehall.portfolio.actions.follow_maker import follow_maker, unfollow_maker
from hirehall.portfolio.actions.keep_piece import (
    change_collection,
    drop_piece,
    keep_piece,
    make_collection,
    remove_collection,
)
from hirehall.portfolio.actions.like_piece import like_piece, unlike_piece
from hirehall.portfolio.forms import read_wall, without_following
from hirehall.portfolio.models import Collection, Credit, Project
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


def _hall(request: HttpRequest) -> Hall:
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
    by, hall = actor_in(request), _hall(request)
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
    page = queries.piece_page(actor_in(request), _hall(request).id, showing_id)
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
    follow_maker(person_id, hall_id=_hall(request).id, by=actor_in(request))
    return Status(204, None)


@router.delete(
    "gallery/makers/{uuid:person_id}/follow",
    operation_id="portfolio.unfollow_maker",
    response={204: None},
    summary="Stop following a maker",
)
def unfollowed(request: HttpRequest, person_id: UUID) -> Status[None]:
    unfollow_maker(person_id, hall_id=_hall(request).id, by=actor_in(request))
    return Status(204, None)


class CollectionBody(Schema):
    title: Annotated[str, Field(max_length=rules.LONGEST_COLLECTION_TITLE, pattern=r"^[^\x00]*$")]
    text: Annotated[str, Field(max_length=rules.LONGEST_COLLECTION_TEXT, pattern=r"^[^\x00]*$")] = ""
    public: bool = False


class CollectionOut(Schema):
    id: UUID
    title: str
    public: bool


class CollectionsOut(Schema):
    items: list[CollectionOut]
    next: None = None


class KeptOut(Schema):
    id: UUID
    title: str


class CollectionPageOut(CollectionOut):
    """With the titles of what is still shown of it, by the ids under which they stand in the gallery."""

    text: str
    pieces: list[KeptOut]


class CreditBody(Schema):
    contract_id: UUID


class AgreeBody(Schema):
    agrees: bool


class CreditOut(Schema):
    """``state`` is asked, agreed, declined or taken_back."""

    state: str


class SumIn(Schema):
    minor: Annotated[int, Field(gt=0, le=10**12)]
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]


class SumOut(Schema):
    minor: int
    currency: str


class ProjectBody(Schema):
    """The same request for two to six makers."""

    maker_ids: Annotated[list[UUID], Field(max_length=20)]
    title: Annotated[str, Field(max_length=rules.LONGEST_PROJECT_TITLE, pattern=r"^[^\x00]*$")]
    need: Annotated[str, Field(max_length=3800, pattern=r"^[^\x00]*$")]
    budget: SumIn | None = None
    wanted_by: date | None = None


class AnswerOut(Schema):
    """One maker’s answer: ``total`` while a quote of theirs is on the table."""

    maker: MakerOut
    state: str
    total: SumOut | None
    request_href: str
    offer_href: str
    contract_href: str


class ProjectOut(Schema):
    id: UUID
    title: str
    closed_at: datetime | None


class ProjectsOut(Schema):
    items: list[ProjectOut]
    next: None = None


class ProjectPageOut(ProjectOut):
    need: str
    answers: list[AnswerOut]


def _key(request: HttpRequest) -> dict[str, Any]:
    return {"key": request.headers.get("Idempotency-Key")}


@router.get(
    "gallery-collections",
    operation_id="portfolio.collections",
    response=CollectionsOut,
    summary="Your collections",
)
def collections(request: HttpRequest) -> dict[str, object]:
    require_scope(actor_in(request), Scope.PROFILE_READ)
    return {"items": queries.own_collections(actor_in(request), _hall(request).id)}


@router.post(
    "gallery-collections",
    operation_id="portfolio.make_collection",
    response={201: CollectionOut},
    summary="Begin a collection",
)
def collection_made(request: HttpRequest, body: CollectionBody) -> Status[Collection]:
    by = actor_in(request)
    return Status(201, make_collection(hall_id=_hall(request).id, by=by, **body.dict(), **_key(request)))


@router.get(
    "gallery-collections/{uuid:collection_id}",
    operation_id="portfolio.collection",
    response=CollectionPageOut,
    summary="One collection",
)
def collection(request: HttpRequest, collection_id: UUID) -> dict[str, object]:
    """Your own, or one that everybody may see."""
    page = queries.collection_page(actor_in(request), _hall(request).id, collection_id)
    pieces = [{"id": card.id, "title": card.title} for card in page.cards]
    return {"id": page.id, "title": page.title, "text": page.text, "public": page.public, "pieces": pieces}


@router.put(
    "gallery-collections/{uuid:collection_id}",
    operation_id="portfolio.change_collection",
    response=CollectionOut,
    summary="Rename a collection, or say who sees it",
)
def collection_changed(request: HttpRequest, collection_id: UUID, body: CollectionBody) -> Collection:
    return change_collection(collection_id, by=actor_in(request), **body.dict())


@router.delete(
    "gallery-collections/{uuid:collection_id}",
    operation_id="portfolio.remove_collection",
    response={204: None},
    summary="Remove a collection",
)
def collection_removed(request: HttpRequest, collection_id: UUID) -> Status[None]:
    remove_collection(collection_id, by=actor_in(request))
    return Status(204, None)


@router.put(
    "gallery-collections/{uuid:collection_id}/{uuid:showing_id}",
    operation_id="portfolio.keep_piece",
    response=CollectionOut,
    summary="Keep a piece",
)
def kept(request: HttpRequest, collection_id: UUID, showing_id: UUID) -> Collection:
    return keep_piece(collection_id, showing_id=showing_id, by=actor_in(request))


@router.delete(
    "gallery-collections/{uuid:collection_id}/{uuid:showing_id}",
    operation_id="portfolio.drop_piece",
    response=CollectionOut,
    summary="Take a piece out",
)
def dropped(request: HttpRequest, collection_id: UUID, showing_id: UUID) -> Collection:
    return drop_piece(collection_id, showing_id=showing_id, by=actor_in(request))


@router.put(
    "gallery/{uuid:showing_id}/contract",
    operation_id="portfolio.ask_credit",
    response=CreditOut,
    summary="Ask to say that a piece was made in a contract",
)
def credit_asked(request: HttpRequest, showing_id: UUID, body: CreditBody) -> Credit:
    return ask_credit(showing_id, contract_id=body.contract_id, by=actor_in(request))


@router.put(
    "gallery/{uuid:showing_id}/contract/answer",
    operation_id="portfolio.answer_credit",
    response=CreditOut,
    summary="Agree that it was, or decline",
)
def credit_answered(request: HttpRequest, showing_id: UUID, body: AgreeBody) -> Credit:
    return answer_credit(showing_id, agrees=body.agrees, by=actor_in(request))


@router.delete(
    "gallery/{uuid:showing_id}/contract",
    operation_id="portfolio.take_credit_back",
    response=CreditOut,
    summary="Take it back",
)
def credit_taken_back(request: HttpRequest, showing_id: UUID) -> Credit:
    """Either side may; the piece says nothing of the contract then."""
    return take_credit_back(showing_id, by=actor_in(request))


@router.get(
    "gallery-requests",
    operation_id="portfolio.projects",
    response=ProjectsOut,
    summary="Requests to several makers",
)
def projects(request: HttpRequest) -> dict[str, object]:
    require_scope(actor_in(request), Scope.CONTRACTS_READ)
    return {"items": queries.own_projects(actor_in(request), _hall(request).id)}


@router.post(
    "gallery-requests",
    operation_id="portfolio.ask_makers",
    response={201: ProjectOut},
    summary="Ask several makers",
)
def makers_asked(request: HttpRequest, body: ProjectBody) -> Status[Project]:
    """Each of them has a request of their own and answers by itself."""
    budget = Money(body.budget.minor, body.budget.currency) if body.budget else None
    given = body.dict() | {"budget": budget}
    return Status(201, ask_makers(_hall(request).id, by=actor_in(request), **given, **_key(request)))


@router.get(
    "gallery-requests/{uuid:project_id}",
    operation_id="portfolio.project",
    response=ProjectPageOut,
    summary="The answers, side by side",
)
def project(request: HttpRequest, project_id: UUID) -> dict[str, object]:
    require_scope(actor_in(request), Scope.CONTRACTS_READ)
    page = queries.project_page(actor_in(request), project_id)
    return {
        "id": page.id, "title": page.title, "need": page.need, "closed_at": page.closed_at,
        "answers": page.answers,
    }  # fmt: skip


@router.post(
    "gallery-requests/{uuid:project_id}/closing",
    operation_id="portfolio.close_project",
    response=ProjectOut,
    summary="Close it",
)
def project_closed(request: HttpRequest, project_id: UUID) -> Project:
    """Who has not answered is told that they need not; quotes stay until they are answered."""
    return close_project(project_id, by=actor_in(request), **_key(request))
