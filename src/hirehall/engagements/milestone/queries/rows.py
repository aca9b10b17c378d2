"""Single rows and small sets: for an actor, locked for a move, or due for a sweep."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from hirehall.contracts import queries as contracts
from hirehall.contracts.models import Contract
from hirehall.contracts.states import AskState, Side
from hirehall.engagements.milestone.models import Delivery, Milestone, RefundRequest
from hirehall.engagements.milestone.states import MODEL, State
from hirehall.foundation.actor import Actor
from hirehall.foundation.money import Money
from hirehall.foundation.reads import kept
from hirehall.foundation.refused import Refused, not_found
from hirehall.money.models import Payment


def is_milestone(unit_id: UUID) -> bool:
    """Whether a unit of work is a milestone: facts about money also come for units of other engagement models."""
    return Milestone.objects.filter(id=unit_id).exists()


def is_milestone_contract(contract_id: UUID) -> bool:
    """Whether a contract is of this model: facts about terms and endings come for those of other models as well."""
    return Contract.objects.filter(id=contract_id, model=MODEL).exists()


def milestone_for(by: Actor, milestone_id: UUID) -> Milestone:
    """The milestone with its contract and parties, when the actor may see it.

    Raises:
        Refused: ``milestone.not_found``.
    """
    found = (
        Milestone.objects.filter(contract__in=contracts.contracts_visible_to(by))
        .select_related(
            "contract__client", "contract__organisation", "contract__freelancer", "contract__policy"
        )
        .filter(id=milestone_id)
        .first()
    )
    if found is None:
        raise not_found("milestone")
    return found


def milestone_to_move(milestone_id: UUID, *, by: Actor) -> tuple[Contract, Milestone]:
    """The contract, locked as the root, then its milestone, locked."""
    try:
        contract = contracts.contract_of_unit_to_move(Milestone, milestone_id, by=by)
    except Refused as refused:
        raise not_found("milestone") from refused
    milestone = _locked.one(milestone_id)
    milestone.contract = contract
    return contract, milestone


@kept
def _locked(milestone_id: UUID) -> QuerySet[Milestone]:
    return Milestone.objects.select_for_update(no_key=True).filter(id=milestone_id)


def milestones_to_move(contract: Contract) -> list[Milestone]:
    """All milestones of a contract that is already locked, locked in order."""
    rows = list(contract.milestones.select_for_update(no_key=True).order_by("position"))
    for row in rows:
        row.contract = contract
    return rows


def milestone_of_payment(payment: Payment, *, by: Actor) -> tuple[Contract, Milestone]:
    """The locked contract and milestone that a payment is for."""
    return milestone_to_move(payment.unit_id, by=by)


def request_to_move(request_id: UUID, *, by: Actor) -> tuple[Contract, Milestone, RefundRequest]:
    """A refund request with its locked contract and milestone; read again after the lock."""
    root = RefundRequest.objects.filter(id=request_id).values_list("milestone_id", flat=True).first()
    if root is None:
        raise not_found("refund_request")
    try:
        contract, milestone = milestone_to_move(root, by=by)
    except Refused as refused:
        raise not_found("refund_request") from refused
    request = RefundRequest.objects.select_for_update(no_key=True).get(id=request_id)
    return contract, milestone, request


def deliveries_to_accept(now: datetime, *, most: int = 500) -> list[UUID]:
    """Milestones whose silence has spoken; read from the partial index."""
    return list(
        Milestone.objects.filter(state=State.DELIVERED, auto_accept_at__lte=now)
        .exclude(contract__state="frozen")
        .order_by("auto_accept_at")
        .values_list("id", flat=True)[:most]
    )


def refunds_to_grant(now: datetime, *, most: int = 500) -> list[UUID]:
    """Refund requests that nobody answered in time; read from the partial index."""
    return list(
        RefundRequest.objects.filter(state=AskState.OPEN, answer_by__lte=now)
        .exclude(milestone__contract__state="frozen")
        .order_by("answer_by")
        .values_list("id", flat=True)[:most]
    )


def delivery_visible(by: Actor, delivery_id: UUID) -> bool:
    """Whether the actor may read the files of a delivery: both sides of its contract, and staff."""
    return Delivery.objects.filter(
        id=delivery_id, milestone__contract__in=contracts.contracts_visible_to(by)
    ).exists()


def planned_units(milestones: list[Milestone]) -> dict[UUID, dict[str, Any]]:
    """The milestones as plan units with their frozen quotes, by id; cancelled ones are no longer part.

    Money that rolled on counts once: in the milestone that has it now.
    """
    return {
        row.id: {
            "id": str(row.id),
            "title": row.title,
            "criteria": row.criteria,
            "amount_minor": row.own_amount.minor,
            "due_on": row.due_on.isoformat() if row.due_on else None,
            "freelancer_fee_minor": (
                row.freelancer_fee_taken_minor if row.rolled_on_minor else row.freelancer_fee_minor
            ),
            "client_fee_minor": row.client_fee_minor
            - row.client_fee_minor * row.rolled_on_minor // row.amount_minor,
            "quote": row.quote,
        }
        for row in milestones
        if row.state != State.CANCELLED
    }


@dataclass(frozen=True, slots=True)
class ReviewReminder:
    """Whom to remind of which delivery, and until when they can answer."""

    milestone_id: UUID
    delivery_id: UUID
    hall_id: UUID
    title: str
    amount: Money
    auto_accept_at: datetime
    person_ids: list[UUID]


def reviews_due_between(since: datetime, until: datetime, *, most: int = 500) -> list[UUID]:
    """Deliveries that are accepted by silence in the span; read from the partial index."""
    due = Milestone.objects.filter(state=State.DELIVERED, auto_accept_at__gt=since, auto_accept_at__lte=until)
    return list(due.order_by("auto_accept_at").values_list("id", flat=True)[:most])


def reminder_of_review(milestone_id: UUID | str) -> ReviewReminder | None:
    """The reminder for a delivery that still waits; None when it was answered meanwhile."""
    row = Milestone.objects.select_related("contract").filter(id=milestone_id, state=State.DELIVERED).first()
    if row is None or row.auto_accept_at is None:
        return None
    contract = row.contract
    people = contracts.people_of(
        Side.CLIENT,
        client_id=contract.client_id,
        organisation_id=contract.organisation_id,
        freelancer_id=contract.freelancer_id,
    )
    last = row.deliveries.latest("number")
    return ReviewReminder(row.id, last.id, contract.hall_id, row.title, row.held, row.auto_accept_at, people)
