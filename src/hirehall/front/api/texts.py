"""The texts of a hall: for everybody in their language, and for the desk in all of them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from hirehall.foundation.schemas import once
from hirehall.front.api.guard import NAMED, Instant, desk_in, hall_in
from hirehall.halls.actions.change_hall_texts import change_hall_texts
from hirehall.halls.actions.date_legal_text import date_legal_text
from hirehall.halls.models import Hall, LegalText
from hirehall.halls.queries.texts import legal_page, legal_texts, texts_of
from hirehall.halls.states.texts import DATED, OWN

router = Router()
desk = Router()
Code = Annotated[str, Field(max_length=12, pattern=r"^[A-Za-z-]*$")]
Body = Annotated[str, Field(max_length=40_000, pattern=r"^[^\x00]*$")]
Kind = Annotated[str, Field(pattern=f"^({'|'.join(OWN)})$")]
DatedKind = Annotated[str, Field(pattern=f"^({'|'.join(DATED)})$")]


class TextOut(Schema):
    kind: str
    language: str
    text: str
    effective_from: datetime | None = None


class TextsOut(Schema):
    languages: list[str]
    items: list[TextOut]
    next: None = None


class TextsIn(Schema):
    languages: Annotated[list[Code], Field(max_length=12, description="The hall’s own first.")]
    texts: Annotated[
        dict[Kind, dict[Code, Body]],
        Field(description="By kind and language; what is left out stays, an empty one goes."),
    ] = {}


class LegalTextIn(Schema):
    kind: DatedKind
    language: Code
    text: Annotated[Body, Field(min_length=1)]
    effective_from: Annotated[Instant | None, Field(description="Now, where it is left out.")] = None


class LegalTextOut(Schema):
    id: UUID
    kind: str
    language: str
    text: str
    effective_from: datetime


class DeskTextsOut(Schema):
    languages: list[str]
    texts: dict[str, dict[str, str]]
    dated: list[LegalTextOut]


@router.get(
    "/hall/texts", response=TextsOut, auth=None, operation_id="halls.list_texts", summary="Texts of this hall"
)
def texts(request: HttpRequest, lang: Annotated[Code, Query()] = "") -> TextsOut:
    """In the language asked for, or in the hall’s first where it has not got them; what is dated as it is in force."""
    here = hall_in(request)
    said = [
        TextOut(kind=kind, language=text.language, text=text.text)
        for kind, text in texts_of(here, [lang]).items()
        if text
    ]
    for kind in DATED:
        page = legal_page(here, kind, [lang])
        if page and page.text:
            said.append(
                TextOut(
                    kind=kind, language=page.text.language, text=page.text.text, effective_from=page.since
                )
            )
    return TextsOut(languages=here.languages, items=said)


def _all(hall: Hall) -> DeskTextsOut:
    dated = [LegalTextOut.from_orm(row) for row in legal_texts(hall.id)]
    return DeskTextsOut(languages=hall.languages, texts=hall.texts, dated=dated)


@desk.get("texts", response=DeskTextsOut, operation_id="desk.texts", summary="Texts", openapi_extra=NAMED)
def all_texts(request: HttpRequest) -> DeskTextsOut:
    """Every text of this hall in every language, and every version of what is dated."""
    desk_in(request)
    return _all(hall_in(request))


@desk.put(
    "texts",
    response=DeskTextsOut,
    operation_id="halls.change_hall_texts",
    summary="Change languages and texts",
    openapi_extra=NAMED,
)
def texts_changed(request: HttpRequest, body: TextsIn) -> DeskTextsOut:
    """A language in which a dated text stands cannot be dropped."""
    by = desk_in(request)
    hall = change_hall_texts(hall_in(request).id, by=by, languages=tuple(body.languages), texts=body.texts)
    return _all(hall)


@desk.post(
    "legal-texts",
    response={201: LegalTextOut},
    operation_id="halls.date_legal_text",
    summary="Date rules, terms or imprint",
    openapi_extra=NAMED,
)
def legal_text_dated(request: HttpRequest, body: LegalTextIn) -> Status[LegalText]:
    """A version in one language from an instant on; every earlier one stays readable."""
    row = date_legal_text(hall_in(request).id, by=desk_in(request), **body.dict(), **once(request))
    return Status(201, row)
