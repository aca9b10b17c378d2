"""A trial from the acceptance to its end."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from hirehall.engagements.trial import queries
from hirehall.engagements.trial.actions.accept_offer import accept_offer as accept
from hirehall.engagements.trial.actions.end_trial import be_content as content
from hirehall.engagements.trial.actions.end_trial import be_not_content as not_content
from hirehall.engagements.trial.actions.end_trial import give_up as give
from hirehall.engagements.trial.actions.end_trial import keep_person as keep
from hirehall.engagements.trial.actions.pay_trial import drop_trial as drop
from hirehall.engagements.trial.actions.pay_trial import pay_trial as pay
from hirehall.engagements.trial.api.shapes import (
    KeepIn,
    MatchReasonIn,
    MatchVersionIn,
    TrialOut,
    TrialPaidOut,
    TrialPaymentIn,
    paid,
)
from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.http import actor_in
from hirehall.foundation.schemas import once

router = Router()


@router.post(
    "/trial-offers/{uuid:offer_id}/acceptance", response={201: TrialOut}, operation_id="trial.accept_offer"
)
def accept_offer(request: HttpRequest, offer_id: UUID, body: MatchVersionIn) -> Status[TrialOut]:
    """The chosen one accepts the offer; the client pays next."""
    return Status(
        201, TrialOut.of(accept(offer_id, by=actor_in(request), version=body.version, **once(request)))
    )


@router.get("/trials/{uuid:trial_id}", response=TrialOut, operation_id="trial.trial")
def trial(request: HttpRequest, trial_id: UUID) -> TrialOut:
    """One trial of one’s own side."""
    by = actor_in(request)
    require_scope(by, Scope.CONTRACTS_READ)
    return TrialOut.of(queries.trial_for(by, trial_id))


@router.post("/trials/{uuid:trial_id}/payment", response=TrialPaidOut, operation_id="trial.pay_trial")
def pay_trial(request: HttpRequest, trial_id: UUID, body: TrialPaymentIn) -> TrialPaidOut:
    """Pay a trial. With an instant method it has begun when this answers."""
    by = actor_in(request)
    return paid(request, pay(trial_id, by=by, method=body.method, version=body.version, **once(request)))


@router.post("/trials/{uuid:trial_id}/dropping", response=TrialOut, operation_id="trial.drop_trial")
def drop_trial(request: HttpRequest, trial_id: UUID, body: MatchVersionIn) -> TrialOut:
    """Let an unpaid trial be; either side may."""
    return TrialOut.of(drop(trial_id, by=actor_in(request), version=body.version, **once(request)))


@router.post("/trials/{uuid:trial_id}/keeping", response=TrialOut, operation_id="trial.keep_person")
def keep_person(request: HttpRequest, trial_id: UUID, body: KeepIn) -> TrialOut:
    """Be content and go on: the trial is paid; the next offer begins from its contract (``contract_id``)."""
    by = actor_in(request)
    return TrialOut.of(keep(trial_id, by=by, further=body.further, version=body.version, **once(request)))


@router.post("/trials/{uuid:trial_id}/contentment", response=TrialOut, operation_id="trial.be_content")
def be_content(request: HttpRequest, trial_id: UUID, body: MatchVersionIn) -> TrialOut:
    """Be content: all that is held is released."""
    return TrialOut.of(content(trial_id, by=actor_in(request), version=body.version, **once(request)))


@router.post("/trials/{uuid:trial_id}/complaint", response=TrialOut, operation_id="trial.be_not_content")
def be_not_content(request: HttpRequest, trial_id: UUID, body: MatchReasonIn) -> TrialOut:
    """Be not content, with a reason: everything goes back, and the pot pays by policy."""
    by = actor_in(request)
    row = not_content(trial_id, by=by, reason=body.reason, version=body.version, **once(request))
    return TrialOut.of(row)


@router.post("/trials/{uuid:trial_id}/giving-up", response=TrialOut, operation_id="trial.give_up")
def give_up(request: HttpRequest, trial_id: UUID, body: MatchReasonIn) -> TrialOut:
    """Give a running trial up, with a reason: the client has everything back."""
    by = actor_in(request)
    row = give(trial_id, by=by, reason=body.reason, version=body.version, **once(request))
    return TrialOut.of(row)
