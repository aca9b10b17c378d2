"""Collections, the contract that a piece came from, and requests to several makers, for programs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.http import actor_in
from hirehall.foundation.money import Money
from hirehall.foundation.schemas import once
from hirehall.portfolio import queries, rules
from hirehall.portfolio.actions.ask_makers import ask_makers, close_project
from hirehall.portfolio.actions.credit_contract import answer_credit, ask_credit, take_credit_back
from hirehall.portfolio.actions.keep_piece import (
    change_collection,
    drop_piece,
    keep_piece,
    make_collection,
    remove_collection,
)
from hirehall.portfolio.api.wall import MakerOut, hall_in
from hirehall.portfolio.models import Collection, Credit, Project

router = Router()


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
    answer_days: Annotated[int, Field(ge=1, le=rules.ANSWER_DAYS_AT_MOST)] = rules.ANSWER_DAYS


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
    answer_by: datetime | None
    closed_at: datetime | None


class ProjectsOut(Schema):
    items: list[ProjectOut]
    next: None = None


class ProjectPageOut(ProjectOut):
    need: str
    answers: list[AnswerOut]


@router.get(
    "gallery-collections",
    operation_id="portfolio.collections",
    response=CollectionsOut,
    summary="Your collections",
)
def collections(request: HttpRequest) -> dict[str, object]:
    require_scope(actor_in(request), Scope.PROFILE_READ)
    return {"items": queries.own_collections(actor_in(request), hall_in(request).id)}


@router.post(
    "gallery-collections",
    operation_id="portfolio.make_collection",
    response={201: CollectionOut},
    summary="Begin a collection",
)
def collection_made(request: HttpRequest, body: CollectionBody) -> Status[Collection]:
    by = actor_in(request)
    return Status(201, make_collection(hall_id=hall_in(request).id, by=by, **body.dict(), **once(request)))


@router.get(
    "gallery-collections/{uuid:collection_id}",
    operation_id="portfolio.collection",
    response=CollectionPageOut,
    summary="One collection",
)
def collection(request: HttpRequest, collection_id: UUID) -> dict[str, object]:
    """Your own, or one that everybody may see."""
    page = queries.collection_page(actor_in(request), hall_in(request).id, collection_id)
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
    return {"items": queries.own_projects(actor_in(request), hall_in(request).id)}


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
    return Status(201, ask_makers(hall_in(request).id, by=actor_in(request), **given, **once(request)))


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
        "id": page.id, "title": page.title, "need": page.need, "answer_by": page.answer_by,
        "closed_at": page.closed_at,
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
    return close_project(project_id, by=actor_in(request), **once(request))
