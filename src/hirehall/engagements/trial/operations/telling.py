"""What is recorded about requests, who is proposed, and trials."""

from __future__ import annotations

from typing import Any

from hirehall.contracts.models import Contract
from hirehall.engagements.trial import facts
from hirehall.engagements.trial.models import Match, MatchRequest, Trial
from hirehall.foundation.actor import Actor
from hirehall.foundation.facts import record


def tell(fact: type[facts.TrialFact], contract: Contract, trial: Trial, *, by: Actor, **more: Any) -> None:
    """Record a fact about a trial, for the timelines of both the trial and its contract."""
    record(
        fact(
            contract_id=contract.id,
            trial_id=trial.id,
            client_id=contract.client_id,
            organisation_id=contract.organisation_id,
            freelancer_id=contract.freelancer_id,
            title=trial.title,
            **more,
        ),
        by=by,
        hall_id=contract.hall_id,
        about=[contract.id, trial.id],
    )


def tell_of_request(fact: type[facts.RequestFact], request: MatchRequest, *, by: Actor, **more: Any) -> None:
    record(
        fact(
            request_id=request.id,
            client_id=request.client_id,
            organisation_id=request.organisation_id,
            title=request.title,
            **more,
        ),
        by=by,
        hall_id=request.hall_id,
        about=[request.id],
    )


def tell_of_match(fact: type[facts.MatchFact], match: Match, *, by: Actor, **more: Any) -> None:
    record(
        fact(
            request_id=match.request_id,
            match_id=match.id,
            person_id=match.person_id,
            title=match.request.title,
            **more,
        ),
        by=by,
        hall_id=match.request.hall_id,
        about=[match.request_id, match.id],
    )
