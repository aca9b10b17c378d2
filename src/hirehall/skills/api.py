"""The taxonomy, one’s own skills and portfolio, for programs."""

from __future__ import annotations

from typing import Annotated, Any, cast
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.http import actor_in, person_id_in
from hirehall.foundation.refused import not_found
from hirehall.halls.models import Hall
from hirehall.skills import queries, rules
from hirehall.skills.actions.add_piece import add_piece
from hirehall.skills.actions.change_piece import change_piece
from hirehall.skills.actions.claim_skill import claim_skill
from hirehall.skills.actions.drop_skill import drop_skill
from hirehall.skills.actions.move_piece import move_piece
from hirehall.skills.actions.remove_piece import remove_piece
from hirehall.skills.actions.show_piece import show_piece, withdraw_piece
from hirehall.skills.models import Showing, Skill
from hirehall.skills.queries.linking import link
from hirehall.skills.rules import Extras

router = Router()
Words = Annotated[str, Field(max_length=rules.LONGEST_PIECE_TEXT, pattern=r"^[^\x00]*$")]
Alt = Annotated[str, Field(max_length=rules.LONGEST_ALT, pattern=r"^[^\x00]*$")]
Asked = Annotated[str, Field(max_length=60, pattern=r"^[^\x00]*$")]
Text = Annotated[str, Field(max_length=rules.LONGEST_PIECE_TEXT, pattern=r"^[^\x00]*$")]


class SkillOut(Schema):
    id: UUID
    slug: str
    name: str
    synonyms: list[str]
    category: str


class MeantSkillOut(SkillOut):
    """``said``: the text has the whole word in it; ``score`` only orders."""

    word: str
    said: bool
    score: float


class MeantOut(Schema):
    items: list[MeantSkillOut]
    next: None = None


class SkillsOut(Schema):
    items: list[SkillOut]
    next: str | None


class ClaimOut(Schema):
    id: UUID
    name: str
    slug: str
    category: str
    level: int


class ClaimsOut(Schema):
    items: list[ClaimOut]
    next: None = None


class LevelBody(Schema):
    level: Annotated[int, Field(ge=1, le=3)]


class PieceBody(Schema):
    title: Words
    text: Words = ""
    link: Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")] = ""
    image_ids: Annotated[list[UUID], Field(max_length=rules.PICTURES_PER_PIECE_AT_MOST)] = []
    alts: Annotated[list[Alt], Field(max_length=rules.PICTURES_PER_PIECE_AT_MOST)] = []
    before_id: UUID | None = None
    after_id: UUID | None = None
    before_alt: Alt = ""
    after_alt: Alt = ""
    video: Annotated[str, Field(max_length=rules.LONGEST_LINK, pattern=r"^[^\x00]*$")] = ""

    def content(self) -> dict[str, Any]:
        given = self.dict()
        names = ("before_id", "after_id", "before_alt", "after_alt", "video")
        extras = Extras(alts=tuple(given.pop("alts")), **{name: given.pop(name) for name in names})
        return {**given, "extras": extras}


class PieceOut(Schema):
    id: UUID
    title: str
    text: str
    link: str
    images: list[str]
    image_ids: list[UUID]
    alts: list[str]
    before_id: UUID | None
    after_id: UUID | None
    before_alt: str
    after_alt: str
    video: str

    @staticmethod
    def resolve_alts(piece: queries.Piece) -> list[str]:
        return list(piece.extras.alts)

    @staticmethod
    def resolve_before_id(piece: queries.Piece) -> UUID | None:
        return piece.extras.before_id

    @staticmethod
    def resolve_after_id(piece: queries.Piece) -> UUID | None:
        return piece.extras.after_id

    @staticmethod
    def resolve_before_alt(piece: queries.Piece) -> str:
        return piece.extras.before_alt

    @staticmethod
    def resolve_after_alt(piece: queries.Piece) -> str:
        return piece.extras.after_alt

    @staticmethod
    def resolve_video(piece: queries.Piece) -> str:
        return piece.extras.video


class PiecesOut(Schema):
    items: list[PieceOut]
    next: None = None


class PlaceBody(Schema):
    position: Annotated[int, Field(ge=0, le=rules.PIECES_AT_MOST)]


def _hall(request: HttpRequest) -> Hall:
    hall = cast(Hall | None, request.hall)  # type: ignore[attr-defined]
    if not hall:
        raise not_found("hall")
    return hall


def _key(request: HttpRequest) -> str | None:
    return request.headers.get("Idempotency-Key")


@router.get("skills", operation_id="skills.skills", response=SkillsOut, summary="The hall’s skills")
def skills(
    request: HttpRequest, q: Asked = "", after: Asked = "", limit: Annotated[int, Field(ge=1, le=100)] = 50
) -> dict[str, object]:
    """All open skills by their slug; with ``q`` those that are like it, the nearest first, without pages."""
    hall_id = _hall(request).id
    if q.strip():
        return {"items": [_skill(row) for row in queries.find_skills(hall_id, q, limit=limit)], "next": None}
    rows = sorted(queries.open_skills(hall_id), key=lambda row: row.slug)
    page = [row for row in rows if row.slug > after][: limit + 1]
    more = page[limit - 1].slug if len(page) > limit else None
    return {"items": [_skill(row) for row in page[:limit]], "next": more}


def _skill(row: Skill) -> dict[str, object]:
    return {
        "id": row.id,
        "slug": row.slug,
        "name": row.name,
        "synonyms": row.synonyms,
        "category": row.category.slug,
    }


@router.get(
    "skills/meant",
    operation_id="skills.meant",
    response=MeantOut,
    summary="The skills that a text asks for",
)
def meant(
    request: HttpRequest, text: Text, limit: Annotated[int, Field(ge=1, le=20)] = 6
) -> dict[str, object]:
    """The likeliest first, each with the hall’s word that spoke for it. Nothing is stored; no model is asked."""
    found = link(_hall(request).id, text, limit=limit)
    return {
        "items": [
            {**_skill(one.skill), "word": one.word, "said": one.said, "score": one.score} for one in found
        ],
        "next": None,
    }


def _claims_of(request: HttpRequest) -> dict[str, object]:
    hall_id = _hall(request).id
    return {"items": [one for one in queries.shown_for(person_id_in(request)) if one.hall_id == hall_id]}


@router.get(
    "me/skills", operation_id="skills.mine", response=ClaimsOut, summary="What you claim in this hall"
)
def mine(request: HttpRequest) -> dict[str, object]:
    require_scope(actor_in(request), Scope.PROFILE_READ)
    return _claims_of(request)


@router.put(
    "me/skills/{uuid:skill_id}",
    operation_id="skills.claim_skill",
    response=ClaimsOut,
    summary="Claim a skill",
)
def claimed(request: HttpRequest, skill_id: UUID, body: LevelBody) -> dict[str, object]:
    """Level 1 is learning, 2 working, 3 expert."""
    claim_skill(skill_id, level=body.level, by=actor_in(request))
    return _claims_of(request)


@router.delete(
    "me/skills/{uuid:skill_id}",
    operation_id="skills.drop_skill",
    response={204: None},
    summary="Drop a skill",
)
def dropped(request: HttpRequest, skill_id: UUID) -> Status[None]:
    drop_skill(skill_id, by=actor_in(request))
    return Status(204, None)


@router.get("me/portfolio", operation_id="skills.portfolio", response=PiecesOut, summary="Your portfolio")
def portfolio(request: HttpRequest) -> dict[str, object]:
    require_scope(actor_in(request), Scope.PROFILE_READ)
    return {"items": queries.pieces_of(person_id_in(request))}


def _piece(request: HttpRequest, piece_id: UUID) -> queries.Piece:
    return next(piece for piece in queries.pieces_of(person_id_in(request)) if piece.id == piece_id)


@router.post("me/portfolio", operation_id="skills.add_piece", response={201: PieceOut}, summary="Add a piece")
def piece_added(request: HttpRequest, body: PieceBody) -> Status[queries.Piece]:
    """Upload its pictures with the purpose ``portfolio`` first."""
    made = add_piece(by=actor_in(request), key=_key(request), **body.content())  # type: ignore[call-arg]
    return Status(201, _piece(request, made.id))


@router.put(
    "me/portfolio/{uuid:piece_id}",
    operation_id="skills.change_piece",
    response=PieceOut,
    summary="Change a piece",
)
def piece_changed(request: HttpRequest, piece_id: UUID, body: PieceBody) -> queries.Piece:
    """Pictures and everything else that is not named are forgotten."""
    change_piece(piece_id, by=actor_in(request), **body.content())
    return _piece(request, piece_id)


@router.put(
    "me/portfolio/{uuid:piece_id}/place",
    operation_id="skills.move_piece",
    response=PiecesOut,
    summary="Move a piece",
)
def piece_moved(request: HttpRequest, piece_id: UUID, body: PlaceBody) -> dict[str, object]:
    move_piece(piece_id, position=body.position, by=actor_in(request))
    return {"items": queries.pieces_of(person_id_in(request))}


@router.delete(
    "me/portfolio/{uuid:piece_id}",
    operation_id="skills.remove_piece",
    response={204: None},
    summary="Remove a piece",
)
def piece_removed(request: HttpRequest, piece_id: UUID) -> Status[None]:
    remove_piece(piece_id, by=actor_in(request))
    return Status(204, None)


class ShowBody(Schema):
    """Under which field and skills of this hall the piece is found; without a field, that of the first skill."""

    category_id: UUID | None = None
    skill_ids: Annotated[list[UUID], Field(max_length=rules.SKILLS_PER_PIECE_AT_MOST)] = []


class ShowingOut(Schema):
    """``id`` is the piece’s address in this hall’s gallery; ``state`` is shown or withdrawn."""

    id: UUID
    state: str


@router.put(
    "me/portfolio/{uuid:piece_id}/showing",
    operation_id="skills.show_piece",
    response=ShowingOut,
    summary="Show a piece in this hall",
)
def piece_shown(request: HttpRequest, piece_id: UUID, body: ShowBody) -> Showing:
    return show_piece(piece_id, hall_id=_hall(request).id, by=actor_in(request), **body.dict())


@router.delete(
    "me/portfolio/{uuid:piece_id}/showing",
    operation_id="skills.withdraw_piece",
    response=ShowingOut,
    summary="Show a piece no more in this hall",
)
def piece_withdrawn(request: HttpRequest, piece_id: UUID) -> Showing:
    return withdraw_piece(piece_id, hall_id=_hall(request).id, by=actor_in(request))
