"""A client asks the matcher's desk for a freelancer, and takes the request back."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.engagements.trial import facts, operations, queries, rules
from hirehall.engagements.trial.models import MatchRequest, Wanted
from hirehall.engagements.trial.states import MODEL, RequestState
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Because, Refused
from hirehall.halls import operations as halls
from hirehall.halls.queries import policy_now
from hirehall.skills.queries import skills_by_ids


@action("trial.make_request", scope=Scope.BRIEFS_WRITE)
def make_request(
    hall_id: UUID, *, by: Actor, wanted: Wanted, organisation_id: UUID | None = None
) -> MatchRequest:
    """A client asks the desk for a freelancer. The desk has the policy's hours; nothing is paid, nobody is shown."""
    person_id = rules.require_person(by)
    if not by.may_hire_for(person_id, organisation_id):
        raise Refused(
            "match_request.wrong_party",
            "To ask for an organisation you must be one of those who hire for it.",
            because=Because.FORBIDDEN,
        )
    contract_operations.require_nobody_suspended(person_id, hold=True)
    halls.require_member(hall_id, by=by)
    policy, hall = policy_now(hall_id), halls.locked_hall(hall_id)
    halls.require_way(policy, MODEL)
    waiting = queries.count_open(hall_id, client_id=person_id, organisation_id=organisation_id)
    if waiting >= policy.number("trial.requests_per_client"):
        raise Refused(
            "match_request.too_many",
            f"{waiting} requests of yours are open. Choose, or withdraw one, first.",
            because=Because.TOO_MANY,
        )
    now = clock.now()
    clean = rules.require_wanted(wanted, currency=hall.currency, policy=policy, today=now.date())
    skills = {key: one for key, one in skills_by_ids(clean.skill_ids).items() if one.hall_id == hall_id}
    request = MatchRequest.objects.create(
        hall=hall,
        policy=policy,
        client_id=person_id,
        organisation_id=organisation_id,
        title=clean.title,
        need=clean.need,
        skill_ids=list(skills),
        skill_names=[one.name for one in skills.values()],
        currency=hall.currency,
        price_minor=_minor(clean.price),
        rate_least_minor=_minor(clean.rate_least),
        rate_most_minor=_minor(clean.rate_most),
        weekly_hours=clean.weekly_hours,
        starts_on=clean.starts_on,
        asked_at=now,
        at_desk_since=now,
        propose_by=now + timedelta(hours=policy.number("trial.proposal_hours")),
    )
    operations.tell_of_request(facts.RequestMade, request, by=by, propose_by=request.propose_by)
    return request


@action("trial.withdraw_request", scope=Scope.BRIEFS_WRITE)
def withdraw_request(request_id: UUID, *, by: Actor, version: int | None = None) -> MatchRequest:
    """The client takes a request back before anybody is chosen; whoever was asked is told."""
    request = queries.request_to_move(request_id, by=by)
    rules.require_client(request, by)
    rules.require_current(version, request.version)
    rules.require_request_move("withdraw", request)
    operations.pass_over(request, why="The client has withdrawn the request.", by=by)
    operations.move_request(request, RequestState.WITHDRAWN)
    operations.tell_of_request(facts.RequestWithdrawn, request, by=by)
    return request


def _minor(amount: Money | None) -> int | None:
    return amount.minor if amount else None
