"""What the starter lane of a hall is: how large its briefs may be, and what it promises to both sides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from hirehall.foundation.money import Money
from hirehall.halls.models import Hall, Policy
from hirehall.halls.queries import policy_now
from hirehall.market.models import Brief
from hirehall.market.rules import lane
from hirehall.market.states import (
    LANE,
    LANE_AT_ONCE,
    LANE_FAMILIES,
    LANE_MOST,
)
from hirehall.skills.models import Category

# Who knows whether a client has yet to judge a first-timer’s work; wiring/fitting.py fills the list.
OWES: list[Callable[[UUID, UUID], bool]] = []


def owes_evaluation(client_id: UUID, hall_id: UUID) -> bool:
    return any(owes(client_id, hall_id) for owes in OWES)


@dataclass(frozen=True, slots=True)
class Lane:
    """The lane of one field under one policy.

    Attributes:
        most: the largest value of a brief, and of the contract that comes of it.
        at_once: how many contracts without fees a first-timer has at once.
    """

    hall_id: UUID
    category_id: UUID
    most: Money
    at_once: int


def lane_of(policy: Policy, category: Category, currency: str) -> Lane | None:
    """The lane of a field under a policy; None where the policy has none."""
    if not policy.offers(LANE):
        return None
    return Lane(
        hall_id=category.hall_id,
        category_id=category.id,
        most=lane.largest(policy, category.slug, currency),
        at_once=policy.number(LANE_AT_ONCE),
    )


def lane_of_brief(brief_id: UUID | None, policy: Policy | None = None) -> Lane | None:
    """The lane of a brief that is open to first-timers, under a policy, else the one in force. Two queries at most."""
    if brief_id is None:
        return None
    brief = Brief.objects.filter(id=brief_id, first_timers=True).select_related("category").first()
    if brief is None or brief.category is None:
        return None
    return lane_of(policy or policy_now(brief.hall_id), brief.category, brief.currency)


def lane_questions(policy: Policy, field: str) -> tuple[str, ...]:
    """What the client of a first-timer is asked at the end, by the field's slug."""
    return lane.questions(policy, field)


def lane_allows(hall: Hall) -> str:
    """How large a brief may be that is opened to first-timers, and what it brings, in a sentence or two."""
    policy = policy_now(hall.id)
    most = Money(policy.number(LANE_MOST), hall.currency).text(short=True)
    others = "; some fields have another value" if policy.words(LANE_FAMILIES) else ""
    return (
        f"For briefs of up to {most}{others}. Hire one of them for no more than that, and the hall waives its fees for "
        "both of you."
    )
