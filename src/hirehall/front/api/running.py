"""How the installation runs, at the desk: overview, failed jobs, appeals, the fact log."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from hirehall.foundation.jobs import failed_jobs
from hirehall.foundation.schemas import MoneyOut, once
from hirehall.front.actions.discard_job import discard_job
from hirehall.front.actions.retry_job import retry_job
from hirehall.front.api.guard import NAMED, Cursor, Limit, Words, desk_in, hall_in, staff_in
from hirehall.front.api.money import AuditOut
from hirehall.front.api.people import FactOut
from hirehall.front.api.session import ReasonIn
from hirehall.front.desk import reading
from hirehall.market.actions.decide_cap_appeal import decide_cap_appeal
from hirehall.market.actions.screen_service import pass_service, refuse_service, send_service_back
from hirehall.market.queries import open_appeals, services_to_look_at

router = Router()
LARGEST_NUMBER = 2**63 - 1
JobNumber = Annotated[int, Field(ge=0, le=LARGEST_NUMBER)]


class OverviewOut(Schema):
    people: int
    suspended: int
    open_briefs: int
    contracts_running: int
    contracts_finished: int
    paid_for_work: MoneyOut
    held: MoneyOut
    payouts_waiting: int
    jobs_failed: int
    appeals_waiting: int
    services_waiting: int
    suspension_appeals_waiting: int
    audit: AuditOut


class JobOut(Schema):
    id: int
    name: str
    arguments: dict[str, Any]
    attempts: int
    last_at: datetime | None


class JobsOut(Schema):
    items: list[JobOut]
    next: int | None


class AppealOut(Schema):
    id: UUID
    person_id: UUID
    person_name: str
    text: str
    made_at: datetime


class AppealsOut(Schema):
    items: list[AppealOut]
    next: None = None


class WaitingServiceOut(Schema):
    """A service that waits to be looked at; ``GET /services/{id}`` has all of it."""

    id: UUID
    revision: int
    title: str
    freelancer_id: UUID
    freelancer: str
    submitted_at: datetime | None
    was_listed: bool
    screening_note: str
    appeal: str


class WaitingServicesOut(Schema):
    items: list[WaitingServiceOut]
    next: None = None


class LookIn(Schema):
    revision: int = Field(
        ge=1, lt=10**9, description="As it was read, from desk/services; a change meanwhile is refused."
    )


class LookedIn(LookIn):
    reason: Words


class DecisionIn(Schema):
    granted: Annotated[int, Field(ge=0, le=100, description="More proposals for seven days; 0 is a no.")]
    reason: Words


class FactsOut(Schema):
    items: list[FactOut]
    next: UUID | None


@router.get(
    "overview", response=OverviewOut, operation_id="desk.overview", summary="Overview", openapi_extra=NAMED
)
def overview(request: HttpRequest) -> OverviewOut:
    """The hall in figures, and what waits for an operator."""
    staff_in(request)
    page = reading.overview(hall_in(request))
    return OverviewOut(
        people=page.people,
        suspended=page.suspended,
        open_briefs=page.figures.open_briefs,
        contracts_running=page.figures.running,
        contracts_finished=page.figures.finished,
        paid_for_work=MoneyOut.of(page.figures.released),
        held=MoneyOut.of(page.figures.held),
        payouts_waiting=page.waiting,
        jobs_failed=page.failed,
        appeals_waiting=page.appeals,
        services_waiting=page.services,
        suspension_appeals_waiting=page.suspension_appeals,
        audit=AuditOut.of(page.audit),
    )


@router.get("jobs", response=JobsOut, operation_id="desk.jobs", summary="Failed jobs", openapi_extra=NAMED)
def jobs(request: HttpRequest, after: JobNumber | None = None, limit: Limit = 40) -> JobsOut:
    """Jobs that have used up their attempts, the newest first."""
    staff_in(request)
    found = failed_jobs(most=limit + 1, below=after)
    items = [JobOut.from_orm(one) for one in found[:limit]]
    return JobsOut(items=items, next=items[-1].id if len(found) > limit else None)


@router.post(
    "jobs/{job_id}/retry",
    response={204: None},
    operation_id="front.retry_job",
    summary="Try a failed job again",
    openapi_extra=NAMED,
)
def job_retried(request: HttpRequest, job_id: JobNumber) -> Status[None]:
    """Jobs may run twice, so this is safe."""
    retry_job(job_id, by=staff_in(request), **once(request))
    return Status(204, None)


@router.post(
    "jobs/{job_id}/discard",
    response={204: None},
    operation_id="front.discard_job",
    summary="Give a failed job up",
    openapi_extra=NAMED,
)
def job_discarded(request: HttpRequest, job_id: JobNumber, body: ReasonIn) -> Status[None]:
    discard_job(job_id, by=staff_in(request), reason=body.reason, **once(request))
    return Status(204, None)


@router.get(
    "appeals",
    response=AppealsOut,
    operation_id="desk.appeals",
    summary="Appeals against the cap",
    openapi_extra=NAMED,
)
def appeals(request: HttpRequest) -> AppealsOut:
    """Those that wait for an answer, the oldest first."""
    rows = open_appeals(desk_in(request), hall_in(request).id)
    return AppealsOut(
        items=[
            AppealOut(
                id=row.id,
                person_id=row.person_id,
                person_name=row.person.name,
                text=row.text,
                made_at=row.made_at,
            )
            for row in rows
        ]
    )


@router.post(
    "appeals/{uuid:appeal_id}/decision",
    response={204: None},
    operation_id="market.decide_cap_appeal",
    summary="Answer an appeal",
    openapi_extra=NAMED,
)
def appeal_decided(request: HttpRequest, appeal_id: UUID, body: DecisionIn) -> Status[None]:
    """The person is told the reason either way."""
    decide_cap_appeal(
        appeal_id, by=desk_in(request), granted=body.granted, reason=body.reason, **once(request)
    )
    return Status(204, None)


@router.get(
    "services",
    response=WaitingServicesOut,
    operation_id="desk.services",
    summary="Services to look at",
    openapi_extra=NAMED,
)
def services(request: HttpRequest) -> WaitingServicesOut:
    """Those that wait, the oldest first."""
    return WaitingServicesOut(
        items=[
            WaitingServiceOut(
                id=row.id,
                revision=row.revision,
                title=row.title,
                freelancer_id=row.freelancer_id,
                freelancer=row.offered_by,
                submitted_at=row.submitted_at,
                was_listed=row.published_at is not None,
                screening_note=row.screening_note,
                appeal=row.appeal,
            )
            for row in services_to_look_at(desk_in(request), hall_in(request).id)
        ]
    )


@router.post(
    "services/{uuid:service_id}/listing",
    response={204: None},
    operation_id="market.list_service",
    summary="List a service",
    openapi_extra=NAMED,
)
def service_listed(request: HttpRequest, service_id: UUID, body: LookIn) -> Status[None]:
    """It can be found and ordered from now on; one that its freelancer had paused stays paused."""
    pass_service(service_id, by=desk_in(request), revision=body.revision, **once(request))
    return Status(204, None)


@router.post(
    "services/{uuid:service_id}/return",
    response={204: None},
    operation_id="market.send_service_back",
    summary="Send a service back",
    openapi_extra=NAMED,
)
def service_sent_back(request: HttpRequest, service_id: UUID, body: LookedIn) -> Status[None]:
    """Its freelancer reads what has to change, and hands it in again."""
    send_service_back(
        service_id, by=desk_in(request), reason=body.reason, revision=body.revision, **once(request)
    )
    return Status(204, None)


@router.post(
    "services/{uuid:service_id}/refusal",
    response={204: None},
    operation_id="market.refuse_service",
    summary="Refuse a service",
    openapi_extra=NAMED,
)
def service_refused(request: HttpRequest, service_id: UUID, body: LookedIn) -> Status[None]:
    """It does not belong here. Its freelancer reads why, and may appeal once."""
    refuse_service(
        service_id, by=desk_in(request), reason=body.reason, revision=body.revision, **once(request)
    )
    return Status(204, None)


@router.get("facts", response=FactsOut, operation_id="desk.facts", summary="Fact log", openapi_extra=NAMED)
def facts(
    request: HttpRequest, name: Words = "", staff: bool = False, after: Cursor = None, limit: Limit = 40
) -> FactsOut:
    """What has happened, the newest first; ``name`` is the beginning of a name, ``staff`` only what staff did."""
    by = desk_in(request)
    lines, following = reading.fact_log(
        name.strip(), staff_only=staff, after=after, most=limit, of_hall=by.staff_of
    )
    return FactsOut(items=[FactOut.of(line.fact) for line in lines], next=following)
