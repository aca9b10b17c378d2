"""The starter lane between two: whether an offer is one of it, and what it then promises to both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q

from hirehall.contracts.models import Contract
from hirehall.contracts.states import ContractState
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor, require_staff_of
from hirehall.foundation.money import Money
from hirehall.halls.models import Hall, Policy
from hirehall.market.models import Brief
from hirehall.market.queries import Lane, lane_of, lane_of_brief
from hirehall.market.states import LANE_DAYS
from hirehall.money.queries import waived_of

FINISHED_IN_FIELD = """
c.hall_id = %(hall)s AND c.state = 'ended' AND c.paid_minor > 0 AND (c.brief_id IS NULL
  OR EXISTS (SELECT FROM market_brief f WHERE f.id = c.brief_id AND f.category_id = %(category)s))
"""
"""Contracts ``c`` after which nobody is a first-timer in a field: finished, paid, and of the field. Of those that came
from no brief the field is not known; who has finished one of them is not new."""
_HAS_FINISHED = """
SELECT EXISTS (SELECT FROM contracts_contract c WHERE c.freelancer_id = %(person)s AND FINISHED)
""".replace("FINISHED", FINISHED_IN_FIELD)


def has_finished_in(person_id: UUID, hall_id: UUID, category_id: UUID) -> bool:
    """Whether somebody is no first-timer in a field of the hall any more. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            _HAS_FINISHED,
            {"person": person_id, "hall": hall_id, "category": category_id},
        )
        return bool(cursor.fetchone()[0])


def lane_between(
    brief_id: UUID | None, *, freelancer_id: UUID, agency_id: UUID | None, policy: Policy | None = None
) -> Lane | None:
    """The lane of an offer that begins now: of a brief that is open to first-timers, to one who is, for themselves.

    None where nobody is to have it: no such brief, somebody who has finished a contract in the field, an agency, or who
    has as many contracts of the lane as the hall allows at once.

    Args:
        policy: of the offer, where there is one already; the one in force otherwise.
    """
    lane = lane_of_brief(brief_id, policy) if agency_id is None else None
    if lane is None:
        return None
    if has_finished_in(freelancer_id, lane.hall_id, lane.category_id):
        return None
    return lane if running_in_lane(freelancer_id, lane.hall_id) < lane.at_once else None


def running_in_lane(freelancer_id: UUID, hall_id: UUID, *, but: UUID | None = None) -> int:
    """How many contracts of the lane somebody has that have not ended. One query."""
    rows = Contract.objects.filter(hall_id=hall_id, freelancer_id=freelancer_id, lane=True)
    running = rows.exclude(state=ContractState.ENDED)
    return (running if but is None else running.exclude(id=but)).count()


def lane_of_contract(contract: Contract) -> Lane | None:
    """The lane of a running contract, under the policy that was frozen with it; None where it is in none. One query."""
    if not contract.lane or contract.brief_id is None:
        return None
    brief = Brief.objects.select_related("category").get(id=contract.brief_id)
    return lane_of(contract.policy, brief.category, contract.currency) if brief.category else None


def lane_in_words(lane: Lane) -> list[str]:
    """What the lane promises to both sides of a contract, as its terms say it."""
    free = (
        "This is a first contract in its field, on a brief that is open to first-timers: the hall waives its fees for "
        f"both sides, for work of up to {lane.most.text()} in all."
    )
    return [free]


def waived_in(plan: list[dict[str, Any]], currency: str) -> Money | None:
    """What the hall waives of a plan by its frozen quotes; None where it waives nothing for being in no lane."""
    waivers = [unit["quote"]["waiver"] for unit in plan if (unit.get("quote") or {}).get("waiver")]
    if not waivers:
        return None
    return Money(sum(one["freelancer_fee_minor"] + one["client_fee_minor"] for one in waivers), currency)


@dataclass(frozen=True, slots=True)
class LaneFigures:
    """What the lane of a hall has come to in the last year, for its operators.

    Attributes:
        running, finished: contracts without fees that began in it.
        waived: the fees that the hall bore itself, by its books.
    """

    running: int
    finished: int
    waived: Money


def lane_figures(by: Actor, hall: Hall) -> LaneFigures:
    """Two queries."""
    require_staff_of(by, hall.id)
    since = clock.now() - timedelta(days=LANE_DAYS)
    ended = Count("id", filter=Q(state=ContractState.ENDED))
    rows = Contract.objects.filter(hall_id=hall.id, lane=True, started_at__gte=since)
    counts = rows.aggregate(all=Count("id"), ended=ended)
    return LaneFigures(
        running=counts["all"] - counts["ended"],
        finished=counts["ended"],
        waived=waived_of(hall.id, hall.currency, since=since),
    )
