"""How much one may still send this week."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Subquery, Sum

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import not_found
from hirehall.halls.models import Policy
from hirehall.market.models import CapAppeal, Proposal
from hirehall.market.rules import WEEK
from hirehall.people.models import FreelancerProfile


def sent_this_week(hall_id: UUID, person_id: UUID) -> int:
    return Proposal.objects.filter(
        hall_id=hall_id, freelancer_id=person_id, submitted_at__gt=clock.now() - WEEK
    ).count()


def allowed_this_week(hall_id: UUID, person_id: UUID, policy: Policy) -> int:
    """The policy's cap, and what operators have granted on appeal in the last seven days."""
    granted = CapAppeal.objects.filter(
        hall_id=hall_id, person_id=person_id, decided_at__gt=clock.now() - WEEK
    ).aggregate(total=Sum("granted"))["total"]
    return policy.proposals_per_week + (granted or 0)


@dataclass(frozen=True, slots=True)
class Week:
    """The policy now, and how much of its weekly cap a person has used."""

    policy: Policy
    sent: int
    allowed: int


def week_of(hall_id: UUID, person_id: UUID) -> Week:
    """For pages, in one query; actions count under a lock by the functions above."""
    since = clock.now() - WEEK
    sent = Proposal.objects.filter(hall_id=hall_id, freelancer_id=person_id, submitted_at__gt=since)
    granted = CapAppeal.objects.filter(hall_id=hall_id, person_id=person_id, decided_at__gt=since)
    policy: Any = (
        Policy.objects.filter(hall_id=hall_id, effective_from__lte=clock.now())
        .annotate(
            sent=Subquery(sent.order_by().values("hall_id").annotate(n=Count("id")).values("n")),
            granted=Subquery(granted.order_by().values("hall_id").annotate(n=Sum("granted")).values("n")),
        )
        .latest("effective_from")
    )
    return Week(policy, policy.sent or 0, policy.proposals_per_week + (policy.granted or 0))


def has_profile(by: Actor) -> bool:
    """Whether the actor is a person who wears the freelancer's hat at all (not staff in a session)."""
    if by.person_id is None or by.is_staff:
        return False
    return FreelancerProfile.objects.filter(person_id=by.person_id).exists()


def open_appeals(by: Actor, hall_id: UUID) -> list[CapAppeal]:
    """The appeals that wait for a decision, the oldest first; for staff.

    Raises:
        Refused: ``appeal.not_found`` for everybody else.
    """
    if not by.is_staff_of(hall_id):
        raise not_found("appeal")
    rows = CapAppeal.objects.filter(hall_id=hall_id, decided_at=None).select_related("person")
    return list(rows.order_by("made_at")[:100])


def waiting_appeals(hall_id: UUID) -> int:
    """How many appeals wait for an operator."""
    return CapAppeal.objects.filter(hall_id=hall_id, decided_at=None).count()


def latest_appeal(by: Actor, hall_id: UUID) -> CapAppeal | None:
    """The actor's own latest appeal."""
    rows = CapAppeal.objects.filter(hall_id=hall_id, person_id=by.require_person())
    return rows.order_by("-made_at").first()
