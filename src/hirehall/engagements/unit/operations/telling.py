"""What is recorded about unit orders."""

from __future__ import annotations

from typing import Any

from hirehall.contracts.models import Contract, Posting
from hirehall.engagements.unit import facts
from hirehall.engagements.unit.models import Batch, Candidate, Claim, Question, Team, UnitOrder
from hirehall.foundation.actor import Actor
from hirehall.foundation.facts import record


def tell_pool(fact: type[facts.PoolFact], posting: Posting, *, by: Actor, **more: Any) -> None:
    """A fact about an order before it is a contract, for the timeline that the contract will have."""
    record(_about(fact, posting, **more), by=by, hall_id=posting.hall_id, about=[posting.id])


def tell_claim(fact: type[facts.PoolFact], posting: Posting, claim: Claim, *, by: Actor, **more: Any) -> None:
    """A fact about who held an order: not for that timeline, because whoever delivers need not know of others."""
    told = _about(fact, posting, freelancer_id=claim.person_id, **more)
    record(told, by=by, hall_id=posting.hall_id, about=[claim.id])


def tell_question(question: Question, posting: Posting, *, by: Actor) -> None:
    """A question is not for that timeline either: it would say who asked."""
    told = _about(facts.QuestionAsked, posting, question_id=question.id, holds_until=question.holds_until)
    record(told, by=by, hall_id=posting.hall_id, about=[question.id])


def tell(fact: type[facts.WorkFact], contract: Contract, order: UnitOrder, *, by: Actor, **more: Any) -> None:
    """A fact about the work under a contract."""
    record(
        fact(
            contract_id=contract.id,
            client_id=contract.client_id,
            organisation_id=contract.organisation_id,
            freelancer_id=contract.freelancer_id,
            title=order.title,
            **more,
        ),
        by=by,
        hall_id=contract.hall_id,
        about=[contract.id],
    )


def tell_batch(fact: type[facts.BatchFact], batch: Batch, *, by: Actor, **more: Any) -> None:
    """A fact about a file of orders."""
    told = fact(
        batch_id=batch.id,
        client_id=batch.client_id,
        organisation_id=batch.organisation_id,
        title=batch.name,
        **more,
    )
    record(told, by=by, hall_id=batch.hall_id, about=[batch.id])


def tell_team(fact: type[facts.TeamFact], team: Team, *, by: Actor, **more: Any) -> None:
    """A fact about a team."""
    told = fact(
        team_id=team.id,
        client_id=team.client_id,
        organisation_id=team.organisation_id,
        title=team.name,
        **more,
    )
    record(told, by=by, hall_id=team.hall_id, about=[team.id])


def tell_candidate(fact: type[facts.CandidateFact], row: Candidate, *, by: Actor, **more: Any) -> None:
    """A fact about somebody and a team."""
    tell_team(fact, row.team, by=by, candidate_id=row.id, freelancer_id=row.person_id, **more)


def _about(fact: type[facts.PoolFact], posting: Posting, **more: Any) -> facts.PoolFact:
    return fact(
        contract_id=posting.id,
        client_id=posting.client_id,
        organisation_id=posting.organisation_id,
        title=posting.title,
        **more,
    )
