"""Services for programs: the same actions as the pages, and the catalogue."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.http import actor_in
from hirehall.foundation.schemas import MoneyIn, MoneyOut, once
from hirehall.market import queries
from hirehall.market.actions.draft_service import draft_service as draft
from hirehall.market.actions.halt_service import close_service as close
from hirehall.market.actions.halt_service import pause_service as pause
from hirehall.market.actions.halt_service import resume_service as resume
from hirehall.market.actions.publish_service import publish_service as publish
from hirehall.market.actions.save_service import save_service as save
from hirehall.market.actions.screen_service import appeal_service as appeal
from hirehall.market.content import ExtraContent, FaqContent, PackageContent, ServiceContent
from hirehall.market.models import Service
from hirehall.market.queries.find import find_services
from hirehall.market.queries.find_shapes import Asked, Sort
from hirehall.market.queries.service import ServicePage
from hirehall.market.rules.service import (
    ANSWER_AT_MOST,
    DAYS_AT_MOST,
    DESCRIPTION_AT_MOST,
    EXTRAS_AT_MOST,
    FAQ_AT_MOST,
    PACKAGES_AT_MOST,
    PICTURES_AT_MOST,
    QUESTIONS_AT_MOST,
    QUEUE_AT_MOST,
    REVISIONS_AT_MOST,
    SCOPE_AT_MOST,
)

router = Router()


class PackageIn(Schema):
    title: str = Field(max_length=60)
    scope: str = Field(max_length=SCOPE_AT_MOST)
    days: int = Field(ge=1, le=DAYS_AT_MOST)
    revisions: int = Field(0, ge=0, le=REVISIONS_AT_MOST)
    price: MoneyIn
    revision_price: MoneyIn | None = Field(
        None, description="What one more revision costs; none is sold without."
    )


class ExtraIn(Schema):
    title: str = Field(max_length=80)
    price: MoneyIn
    days: int = Field(0, ge=0, le=DAYS_AT_MOST)


class FaqIn(Schema):
    question: str = Field(max_length=200)
    answer: str = Field(max_length=ANSWER_AT_MOST)


class ServiceIn(Schema):
    """A service as its freelancer writes it. Everything may be missing until it is published."""

    title: str = Field("", max_length=100)
    description: str = Field("", max_length=DESCRIPTION_AT_MOST)
    category_id: UUID | None = None
    skill_ids: list[UUID] = Field(default=[], max_length=20)
    packages: list[PackageIn] = Field(default=[], max_length=PACKAGES_AT_MOST)
    extras: list[ExtraIn] = Field(default=[], max_length=EXTRAS_AT_MOST)
    questions: list[str] = Field(default=[], max_length=QUESTIONS_AT_MOST)
    faq: list[FaqIn] = Field(default=[], max_length=FAQ_AT_MOST)
    queue_limit: int | None = Field(None, ge=1, le=QUEUE_AT_MOST)

    def content(self) -> ServiceContent:
        return ServiceContent(
            title=self.title, description=self.description, category_id=self.category_id,
            skill_ids=tuple(self.skill_ids),
            faq=tuple(FaqContent(question=row.question, answer=row.answer) for row in self.faq),
            questions=tuple(self.questions), queue_limit=self.queue_limit,
            packages=tuple(
                PackageContent(
                    title=row.title, scope=row.scope, days=row.days, revisions=row.revisions, price=row.price.money,
                    revision_price=row.revision_price.money if row.revision_price else None,
                )
                for row in self.packages
            ),
            extras=tuple(
                ExtraContent(title=row.title, price=row.price.money, days=row.days) for row in self.extras
            ),
        )  # fmt: skip


class DraftServiceIn(ServiceIn):
    agency_id: UUID | None = Field(
        None,
        description="The agency whose service it is; its owners and managers may say so. It stays whose it is.",
    )


class SaveServiceIn(ServiceIn):
    file_ids: list[UUID] = Field(default=[], max_length=PICTURES_AT_MOST)
    remove_file_ids: list[UUID] = Field(default=[], max_length=PICTURES_AT_MOST)


class ServiceAppealIn(Schema):
    text: str = Field(max_length=1000)


class ServiceStateOut(Schema):
    """``screening_note`` is why it was sent back or refused."""

    id: UUID
    state: str
    revision: int
    screening_note: str

    @staticmethod
    def of(row: Service) -> ServiceStateOut:
        return ServiceStateOut(
            id=row.id, state=row.state, revision=row.revision, screening_note=row.screening_note
        )


class PackageOut(Schema):
    number: int
    title: str
    scope: str
    days: int
    revisions: int
    price: MoneyOut
    revision_price: MoneyOut | None


class ExtraOut(Schema):
    number: int
    title: str
    price: MoneyOut
    days: int


class ServiceOut(Schema):
    """A service as its page shows it; ``why_not`` says why it cannot be ordered just now.

    ``freelancer`` is the name under which it is offered: of an agency’s service the agency’s, with its id beside.
    """

    id: UUID
    state: str
    revision: int
    title: str
    description: str
    category: str
    skills: list[str]
    packages: list[PackageOut]
    extras: list[ExtraOut]
    questions: list[str]
    faq: list[FaqIn]
    free_at: datetime | None = Field(description="When the next place of a full queue is expected.")
    freelancer_id: UUID
    freelancer: str
    agency_id: UUID | None
    agency_handle: str
    open_orders: int
    orders_done: int
    queue_limit: int | None
    why_not: str

    @staticmethod
    def of(page: ServicePage) -> ServiceOut:
        row = page.service
        return ServiceOut(
            id=row.id, state=row.state, revision=row.revision, title=row.title, description=row.description,
            category=page.category, skills=row.skill_names, questions=row.questions,
            faq=[FaqIn(**one) for one in row.faq], free_at=page.beside.free_at,
            packages=[
                PackageOut(
                    number=line.number, title=line.title, scope=line.scope, days=line.days,
                    revisions=line.revisions, price=MoneyOut.of(line.price),
                    revision_price=MoneyOut.of(line.revision_price) if line.revision_price else None,
                )
                for line in page.packages
            ],
            extras=[
                ExtraOut(number=line.number, title=line.title, price=MoneyOut.of(line.price), days=line.days)
                for line in page.extras
            ],
            freelancer_id=row.freelancer_id, freelancer=page.freelancer.name, agency_id=row.agency_id,
            agency_handle=row.agency.handle if row.agency else "", open_orders=row.open_orders,
            orders_done=row.orders_done, queue_limit=row.queue_limit, why_not=page.why_not,
        )  # fmt: skip


class ServiceShown(Schema):
    service_id: UUID
    title: str
    summary: str
    freelancer: str
    agency_handle: str
    price: MoneyOut
    days: int
    skills: list[str]
    orders_done: int
    is_full: bool


class ServicesOut(Schema):
    items: list[ServiceShown]
    next: str | None
    total: int
    more_than_total: bool


class ServiceFilters(Schema):
    """What to look for; see the page for the meaning of each."""

    q: str = Field("", max_length=200)
    skill: list[UUID] = Field(default_factory=list, max_length=10)
    category: UUID | None = None
    price_most_minor: int | None = Field(None, ge=0, le=10**12)
    days_most: int | None = Field(None, ge=1, le=DAYS_AT_MOST)
    new: bool = False
    sort: Sort = "relevance"
    after: str = Field("", max_length=500)
    limit: int = Field(20, ge=1, le=100)


@router.get("/services", response=ServicesOut, operation_id="market.find_services", summary="Find services")
def services(request: HttpRequest, filters: Query[ServiceFilters]) -> ServicesOut:
    require_scope(actor_in(request), Scope.BRIEFS_READ)
    asked = Asked(
        text=filters.q, skills=tuple(filters.skill), category=filters.category, new_only=filters.new,
        most_minor=filters.price_most_minor, most_days=filters.days_most, sort=filters.sort,
        after=filters.after, limit=filters.limit,
    )  # fmt: skip
    found = find_services(request.hall.id, asked)  # type: ignore[attr-defined]
    items = [
        ServiceShown(
            service_id=card.service_id, title=card.title, summary=card.summary, freelancer=card.freelancer,
            agency_handle=card.agency_handle,
            price=MoneyOut.of(card.price), days=card.days, skills=card.skills,
            orders_done=card.orders_done, is_full=card.is_full,
        )
        for card in found.cards
    ]  # fmt: skip
    return ServicesOut(items=items, next=found.next or None, total=found.total, more_than_total=found.more)


@router.get("/services/{uuid:service_id}", response=ServiceOut, operation_id="market.service")
def service(request: HttpRequest, service_id: UUID) -> ServiceOut:
    """One service with its packages and extras."""
    by = actor_in(request)
    require_scope(by, Scope.BRIEFS_READ)
    return ServiceOut.of(queries.service_page(by, service_id))


@router.post("/services", response={201: ServiceStateOut}, operation_id="market.draft_service")
def draft_service(request: HttpRequest, body: DraftServiceIn) -> Status[ServiceStateOut]:
    """Start a service that nobody else sees: one’s own, or an agency’s that one owns or manages."""
    hall_id: UUID = request.hall.id  # type: ignore[attr-defined]
    row = draft(
        hall_id, by=actor_in(request), content=body.content(), agency_id=body.agency_id, **once(request)
    )
    return Status(201, ServiceStateOut.of(row))


@router.put("/services/{uuid:service_id}", response=ServiceStateOut, operation_id="market.save_service")
def save_service(request: HttpRequest, service_id: UUID, body: SaveServiceIn) -> ServiceStateOut:
    """Replace what a service says; orders keep what was bought. Pictures are uploaded first, as ``portfolio``."""
    row = save(
        service_id, by=actor_in(request), content=body.content(), file_ids=tuple(body.file_ids),
        remove_file_ids=tuple(body.remove_file_ids),
    )  # fmt: skip
    return ServiceStateOut.of(row)


@router.post(
    "/services/{uuid:service_id}/publication", response=ServiceStateOut, operation_id="market.publish_service"
)
def publish_service(request: HttpRequest, service_id: UUID) -> ServiceStateOut:
    """Publish a complete draft; where the hall looks first, its ``state`` is ``submitted`` until then."""
    return ServiceStateOut.of(publish(service_id, by=actor_in(request), **once(request)))


@router.post(
    "/services/{uuid:service_id}/appeal", response=ServiceStateOut, operation_id="market.appeal_service"
)
def appeal_service(request: HttpRequest, service_id: UUID, body: ServiceAppealIn) -> ServiceStateOut:
    """Appeal against a refusal, once: the operators look at it again."""
    return ServiceStateOut.of(appeal(service_id, by=actor_in(request), text=body.text, **once(request)))


@router.post(
    "/services/{uuid:service_id}/pause", response=ServiceStateOut, operation_id="market.pause_service"
)
def pause_service(request: HttpRequest, service_id: UUID) -> ServiceStateOut:
    """Take no orders for a while."""
    return ServiceStateOut.of(pause(service_id, by=actor_in(request), **once(request)))


@router.post(
    "/services/{uuid:service_id}/resumption", response=ServiceStateOut, operation_id="market.resume_service"
)
def resume_service(request: HttpRequest, service_id: UUID) -> ServiceStateOut:
    """Take orders again; ``submitted`` when the hall first looks at words that changed meanwhile."""
    return ServiceStateOut.of(resume(service_id, by=actor_in(request), **once(request)))


@router.post(
    "/services/{uuid:service_id}/closure", response=ServiceStateOut, operation_id="market.close_service"
)
def close_service(request: HttpRequest, service_id: UUID) -> ServiceStateOut:
    """Take no more orders, for good."""
    return ServiceStateOut.of(close(service_id, by=actor_in(request), **once(request)))
