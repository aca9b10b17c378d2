"""What a slate takes from the reviews: where who enters stands, and whether a hall shows what was earned elsewhere."""

from __future__ import annotations

from uuid import UUID

from hirehall.halls.queries import policy_now
from hirehall.halls.states.joining import ELSEWHERE
from hirehall.reputation.queries.standings import Standing, standings_of

NOBODY = UUID(int=0)


def start_of(category_id: UUID, hall_id: UUID) -> Standing:
    """Where who enters stands, in a field of the hall."""
    return standings_of((NOBODY,), category_id, hall_id=hall_id)[NOBODY]


def shows_elsewhere(hall_id: UUID) -> bool:
    """Whether the hall shows what was earned elsewhere of those who have not chosen."""
    return bool(policy_now(hall_id).number(ELSEWHERE))
