"""Places and slates, for programs: the whole vector."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from hirehall.formulas.ranking import TERMS
from hirehall.foundation.http import actor_in
from hirehall.halls.models import Hall
from hirehall.ranking import queries
from hirehall.ranking.actions.object_to_place import object_to_place
from hirehall.ranking.actions.show_slate import show_slate
from hirehall.ranking.models import Slate

router = Router()


class TermOut(Schema):
    """One part of a score; over all parts ``value`` sums to the score."""

    name: str
    value: float
    median: float
    detail: str


class PlaceOut(Schema):
    id: UUID
    brief: str
    field: str
    day: date
    place: int
    rank: int
    candidates: int
    floor: bool
    lane: str
    why: str


class ExposureOut(Schema):
    field: str
    places: int
    mean: float
    floor: float
    met: bool


class PlacesOut(Schema):
    items: list[PlaceOut]
    exposure: list[ExposureOut]


class WhyOut(PlaceOut):
    score: float
    terms: list[TermOut]
    missing: list[str]
    version: str
    constants: dict[str, Any]
    exposure: ExposureOut


class ObjectionIn(Schema):
    words: str


class ObjectionOut(Schema):
    id: UUID
    words: str
    made_at: datetime
    answer: str


class SlatePlaceOut(Schema):
    """A person who fits; ``terms`` in the order of the slate’s ``names``."""

    person_id: UUID
    place: int
    rank: int
    floor: bool
    lane: str
    score: float
    terms: list[float]
    why: str


class SlateOut(Schema):
    id: UUID
    day: date
    version: str
    constants: dict[str, Any]
    candidates: int
    names: list[str]
    medians: list[float]
    items: list[SlatePlaceOut]


def _hall(request: HttpRequest) -> Hall:
    hall: Hall = request.hall  # type: ignore[attr-defined]
    return hall


def _place(line: queries.Line, field: str) -> dict[str, Any]:
    return {
        "id": line.id, "brief": line.title, "field": field, "day": line.day, "place": line.number,
        "rank": line.rank, "candidates": line.pool, "floor": line.floor, "lane": line.lane, "why": line.why,
    }  # fmt: skip


def _exposure(one: queries.Exposed) -> ExposureOut:
    return ExposureOut(field=one.field, places=one.places, mean=one.mean, floor=one.floor, met=one.met)


@router.get("/places", response=PlacesOut, operation_id="places", summary="Where I was shown")
def places(request: HttpRequest) -> PlacesOut:
    """The slates of the last 28 days that showed you, and how often you were shown in each field."""
    by, hall = actor_in(request), _hall(request)
    return PlacesOut(
        items=[PlaceOut(**_place(line, line.field)) for line in queries.my_places(by, hall.id)],
        exposure=[_exposure(one) for one in queries.my_exposure(by, hall.id)],
    )


@router.get("/places/{shown_id}", response=WhyOut, operation_id="place", summary="Why I stand there")
def why(request: HttpRequest, shown_id: UUID) -> WhyOut:
    """Each part of your score beside that of the median candidate, and the constants in force."""
    page = queries.why_page(actor_in(request), shown_id)
    return WhyOut(
        **_place(page.line, page.field),
        score=page.score,
        terms=[
            TermOut(name=bar.name, value=bar.value, median=bar.median, detail=bar.detail) for bar in page.bars
        ],
        missing=list(page.missing),
        version=page.version,
        constants=page.constants,
        exposure=_exposure(page.exposed),
    )


@router.post(
    "/places/{shown_id}/objection",
    response={201: ObjectionOut},
    operation_id="object_to_place",
    summary="Object to a place",
)
def objection(request: HttpRequest, shown_id: UUID, body: ObjectionIn) -> Status[ObjectionOut]:
    """Say what your place is wrongly computed from; the hall’s operators answer."""
    made = object_to_place(shown_id, by=actor_in(request), words=body.words)
    return Status(201, ObjectionOut(id=made.id, words=made.words, made_at=made.made_at, answer=made.answer))


@router.post(
    "/briefs/{brief_id}/slate", response=SlateOut, operation_id="slate", summary="The people who fit a brief"
)
def slate(request: HttpRequest, brief_id: UUID) -> SlateOut:
    """Shown and logged once a day and state of the brief; the same answer after that. For the client of the brief."""
    found = show_slate(brief_id, by=actor_in(request))
    return _slate(found)


def _slate(found: Slate) -> SlateOut:
    return SlateOut(
        id=found.id,
        day=found.day,
        version=found.version,
        constants=found.constants,
        candidates=found.pool,
        names=list(TERMS),
        medians=found.medians,
        items=[
            SlatePlaceOut(
                person_id=row.person_id,
                place=row.number,
                rank=row.rank,
                floor=row.floor,
                lane=row.says.get("lane", ""),
                score=row.score,
                terms=row.terms,
                why=queries.line_of(row, found),
            )
            for row in sorted(found.places.all(), key=lambda one: one.number)
        ],
    )
