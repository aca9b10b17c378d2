"""Funding, deliveries, releases and refunds of milestones, for programs."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from hirehall.engagements.milestone import queries
from hirehall.engagements.milestone.actions.accept_delivery import accept_delivery as accept
from hirehall.engagements.milestone.actions.ask_changes import ask_changes as ask
from hirehall.engagements.milestone.actions.ask_refund import ask_refund as ask_back
from hirehall.engagements.milestone.actions.ask_refund import grant_refund as grant
from hirehall.engagements.milestone.actions.ask_refund import refuse_refund as refuse
from hirehall.engagements.milestone.actions.ask_refund import withdraw_refund as withdraw
from hirehall.engagements.milestone.actions.begin_funding import begin_funding as begin
from hirehall.engagements.milestone.actions.deliver_work import deliver_work as deliver
from hirehall.engagements.milestone.actions.release_part import release_part as release
from hirehall.engagements.milestone.api.schemas import (
    AcceptanceIn,
    ChangesIn,
    DeliveryIn,
    FundingIn,
    FundingOut,
    MilestoneOut,
    ReasonIn,
    RefundIn,
    RefundRequestOut,
    ReleaseIn,
)
from hirehall.engagements.milestone.jobs import settle_now
from hirehall.foundation.http import actor_in
from hirehall.foundation.schemas import once

router = Router()


@router.post(
    "/milestones/{uuid:milestone_id}/funding", response=FundingOut, operation_id="milestone.begin_funding"
)
def begin_funding(request: HttpRequest, milestone_id: UUID, body: FundingIn) -> FundingOut:
    """Pay a milestone in. With an instant method the money is held when this answers."""
    by = actor_in(request)
    milestone = begin(milestone_id, by=by, method=body.method, version=body.version, **once(request))
    payment, settled = settle_now(milestone.payment_id) if milestone.payment_id else (None, None)
    return FundingOut(
        milestone=MilestoneOut.of(settled or queries.milestone_for(by, milestone_id)),
        payment_status=payment.status if payment else "",
        next_href=payment.next_href if payment else "",
    )


@router.post(
    "/milestones/{uuid:milestone_id}/delivery", response=MilestoneOut, operation_id="milestone.deliver_work"
)
def deliver_work(request: HttpRequest, milestone_id: UUID, body: DeliveryIn) -> MilestoneOut:
    """Hand work over; files are uploaded first."""
    row = deliver(
        milestone_id,
        by=actor_in(request),
        note=body.note,
        links=tuple(body.links),
        file_ids=tuple(body.file_ids),
        version=body.version,
        **once(request),
    )
    return MilestoneOut.of(row)


@router.post(
    "/milestones/{uuid:milestone_id}/acceptance",
    response=MilestoneOut,
    operation_id="milestone.accept_delivery",
)
def accept_delivery(request: HttpRequest, milestone_id: UUID, body: AcceptanceIn) -> MilestoneOut:
    """Accept a delivery: all that is held is released, and that cannot be undone."""
    met = tuple(body.met) if body.met is not None else None
    return MilestoneOut.of(
        accept(milestone_id, by=actor_in(request), met=met, version=body.version, **once(request))
    )


@router.post(
    "/milestones/{uuid:milestone_id}/change-request",
    response=MilestoneOut,
    operation_id="milestone.ask_changes",
)
def ask_changes(request: HttpRequest, milestone_id: UUID, body: ChangesIn) -> MilestoneOut:
    """Send a delivery back, saying what is missing."""
    met = tuple(body.met) if body.met is not None else None
    row = ask(
        milestone_id, by=actor_in(request), text=body.text, met=met, version=body.version, **once(request)
    )
    return MilestoneOut.of(row)


@router.post(
    "/milestones/{uuid:milestone_id}/part-release",
    response=MilestoneOut,
    operation_id="milestone.release_part",
)
def release_part(request: HttpRequest, milestone_id: UUID, body: ReleaseIn) -> MilestoneOut:
    """Release a part; the rest stays, or rolls on into the next planned milestone."""
    row = release(
        milestone_id,
        by=actor_in(request),
        amount=body.amount.money,
        rest=body.rest,
        version=body.version,
        **once(request),
    )
    return MilestoneOut.of(row)


@router.post(
    "/milestones/{uuid:milestone_id}/refund-request",
    response={201: RefundRequestOut},
    operation_id="milestone.ask_refund",
)
def ask_refund(request: HttpRequest, milestone_id: UUID, body: RefundIn) -> Status[RefundRequestOut]:
    """Ask for held money back; silence grants it."""
    row = ask_back(
        milestone_id,
        by=actor_in(request),
        amount=body.amount.money,
        reason=body.reason,
        version=body.version,
        **once(request),
    )
    return Status(201, RefundRequestOut.of(row))


@router.post(
    "/refund-requests/{uuid:request_id}/acceptance",
    response=RefundRequestOut,
    operation_id="milestone.grant_refund",
)
def grant_refund(request: HttpRequest, request_id: UUID) -> RefundRequestOut:
    """Agree to a refund."""
    return RefundRequestOut.of(grant(request_id, by=actor_in(request), **once(request)))


@router.post(
    "/refund-requests/{uuid:request_id}/refusal",
    response=RefundRequestOut,
    operation_id="milestone.refuse_refund",
)
def refuse_refund(request: HttpRequest, request_id: UUID, body: ReasonIn) -> RefundRequestOut:
    """Refuse a refund, with a reason."""
    return RefundRequestOut.of(refuse(request_id, by=actor_in(request), reason=body.reason, **once(request)))


@router.post(
    "/refund-requests/{uuid:request_id}/withdrawal",
    response=RefundRequestOut,
    operation_id="milestone.withdraw_refund",
)
def withdraw_refund(request: HttpRequest, request_id: UUID) -> RefundRequestOut:
    """Take a refund request back."""
    return RefundRequestOut.of(withdraw(request_id, by=actor_in(request), **once(request)))
