"""The two lists, for programs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from hirehall.foundation import clock
from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.http import actor_in
from hirehall.foundation.schemas import MoneyOut
from hirehall.halls.models import Hall
from hirehall.market.api.shapes import money_or_none
from hirehall.market.operations.listings import offset_minutes
from hirehall.market.queries.find import find_briefs, find_freelancers
from hirehall.market.queries.find_all import find_all
from hirehall.market.queries.find_shapes import Asked, Found, Option, Sort
from hirehall.market.states import SERVICES

router = Router()


class FreelancerShown(Schema):
    """One freelancer of a list; ``hire_again_percent`` is a band, once there are enough answers."""

    person_id: UUID
    name: str
    handle: str
    headline: str
    rate: MoneyOut | None
    availability: str
    available_from: date | None
    languages: list[str]
    skills: list[str]
    contracts_finished: int
    hire_again_percent: tuple[int, int] | None


class BriefShown(Schema):
    brief_id: UUID
    title: str
    summary: str
    client: str
    budget_min: MoneyOut | None
    budget_max: MoneyOut | None
    deadline: date | None
    published_at: datetime
    proposal_count: int
    skills: list[str]
    first_timers: bool


class FreelancerPage(Schema):
    items: list[FreelancerShown]
    next: str | None
    total: int
    more_than_total: bool


class BriefPage(Schema):
    items: list[BriefShown]
    next: str | None
    total: int
    more_than_total: bool


class Filters(Schema):
    """What to look for; see the pages for the meaning of each."""

    q: str = Field("", max_length=200)
    skill: list[UUID] = Field(default_factory=list, max_length=10)
    category: UUID | None = None
    new: bool = False
    sort: Sort = "relevance"
    after: str = Field("", max_length=500)
    limit: int = Field(20, ge=1, le=100)


class FreelancerFilters(Filters):
    rate_most_minor: int | None = Field(None, ge=0, le=10**12)
    availability: str = Field("", max_length=10)
    language: str = Field("", max_length=8)
    overlap_hours: int = Field(0, ge=0, le=8)
    vetted: bool = Field(False, description="Screened by this hall, and still.")
    certified: bool = Field(
        False,
        description="With a valid certificate of this hall: in one of the skills, where some are given.",
    )
    zone: str = Field("UTC", max_length=64)


class BriefFilters(Filters):
    budget_least_minor: int | None = Field(None, ge=0, le=10**12)
    first_timers: bool = Field(False, description="Open to those who never finished a contract in its field.")


@router.get(
    "/freelancers",
    response=FreelancerPage,
    operation_id="market.find_freelancers",
    summary="Find freelancers",
)
def freelancers(request: HttpRequest, filters: Query[FreelancerFilters]) -> FreelancerPage:
    require_scope(actor_in(request), Scope.BRIEFS_READ)
    asked = Asked(
        text=filters.q, skills=tuple(filters.skill), category=filters.category, new_only=filters.new,
        sort=filters.sort, after=filters.after, limit=filters.limit, most_minor=filters.rate_most_minor,
        availability=filters.availability, language=filters.language, overlap_hours=filters.overlap_hours,
        offset_minutes=offset_minutes(filters.zone, clock.now()),
        vetted=filters.vetted, certified=filters.certified,
    )  # fmt: skip
    found = find_freelancers(request.hall.id, asked)  # type: ignore[attr-defined]
    items = [
        FreelancerShown(
            person_id=card.person_id, name=card.name, handle=card.handle, headline=card.headline,
            rate=money_or_none(card.rate), availability=card.availability, available_from=card.available_from,
            languages=card.languages, skills=card.skills, contracts_finished=card.contracts_finished,
            hire_again_percent=card.band,
        )
        for card in found.cards
    ]  # fmt: skip
    return FreelancerPage(items=items, next=found.next or None, total=found.total, more_than_total=found.more)


class Hit(Schema):
    """One result: ``id`` is of the freelancer, the service or the brief."""

    id: UUID
    title: str
    text: str
    amount: MoneyOut | None = None


class Hits(Schema):
    """The best few of one list; the whole list has a call of its own."""

    total: int
    more_than_total: bool
    items: list[Hit]


class FacetOut(Schema):
    id: UUID
    name: str
    count: int


class SearchOut(Schema):
    """``words``: what was searched instead, where nothing has the typed words."""

    words: str
    freelancers: Hits
    services: Hits
    briefs: Hits
    categories: list[FacetOut]
    skills: list[FacetOut]


class SearchFilters(Schema):
    q: str = Field("", max_length=200)
    skill: list[UUID] = Field(default_factory=list, max_length=10)
    category: UUID | None = None


@router.get("/search", response=SearchOut, operation_id="market.search", summary="Search everything")
def search(request: HttpRequest, filters: Query[SearchFilters]) -> SearchOut:
    """One search over freelancers, services and open briefs, with counts; typos are forgiven."""
    require_scope(actor_in(request), Scope.BRIEFS_READ)
    asked = Asked(text=filters.q, skills=tuple(filters.skill), category=filters.category)
    hall: Hall = request.hall  # type: ignore[attr-defined]
    found = find_all(hall.id, asked, with_services=hall.offers(SERVICES))

    def hits(some: Found[Any], items: list[Hit]) -> Hits:
        return Hits(total=some.total, more_than_total=some.more, items=items)

    def facets(options: list[Option]) -> list[FacetOut]:
        return [FacetOut(id=UUID(one.value), name=one.label, count=one.count) for one in options]

    return SearchOut(
        words=found.words,
        freelancers=hits(found.freelancers, [
            Hit(id=card.person_id, title=card.name, text=card.headline, amount=money_or_none(card.rate))
            for card in found.freelancers.cards
        ]),
        services=hits(found.services, [
            Hit(id=card.service_id, title=card.title, text=card.summary, amount=MoneyOut.of(card.price))
            for card in found.services.cards
        ]),
        briefs=hits(found.briefs, [
            Hit(id=card.brief_id, title=card.title, text=card.summary, amount=money_or_none(card.budget_max))
            for card in found.briefs.cards
        ]),
        categories=facets(found.categories),
        skills=facets(found.skills),
    )  # fmt: skip


@router.get("/open-briefs", response=BriefPage, operation_id="market.find_briefs", summary="Find open briefs")
def briefs(request: HttpRequest, filters: Query[BriefFilters]) -> BriefPage:
    require_scope(actor_in(request), Scope.BRIEFS_READ)
    asked = Asked(
        text=filters.q, skills=tuple(filters.skill), category=filters.category, new_only=filters.new,
        sort=filters.sort, after=filters.after, limit=filters.limit, least_minor=filters.budget_least_minor,
        first_timers=filters.first_timers,
    )  # fmt: skip
    found = find_briefs(request.hall.id, asked)  # type: ignore[attr-defined]
    items = [
        BriefShown(
            brief_id=card.brief_id, title=card.title, summary=card.summary, client=card.client,
            budget_min=money_or_none(card.budget_min), budget_max=money_or_none(card.budget_max),
            deadline=card.deadline, published_at=card.published_at, proposal_count=card.proposal_count,
            skills=card.skills, first_timers=card.first_timers,
        )
        for card in found.cards
    ]  # fmt: skip
    return BriefPage(items=items, next=found.next or None, total=found.total, more_than_total=found.more)
