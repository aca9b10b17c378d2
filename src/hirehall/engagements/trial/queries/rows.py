"""Single rows and small sets: for an actor, locked for a move, or due for a sweep."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from hirehall.contracts import queries as contracts
from hirehall.contracts.models import Contract, Offer
from hirehall.contracts.states import ContractState
from hirehall.engagements.trial import rules
from hirehall.engagements.trial.models import Match, MatchRequest, Trial
from hirehall.engagements.trial.states import LIVE, MODEL, REQUEST_OVER, MatchState, RequestState, State
from hirehall.foundation.actor import Actor, require_staff_of
from hirehall.foundation.addresses import at_hall, served_by
from hirehall.foundation.refused import not_found
from hirehall.money.models import Payment
from hirehall.people.models import Membership

SWEEP_AT_MOST = 500
PARTIES = (
    "contract__client",
    "contract__organisation",
    "contract__freelancer",
    "contract__agency",
    "contract__policy",
)


def requests_of(by: Actor) -> QuerySet[MatchRequest]:
    """The requests of the actor's own client side, here."""
    return MatchRequest.objects.filter(at_hall(by), _own(by))


def _own(by: Actor) -> Q:
    return Q(client_id=by.person_id, organisation=None) | Q(organisation_id__in=by.organisation_ids)


def request_for(by: Actor, request_id: UUID) -> MatchRequest:
    """A request of one's own side; any for the desk.

    Raises:
        Refused: ``match_request.not_found``.
    """
    there = MatchRequest.objects.filter(served_by(by) | _own(by), at_hall(by), id=request_id)
    rows = there.select_related("hall", "policy", "client", "organisation")
    found = rows.first() if by.person_id else None
    if found is None:
        raise not_found("match_request")
    return found


def request_to_move(request_id: UUID, *, by: Actor) -> MatchRequest:
    """The request, locked: the root of whom the desk proposes for it.

    Raises:
        Refused: ``match_request.not_found``.
    """
    row = (
        MatchRequest.objects.select_for_update(of=("self",), no_key=True)
        .filter(at_hall(by), id=request_id)
        .select_related("policy", "hall", "client", "organisation")
        .first()
    )
    if row is None or not (by.is_system or by.is_staff_of(row.hall_id) or rules.is_client(row, by)):
        raise not_found("match_request")
    return row


def request_to_match(request_id: UUID, *, by: Actor) -> MatchRequest:
    """The same, for who matches: see ``require_matcher``."""
    row = request_to_move(request_id, by=by)
    require_matcher(by, row)
    return row


def require_matcher(by: Actor, request: MatchRequest) -> None:
    """An operator of the hall in a running staff session, who has no part in the request themselves.

    Raises:
        Refused: ``staff.session_needed``, ``staff.other_hall``, ``match.own_case``.
    """
    require_staff_of(by, request.hall_id)
    rules.require_others_case(own=is_own_case(by, request))


def match_for(by: Actor, match_id: UUID) -> Match:
    """What somebody was proposed for, to themselves.

    Raises:
        Refused: ``match.not_found``.
    """
    if by.person_id is None or by.is_staff:
        raise not_found("match")
    rows = Match.objects.filter(at_hall(by, "request__hall_id"), id=match_id, person_id=by.person_id)
    parties = ("request__client", "request__organisation", "request__policy", "person")
    found = rows.select_related(*parties).first()
    if found is None:
        raise not_found("match")
    return found


def match_to_move(match_id: UUID, *, by: Actor) -> Match:
    """Somebody proposed, with the locked request above them; both locked.

    Raises:
        Refused: ``match.not_found``.
    """
    root = Match.objects.filter(at_hall(by, "request__hall_id"), id=match_id).values_list(
        "request_id", "person_id"
    )
    found = root.first()
    if found is None:
        raise not_found("match")
    request_id, person_id = found
    request = (
        MatchRequest.objects.select_for_update(of=("self",), no_key=True)
        .select_related("policy", "hall", "client", "organisation")
        .get(id=request_id)
    )
    serves = by.is_system or by.is_staff_of(request.hall_id)
    if not (serves or by.person_id == person_id or rules.is_client(request, by)):
        raise not_found("match")
    match = (
        Match.objects.select_for_update(of=("self",), no_key=True).select_related("person").get(id=match_id)
    )
    match.request = request
    return match


def match_of_offer(offer: Offer) -> Match:
    """Whom an offer of a trial went to, locked below its request, which is locked as well.

    Raises:
        Refused: ``offer.not_found`` for an offer of another model.
    """
    found = Match.objects.filter(offer_id=offer.id).values_list("request_id", flat=True).first()
    if found is None:
        raise not_found("offer")
    request = (
        MatchRequest.objects.select_for_update(of=("self",), no_key=True)
        .select_related("policy", "hall", "client", "organisation")
        .get(id=found)
    )
    match = (
        Match.objects.select_for_update(of=("self",), no_key=True)
        .select_related("person")
        .get(offer_id=offer.id)
    )
    match.request = request
    return match


def live_matches(request: MatchRequest) -> list[Match]:
    """Who is asked, or has said yes, in the running round; locked in the order in which they were asked."""
    rows = request.matches.select_for_update(of=("self",), no_key=True).filter(state__in=LIVE)
    return list(rows.select_related("person").order_by("proposed_at", "id"))


def trial_for(by: Actor, trial_id: UUID) -> Trial:
    """The trial with its contract and parties, when the actor may see it.

    Raises:
        Refused: ``trial.not_found``.
    """
    return contracts.unit_for(by, Trial, trial_id, parties=PARTIES, called="trial")


def trial_to_move(trial_id: UUID, *, by: Actor) -> tuple[Contract, Trial]:
    """The contract, locked as the root, then its trial, locked.

    Raises:
        Refused: ``trial.not_found``.
    """
    return contracts.unit_to_move(Trial, trial_id, by=by, called="trial")


def is_of_a_trial(offer_id: UUID) -> bool:
    """Whether an offer went to somebody who was proposed."""
    return Match.objects.filter(offer_id=offer_id).exists()


def is_paid_for_by(payment_id: UUID) -> bool:
    """Whether this payment is for a trial."""
    return Trial.objects.filter(id__in=Payment.objects.filter(id=payment_id).values("unit_id")).exists()


def matches_to_lapse(now: datetime) -> list[UUID]:
    due = Match.objects.filter(state=MatchState.ASKED, answer_by__lte=now).order_by("answer_by")
    return list(due.values_list("id", flat=True)[:SWEEP_AT_MOST])


def requests_to_lapse(now: datetime) -> list[UUID]:
    due = MatchRequest.objects.filter(state=RequestState.SHOWN, choose_by__lte=now).order_by("choose_by")
    return list(due.values_list("id", flat=True)[:SWEEP_AT_MOST])


def requests_running_late(now: datetime) -> list[UUID]:
    late = MatchRequest.objects.filter(state=RequestState.AT_DESK, propose_by__lte=now, late_told_at=None)
    return list(late.order_by("propose_by").values_list("id", flat=True)[:SWEEP_AT_MOST])


def _due(state: State, column: str, now: datetime) -> list[UUID]:
    moving = Trial.objects.exclude(contract__state=ContractState.FROZEN)
    due = moving.filter(state=state, **{f"{column}__lte": now}).order_by(column)
    return list(due.values_list("id", flat=True)[:SWEEP_AT_MOST])


def trials_to_drop(now: datetime) -> list[UUID]:
    return _due(State.AGREED, "pay_by", now)


def trials_to_be_over(now: datetime) -> list[UUID]:
    return _due(State.RUNNING, "ends_at", now)


def trials_to_be_content(now: datetime) -> list[UUID]:
    return _due(State.WINDOW, "decide_by", now)


def trials_for_the_pot(hall_id: UUID | None = None) -> list[UUID]:
    """Trials that the guarantee pot still owes something for, the oldest first."""
    waiting = Trial.objects.filter(pot_minor__gt=0, pot_paid_at=None).order_by("closed_at")
    if hall_id is not None:
        waiting = waiting.filter(contract__hall_id=hall_id)
    return list(waiting.values_list("id", flat=True)[:SWEEP_AT_MOST])


def trial_for_pot(trial_id: UUID, *, by: Actor) -> tuple[Contract, Trial]:
    """A trial that the pot may owe something for: for the clock, and for an operator.

    Raises:
        Refused: ``trial.not_found``.
    """
    if by.is_system:
        return trial_to_move(trial_id, by=by)
    found = Trial.objects.filter(id=trial_id).values_list("contract_id", flat=True).first()
    if found is None:
        raise not_found("trial")
    contract = contracts.contract_to_decide(found, by=by, model=MODEL)
    trial = Trial.objects.select_for_update(no_key=True).get(id=trial_id)
    trial.contract = contract
    return contract, trial


def count_open(hall_id: UUID, *, client_id: UUID, organisation_id: UUID | None) -> int:
    """How many requests of this client's side are not over yet."""
    side = (
        Q(organisation_id=organisation_id) if organisation_id else Q(client_id=client_id, organisation=None)
    )
    return MatchRequest.objects.filter(side, hall_id=hall_id).exclude(state__in=REQUEST_OVER).count()


def is_own_case(by: Actor, request: MatchRequest) -> bool:
    """Whether a matcher is on the asking side, or is proposed for it."""
    return request.client_id == by.person_id or (
        by.person_id is not None
        and (
            belongs_to(by.person_id, request.organisation_id)
            or request.matches.filter(person_id=by.person_id, round=request.round).exists()
        )
    )


def belongs_to(person_id: UUID, organisation_id: UUID | None) -> bool:
    """Whether somebody is of the organisation that asks."""
    return (
        organisation_id is not None
        and Membership.objects.filter(organisation_id=organisation_id, person_id=person_id).exists()
    )
